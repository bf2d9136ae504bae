import { Problem } from "../../core/problem.ts";
import { audit } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";

/**
 * For how many days the round is kept after 归档; on record with what stood before.
 *
 * @param days whole, from 1
 * @throws Problem round.unknown, round.destroyed
 */
export async function setKeeping(deps: Deps, who: Actor, round: string, days: number): Promise<void> {
  await deps.office.inTransaction(async (office) => {
    const row = await office.round(round);
    if (!row) throw new Problem("round.unknown", {});
    if (row.destruction) throw new Problem("round.destroyed", {});
    await office.saveRound({ ...row, keepDays: days });
    await audit(deps, office, who, "round.keeping-set", round, { days, daysBefore: row.keepDays ?? null });
  });
}
