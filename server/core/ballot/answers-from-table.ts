/**
 * Survey tables of other tools (one row a person, or one row a person and target) as SurveyJS answer documents.
 *
 * Matrix rows and checkbox options are columns of their own; a matrixdropdown takes one table row per target.
 */
import type { JsonObject, JsonValue, OptionValue } from "../definition/instrument.ts";
import { Problem, type ImportFault } from "../problem.ts";

export interface TableMap {
  /** Column that names the unit; rows where it is empty go to the unit "(missing)". */
  readonly unit: string;
  readonly category: string;
  /** Column that names the row of a matrixdropdown. */
  readonly target: string;
  /** Column that tells which rows belong to one person, when there are several rows a person. */
  readonly ballot: string;
}

export interface ImportedBallot {
  readonly unit: string;
  readonly category: string;
  readonly answers: { readonly [question: string]: JsonValue };
}

export const MISSING_UNIT = "(missing)";

type Row = { readonly [column: string]: string };
type Question = JsonObject & { readonly type: string; readonly name: string };

/** @throws Problem roster.invalid listing every cell that is not an option or number of its question */
export function answersFromTable(survey: JsonObject, rows: readonly Row[], map: TableMap): ImportedBallot[] {
  const questions = questionsOf(survey).filter(({ name }) => name !== map.unit && name !== map.category);
  const faults: ImportFault[] = [];
  const people = new Map<
    string,
    { unit: string; category: string; answers: { [question: string]: JsonValue } }
  >();
  const isLong = questions.some(({ type }) => type === "matrixdropdown");
  rows.forEach((row, i) => {
    const unit = row[map.unit] || MISSING_UNIT;
    const key = isLong ? `${row[map.ballot] ?? i} ${unit}` : String(i);
    let person = people.get(key);
    if (!person) {
      person = { unit, category: row[map.category] || MISSING_UNIT, answers: {} };
      people.set(key, person);
    }
    for (const question of questions)
      readQuestion(question, row, map, person.answers, faultsAt(faults, i + 2));
  });
  if (faults.length > 0) throw new Problem("roster.invalid", { faults });
  return [...people.values()];
}

type Refuse = (column: string, found: string) => void;

const faultsAt =
  (faults: ImportFault[], row: number): Refuse =>
  (column, found) => {
    if (faults.length < 200) faults.push({ row, column, found, sentence: "不是这道题的选项" });
  };

/** Every question of a survey, panels opened, in order. */
function questionsOf(survey: JsonObject): Question[] {
  const pages = (survey["pages"] ?? [survey]) as readonly JsonObject[];
  const open = (node: JsonObject): Question[] =>
    ((node["elements"] ?? []) as readonly JsonObject[]).flatMap((child) =>
      child["type"] === "panel" ? open(child) : [child as Question],
    );
  return pages.flatMap(open);
}

function readQuestion(
  question: Question,
  row: Row,
  map: TableMap,
  answers: { [question: string]: JsonValue },
  refuse: Refuse,
): void {
  const { type, name } = question;
  if (type === "matrix") {
    const cells = readCells(valuesOf(question["rows"]), valuesOf(question["columns"]), row, refuse);
    if (Object.keys(cells).length > 0) answers[name] = cells;
  } else if (type === "checkbox") {
    const ticked = valuesOf(question["choices"]).filter((value) => isTicked(row[String(value)]));
    if (ticked.length > 0) answers[name] = ticked;
  } else if (type === "matrixdropdown") {
    const target = row[map.target];
    const columns = (question["columns"] ?? []) as readonly JsonObject[];
    const shared = question["choices"];
    const cells: { [column: string]: JsonValue } = {};
    for (const column of columns) {
      const id = String(column["name"]);
      const cell = cellOf(row[id], valuesOf(column["choices"] ?? shared), () => refuse(id, row[id] ?? ""));
      if (cell !== undefined) cells[id] = cell;
    }
    if (target) answers[name] = { ...(answers[name] as JsonObject | undefined), [target]: cells };
  } else {
    const cell = simpleCell(question, row[name], () => refuse(name, row[name] ?? ""));
    if (cell !== undefined) answers[name] = cell;
  }
}

function readCells(
  rows: readonly OptionValue[],
  columns: readonly OptionValue[],
  row: Row,
  refuse: Refuse,
): { [row: string]: JsonValue } {
  const cells: { [row: string]: JsonValue } = {};
  for (const id of rows.map(String)) {
    const cell = cellOf(row[id], columns, () => refuse(id, row[id] ?? ""));
    if (cell !== undefined) cells[id] = cell;
  }
  return cells;
}

function simpleCell(question: Question, text: string | undefined, refuse: () => void): JsonValue | undefined {
  if (text === undefined || text === "") return undefined;
  if (question.type === "boolean") return isTicked(text);
  if (question.type === "rating" || question["inputType"] === "number") {
    const number = Number(text);
    if (Number.isFinite(number)) return number;
    refuse();
    return undefined;
  }
  if (question.type === "text" || question.type === "comment") return text;
  return cellOf(text, valuesOf(question["choices"]), refuse);
}

function cellOf(
  text: string | undefined,
  options: readonly OptionValue[],
  refuse: () => void,
): OptionValue | undefined {
  if (text === undefined || text === "") return undefined;
  const found = options.find((option) => String(option) === text);
  if (found === undefined) refuse();
  return found;
}

const isTicked = (text: string | undefined): boolean => text === "1" || text === "true";

function valuesOf(list: JsonValue | undefined): OptionValue[] {
  return ((list ?? []) as readonly (OptionValue | JsonObject)[]).map((entry) =>
    typeof entry === "object" ? (entry["value"] as OptionValue) : entry,
  );
}
