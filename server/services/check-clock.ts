import type { Deps } from "./deps.ts";

/** A clock that runs a little unevenly, or was corrected a little, is no fault. */
const TOLERANCE_MS = 60_000;

/**
 * Whether the machine's clock stands before the last act on record: somebody set it back, or its battery is empty.
 *
 * Nothing of respondents depends on the clock; the end of a closing's grace, sessions and the times of the record do.
 *
 * @returns how many milliseconds it is behind; null when it is well
 */
export async function clockBehindMs({
  office,
  clock,
}: Pick<Deps, "office" | "clock">): Promise<number | null> {
  const lines = await office.inTransaction((transaction) => transaction.audit());
  const last = lines.at(-1);
  if (!last) return null;
  const behind = Date.parse(last.atUtc) - clock().getTime();
  return behind > TOLERANCE_MS ? behind : null;
}
