/** Stacks of paper as they are found, and by whom. */
import { Problem } from "../../core/problem.ts";
import type { PollState } from "../../core/round/round.ts";
import type { OfficeTransaction, PaperKeying, PaperSession } from "../../store/office.ts";
import { STEP, stepOf } from "../count-turnout.ts";
import type { Actor } from "../deps.ts";

/** While these stand, paper may be keyed. Before closing begins every stack is in the box or given up. */
const KEYED: readonly PollState[] = ["open", "paused"];

/** One stack of one poll. */
export interface StackPlace {
  readonly poll: string;
  readonly session: string;
}

/** Nobody has been through with it, nobody has left it. */
export const NEW_STACK = {
  comparisons: 0,
  differences: [],
  leftBy: [],
  erasing: null,
} satisfies Partial<PaperSession>;

/** What of a stack stands in the record, which the office reads while the poll is open. */
export const aboutStack = ({ batch, instrument, sheets }: PaperSession) => ({
  batch,
  instrument,
  sheets: sheetsSaid(sheets),
});

/** A number of sheets as turnout is said while a poll is open, in steps of five: "5–9". @source anonymity.md §5 R8 */
export function sheetsSaid(sheets: number): string {
  const step = stepOf(sheets);
  return `${step}–${step + STEP - 1}`;
}

/** @throws Problem poll.unknown, poll.rehearsal, poll.wrong-state */
export async function requireKeyed(office: OfficeTransaction, pollId: string): Promise<void> {
  const poll = await office.poll(pollId);
  if (!poll) throw new Problem("poll.unknown", {});
  if (poll.isRehearsal) throw new Problem("poll.rehearsal", {});
  if (!KEYED.includes(poll.state))
    throw new Problem("poll.wrong-state", { state: poll.state, wanted: KEYED });
}

/** @throws Problem paper.unfinished */
export async function requireNoStacks(office: OfficeTransaction, pollId: string): Promise<void> {
  const stacks = (await office.paper.sessions(pollId)).length;
  if (stacks > 0) throw new Problem("paper.unfinished", { stacks });
}

/** A stack of this poll that is still being keyed. @throws Problem paper.unknown */
export async function keyedSession(
  office: OfficeTransaction,
  pollId: string,
  id: string,
): Promise<PaperSession> {
  const session = await office.paper.session(id);
  if (session?.poll !== pollId || session.signed || session.erasing === "stack")
    throw new Problem("paper.unknown", {});
  return session;
}

/** @throws Problem paper.taken for somebody who does not key this stack */
export async function ownKeying(
  office: OfficeTransaction,
  { id }: PaperSession,
  who: Actor,
): Promise<PaperKeying> {
  const own = (await office.paper.keyings(id)).find(({ account }) => account === who.account);
  if (!own) throw new Problem("paper.taken", {});
  return own;
}

/** Null until somebody joins. */
export async function otherKeying(
  office: OfficeTransaction,
  { id }: PaperSession,
  who: Actor,
): Promise<PaperKeying | null> {
  return (await office.paper.keyings(id)).find(({ account }) => account !== who.account) ?? null;
}
