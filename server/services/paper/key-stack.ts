/** Keying a stack of paper: two people, each by themselves, in the same order. @source docs/decisions/0071-paper-keyed-twice.md */
import { type PaperForm, paperForm } from "../../core/documents/paper-form.ts";
import {
  checkSheet,
  compareStacks,
  type KeyedDifference,
  type KeyedSheet,
} from "../../core/paper/keyed-sheet.ts";
import { Problem } from "../../core/problem.ts";
import type { PaperKeying, PaperSession } from "../../store/office.ts";
import { audit } from "../audit.ts";
import { randomName } from "../create-round.ts";
import type { Actor, Deps } from "../deps.ts";
import { batchOf } from "../paper-forms.ts";
import {
  aboutStack,
  NEW_STACK,
  keyedSession,
  otherKeying,
  ownKeying,
  requireKeyed,
  type StackPlace,
} from "./find-stack.ts";

const SHEETS_MAX = 2000;
/** Comparisons of the same two. More would let one of them find the other's marks by trying, without the paper. */
export const COMPARISONS_MAX = 3;

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
  /** Where the two had read differently when both were last through; null until both have been. */
  readonly differences: readonly KeyedDifference[] | null;
  /** Both are through, and nothing was changed since they were compared. */
  readonly isCompared: boolean;
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
  const session: PaperSession = {
    id: randomName(deps, 8),
    poll: pollId,
    batch,
    instrument,
    sheets,
    signed: null,
    ...NEW_STACK,
  };
  await deps.office.inTransaction(async (office) => {
    await requireKeyed(office, pollId);
    await office.paper.saveSession(session);
    await office.paper.saveKeying(newKeying(session.id, who));
    await audit(deps, office, who, "paper.begun", pollId, aboutStack(session));
  });
  return session;
}

/** Joins as the second of the two, or goes on. @throws Problem paper.unknown, paper.taken, paper.left */
export async function joinStack(deps: Deps, who: Actor, pollId: string, id: string): Promise<void> {
  await deps.office.inTransaction(async (office) => {
    const session = await keyedSession(office, pollId, id);
    const keyings = await office.paper.keyings(id);
    if (keyings.some(({ account }) => account === who.account)) return;
    if (keyings.length >= 2) throw new Problem("paper.taken", {});
    if (session.leftBy.includes(who.account)) throw new Problem("paper.left", {});
    await office.paper.saveKeying(newKeying(session.id, who));
    await audit(deps, office, who, "paper.joined", pollId, aboutStack(session));
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

/**
 * Whoever changes a sheet has to say again that they are through before anything is compared.
 *
 * @returns how many sheets there are now
 * @throws Problem paper.unknown, paper.taken, request.malformed; paper.compared-out after the last comparison
 */
export async function keySheet(
  deps: Deps,
  who: Actor,
  place: StackPlace,
  { at, way, sheet }: SheetChange,
): Promise<number> {
  const live = await deps.live.get(place.poll);
  return deps.office.inTransaction(async (office) => {
    const session = await keyedSession(office, place.poll, place.session);
    const own = await ownKeying(office, session, who);
    if (isComparedOut(session)) throw new Problem("paper.compared-out", {});
    if (sheet) checkSheet(paperForm(live.forms.get(session.instrument)!.form).marks, sheet);
    const isNew = way === "put" && at === own.sheets.length;
    const isThere = at < own.sheets.length;
    const isTooMany = (isNew || way === "insert") && own.sheets.length >= session.sheets;
    if ((!isNew && !isThere) || isTooMany || (sheet === null) !== (way === "remove"))
      throw new Problem("request.malformed", { reason: "place" });
    const sheets = own.sheets.toSpliced(at, way === "insert" ? 0 : 1, ...(sheet ? [sheet] : []));
    if (JSON.stringify(sheets) !== JSON.stringify(own.sheets))
      await office.paper.saveKeying({ ...own, sheets, isDone: false });
    return sheets.length;
  });
}

/**
 * Says that one is through with the stack; when the other is too, the two are compared, once.
 *
 * @throws Problem paper.unknown, paper.taken; paper.not-agreed with sheets missing
 */
export async function finishStack(deps: Deps, who: Actor, pollId: string, id: string): Promise<void> {
  await deps.office.inTransaction(async (office) => {
    const session = await keyedSession(office, pollId, id);
    const own = await ownKeying(office, session, who);
    if (own.isDone) return;
    if (own.sheets.length !== session.sheets) throw new Problem("paper.not-agreed", { differences: 0 });
    await office.paper.saveKeying({ ...own, isDone: true });
    const other = await otherKeying(office, session, who);
    if (!other?.isDone) return;
    const differences = compareStacks(own.sheets, other.sheets);
    const comparisons = session.comparisons + 1;
    await office.paper.saveSession({ ...session, comparisons, differences });
    const facts = { ...aboutStack(session), comparison: comparisons, differences: differences.length };
    await audit(deps, office, who, "paper.compared", pollId, facts);
  });
}

/** The two differ, and have been told so as often as they may be. */
export const isComparedOut = ({ comparisons, differences }: PaperSession): boolean =>
  comparisons >= COMPARISONS_MAX && differences.length > 0;

/** @throws Problem paper.unknown, paper.taken */
export async function readStack(deps: Deps, who: Actor, pollId: string, id: string): Promise<StackView> {
  const live = await deps.live.get(pollId);
  return deps.office.inTransaction(async (office) => {
    const session = await keyedSession(office, pollId, id);
    const own = await ownKeying(office, session, who);
    const other = await otherKeying(office, session, who);
    return {
      session,
      form: paperForm(live.forms.get(session.instrument)!.form),
      own,
      other: other && { keyed: other.sheets.length, isDone: other.isDone },
      differences: session.comparisons > 0 ? session.differences : null,
      isCompared: own.isDone && (other?.isDone ?? false),
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
      if (session.erasing === "stack") continue;
      const keyings = await office.paper.keyings(session.id);
      const isOwn = keyings.some(({ account }) => account === who.account);
      lines.push({ session, keyers: keyings.length, isOwn });
    }
    return lines;
  });
}
