import { Problem } from "../core/problem.ts";
import type { PollState } from "../core/round/round.ts";
import type { PollRow } from "../store/office.ts";
import { requireUnarchived } from "./archive-round.ts";
import { audit } from "./audit.ts";
import type { Actor, Deps } from "./deps.ts";
import { requireNoStacks } from "./paper/find-stack.ts";

/**
 * Moves a poll from one of the wanted states to another, on record, and lets every reader look again.
 *
 * @throws Problem poll.unknown, poll.wrong-state; round.archived; paper.unfinished before `closing`; poll.rehearsal: a rehearsal is opened, paused and wiped, nothing else
 */
export async function changePollState(
  deps: Deps,
  who: Actor,
  pollId: string,
  wanted: readonly PollState[],
  change: Partial<PollRow> & { readonly state: PollState },
  detail: { readonly [fact: string]: string | null } = {},
): Promise<PollRow> {
  const next = await deps.office.inTransaction(async (office) => {
    const row = await office.poll(pollId);
    if (!row) throw new Problem("poll.unknown", {});
    if (!wanted.includes(row.state)) throw new Problem("poll.wrong-state", { state: row.state, wanted });
    await requireUnarchived(office, row.round);
    if (row.isRehearsal && change.state !== "open" && change.state !== "paused") {
      throw new Problem("poll.rehearsal", {});
    }
    if (change.state === "closing") await requireNoStacks(office, pollId);
    const next: PollRow = { ...row, ...change };
    await office.savePoll(next);
    await audit(deps, office, who, `poll.${change.state}`, pollId, { from: row.state, ...detail });
    return next;
  });
  deps.live.forget(pollId);
  return next;
}

/** Before anybody can hand in a ballot of the poll, so that the place of its ballots does not tell when the first one came. */
export async function setBallotsApart(
  { roll, box }: Pick<Deps, "roll" | "box">,
  poll: string,
): Promise<void> {
  await box.setApart((await roll.signingKeys(poll)).map(({ keyId }) => keyId));
}

export async function openPoll(deps: Deps, who: Actor, poll: string): Promise<PollRow> {
  const row = await deps.office.inTransaction((office) => office.poll(poll));
  if (row?.state === "sealed") await setBallotsApart(deps, poll);
  const opened = { state: "open", openedAtUtc: deps.clock().toISOString() } as const;
  return changePollState(deps, who, poll, ["sealed"], opened);
}

export const pausePoll = (deps: Deps, who: Actor, poll: string): Promise<PollRow> =>
  changePollState(deps, who, poll, ["open"], { state: "paused" });

export const resumePoll = (deps: Deps, who: Actor, poll: string): Promise<PollRow> =>
  changePollState(deps, who, poll, ["paused"], { state: "open" });
