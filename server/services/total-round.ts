import { Problem } from "../core/problem.ts";
import type { Released } from "../core/release/released.ts";
import { type RollUp, rollUp } from "../core/release/roll-up.ts";
import { isLargeEnough } from "../core/round/plan-poll.ts";
import { withdrawalOf } from "../core/round/round.ts";
import type { Unit } from "../core/roster/unit.ts";
import type { OfficeTransaction, PollRow, RoundRow } from "../store/office.ts";
import type { Deps } from "./deps.ts";
import { type CountedHead, headsOfUnit, nodesOf } from "./total-nodes.ts";

const SMALL_NODES_NAME = "小单位合并";

/**
 * Totals of a round, or of one unit over its sub-units, per form.
 *
 * @param parent id of the unit whose own poll and sub-units are counted; null = all units of the round
 * @returns forms that may be counted; a form that units were asked differently is absent
 * @throws Problem round.unknown, unit.unknown; poll.results-while-open while one of the polls is open, or could still be
 *   sealed; store.damaged
 * @source anonymity.md §5 R9
 */
export async function totalRound(
  deps: Deps,
  roundId: string,
  parent: string | null,
): Promise<Released<RollUp>[]> {
  const { round, units, polls } = await deps.office.inTransaction((office) =>
    pollsOver(office, roundId, parent),
  );
  const heads: CountedHead[] = [];
  for (const ofUnit of polls) heads.push(...(await headsOfUnit(deps, ofUnit)));
  return round.forms.flatMap(({ instrument }) => {
    const nodes = nodesOf(heads, instrument, units);
    const total = rollUp(nodes, round.thresholds, { parent, smallName: SMALL_NODES_NAME });
    return total ? [total] : [];
  });
}

/** All polls of each unit that is counted, those withdrawn among them, once none of them is under way. */
async function pollsOver(office: OfficeTransaction, roundId: string, parent: string | null) {
  const row = await office.round(roundId);
  if (!row) throw new Problem("round.unknown", {});
  const units = await office.units(roundId);
  const top = units.find(({ id }) => id === parent);
  if (parent !== null && !top) throw new Problem("unit.unknown", {});
  const wanted = units.filter((unit) => !top || unit.id === top.id || unit.parent === top.id);
  const [current, replaced] = [await office.polls(roundId), await office.replacedPolls(roundId)];
  const last = wanted.flatMap((unit) => {
    const poll = current.find((one) => one.unit === unit.id);
    return poll ? [{ unit, poll }] : [];
  });
  requireEnded(row, last);
  const polls = last
    .filter(({ poll }) => poll.state !== "draft")
    .map(({ unit, poll }) => [...replaced.filter((one) => one.unit === unit.id), poll]);
  return { round: row.round, units, polls };
}

interface LastPoll {
  readonly unit: Unit;
  readonly poll: PollRow;
}

/** A unit that comes to a total later would be the difference of two; one too small for a poll never comes. */
function requireEnded({ round }: RoundRow, last: readonly LastPoll[]): void {
  if (last.every(({ poll }) => poll.state === "draft")) return;
  const open = last.find(({ unit: { categories }, poll: { state } }) =>
    state === "draft"
      ? isLargeEnough({ ...round, categories })
      : state !== "closed" && withdrawalOf(state) === null,
  );
  if (open) throw new Problem("poll.results-while-open", { state: open.poll.state });
}
