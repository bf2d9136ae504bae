import type { OfficeTransaction } from "../store/office.ts";
import type { Actor, Deps } from "./deps.ts";

/** Appends one act of the office to the hash chain. Respondents never appear here. */
export async function audit(
  deps: Pick<Deps, "clock">,
  office: OfficeTransaction,
  who: Actor,
  act: string,
  about: string,
  detail: { readonly [fact: string]: string | number | boolean | null } = {},
): Promise<void> {
  await office.appendAudit({
    atUtc: deps.clock().toISOString(),
    who: who.account === "keeper" ? who.account : `${who.account} ${who.name}`,
    act,
    about,
    detail: JSON.stringify(detail),
  });
}
