import { Problem } from "../core/problem.ts";
import type { PollState } from "../core/round/round.ts";
import type { PollRow } from "../store/office.ts";
import { requireUnarchived } from "./archive-round.ts";
import { audit } from "./audit.ts";
import type { Actor, Deps } from "./deps.ts";
import { requireNoStacks } from "./paper/find-stack.ts";
import { typedUntilClose } from "./typed-facts.ts";

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
    const typed = change.state === "closed" ? await typedUntilClose(office, row) : {};
    await audit(deps, office, who, `poll.${change.state}`, pollId, { from: row.state, ...detail, ...typed });
    return next;
  });
  deps.live.forget(pollId);
  return next;
}

const keyIdsOf = async (roll: Deps["roll"], poll: string): Promise<readonly Uint8Array[]> =>
  (await roll.signingKeys(poll)).map(({ keyId }) => keyId);

const TAKE_BALLOTS: readonly PollState[] = ["open", "paused", "closing"];

/**
 * At start-up: sets the ballots of every poll that takes some apart, for those of an installation that was moved, put back or brought
 * to this version while they were open. Without it the first ballot under a key would be refused by the engine, which
 * writes that down with the time, before it is taken.
 */
export async function setOpenBallotsApart({
  office,
  roll,
  box,
}: Pick<Deps, "office" | "roll" | "box">): Promise<void> {
  const rows = await office.inTransaction((transaction) => transaction.pollsInState(TAKE_BALLOTS));
  await box.setApart(await Promise.all(rows.map(({ id }) => keyIdsOf(roll, id))));
}

/** Its ballots are set apart before anybody can hand one in, so that their place does not tell when the first one came. */
export async function openPoll(deps: Deps, who: Actor, poll: string): Promise<PollRow> {
  const row = await deps.office.inTransaction((office) => office.poll(poll));
  const keyIds = row?.state === "sealed" ? await keyIdsOf(deps.roll, poll) : [];
  if (keyIds.length > 0) await deps.box.setApart([keyIds]);
  const opened = { state: "open", openedAtUtc: deps.clock().toISOString() } as const;
  try {
    return await changePollState(deps, who, poll, ["sealed"], opened);
  } catch (error) {
    // Somebody has voided it meanwhile: what was made for its ballots would stay for ever.
    if (keyIds.length > 0 && !(await deps.roll.holds(poll))) await deps.box.erase(keyIds);
    throw error;
  }
}

export const pausePoll = (deps: Deps, who: Actor, poll: string): Promise<PollRow> =>
  changePollState(deps, who, poll, ["open"], { state: "paused" });

export const resumePoll = (deps: Deps, who: Actor, poll: string): Promise<PollRow> =>
  changePollState(deps, who, poll, ["paused"], { state: "open" });
