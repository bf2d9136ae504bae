import { Problem } from "../../core/problem.ts";
import { audit } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";
import { removeUnrecorded } from "./remove-unrecorded.ts";

/**
 * Declares a round incomplete: what has not come back is void, on record, and the rest is scored from then on.
 *
 * @param who with the second person, who agrees
 * @param reason on record as it is typed
 * @returns names of the units that are missing
 * @throws Problem round.unknown, parcel.empty when none is
 */
export async function declareMissing(
  deps: Deps,
  who: Actor,
  roundId: string,
  reason: string,
): Promise<readonly string[]> {
  const { names, polls } = await deps.office.inTransaction(async (office) => {
    if (!(await office.round(roundId))) throw new Problem("round.unknown", {});
    const away = (await office.polls(roundId)).filter(({ state }) => state === "away");
    if (away.length === 0) throw new Problem("parcel.empty", { reason: "none-away" });
    const names: string[] = [];
    for (const poll of away) {
      await office.savePoll({ ...poll, state: "void" });
      await audit(deps, office, who, "poll.void", poll.id, { from: "away", reason });
      names.push((await office.unit(roundId, poll.unit))?.name ?? poll.unit);
    }
    const facts = { units: names.length, reason };
    await audit(deps, office, who, "round.declared-incomplete", roundId, facts);
    return { names, polls: away.map(({ id }) => id) };
  });
  await removeUnrecorded(deps, polls);
  return names;
}
