import { Problem } from "../core/problem.ts";
import type { FrozenForm } from "../core/definition/frozen.ts";
import type { PollTally } from "../core/tally/tally.ts";
import type { FinalBlock } from "../store/closed.ts";
import { audit } from "./audit.ts";
import type { Actor, Deps } from "./deps.ts";
import { requireComplete } from "./parcel/require-complete.ts";
import { releaseOfRow } from "./release-poll.ts";

/** The full counts of one closed poll. Not a release: for the keeper of the data folder only. */
export interface ClosedTally {
  readonly poll: string;
  readonly unit: string;
  readonly forms: readonly FrozenForm[];
  readonly blocks: { readonly [instrument: string]: readonly FinalBlock[] };
  readonly tally: PollTally;
}

/**
 * Full counts of closed polls, on record.
 *
 * @param polls ids of polls
 * @throws Problem poll.unknown, poll.results-while-open, round.incomplete
 * @source anonymity.md §4: `plumbline tally` is not a release
 */
export async function tallyClosed(deps: Deps, who: Actor, polls: readonly string[]): Promise<ClosedTally[]> {
  const tallies: ClosedTally[] = [];
  for (const poll of polls) {
    const row = await deps.office.inTransaction(async (office) => {
      const row = await office.poll(poll);
      if (!row) throw new Problem("poll.unknown", {});
      await requireComplete(office, row.round);
      return row;
    });
    const { head } = await releaseOfRow(deps, row);
    await deps.office.inTransaction((office) => audit(deps, office, who, "tally.read", poll));
    tallies.push({
      poll,
      unit: head.unit.name,
      forms: head.forms.map(({ form }) => form),
      blocks: head.blocks,
      tally: head.tally,
    });
  }
  return tallies;
}
