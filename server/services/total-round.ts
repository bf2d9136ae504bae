import { Problem } from "../core/problem.ts";
import type { Released } from "../core/release/released.ts";
import { type RollUp, type RollUpNode, rollUp } from "../core/release/roll-up.ts";
import type { Unit } from "../core/roster/unit.ts";
import type { ClosedHead } from "../store/closed.ts";
import type { Deps } from "./deps.ts";
import { withdrawalOf } from "../core/round/round.ts";
import { releaseOfRow } from "./release-poll.ts";

const SMALL_NODES_NAME = "小单位合并";

/**
 * Totals of a round, or of one unit over its sub-units, per form.
 *
 * @param parent id of the unit whose own poll and sub-units are counted; null = all units of the round
 * @returns forms that may be counted; a form that units were asked differently is absent
 * @throws Problem round.unknown, unit.unknown; poll.results-while-open while one of the polls is open
 * @source anonymity.md §5 R9
 */
export async function totalRound(
  deps: Deps,
  roundId: string,
  parent: string | null,
): Promise<Released<RollUp>[]> {
  const { round, polls, homes } = await deps.office.inTransaction(async (office) => {
    const row = await office.round(roundId);
    if (!row) throw new Problem("round.unknown", {});
    const units = await office.units(roundId);
    const top = units.find(({ id }) => id === parent);
    if (parent !== null && !top) throw new Problem("unit.unknown", {});
    const wanted = units.filter((unit) => !top || unit.id === top.id || unit.parent === top.id);
    const ids = new Set(wanted.map(({ id }) => id));
    const polls = (await office.polls(roundId)).filter(
      ({ unit, state }) => ids.has(unit) && state !== "draft" && withdrawalOf(state) === null,
    );
    return { round: row.round, polls, homes: homesOf(units) };
  });
  const open = polls.find(({ state }) => state !== "closed");
  if (open) throw new Problem("poll.results-while-open", { state: open.state });
  const heads: ClosedHead[] = [];
  for (const poll of polls) heads.push((await releaseOfRow(deps, poll)).head);
  return round.forms.flatMap(({ instrument }) => {
    const nodes = heads.flatMap((head): RollUpNode[] => {
      const form = head.forms.find((one) => one.form.instrument === instrument);
      const tally = head.tally.forms.find((one) => one.instrument === instrument);
      const blocks = head.blocks[instrument];
      return form && tally && blocks
        ? [
            {
              id: head.poll,
              name: head.unit.name,
              home: homes.get(head.unit.id) ?? null,
              ...form,
              tally,
              blocks,
            },
          ]
        : [];
    });
    const total = rollUp(nodes, round.thresholds, { parent, smallName: SMALL_NODES_NAME });
    return total ? [total] : [];
  });
}

/** Where a small unit is counted: with its parent's sub-units, and a parent that has none above it with its own. */
function homesOf(units: readonly Unit[]): ReadonlyMap<string, string> {
  const parents = new Set(units.map(({ parent }) => parent));
  return new Map(
    units.flatMap(({ id, parent }) => {
      const home = parent ?? (parents.has(id) ? id : null);
      return home === null ? [] : [[id, home] as const];
    }),
  );
}
