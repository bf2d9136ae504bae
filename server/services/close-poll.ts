/**
 * Closing, step by step; each step can be repeated and a start-up resumes any poll found in between.
 *
 * @source anonymity.md §2a
 */
import { Problem } from "../core/problem.ts";
import type { PollRow } from "../store/office.ts";
import { changePollState } from "./change-poll-state.ts";
import type { Actor, Deps } from "./deps.ts";
import { eraseStacks } from "./paper/erase-stacks.ts";
import { requireSecretKeys } from "./require-secret-keys.ts";
import { writeClosedFile } from "./write-closed-file.ts";

export const GRACE_MINUTES = 5;

export interface CloseRequest {
  /** The second person, who agrees that the grace ends at once; null: five minutes for those who have begun. */
  readonly second: Actor | null;
}

/**
 * Step 1: `closing`. New redeems end, ballots of people who began are still taken until the grace ends: after five
 * minutes, or at once when everybody who redeemed has cast by now, or when two people say so. Asked again, it looks
 * again and never makes the grace longer. The last ballot alone ends nothing: the record would tell when it came.
 *
 * @throws Problem poll.unknown, poll.wrong-state, poll.keys-missing; paper.unfinished while paper is being keyed
 */
export async function beginClosing(
  deps: Deps,
  who: Actor,
  pollId: string,
  request: CloseRequest,
): Promise<PollRow> {
  const row = await pollRow(deps, pollId);
  const wanted = ["open", "paused", "closing"] as const;
  if (!(wanted as readonly string[]).includes(row.state)) {
    throw new Problem("poll.wrong-state", { state: row.state, wanted });
  }
  requireSecretKeys(await deps.live.get(pollId));
  const grace = request.second === null ? GRACE_MINUTES * 60_000 : 0;
  const ends = new Date(deps.clock().getTime() + grace).toISOString();
  const before = row.state === "closing" ? row.closingEndsAtUtc : null;
  const closing = await changePollState(
    deps,
    who,
    pollId,
    wanted,
    { state: "closing", closingEndsAtUtc: before !== null && before < ends ? before : ends },
    { second: request.second?.account ?? null },
  );
  if (isGraceOver(deps, closing)) return closing;
  await deps.live.settled(pollId);
  return (await everybodyHasCast(deps, pollId)) ? endGrace(deps, closing) : closing;
}

const isGraceOver = (deps: Deps, { closingEndsAtUtc }: PollRow): boolean =>
  closingEndsAtUtc === null || deps.clock().toISOString() >= closingEndsAtUtc;

/** Nothing on record but the closing itself, a moment ago. Whoever moved the poll on meanwhile is not set back. */
async function endGrace(deps: Deps, closing: PollRow): Promise<PollRow> {
  const ended = await deps.office.inTransaction(async (office) => {
    const row = (await office.poll(closing.id)) ?? closing;
    if (row.state !== "closing") return row;
    const ended: PollRow = { ...row, closingEndsAtUtc: deps.clock().toISOString() };
    await office.savePoll(ended);
    return ended;
  });
  deps.live.forget(closing.id);
  return ended;
}

/** Everybody who has used a ticket has handed in every form of it. Who has begun by an open link, nobody knows. */
async function everybodyHasCast(deps: Deps, pollId: string): Promise<boolean> {
  const live = await deps.live.get(pollId);
  const used = new Map((await deps.roll.counts(pollId)).map((count) => [count.batch, count.used]));
  if (live.plan.links) return false;
  const keys = [...live.phoneKeys.values()];
  const spent = await deps.box.countSpent(keys.map((key) => key.keyId));
  return keys.every((key, i) => {
    const expected = live.plan.batches
      .filter((batch) => batch.blocks[key.instrument] === key.block)
      .reduce((sum, batch) => sum + (used.get(batch.id) ?? 0), 0);
    return (spent[i] ?? 0) >= expected;
  });
}

/** Closings under way in this process, by the store that is written: a second caller waits for the first. */
const underWay = new WeakMap<Deps["office"], Map<string, Promise<PollRow>>>();

/**
 * Steps 2 to 6. Returns the poll as it then stands: still `closing` while the grace runs, else `closed`. Another process
 * that closes the same poll goes first.
 *
 * @throws Problem poll.unknown, poll.wrong-state, poll.keys-missing, store.damaged
 */
export function continueClosing(deps: Deps, who: Actor, pollId: string): Promise<PollRow> {
  const ofStore = underWay.get(deps.office) ?? new Map<string, Promise<PollRow>>();
  underWay.set(deps.office, ofStore);
  const found = ofStore.get(pollId);
  if (found) return found;
  const alone = deps.live.alone(`close ${pollId}`, () => takeSteps(deps, who, pollId));
  const closing = alone.finally(() => ofStore.delete(pollId));
  ofStore.set(pollId, closing);
  return closing;
}

