/** Leaves: the places of the positional answer array, in the order of the form. */
import type { Leaf, LeafOption } from "./frozen.ts";
import type { Item, JsonObject, OptionValue, Scale } from "./instrument.ts";
import type { Cell, ListQuestion, Option, Question, RankingQuestion } from "./question.ts";
import { readQuestions } from "./read-questions.ts";

export const COMMENT_MARK = "#comment";

/** What the instrument says about one question or one matrix row; undefined = only counted. */
export type Meaning = (question: string, leaf: string) => { item: Item; scale: Scale | null } | undefined;

/**
 * Order: questions as they stand in the form; matrix rows from top to bottom, in each the columns from left to
 * right; a comment directly after its question. Hidden questions have leaves too, always blank.
 */
export function leavesOf(survey: JsonObject, meaning: Meaning = () => undefined): Leaf[] {
  return readQuestions(survey).flatMap((question) => leavesOfQuestion(question, meaning));
}

function leavesOfQuestion(question: Question, meaning: Meaning): Leaf[] {
  const { name, title } = question;
  const make = (id: string, text: string, cell: Cell): Leaf => leafOf(id, name, text, cell, meaning);
  const leaves = leavesOfShape(question, make);
  if (question.comment)
    leaves.push({
      kind: "text",
      id: name + COMMENT_MARK,
      question: name,
      title: `${title}：${question.comment.title}`,
    });
  return leaves;
}

type Make = (id: string, title: string, cell: Cell) => Leaf;

function leavesOfShape(question: Question, make: Make): Leaf[] {
  const { name, title } = question;
  switch (question.shape) {
    case "single":
      return [make(name, title, question.cell)];
    case "rows":
      return question.rows.map((row) => make(`${name}/${row.id}`, row.title, question.cell));
    case "grid":
      return question.rows.flatMap((row) =>
        question.columns.map((column) =>
          make(`${name}/${row.id}/${column.id}`, `${row.title} · ${column.title}`, column.cell),
        ),
      );
    case "fields":
      return question.fields.map(({ id, title: field, cell }) => make(`${name}/${id}`, field, cell));
    case "ranking":
      return question.options.map(({ value, text }) =>
        make(`${name}/${String(value)}`, text, { kind: "choice", options: placesOf(question) }),
      );
    case "span":
      return [
        make(`${name}/from`, `${title}：从`, question.cell),
        make(`${name}/to`, `${title}：到`, question.cell),
      ];
    case "list":
      return leavesOfList(question, make);
    case "computed":
      return [];
  }
}

/** 第 1 位 … 第 n 位. */
function placesOf({ options, isPartial, max }: RankingQuestion): Option[] {
  const count = isPartial && max > 0 ? Math.min(max, options.length) : options.length;
  return Array.from({ length: count }, (_, index) => ({
    value: index + 1,
    text: `第 ${index + 1} 位`,
    isExclusive: false,
    isOther: false,
  }));
}

/** The rows as they are, then per column what occurs in them; numbers stand in the rows alone. */
function leavesOfList({ name, title, columns }: ListQuestion, make: Make): Leaf[] {
  const rows: Leaf = { kind: "list", id: name, question: name, title, columns: columns.map(({ id }) => id) };
  const counted = columns.flatMap(({ id, title: column, cell }): Leaf[] => {
    const options = optionsOf(cell);
    if (options === null && cell.kind !== "text") return [];
    const shown: Cell = options === null ? cell : { kind: "multi", options, min: 0, max: 0 };
    return [make(`${name}/${id}`, `${title} · ${column}`, shown)];
  });
  return [rows, ...counted];
}

/** Options whose occurrence in a column is counted; null for what has none. */
export function optionsOf(cell: Cell): readonly Option[] | null {
  if (cell.kind === "choice" || cell.kind === "multi")
    return cell.options.map((option) => ({ ...option, isExclusive: false }));
  if (cell.kind !== "boolean") return null;
  const option = (value: OptionValue, text: string): Option => ({
    value,
    text,
    isExclusive: false,
    isOther: false,
  });
  return [option(cell.yes, "是"), option(cell.no, "否")];
}

function leafOf(id: string, question: string, title: string, cell: Cell, meaning: Meaning): Leaf {
  if (cell.kind !== "choice" && cell.kind !== "multi") return { kind: cell.kind, id, question, title };
  const known = meaning(question, id);
  const options = cell.options.map((option, index) => leafOption(option, index, known));
  if (cell.kind === "choice") return { kind: "choice", id, question, title, options };
  const exclusive = known?.item.exclusive;
  return {
    kind: "multi",
    id,
    question,
    title,
    options,
    none: indexOf(cell.options, exclusive?.none ?? "none", exclusive?.none !== undefined),
    unknown: indexOf(cell.options, exclusive?.unknown ?? "dontknow", exclusive?.unknown !== undefined),
  };
}

function leafOption(option: Option, index: number, known: ReturnType<Meaning>): LeafOption {
  const priced = known?.scale?.options[index];
  const points = priced === undefined || priced.points === null ? null : String(priced.points);
  const dontKnow = priced === undefined ? option.isExclusive && option.value === "dontknow" : points === null;
  const tag = known?.item.tags?.[String(option.value)];
  const dimension = known?.item.dimensions?.[String(option.value)];
  return {
    value: option.value,
    text: option.text,
    points,
    dontKnow,
    ...(tag !== undefined && { tag }),
    ...(dimension !== undefined && { dimension }),
  };
}

/** Without a word of the instrument only the special items of SurveyJS count, which exclude the others by nature. */
function indexOf(options: readonly Option[], value: OptionValue, isNamed: boolean): number | null {
  const index = options.findIndex((option) => option.value === value && (isNamed || option.isExclusive));
  return index < 0 ? null : index;
}
