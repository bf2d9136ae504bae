import type { PosterFields } from "../round/poster.ts";

/** Ways of reporting that a poster names; a public one names an address for mail too. */
export type ReportWays = Pick<PosterFields, "mailbox" | "visitAt"> & Partial<Pick<PosterFields, "email">>;

export interface ReportWords {
  readonly before: string;
  readonly after: string;
  /** When no way was typed. */
  readonly none: string;
}

/**
 * The telephone, 信箱 …, 邮箱 …, 来访 …: those that were typed, in this order, between the words of the poster.
 *
 * @returns parts that may stand in lines of their own
 * @source texts.zh.md §8.1, §8.2
 */
export function reportWays(
  phone: string,
  { mailbox, email = "", visitAt }: ReportWays,
  { before, after, none }: ReportWords,
): readonly string[] {
  const ways = [
    phone,
    mailbox && `信箱 ${mailbox}`,
    email && `邮箱 ${email}`,
    visitAt && `来访 ${visitAt}`,
  ].filter((way) => way !== "");
  if (ways.length === 0) return [none];
  return ways.map((way, at) => `${at === 0 ? before : ""}${way}${at === ways.length - 1 ? after : ""}`);
}