async function takeSteps(deps: Deps, who: Actor, pollId: string): Promise<PollRow> {
  for (;;) {
    const row = await pollRow(deps, pollId);
    if (row.state === "closing") {
      requireSecretKeys(await deps.live.get(pollId));
      if (!isGraceOver(deps, row)) return row;
      await changePollState(deps, who, pollId, ["closing"], { state: "sealing" });
    } else if (row.state === "sealing") {
      await seal(deps, who, row);
    } else if (row.state === "counted") {
      await eraseCounted(deps, who, row);
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

async function pollRow(deps: Deps, pollId: string): Promise<PollRow> {
  const row = await deps.office.inTransaction((office) => office.poll(pollId));
  if (!row) throw new Problem("poll.unknown", {});
  return row;
}

/** Steps 2 to 4: nobody is let in, queued ballots reach the disk, the closed file is built, checked and compared. */
async function seal(deps: Deps, who: Actor, row: PollRow): Promise<void> {
  await deps.live.settled(row.id);
  await deps.box.drain();
  await writeClosedFile(deps, row);
  const { digest } = await deps.closed.check(row.id);
  await compareWithBox(deps, row.id);
  await changePollState(
    deps,
    who,
    row.id,
    ["sealing"],
    { state: "counted", closedDigest: digest },
    { digest },
  );
}

/**
 * Every credential spent in the box stands for one ballot in the closed file. Nothing is erased before that holds.
 *
 * @throws Problem store.damaged
 */
async function compareWithBox(deps: Deps, pollId: string): Promise<void> {
  const head = await deps.closed.head(pollId);
  const spent = await deps.box.countSpent(head.keys.map((key) => Buffer.from(key.keyId, "base64url")));
  for (const form of head.tally.forms) {
    const counted = form.blocks.reduce((sum, block) => sum + block.ballots, 0);
    const cast = head.keys.reduce(
      (sum, key, i) => (key.instrument === form.instrument ? sum + (spent[i] ?? 0) : sum),
      0,
    );
    if (counted !== cast) {
      throw new Problem("store.damaged", { file: `closed/${pollId}.db`, reason: "other-than-box" });
    }
  }
}

/**
 * Steps 5 and 6: the poll's rows leave box and roll, its keys with them, once more only if the closed file is the one
 * that was counted; after that anything may be released.
 */
async function eraseCounted(deps: Deps, who: Actor, row: PollRow): Promise<void> {
  const { digest } = await deps.closed.check(row.id);
  if (digest !== row.closedDigest) {
    throw new Problem("store.damaged", { file: `closed/${row.id}.db`, reason: "other-digest" });
  }
  const head = await deps.closed.head(row.id);
  await deps.box.erase(head.keys.map((key) => Buffer.from(key.keyId, "base64url")));
  await deps.roll.erase(row.id);
  await changePollState(deps, who, row.id, ["counted"], {
    state: "closed",
    closedAtUtc: deps.clock().toISOString(),
  });
}

/** A poll that could not be taken further; it stays as it is and is tried again. */
export interface UnfinishedClosing {
  readonly poll: string;
  readonly error: unknown;
}

/**
 * At start-up and every few seconds: every poll found between `closing` and `closed` goes on, and what a voided poll
 * left behind is erased. One poll that cannot go on does not hold up the others.
 */
export async function resumeClosing(deps: Deps, who: Actor): Promise<readonly UnfinishedClosing[]> {
  const rows = await deps.office.inTransaction((office) =>
    office.pollsInState(["closing", "sealing", "counted", "void"]),
  );
  const unfinished: UnfinishedClosing[] = [];
  for (const { id, state } of rows) {
    try {
      if (state === "void") await eraseVoided(deps, id);
      else await continueClosing(deps, who, id);
    } catch (error) {
      unfinished.push({ poll: id, error });
    }
  }
  return unfinished;
}

/**
 * Voids a poll that has not been counted; it stays on record, its ballots and keys do not.
 *
 * @throws Problem poll.unknown, poll.wrong-state
 */
export async function voidPoll(deps: Deps, who: Actor, pollId: string, reason: string): Promise<PollRow> {
  const row = await changePollState(
    deps,
    who,
    pollId,
    ["sealed", "open", "paused", "closing"],
    { state: "void" },
    { reason },
  );
  await eraseVoided(deps, pollId);
  return row;
}

/** Keys go last: as long as they are there, what is left in the box can be found. */
async function eraseVoided(deps: Deps, pollId: string): Promise<void> {
  await eraseStacks(deps, pollId);
  await deps.live.settled(pollId);
  if (!(await deps.roll.holds(pollId))) return;
  const keys = await deps.roll.signingKeys(pollId);
  await deps.box.erase(keys.map((key) => key.keyId));
  await deps.roll.erase(pollId);
}
