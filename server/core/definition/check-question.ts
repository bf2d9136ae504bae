/** One question of a form as a closure that reads its keys of the answer document and fills its leaves. */
import type { AnswerFault, AnswerFaultReason } from "../problem.ts";
import { codePoints, compileCell, type CellCheck } from "./check-cell.ts";
import { COMMENT_SUFFIX, compileRequired, compileVisibility } from "./compile-visibility.ts";
import type { AnswerDocument } from "./evaluate.ts";
import type { Answer, FrozenForm, Leaf } from "./frozen.ts";
import { COMMENT_MARK } from "./leaves-of.ts";
import type { GridQuestion, Question, RowsQuestion, SingleQuestion } from "./question.ts";

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
type ValueCheck = (value: unknown, draft: Draft, refuse: Refuse) => boolean;
type Refuse = (draft: Draft, reason: AnswerFaultReason, leaf?: Leaf) => void;

/** A leaf with its place in the array. */
interface Place {
  readonly at: number;
  readonly leaf: Leaf;
  readonly check: CellCheck;
}

export function compileQuestion(
  question: Question,
  questions: readonly Question[],
  form: FrozenForm,
): QuestionCheck {
  const { name } = question;
  const isVisible = compileVisibility(question, questions);
  const isRequired = compileRequired(question, questions);
  const checkValue = compileValue(question, form);
  const checkComment = compileComment(question, form);
  const missing = missingOf(question);
  const refuse = refusalOf(question, form);
  const commentKey = name + COMMENT_SUFFIX;
  return (draft) => {
    const value = draft.answers[name];
    if (value !== undefined) draft.keys += 1;
    if (isVisible !== null && !isVisible(draft.answers)) {
      const comment = draft.answers[commentKey];
      if (comment !== undefined) draft.keys += 1;
      if (value !== undefined || comment !== undefined) refuse(draft, "hidden");
      return;
    }
    const faults = draft.faults.length;
    const isAnswered = value !== undefined && checkValue(value, draft, refuse);
    if (!isAnswered && draft.faults.length === faults) {
      if (isRequired !== null && isRequired(draft.answers)) refuse(draft, "required");
      else if (missing !== null) refuse(draft, missing);
    }
    checkComment(draft, refuse);
  };
}

/** A question that is not required may still not stay blank: each row, a least number of ticks. */
function missingOf(question: Question): AnswerFaultReason | null {
  if (question.shape === "single")
    return question.cell.kind === "multi" && question.cell.min > 0 ? "too-few" : null;
  if (question.shape === "rows") return question.eachRowRequired ? "required" : null;
  return question.columns.some((column) => column.isRequired) ? "required" : null;
}

/** Names the leader a repeated question is about, so that a person finds the card. */
function refusalOf(question: Question, form: FrozenForm): Refuse {
  const item = form.items.find(
    (one) => one.leaf === question.name || one.leaf.startsWith(`${question.name}/`),
  );
  const leader = form.leaders.find((one) => one.position === item?.leader);
  const title = leader ? `${leader.name}：${question.title}` : question.title;
  return (draft, reason, leaf) => {
    const row = leaf && leaf.id !== question.name ? `${title}：${leaf.title}` : title;
    draft.faults.push({ question: question.name, title: row, reason });
  };
}

function placeOf(form: FrozenForm, id: string): { at: number; leaf: Leaf } {
  const at = form.leaves.findIndex((leaf) => leaf.id === id);
  const leaf = form.leaves[at];
  if (!leaf) throw new Error(`the form has no leaf ${id}`);
  return { at, leaf };
}

function compileValue(question: Question, form: FrozenForm): ValueCheck {
  switch (question.shape) {
    case "single":
      return compileSingle(question, form);
    case "rows":
      return compileRows(question, form);
    case "grid":
      return compileGrid(question, form);
  }
}

