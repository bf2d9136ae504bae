import type { RollUpNode } from "../core/release/roll-up.ts";
import type { Unit } from "../core/roster/unit.ts";
import type { ClosedHead } from "../store/closed.ts";
import type { PollRow } from "../store/office.ts";
import type { Deps } from "./deps.ts";
import { headOfRow } from "./release-poll.ts";

/** A closed poll as a total takes it: the first of its unit, or held anew; one declared invalid is withdrawn. */
export interface CountedHead {
  readonly head: ClosedHead;
  readonly standing: RollUpNode["standing"];
}

/**
 * What a total needs of one unit: its poll that counts, and its first one, by which is decided whom it is counted with. A poll that
 * was voided was never counted.
 *
 * @param polls all real polls of the unit, in any order
 * @throws Problem store.damaged
 */
export async function headsOfUnit(
  deps: Pick<Deps, "closed">,
  polls: readonly PollRow[],
): Promise<readonly CountedHead[]> {
  const later = new Set(polls.map(({ replacedBy }) => replacedBy));
  const heads: CountedHead[] = [];
  for (const poll of polls) {
    const standing = standingOf(poll.state, !later.has(poll.id));
    if (poll.closedDigest === null || standing === null) continue;
    heads.push({ head: await headOfRow(deps, poll, poll.closedDigest), ...standing });
  }
  return heads;
}

function standingOf(state: PollRow["state"], isFirst: boolean): Pick<CountedHead, "standing"> | null {
  if (state === "closed") return { standing: isFirst ? undefined : "anew" };
  return state === "invalid" && isFirst ? { standing: "withdrawn" } : null;
}

/** The units' polls of one form, each with where it is counted when it is small. */
export function nodesOf(
  heads: readonly CountedHead[],
  instrument: string,
  units: readonly Unit[],
): readonly RollUpNode[] {
  const homes = homesOf(units);
  return heads.flatMap(({ head, standing }): RollUpNode[] => {
    const form = head.forms.find((one) => one.form.instrument === instrument);
    const tally = head.tally.forms.find((one) => one.instrument === instrument);
    const blocks = head.blocks[instrument];
    if (!form || !tally || !blocks) return [];
    const home = homes.get(head.unit.id) ?? null;
    return [
      { id: head.poll, name: head.unit.name, home, ...(standing && { standing }), ...form, tally, blocks },
    ];
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
