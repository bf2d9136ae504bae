/** The value of one question, by its shape, as a closure that fills the question's leaves. */
import { compileCell } from "./check-cell.ts";
import { compileFields } from "./compile-fields.ts";
import { compileList } from "./compile-list.ts";
import { compileRanking } from "./compile-ranking.ts";
import { compileSpan } from "./compile-span.ts";
import {
  fill,
  hasOthers,
  isRecord,
  placeOf,
  type Draft,
  type Place,
  type Refuse,
  type ValueCheck,
} from "./draft.ts";
import { compileComputed, compileForOption } from "./compile-visibility.ts";
import { isEmpty, type AnswerDocument } from "./evaluate.ts";
import { hasRepeats } from "./has-repeats.ts";
import type { FrozenForm } from "./frozen.ts";
import type { ComputedQuestion, GridQuestion, Question, RowsQuestion, SingleQuestion } from "./question.ts";

export function compileValue(
  question: Question,
  questions: readonly Question[],
  form: FrozenForm,
): ValueCheck {
  switch (question.shape) {
    case "single":
      return compileSingle(question, questions, form);
    case "rows":
      return compileRows(question, form);
    case "grid":
      return compileGrid(question, form);
    case "fields":
      return compileFields(question, form);
    case "ranking":
      return compileRanking(question, form);
    case "span":
      return compileSpan(question, form);
    case "list":
      return compileList(question, questions, form);
    case "computed":
      return compileComputedCheck(question, questions);
  }
}

function compileSingle(
  question: SingleQuestion,
  questions: readonly Question[],
  form: FrozenForm,
): ValueCheck {
  const { at, leaf } = placeOf(form, question.name);
  const place: Place = { at, leaf, check: compileCell(question.cell, leaf, question.validators) };
  const isShown = compileOptions(question, questions);
  if (isShown === null) return (value, draft, refuse) => fill(place, value, draft, refuse);
  return (value, draft, refuse) => {
    if (!fill(place, value, draft, refuse)) return false;
    const chosen = [draft.out[at]].flat() as readonly number[];
    if (chosen.every((index) => isShown(index, draft.answers))) return true;
    refuse(draft, "unknown-option");
    return false;
  };
}

type ShowsOption = (index: number, answers: AnswerDocument) => boolean;

/** @returns null when every option is always shown */
function compileOptions({ cell }: SingleQuestion, questions: readonly Question[]): ShowsOption | null {
  if (cell.kind !== "choice" && cell.kind !== "multi") return null;
  if (cell.options.every(({ visibleIf }) => visibleIf === undefined)) return null;
  const conditions = cell.options.map(({ visibleIf, value }) =>
    visibleIf === undefined ? () => true : compileForOption(visibleIf, value, questions),
  );
  return (index, answers) => conditions[index]!(answers);
}

/** What the phone shows has to be what is computed here; it is not stored. */
function compileComputedCheck(question: ComputedQuestion, questions: readonly Question[]): ValueCheck {
  const compute = compileComputed(question, questions);
  return (value, draft, refuse) => {
    const computed = question.isShown ? compute(draft.answers) : undefined;
    const isSame =
      typeof computed === "number" && typeof value === "number"
        ? Math.abs(computed - value) < 1e-9
        : !isEmpty(computed) && computed === value;
    if (!isSame) refuse(draft, question.isShown ? "wrong-type" : "unknown-question");
    return isSame;
  };
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
      const faults = draft.faults.length;
      if (cell !== undefined && fill(row, cell, draft, refuse)) answered += 1;
      // No tick in a row is no answer to it.
      else if (question.eachRowRequired && draft.faults.length === faults)
        refuse(draft, "required", row.leaf);
    }
    if (hasOthers(value, found)) refuse(draft, "unknown-row");
    if (question.eachRowUnique && hasRepeats(rows.map(({ at }) => draft.out[at]))) refuse(draft, "duplicate");
    return answered > 0;
  };
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
      if (hasRepeats(rows.map(({ id, cells }) => givenIn(cells[index]!, value[id], draft))))
        refuse(draft, "duplicate");
    return answered > 0;
  };
}

type GridPlace = Place & { readonly column: GridQuestion["columns"][number] };

/** A text as it is written: its entry says only that there is one. */
function givenIn({ at, column }: GridPlace, record: unknown, draft: Draft): unknown {
  const answer = draft.out[at];
  return answer === true && column.cell.kind === "text" && isRecord(record) ? record[column.id] : answer;
}

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
