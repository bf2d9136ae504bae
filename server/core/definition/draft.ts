/** What grows while one answer document is checked, and how one value becomes the entry of its leaf. */
import type { AnswerFault, AnswerFaultReason } from "../problem.ts";
import type { CellCheck } from "./check-cell.ts";
import type { AnswerDocument } from "./evaluate.ts";
import type { Answer, FrozenForm, Leaf } from "./frozen.ts";

export interface CheckedText {
  /** Id of the text leaf. */
  readonly leaf: string;
  readonly text: string;
}

/** What grows while one document is checked. */
export interface Draft {
  readonly answers: AnswerDocument;
  readonly out: Answer[];
  readonly texts: CheckedText[];
  readonly faults: AnswerFault[];
  /** Keys of the document that belong to the form. */
  keys: number;
}

export type QuestionCheck = (draft: Draft) => void;

/** Fills the leaves of one question from its value (never undefined); returns whether anything was answered. */
export type ValueCheck = (value: unknown, draft: Draft, refuse: Refuse) => boolean;
export type Refuse = (draft: Draft, reason: AnswerFaultReason, leaf?: Leaf) => void;

/** A leaf with its place in the array. */
export interface Place {
  readonly at: number;
  readonly leaf: Leaf;
  readonly check: CellCheck;
}

export function placeOf(form: FrozenForm, id: string): { at: number; leaf: Leaf } {
  const at = form.leaves.findIndex((leaf) => leaf.id === id);
  const leaf = form.leaves[at];
  if (!leaf) throw new Error(`the form has no leaf ${id}`);
  return { at, leaf };
}

/** Checks one cell and fills its leaf; returns whether it was answered. */
export function fill(place: Place, value: unknown, draft: Draft, refuse: Refuse): boolean {
  const answer = place.check(value);
  if (typeof answer === "string") {
    refuse(draft, answer, place.leaf);
    return false;
  }
  if (answer === null) return false;
  draft.out[place.at] = answer;
  if (place.leaf.kind === "text") draft.texts.push({ leaf: place.leaf.id, text: value as string });
  return true;
}

export const isRecord = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function hasOthers(record: object, known: number): boolean {
  let keys = 0;
  for (const _ in record) keys += 1;
  return keys !== known;
}