/** Checks one cell and fills its leaf; returns whether it was answered. */
function fill(place: Place, value: unknown, draft: Draft, refuse: Refuse): boolean {
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

function compileSingle(question: SingleQuestion, form: FrozenForm): ValueCheck {
  const { at, leaf } = placeOf(form, question.name);
  const place: Place = { at, leaf, check: compileCell(question.cell, leaf, question.validators) };
  return (value, draft, refuse) => fill(place, value, draft, refuse);
}

const isRecord = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function hasOthers(record: object, known: number): boolean {
  let keys = 0;
  for (const _ in record) keys += 1;
  return keys !== known;
}

function compileRows(question: RowsQuestion, form: FrozenForm): ValueCheck {
  const rows = question.rows.map((row) => {
    const { at, leaf } = placeOf(form, `${question.name}/${row.id}`);
    return { id: row.id, at, leaf, check: compileCell(question.cell, leaf, []) };
  });
  return (value, draft, refuse) => {
    if (!isRecord(value)) {
      refuse(draft, "wrong-type");
      return false;
    }
    let found = 0;
    let answered = 0;
    for (const row of rows) {
      const cell = value[row.id];
      if (cell !== undefined) found += 1;
      if (cell !== undefined && fill(row, cell, draft, refuse)) answered += 1;
      else if (cell === undefined && question.eachRowRequired) refuse(draft, "required", row.leaf);
    }
    if (hasOthers(value, found)) refuse(draft, "unknown-row");
    if (question.eachRowUnique && hasRepeats(rows, draft)) refuse(draft, "duplicate");
    return answered > 0;
  };
}

function hasRepeats(places: readonly { readonly at: number }[], draft: Draft): boolean {
  const given = places
    .map(({ at }) => draft.out[at])
    .filter((answer) => answer !== null && answer !== undefined);
  return new Set(given.map((answer) => JSON.stringify(answer))).size !== given.length;
}

function compileGrid(question: GridQuestion, form: FrozenForm): ValueCheck {
  const rows = question.rows.map((row) => ({
    id: row.id,
    cells: question.columns.map((column) => {
      const { at, leaf } = placeOf(form, `${question.name}/${row.id}/${column.id}`);
      return { column, at, leaf, check: compileCell(column.cell, leaf, column.validators) };
    }),
  }));
  const unique = question.columns.flatMap((column, index) => (column.isUnique ? [index] : []));
  return (value, draft, refuse) => {
    if (!isRecord(value)) {
      refuse(draft, "wrong-type");
      return false;
    }
    let found = 0;
    let answered = 0;
    for (const row of rows) {
      const record = value[row.id];
      if (record !== undefined) found += 1;
      answered += fillRow(row.cells, record, draft, refuse);
    }
    if (hasOthers(value, found)) refuse(draft, "unknown-row");
    for (const index of unique)
      if (
        hasRepeats(
          rows.map((row) => row.cells[index]!),
          draft,
        )
      )
        refuse(draft, "duplicate");
    return answered > 0;
  };
}

type GridPlace = Place & { readonly column: GridQuestion["columns"][number] };

function fillRow(cells: readonly GridPlace[], record: unknown, draft: Draft, refuse: Refuse): number {
  if (record !== undefined && !isRecord(record)) {
    refuse(draft, "wrong-type", cells[0]?.leaf);
    return 0;
  }
  let found = 0;
  let answered = 0;
  for (const cell of cells) {
    const value = record?.[cell.column.id];
    if (value !== undefined) found += 1;
    const faults = draft.faults.length;
    if (value !== undefined && fill(cell, value, draft, refuse)) answered += 1;
    else if (cell.column.isRequired && draft.faults.length === faults) refuse(draft, "required", cell.leaf);
  }
  if (record !== undefined && hasOthers(record, found)) refuse(draft, "unknown-column", cells[0]?.leaf);
  return answered;
}

/** 其他 needs its comment; a comment without 其他 has no field on the phone. */
function compileComment(question: Question, form: FrozenForm): CommentCheck {
  const key = question.name + COMMENT_SUFFIX;
  const { comment } = question;
  if (comment === null) return () => undefined;
  const { at, leaf } = placeOf(form, question.name + COMMENT_MARK);
  const other = otherOf(question, form);
  return (draft, refuse) => {
    const text = draft.answers[key];
    const isOther = other !== null && holds(draft.out[other.at] ?? null, other.index);
    if (text === undefined) {
      if (isOther) refuse(draft, "required", leaf);
      return;
    }
    draft.keys += 1;
    if (typeof text !== "string") return refuse(draft, "wrong-type", leaf);
    if (comment.when === "other" && !isOther) return refuse(draft, "hidden", leaf);
    if (text.length > comment.lengthMax && codePoints(text) > comment.lengthMax)
      return refuse(draft, "too-long", leaf);
    if (text.trim() === "") return isOther ? refuse(draft, "required", leaf) : undefined;
    draft.out[at] = true;
    draft.texts.push({ leaf: leaf.id, text });
  };
}

type CommentCheck = (draft: Draft, refuse: Refuse) => void;

function otherOf(question: Question, form: FrozenForm): { at: number; index: number } | null {
  if (question.shape !== "single") return null;
  if (question.cell.kind !== "choice" && question.cell.kind !== "multi") return null;
  const index = question.cell.options.findIndex((option) => option.isOther);
  return index < 0 ? null : { at: placeOf(form, question.name).at, index };
}

const holds = (answer: Answer, index: number): boolean =>
  answer === index || (Array.isArray(answer) && answer.includes(index));
