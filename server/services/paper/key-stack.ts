/** Keying a stack of paper: two people, each by themselves, in the same order. @source docs/decisions/0071-paper-keyed-twice.md */
import { type PaperForm, paperForm } from "../../core/documents/paper-form.ts";
import {
  checkSheet,
  compareStacks,
  type KeyedDifference,
  type KeyedSheet,
} from "../../core/paper/keyed-sheet.ts";
import { Problem } from "../../core/problem.ts";
import type { PollState } from "../../core/round/round.ts";
import type { OfficeTransaction, PaperKeying, PaperSession } from "../../store/office.ts";
import { audit } from "../audit.ts";
import { randomName } from "../create-round.ts";
import type { Actor, Deps } from "../deps.ts";
import { batchOf } from "../paper-forms.ts";

/** While these stand, paper may be keyed. Before closing begins every stack is in the box or given up. */
const KEYED: readonly PollState[] = ["open", "paused"];
const SHEETS_MAX = 2000;

export interface StackRequest {
  readonly batch: string;
  readonly instrument: string;
  /** As counted by both before they begin. */
  readonly sheets: number;
}

/** A stack as one of its two people may see it. */
export interface StackView {
  readonly session: PaperSession;
  readonly form: PaperForm;
  readonly own: PaperKeying;
  /** null until somebody joins; how far the other is, never what they read. */
  readonly other: { readonly keyed: number; readonly isDone: boolean } | null;
  /** Where the two have read differently; null until both are through. */
  readonly differences: readonly KeyedDifference[] | null;
}

/** @throws Problem poll.wrong-state, poll.rehearsal, unit.unknown, form.unknown, request.malformed */
export async function beginStack(
  deps: Deps,
  who: Actor,
  pollId: string,
  request: StackRequest,
): Promise<PaperSession> {
  const live = await deps.live.get(pollId);
  const { blocks } = batchOf(live, request.batch);
  if (blocks[request.instrument] === undefined) throw new Problem("form.unknown", {});
  if (request.sheets < 1 || request.sheets > SHEETS_MAX)
    throw new Problem("request.malformed", { reason: `sheets: 1 to ${SHEETS_MAX}` });
  const { batch, instrument, sheets } = request;
  const session = { id: randomName(deps, 8), poll: pollId, batch, instrument, sheets, signed: null };
  await deps.office.inTransaction(async (office) => {
    await requireKeyed(office, pollId);
    await office.paper.saveSession(session);
    await office.paper.saveKeying(newKeying(session.id, who));
    await audit(deps, office, who, "paper.begun", pollId, { batch, instrument, sheets });
  });
  return session;
}

/** Joins as the second of the two, or goes on. @throws Problem paper.unknown, paper.taken */
export async function joinStack(deps: Deps, who: Actor, pollId: string, id: string): Promise<void> {
  await deps.office.inTransaction(async (office) => {
    const session = await keyedSession(office, pollId, id);
    const keyings = await office.paper.keyings(id);
    if (keyings.some(({ account }) => account === who.account)) return;
    if (keyings.length >= 2) throw new Problem("paper.taken", {});
    await office.paper.saveKeying(newKeying(session.id, who));
  });
}

const newKeying = (session: string, { account }: Actor): PaperKeying => {
  return { session, account, sheets: [], isDone: false };
};

/** put: writes over the sheet at this place, or adds it at the end; insert: before it; remove: takes it out. */
export interface SheetChange {
  readonly at: number;
  readonly way: "put" | "insert" | "remove";
  readonly sheet: KeyedSheet | null;
}

/** @returns how many sheets there are now. @throws Problem paper.unknown, paper.taken, request.malformed */
export async function keySheet(
  deps: Deps,
  who: Actor,
  place: { readonly poll: string; readonly session: string },
  { at, way, sheet }: SheetChange,
): Promise<number> {
  const live = await deps.live.get(place.poll);
  return deps.office.inTransaction(async (office) => {
    const session = await keyedSession(office, place.poll, place.session);
    const own = await ownKeying(office, session, who);
    if (sheet) checkSheet(paperForm(live.forms.get(session.instrument)!.form).marks, sheet);
    const isNew = way === "put" && at === own.sheets.length;
    const isThere = at < own.sheets.length;
    const isTooMany = (isNew || way === "insert") && own.sheets.length >= session.sheets;
    if ((!isNew && !isThere) || isTooMany || (sheet === null) !== (way === "remove"))
      throw new Problem("request.malformed", { reason: "place" });
    const sheets = own.sheets.toSpliced(at, way === "insert" ? 0 : 1, ...(sheet ? [sheet] : []));
    await office.paper.saveKeying({ ...own, sheets, isDone: own.isDone && sheets.length === session.sheets });
    return sheets.length;
  });
}

