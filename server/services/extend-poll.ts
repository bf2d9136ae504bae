import { Problem } from "../core/problem.ts";
import type { PollState } from "../core/round/round.ts";
import type { PollRow } from "../store/office.ts";
import { audit } from "./audit.ts";
import type { Actor, Deps } from "./deps.ts";
import type { LivePoll } from "./live-polls.ts";

/** Until when people are told that a poll is open. */
export const openUntilOf = ({ row, round }: Pick<LivePoll, "row" | "round">): string =>
  row.openUntil ?? round.round.openUntil;

const WANTED: readonly PollState[] = ["sealed", "open", "paused"];

/**
 * Tells people another end of a poll, on record. Nothing closes by itself at that time; slips that are printed
 * already keep the time they were printed with.
 *
 * @param until as people read it ("2026年11月28日 18:00")
 * @throws Problem poll.unknown, poll.wrong-state
 */
export async function extendPoll(deps: Deps, who: Actor, pollId: string, until: string): Promise<PollRow> {
  const next = await deps.office.inTransaction(async (office) => {
    const row = await office.poll(pollId);
    const round = row && (await office.round(row.round));
    if (!row || !round) throw new Problem("poll.unknown", {});
    if (!WANTED.includes(row.state))
      throw new Problem("poll.wrong-state", { state: row.state, wanted: WANTED });
    const next: PollRow = { ...row, openUntil: until };
    await office.savePoll(next);
    await audit(deps, office, who, "poll.extended", pollId, { from: openUntilOf({ row, round }), until });
    return next;
  });
  deps.live.forget(pollId);
  return next;
}
