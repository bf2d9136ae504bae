/**
 * Survey tables of other tools (one row a person, or one row a person and target) as SurveyJS answer documents.
 *
 * Matrix rows and checkbox options are columns of their own, named `row` or `question.row`; a matrixdropdown takes one
 * table row per target. A question without its columns is refused: what is not read would be counted as not answered.
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

/** The columns a table may do without; a column that somebody named must be there. */
export const USUAL_COLUMNS: TableMap = {
  unit: "unit",
  category: "category",
  target: "target",
  ballot: "rater",
};

type Row = { readonly [column: string]: string };
type Question = JsonObject & { readonly type: string; readonly name: string };

/**
 * @throws Problem roster.invalid listing every column that is missing, and every cell that is not an option, a tick or
 *   a number of its question
 */
export function answersFromTable(survey: JsonObject, rows: readonly Row[], map: TableMap): ImportedBallot[] {
  const questions = questionsOf(survey).filter(({ name }) => name !== map.unit && name !== map.category);
  const faults = missingColumns(questions, rows[0] ?? {}, map);
  if (faults.length > 0) throw new Problem("roster.invalid", { faults });
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

function missingColumns(questions: readonly Question[], head: Row, map: TableMap): ImportFault[] {
  const wanted = questions.flatMap((question) =>
    partsOf(question).map((part) => (Object.hasOwn(head, columnOf(question, part, head)) ? null : part)),
  );
  const named = (Object.keys(USUAL_COLUMNS) as (keyof TableMap)[])
    .filter((name) => map[name] !== USUAL_COLUMNS[name] && !Object.hasOwn(head, map[name]))
    .map((name) => map[name]);
  return [...new Set([...named, ...wanted])]
    .filter((column) => column !== null)
    .map((column) => ({ row: null, column, found: "", sentence: "表里没有这一列" }));
}

/** What has a column of its own. */
function partsOf(question: Question): string[] {
  if (question.type === "matrix") return valuesOf(question["rows"]).map(String);
  if (question.type === "checkbox") return valuesOf(question["choices"]).map(String);
  if (question.type !== "matrixdropdown") return [question.name];
  return ((question["columns"] ?? []) as readonly JsonObject[]).map((column) => String(column["name"]));
}

/** Two questions may have rows or options of the same name: `question.row` comes before `row`. */
function columnOf({ name }: Question, part: string, row: Row): string {
  const own = `${name}.${part}`;
  return Object.hasOwn(row, own) ? own : part;
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
    const cells = readCells(question, row, refuse);
    if (Object.keys(cells).length > 0) answers[name] = cells;
  } else if (type === "checkbox") {
    const ticked = valuesOf(question["choices"]).filter((value) => {
      const column = columnOf(question, String(value), row);
      return tickOf(row[column], () => refuse(column, row[column] ?? ""));
    });
    if (ticked.length > 0) answers[name] = ticked;
  } else if (type === "matrixdropdown") {
    const target = row[map.target];
    const columns = (question["columns"] ?? []) as readonly JsonObject[];
    const shared = question["choices"];
    const cells: { [column: string]: JsonValue } = {};
    for (const column of columns) {
      const id = String(column["name"]);
      const from = columnOf(question, id, row);
      const cell = cellOf(row[from], valuesOf(column["choices"] ?? shared), () =>
        refuse(from, row[from] ?? ""),
      );
      if (cell !== undefined) cells[id] = cell;
    }
    if (target) answers[name] = { ...(answers[name] as JsonObject | undefined), [target]: cells };
  } else {
    const cell = simpleCell(question, row[name], () => refuse(name, row[name] ?? ""));
    if (cell !== undefined) answers[name] = cell;
  }
}

function readCells(question: Question, row: Row, refuse: Refuse): { [row: string]: JsonValue } {
  const options = valuesOf(question["columns"]);
  const cells: { [row: string]: JsonValue } = {};
  for (const id of partsOf(question)) {
    const from = columnOf(question, id, row);
    const cell = cellOf(row[from], options, () => refuse(from, row[from] ?? ""));
    if (cell !== undefined) cells[id] = cell;
  }
  return cells;
}

function simpleCell(question: Question, text: string | undefined, refuse: () => void): JsonValue | undefined {
  if (text === undefined || text === "") return undefined;
  if (question.type === "boolean") return tickOf(text, refuse);
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

/** "yes" or "是" may be a tick in one tool and an answer in another: only 1, 0, true, false and empty are read. */
function tickOf(text: string | undefined, refuse: () => void): boolean | undefined {
  const word = (text ?? "").toLowerCase();
  if (word === "1" || word === "true") return true;
  if (word !== "" && word !== "0" && word !== "false") refuse();
  return word === "" ? undefined : false;
}

function valuesOf(list: JsonValue | undefined): OptionValue[] {
  return ((list ?? []) as readonly (OptionValue | JsonObject)[]).map((entry) =>
    typeof entry === "object" ? (entry["value"] as OptionValue) : entry,
  );
}
