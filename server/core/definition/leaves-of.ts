/** Leaves: the places of the positional answer array, in the order of the form. */
import type { Leaf, LeafOption } from "./frozen.ts";
import type { Item, JsonObject, OptionValue, Scale } from "./instrument.ts";
import type { Cell, Option, Question } from "./question.ts";
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
  const leaves: Leaf[] = [];
  if (question.shape === "single") leaves.push(make(name, title, question.cell));
  else if (question.shape === "rows")
    for (const row of question.rows) leaves.push(make(`${name}/${row.id}`, row.title, question.cell));
  else
    for (const row of question.rows)
      for (const column of question.columns)
        leaves.push(make(`${name}/${row.id}/${column.id}`, `${row.title} · ${column.title}`, column.cell));
  if (question.comment)
    leaves.push({
      kind: "text",
      id: name + COMMENT_MARK,
      question: name,
      title: `${title}：${question.comment.title}`,
    });
  return leaves;
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
  const leaf: LeafOption = { value: option.value, text: option.text, points, dontKnow };
  return tag === undefined ? leaf : { ...leaf, tag };
}

/** Without a word of the instrument only the special items of SurveyJS count, which exclude the others by nature. */
function indexOf(options: readonly Option[], value: OptionValue, isNamed: boolean): number | null {
  const index = options.findIndex((option) => option.value === value && (isNamed || option.isExclusive));
  return index < 0 ? null : index;
}