/** Says that one is through with the stack. @throws Problem paper.unknown, paper.taken; paper.not-agreed with sheets missing */
export async function finishStack(deps: Deps, who: Actor, pollId: string, id: string): Promise<void> {
  await deps.office.inTransaction(async (office) => {
    const session = await keyedSession(office, pollId, id);
    const own = await ownKeying(office, session, who);
    if (own.sheets.length !== session.sheets) throw new Problem("paper.not-agreed", { differences: 0 });
    await office.paper.saveKeying({ ...own, isDone: true });
  });
}

/** @throws Problem paper.unknown, paper.taken */
export async function readStack(deps: Deps, who: Actor, pollId: string, id: string): Promise<StackView> {
  const live = await deps.live.get(pollId);
  return deps.office.inTransaction(async (office) => {
    const session = await keyedSession(office, pollId, id);
    const own = await ownKeying(office, session, who);
    const other = (await office.paper.keyings(id)).find(({ account }) => account !== who.account) ?? null;
    return {
      session,
      form: paperForm(live.forms.get(session.instrument)!.form),
      own,
      other: other && { keyed: other.sheets.length, isDone: other.isDone },
      differences: own.isDone && other?.isDone ? compareStacks(own.sheets, other.sheets) : null,
    };
  });
}

/** A stack as it stands in the list. */
export interface StackLine {
  readonly session: PaperSession;
  readonly keyers: number;
  readonly isOwn: boolean;
}

export async function listStacks(deps: Deps, who: Actor, pollId: string): Promise<readonly StackLine[]> {
  return deps.office.inTransaction(async (office) => {
    const lines: StackLine[] = [];
    for (const session of await office.paper.sessions(pollId)) {
      const keyings = await office.paper.keyings(session.id);
      const isOwn = keyings.some(({ account }) => account === who.account);
      lines.push({ session, keyers: keyings.length, isOwn });
    }
    return lines;
  });
}

/** Throws a stack's drafts away, on record with the reason. @throws Problem paper.unknown */
export async function giveUpStack(
  deps: Deps,
  who: Actor,
  place: { readonly poll: string; readonly session: string },
  reason: string,
): Promise<void> {
  const { poll: pollId, session: id } = place;
  await deps.office.inTransaction(async (office) => {
    const { batch, instrument, sheets } = await keyedSession(office, pollId, id);
    await office.paper.deleteSession(id);
    await audit(deps, office, who, "paper.given-up", pollId, { batch, instrument, sheets, reason });
  });
  await deps.office.eraseTraces();
}

/** Drafts of a poll that was voided. */
export async function eraseStacks(deps: Deps, pollId: string): Promise<void> {
  const erased = await deps.office.inTransaction(async (office) => {
    const sessions = await office.paper.sessions(pollId);
    for (const { id } of sessions) await office.paper.deleteSession(id);
    return sessions.length;
  });
  if (erased > 0) await deps.office.eraseTraces();
}

/** @throws Problem paper.unfinished */
export async function requireNoStacks(office: OfficeTransaction, pollId: string): Promise<void> {
  const stacks = (await office.paper.sessions(pollId)).length;
  if (stacks > 0) throw new Problem("paper.unfinished", { stacks });
}

async function requireKeyed(office: OfficeTransaction, pollId: string): Promise<void> {
  const poll = await office.poll(pollId);
  if (!poll) throw new Problem("poll.unknown", {});
  if (poll.isRehearsal) throw new Problem("poll.rehearsal", {});
  if (!KEYED.includes(poll.state))
    throw new Problem("poll.wrong-state", { state: poll.state, wanted: KEYED });
}

/** A stack of this poll that is still being keyed. @throws Problem paper.unknown */
async function keyedSession(office: OfficeTransaction, pollId: string, id: string): Promise<PaperSession> {
  const session = await office.paper.session(id);
  if (session?.poll !== pollId || session.signed) throw new Problem("paper.unknown", {});
  return session;
}

async function ownKeying(office: OfficeTransaction, { id }: PaperSession, who: Actor): Promise<PaperKeying> {
  const own = (await office.paper.keyings(id)).find(({ account }) => account === who.account);
  if (!own) throw new Problem("paper.taken", {});
  return own;
}
