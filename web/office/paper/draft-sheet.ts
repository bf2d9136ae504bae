/** The sheet that is being keyed, and what a key does to it. */
import type { KeyedMark, KeyedSheet } from "../../../server/core/paper/keyed-sheet.ts";
import type { StackAnswer } from "../../../server/http/office/answers-records.ts";

export type StackMark = StackAnswer["marks"][number];

export interface DraftSheet {
  readonly isVoid: boolean;
  /** undefined = not keyed yet; what was left blank on the paper is null. */
  readonly marks: readonly (KeyedMark | undefined)[];
  /** Index of the mark that is next; as many as there are marks = at the end of the sheet. */
  readonly at: number;
  /** Digits of a number so far. */
  readonly typed: string;
}

export type Stroke =
  | { readonly does: "digit"; readonly digit: number }
  /** From 0; beyond the ten that digits stand for. */
  | { readonly does: "option"; readonly option: number }
  | { readonly does: "point" | "rub" | "blank" | "void" | "void-sheet" | "up" | "down" | "enter" };

export const newDraft = (marks: readonly StackMark[]): DraftSheet => {
  return { isVoid: false, marks: marks.map(() => undefined), at: 0, typed: "" };
};

export const draftOf = ({ isVoid, marks }: KeyedSheet, at = 0): DraftSheet => {
  return { isVoid, marks, at, typed: "" };
};

/** Marks that still have to be keyed; none on a sheet that is void as a whole. */
export const openMarks = ({ isVoid, marks }: DraftSheet): readonly number[] =>
  isVoid ? [] : marks.flatMap((mark, at) => (mark === undefined ? [at] : []));

/** @returns null while marks are open */
export function sheetOf(draft: DraftSheet): KeyedSheet | null {
  if (draft.isVoid) return { isVoid: true, marks: draft.marks.map(() => null) };
  const marks = draft.marks.flatMap((mark) => (mark === undefined ? [] : [mark]));
  return marks.length === draft.marks.length ? { isVoid: false, marks } : null;
}

/** Option `at` of the mark that is next: a choice goes on, a multi-select waits for more. */
export function choose(draft: DraftSheet, mark: StackMark, option: number): DraftSheet {
  if (draft.isVoid || option >= mark.options.length) return draft;
  if (mark.kind !== "multi") return goOn(draft, mark.kind === "boolean" ? option === 0 : option);
  const before = draft.marks[draft.at];
  const ticked = Array.isArray(before) ? before : [];
  const now = ticked.includes(option)
    ? ticked.filter((one) => one !== option)
    : [...ticked, option].toSorted((a, b) => a - b);
  return setMark(draft, now.length === 0 ? undefined : now);
}

/** What one key does; keys that mean nothing here change nothing. */
export function press(draft: DraftSheet, marks: readonly StackMark[], stroke: Stroke): DraftSheet {
  if (stroke.does === "void-sheet") return { ...draft, isVoid: !draft.isVoid };
  if (draft.isVoid) return draft;
  if (stroke.does === "up") return moveTo(draft, Math.max(0, draft.at - 1));
  const mark = marks[draft.at];
  if (!mark) return draft;
  switch (stroke.does) {
    case "down":
    case "enter":
      return moveTo(draft, draft.at + 1);
    case "blank":
      return goOn(draft, null);
    case "void":
      return goOn(draft, "void");
    case "digit":
      if (mark.kind === "number") return type(draft, draft.typed + String(stroke.digit));
      return choose(draft, mark, stroke.digit === 0 ? 9 : stroke.digit - 1);
    case "option":
      return choose(draft, mark, stroke.option);
    case "point":
      return mark.kind === "number" && !draft.typed.includes(".") ? type(draft, `${draft.typed}.`) : draft;
    case "rub":
      return mark.kind === "number" ? type(draft, draft.typed.slice(0, -1)) : setMark(draft, undefined);
  }
}

export const moveTo = (draft: DraftSheet, at: number): DraftSheet => {
  return { ...draft, at, typed: "" };
};

const setMark = (draft: DraftSheet, keyed: KeyedMark | undefined): DraftSheet => {
  return { ...draft, marks: draft.marks.map((mark, at) => (at === draft.at ? keyed : mark)) };
};

const goOn = (draft: DraftSheet, keyed: KeyedMark): DraftSheet => moveTo(setMark(draft, keyed), draft.at + 1);

const TYPED_MAX = 10;

function type(draft: DraftSheet, typed: string): DraftSheet {
  if (typed.length > TYPED_MAX) return draft;
  return { ...setMark(draft, /\d/.test(typed) ? Number(typed) : undefined), typed };
}
