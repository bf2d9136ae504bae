/** matrixdynamic, paneldynamic: rows that a person adds, as checked JSON, and per column what occurs in them. */
import { compileCell, type CellCheck } from "./check-cell.ts";
import { hasOthers, isRecord, placeOf, type Draft, type Refuse, type ValueCheck } from "./draft.ts";
import type { Answer, FrozenForm, Leaf, ListRow } from "./frozen.ts";
import { hasRepeats } from "./has-repeats.ts";
import { compileRequired } from "./compile-visibility.ts";
import { optionsOf } from "./leaves-of.ts";
import type { Column, ListQuestion, Question } from "./question.ts";

interface ListColumn {
  readonly column: Column;
  readonly check: CellCheck;
  /** Place of the column's own leaf; null for numbers, which have none. */
  readonly at: number | null;
  readonly id: string;
}

type Entry = ListRow[number];

/** One row: its entries, and the texts written in it by column. */
interface Row {
  readonly entries: Entry[];
  readonly texts: (string | null)[];
}

export function compileList(
  question: ListQuestion,
  questions: readonly Question[],
  form: FrozenForm,
): ValueCheck {
  const { name, rowsMin, rowsMax } = question;
  const isRequired = question.countsFilled ? compileRequired(question, questions) : null;
  const { at, leaf } = placeOf(form, name);
  const columns = question.columns.map((column) => compileColumn(column, leaf, form));
  const key = columns.findIndex(({ column }) => column.id === question.key);
  const unique = columns.flatMap(({ column }, index) => (column.isUnique || index === key ? [index] : []));
  return (value, draft, refuse) => {
    if (!Array.isArray(value)) {
      refuse(draft, "wrong-type");
      return false;
    }
    if (value.length > rowsMax) {
      refuse(draft, "too-many");
      return false;
    }
    const rows = value.map((record, index) => readRow(columns, record, index, draft, refuse));
    const kept = rows.filter(({ entries }) => entries.some((entry) => entry !== null));
    for (const index of unique)
      if (hasRepeats(kept.map(({ entries, texts }) => texts[index] ?? entries[index])))
        refuse(draft, "duplicate");
    if (kept.length > 0 && kept.length < rowsMin && isRequired?.(draft.answers)) refuse(draft, "too-few");
    if (kept.length === 0) return false;
    draft.out[at] = kept.map(({ entries }) => entries);
    columns.forEach((column, index) => count(column, index, kept, draft));
    return true;
  };
}

function compileColumn(column: Column, list: Leaf, form: FrozenForm): ListColumn {
  const id = `${list.id}/${column.id}`;
  const isCounted = column.cell.kind === "text" || optionsOf(column.cell) !== null;
  const check = compileCell(column.cell, list, column.validators);
  return { column, check, id, at: isCounted ? placeOf(form, id).at : null };
}

function readRow(
  columns: readonly ListColumn[],
  record: unknown,
  index: number,
  draft: Draft,
  refuse: Refuse,
): Row {
  const row: Row = { entries: [], texts: [] };
  const named = (id: string, title: string): Leaf => ({
    kind: "text",
    id,
    question: "",
    title: `第 ${index + 1} 行 · ${title}`,
  });
  if (!isRecord(record)) {
    refuse(draft, "wrong-type");
    return row;
  }
  let found = 0;
  for (const { column, check, id } of columns) {
    const value = record[column.id];
    if (value !== undefined) found += 1;
    const entry = value === undefined ? null : check(value);
    if (typeof entry === "string") refuse(draft, entry, named(id, column.title));
    else if (entry === null && column.isRequired) refuse(draft, "required", named(id, column.title));
    row.entries.push(typeof entry === "string" ? null : (entry as Entry));
    row.texts.push(entry === true && typeof value === "string" && column.cell.kind === "text" ? value : null);
  }
  if (hasOthers(record, found)) refuse(draft, "unknown-column");
  return row;
}

/** One ballot counts once per option however many rows name it; its texts become one. */
function count({ column, at, id }: ListColumn, index: number, rows: readonly Row[], draft: Draft): void {
  if (at === null) return;
  if (column.cell.kind === "text") {
    const texts = rows.flatMap(({ texts }) => texts[index] ?? []);
    if (texts.length === 0) return;
    draft.out[at] = true;
    draft.texts.push({ leaf: id, text: texts.join("\n") });
    return;
  }
  const named = new Set(rows.flatMap(({ entries }) => optionsIn(entries[index] ?? null)));
  if (named.size > 0) draft.out[at] = [...named].sort((a, b) => a - b);
}

/** Indices of options; 是 is the first of a yes-or-no. */
function optionsIn(entry: Answer): readonly number[] {
  if (typeof entry === "boolean") return [entry ? 0 : 1];
  if (typeof entry === "number") return [entry];
  return Array.isArray(entry) ? (entry as readonly number[]) : [];
}
