/**
 * What two people read off the same sheet of paper, and what becomes of it.
 *
 * @source docs/decisions/0071-paper-keyed-twice.md
 */
import type { Answer, FrozenForm, Leaf } from "../definition/frozen.ts";
import { compileQuotas } from "../definition/quota.ts";
import type { PaperMark } from "../documents/paper-form.ts";
import { Problem } from "../problem.ts";
import { unaskedLeaves } from "./asked-of-sheet.ts";

/** Index of an option, ascending indices, yes or no, a number; null = nothing marked; "void" = two marks, or unreadable. */
export type KeyedMark = Answer | "void";

/** One sheet, its marks in the order in which they stand on the paper. */
export interface KeyedSheet {
  /** 整张作废: torn, signed, written over. */
  readonly isVoid: boolean;
  readonly marks: readonly KeyedMark[];
}

/** A place where two people have read differently; `mark` null = whether the whole sheet is void. */
export interface KeyedDifference {
  /** Place in the stack, from 0. */
  readonly sheet: number;
  /** Index into the marks. */
  readonly mark: number | null;
}

const NUMBER_MAX = 1_000_000_000;

/** @throws Problem request.malformed for marks that this form does not have */
export function checkSheet(marks: readonly PaperMark[], sheet: KeyedSheet): void {
  const isWhole =
    sheet.marks.length === marks.length && marks.every((mark, i) => isPossible(mark, sheet.marks[i]!));
  if (!isWhole) throw new Problem("request.malformed", { reason: "marks" });
}

function isPossible({ kind, options }: PaperMark, keyed: KeyedMark): boolean {
  const isOption = (at: unknown) =>
    Number.isInteger(at) && (at as number) >= 0 && (at as number) < options.length;
  if (keyed === null || keyed === "void") return true;
  switch (kind) {
    case "choice":
      return isOption(keyed);
    case "boolean":
      return typeof keyed === "boolean";
    case "number":
      return typeof keyed === "number" && Math.abs(keyed) <= NUMBER_MAX;
    case "multi":
      return Array.isArray(keyed) && keyed.every((at, i) => isOption(at) && (i === 0 || at > keyed[i - 1]!));
  }
}

/** Everywhere that two stacks differ, in the order of the sheets. Stacks of different length are no case for this. */
export function compareStacks(
  first: readonly KeyedSheet[],
  second: readonly KeyedSheet[],
): readonly KeyedDifference[] {
  return first.flatMap((one, sheet): KeyedDifference[] => {
    const other = second[sheet]!;
    if (one.isVoid !== other.isVoid) return [{ sheet, mark: null }];
    if (one.isVoid) return [];
    return one.marks.flatMap((mark, at) => (isSame(mark, other.marks[at]!) ? [] : [{ sheet, mark: at }]));
  });
}

/** Nothing ticked is the same as nothing marked. */
const isSame = (a: KeyedMark, b: KeyedMark): boolean =>
  JSON.stringify(blanked(a)) === JSON.stringify(blanked(b));

const blanked = (mark: KeyedMark): KeyedMark => (Array.isArray(mark) && mark.length === 0 ? null : mark);

/** A sheet as a ballot. */
export interface SettledSheet {
  /** In the order of the form's leaves. */
  readonly answers: readonly Answer[];
  /** Items with two marks, beyond a quota or not asked; recorded as 弃权, and nothing else of the sheet is touched. */
  readonly voided: number;
  /** Nothing on it can be counted: it was handed in, and is invalid. */
  readonly isEmpty: boolean;
}

/**
 * Two marks on one item void that item only; 没有发现 or 不了解 beside another tick is two marks, and so are more ticks
 * than the question allows or a number beyond its limits. Of a quota that is exceeded nobody can say which marks were meant: every item that got its
 * option is void. A mark on a question that is asked only under a condition counts when the rest of the sheet fulfils
 * it, as on the phone. A sheet that is void as a whole has no answer at all, and so counts as handed in and invalid. Texts
 * are not keyed.
 */
export function settleSheet(form: FrozenForm, marks: readonly PaperMark[], sheet: KeyedSheet): SettledSheet {
  const answers: Answer[] = form.leaves.map(() => null);
  const voided = new Set<number>();
  if (!sheet.isVoid) {
    marks.forEach((mark, i) => {
      const keyed = blanked(sheet.marks[i]!);
      if (keyed === "void" || isBeyond(mark, keyed) || isContradiction(form.leaves[mark.at]!, keyed))
        voided.add(mark.at);
      else answers[mark.at] = keyed;
    });
    const drop = (isVoid: (leaf: string) => boolean): void =>
      form.leaves.forEach(({ id }, at) => {
        if (!isVoid(id)) return;
        voided.add(at);
        answers[at] = null;
      });
    const dropUnasked = (): void => {
      const unasked = unaskedLeaves(form)(answers);
      drop((id) => unasked.has(id));
    };
    dropUnasked();
    for (const { leaves } of compileQuotas(form)(answers)) drop((id) => leaves.includes(id));
    // What fell to a quota may have been what another question is asked after.
    dropUnasked();
  }
  return { answers, voided: voided.size, isEmpty: answers.every((answer) => answer === null) };
}

function isBeyond({ kind, most, least }: PaperMark, keyed: KeyedMark): boolean {
  if (kind === "multi") return most !== null && Array.isArray(keyed) && keyed.length > most;
  return (
    typeof keyed === "number" && kind === "number" && (keyed > (most ?? keyed) || keyed < (least ?? keyed))
  );
}

function isContradiction(leaf: Leaf, keyed: KeyedMark): boolean {
  if (leaf.kind !== "multi" || !Array.isArray(keyed) || keyed.length < 2) return false;
  return keyed.some((at) => at === leaf.none || at === leaf.unknown);
}
