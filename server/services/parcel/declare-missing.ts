import { Problem } from "../../core/problem.ts";
import type { OfficeTransaction, PollRow } from "../../store/office.ts";
import { audit } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";
import { planDrafts, saveForms } from "../seal-round.ts";
import { removeUnrecorded } from "./remove-unrecorded.ts";
import { type AwaitedUnit, unitsAwaited } from "./require-complete.ts";

/** Units that another installation has not brought back, or that no installation was ever given. */
export const mayBeMissing = ({ state }: Pick<AwaitedUnit, "state">): boolean =>
  state === "away" || state === "draft";

/** A group whose units do not come back. */
export interface MissingGroup {
  readonly group: string;
  /** On record as it is typed. */
  readonly reason: string;
}

/**
 * Declares a round incomplete: what has not come back of these groups, or was never given out in a round of which other parts
 * were, is void, on record, each with its reason. Others are waited for; what there is is scored once nothing is awaited.
 *
 * @param who with the second person, who agrees
 * @param groups each once
 * @returns names of the units that are missing
 * @throws Problem round.unknown, parcel.empty when nothing of one of the groups is awaited so; then none is declared
 */
export async function declareMissing(
  deps: Deps,
  who: Actor,
  roundId: string,
  groups: readonly MissingGroup[],
): Promise<readonly string[]> {
  const { names, polls } = await deps.office.inTransaction(async (office) => {
    if (!(await office.round(roundId))) throw new Problem("round.unknown", {});
    const awaited = (await unitsAwaited(office, roundId)).filter(mayBeMissing);
    const rows = new Map((await office.polls(roundId)).map((poll) => [poll.unit, poll]));
    const names: string[] = [];
    const polls: string[] = [];
    for (const { group, reason } of groups) {
      const own = awaited.flatMap(({ unit }) => {
        const poll = unit.group === group && rows.get(unit.id);
        return poll ? [{ unit, poll }] : [];
      });
      if (own.length === 0) throw new Problem("parcel.empty", { reason: "none-away" });
      for (const { unit, poll } of own) {
        await office.savePoll({ ...(await planned(deps, office, unit, poll)), state: "void" });
        await audit(deps, office, who, "poll.void", poll.id, { from: poll.state, reason });
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

/** What was never given out is void as the frozen round would have held it. */
async function planned(
  deps: Deps,
  office: OfficeTransaction,
  unit: AwaitedUnit["unit"],
  poll: PollRow,
): Promise<PollRow> {
  const row = await office.round(poll.round);
  if (poll.state !== "draft" || !row?.frozen) return poll;
  const [found] = planDrafts(deps, { ...row, frozen: row.frozen }, [unit], [poll]).planned;
  if (!found) return poll;
  await saveForms(office, found.forms);
  return { ...poll, plan: found.plan };
}
