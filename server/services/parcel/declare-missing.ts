import { Problem } from "../../core/problem.ts";
import { audit } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";
import { removeUnrecorded } from "./remove-unrecorded.ts";

/** A group whose units do not come back. */
export interface MissingGroup {
  readonly group: string;
  /** On record as it is typed. */
  readonly reason: string;
}

/**
 * Declares a round incomplete: what has not come back of these groups is void, on record, each with its reason. Others are
 * waited for; what there is is scored once nothing is away any more.
 *
 * @param who with the second person, who agrees
 * @param groups each once
 * @returns names of the units that are missing
 * @throws Problem round.unknown, parcel.empty when nothing of one of the groups is away; then none is declared
 */
export async function declareMissing(
  deps: Deps,
  who: Actor,
  roundId: string,
  groups: readonly MissingGroup[],
): Promise<readonly string[]> {
  const { names, polls } = await deps.office.inTransaction(async (office) => {
    if (!(await office.round(roundId))) throw new Problem("round.unknown", {});
    const units = await office.units(roundId);
    const away = (await office.polls(roundId)).filter(({ state }) => state === "away");
    const names: string[] = [];
    const polls: string[] = [];
    for (const { group, reason } of groups) {
      const own = units.flatMap((unit) => {
        const poll = unit.group === group && away.find((one) => one.unit === unit.id);
        return poll ? [{ unit, poll }] : [];
      });
      if (own.length === 0) throw new Problem("parcel.empty", { reason: "none-away" });
      for (const { unit, poll } of own) {
        await office.savePoll({ ...poll, state: "void" });
        await audit(deps, office, who, "poll.void", poll.id, { from: "away", reason });
        names.push(unit.name);
        polls.push(poll.id);
      }
      const facts = { group, units: own.length, reason };
      await audit(deps, office, who, "round.declared-incomplete", roundId, facts);
    }
    return { names, polls };
  });
  await removeUnrecorded(deps, polls);
  return names;
}
