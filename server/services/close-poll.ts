/**
 * Closing, step by step; each step can be repeated and a start-up resumes any poll found in between.
 *
 * @source anonymity.md §2a
 */
import { Problem } from "../core/problem.ts";
import type { PollRow } from "../store/office.ts";
import { audit } from "./audit.ts";
import { changePollState } from "./change-poll-state.ts";
import type { Actor, Deps } from "./deps.ts";
import { writeClosedFile } from "./write-closed-file.ts";

export const GRACE_MINUTES = 5;

export interface CloseRequest {
  /** The second person, who agrees that the grace ends at once; null: five minutes for those who have begun. */
  readonly second: Actor | null;
}

/**
 * Step 1: `closing`. New redeems end, ballots of people who began are still taken until the grace ends:
 * after five minutes, or at once when everybody who redeemed has cast or two people say so.
 *
 * @throws Problem poll.unknown, poll.wrong-state
 */
export async function beginClosing(
  deps: Deps,
  who: Actor,
  pollId: string,
  request: CloseRequest,
): Promise<PollRow> {
  const isIdle = await everybodyHasCast(deps, pollId);
  const grace = request.second !== null || isIdle ? 0 : GRACE_MINUTES * 60_000;
  return changePollState(
    deps,
    who,
    pollId,
    ["open", "paused", "closing"],
    { state: "closing", closingEndsAtUtc: new Date(deps.clock().getTime() + grace).toISOString() },
    { second: request.second?.account ?? null },
  );
}

/** Everybody who has used a ticket has handed in every form of it. */
async function everybodyHasCast(deps: Deps, pollId: string): Promise<boolean> {
  const live = await deps.live.get(pollId);
  const used = new Map((await deps.roll.counts(pollId)).map((count) => [count.batch, count.used]));
  const keys = [...live.ticketKeys.values()];
  const spent = await deps.box.countSpent(keys.map((key) => key.keyId));
  return keys.every((key, i) => {
    const expected = live.plan.batches
      .filter((batch) => batch.blocks[key.instrument] === key.block)
      .reduce((sum, batch) => sum + (used.get(batch.id) ?? 0), 0);
    return (spent[i] ?? 0) >= expected;
  });
}

/** Closings under way in this process: a second caller waits for the first instead of doing the same steps. */
const underWay = new Map<string, Promise<PollRow>>();

/**
 * Steps 2 to 6. Returns the poll as it then stands: still `closing` while the grace runs, else `closed`.
 *
 * @throws Problem poll.unknown, poll.wrong-state, store.damaged
 */
export function continueClosing(deps: Deps, who: Actor, pollId: string): Promise<PollRow> {
  const found = underWay.get(pollId);
  if (found) return found;
  const closing = takeSteps(deps, who, pollId).finally(() => underWay.delete(pollId));
  underWay.set(pollId, closing);
  return closing;
}

async function takeSteps(deps: Deps, who: Actor, pollId: string): Promise<PollRow> {
  for (;;) {
    const row = await deps.office.inTransaction((office) => office.poll(pollId));
    if (!row) throw new Problem("poll.unknown", {});
    if (row.state === "closing") {
      if (row.closingEndsAtUtc && deps.clock().toISOString() < row.closingEndsAtUtc) return row;
      await changePollState(deps, who, pollId, ["closing"], { state: "sealing" });
    } else if (row.state === "sealing") {
      await seal(deps, who, row);
    } else if (row.state === "counted") {
      await erasePoll(deps, who, row);
    } else if (row.state === "closed") {
      return row;
    } else {
      throw new Problem("poll.wrong-state", {
        state: row.state,
        wanted: ["closing", "sealing", "counted", "closed"],
      });
    }
  }
}

/** Steps 2 to 4: no more ballots are admitted, queued ones reach the disk, the closed file is built and checked. */
async function seal(deps: Deps, who: Actor, row: PollRow): Promise<void> {
  await deps.box.drain();
  await writeClosedFile(deps, row);
  const { digest } = await deps.closed.check(row.id);
  await changePollState(deps, who, row.id, ["sealing"], { state: "counted", closedDigest: digest });
}

/** Steps 5 and 6: the poll's rows leave box and roll, its keys with them; only then may anything be released. */
async function erasePoll(deps: Deps, who: Actor, row: PollRow): Promise<void> {
  const head = await deps.closed.head(row.id);
  await deps.box.erase(head.keys.map((key) => Buffer.from(key.keyId, "base64url")));
  await deps.roll.erase(row.id);
  await changePollState(deps, who, row.id, ["counted"], {
    state: "closed",
    closedAtUtc: deps.clock().toISOString(),
  });
}

/** At start-up: every poll found between `closing` and `closed` goes on. */
export async function resumeClosing(deps: Deps, who: Actor): Promise<void> {
  const rows = await deps.office.inTransaction((office) =>
    office.pollsInState(["closing", "sealing", "counted"]),
  );
  for (const row of rows) await continueClosing(deps, who, row.id);
}

/** Voids a poll that has not been counted; it stays on record. */
export async function voidPoll(deps: Deps, who: Actor, pollId: string, reason: string): Promise<PollRow> {
  const row = await changePollState(deps, who, pollId, ["sealed", "open", "paused", "closing"], {
    state: "void",
  });
  await deps.box.drain();
  const keys = await deps.roll.signingKeys(pollId);
  await deps.box.erase(keys.map((key) => key.keyId));
  await deps.roll.erase(pollId);
  await deps.office.inTransaction((office) =>
    audit(deps, office, who, "poll.void-reason", pollId, { reason }),
  );
  return row;
}
