/** Conditions of a form as a person reads them on paper: 第 3 题选了“差”. */
import { resolveReference } from "../definition/compile-visibility.ts";
import { looselyEqual } from "../definition/evaluate.ts";
import {
  type ArithmeticOperator,
  type BinaryOperator,
  type Expression,
  parseExpression,
} from "../definition/expression.ts";
import type { OptionValue } from "../definition/instrument.ts";
import type { Cell, Question } from "../definition/question.ts";
import { conditionWords as said } from "./paper-words.ts";

/** What a question is called on the paper; null for one that is not on it. */
export type NameOnPaper = (question: Question) => string | null;

/**
 * @returns null for what cannot be decided from the marks on a sheet, or not be said in a sentence: what is asked about
 *   texts, expressions, whole tables, and functions
 */
export function conditionInWords(
  text: string,
  questions: readonly Question[],
  nameOf: NameOnPaper,
): string | null {
  try {
    return new Teller(questions, nameOf).say(parseExpression(text), null);
  } catch (error) {
    if (error instanceof Unsayable) return null;
    throw error;
  }
}

class Unsayable extends Error {}

/** Where a condition looks. */
interface Asked {
  readonly name: string;
  readonly cell: Cell;
}

type Comparison = Exclude<BinaryOperator, ArithmeticOperator | "and" | "or">;

const TURNED: { readonly [operator in Comparison]?: Comparison } = {
  less: "greater",
  greater: "less",
  lessorequal: "greaterorequal",
  greaterorequal: "lessorequal",
  equal: "equal",
  notequal: "notequal",
};

class Teller {
  private readonly questions: readonly Question[];
  private readonly nameOf: NameOnPaper;

  constructor(questions: readonly Question[], nameOf: NameOnPaper) {
    this.questions = questions;
    this.nameOf = nameOf;
  }

  /** @param around what joins it to its neighbours: 并且 within 或者 and the other way round get brackets */
  say(node: Expression, around: "or" | "and" | null): string {
    if (node.kind === "unary") {
      if (node.operator === "negate") return said.not(this.say(node.operand, null));
      return said[node.operator](this.asked(node.operand).name);
    }
    if (node.kind !== "binary") throw new Unsayable();
    const { operator, left, right } = node;
    if (operator === "and" || operator === "or") {
      const both = said[operator](this.say(left, operator), this.say(right, operator));
      return operator === around || around === null ? both : said.bracketed(both);
    }
    if (!isComparison(operator)) throw new Unsayable();
    if (left.kind !== "variable" && right.kind === "variable" && TURNED[operator])
      return this.compare(TURNED[operator], right, left);
    return this.compare(operator, left, right);
  }

  private compare(operator: Comparison, left: Expression, right: Expression): string {
    const { name, cell } = this.asked(left);
    const values = valuesOf(right);
    if (cell.kind === "number" || isScale(cell, operator)) {
      const [value] = values;
      if (values.length !== 1 || typeof value !== "number") throw new Unsayable();
      const words = said.numbers[operator];
      if (words === undefined) throw new Unsayable();
      return words(name, value);
    }
    const options = values.map((value) => optionIn(cell, value));
    const words = said.options[operator];
    if (words === undefined || !isPlain(operator, cell, right)) throw new Unsayable();
    return words(name, options);
  }

  private asked(node: Expression): Asked {
    if (node.kind !== "variable") throw new Unsayable();
    const reference = resolveReference(node.name, this.questions);
    const question = this.questions.find((one) => one.name === reference?.question);
    const name = question && this.nameOf(question);
    if (!question || name === undefined || name === null) throw new Unsayable();
    const rest = node.name.trim().slice(question.name.length).replace(/^\./, "").toLowerCase();
    const place = placeIn(question, rest);
    if (place === null || place.cell.kind === "text") throw new Unsayable();
    return { name: `${name}${place.title === "" ? "" : said.row(place.title)}`, cell: place.cell };
  }
}

const isComparison = (operator: BinaryOperator): operator is Comparison =>
  operator in said.options || operator in said.numbers;

/** Of several ticks "=" asks for exactly these; of one choice `contains` compares parts of its name. */
function isPlain(operator: Comparison, { kind }: Cell, right: Expression): boolean {
  const isList = right.kind === "array";
  if (kind === "multi") return !operator.endsWith("equal") && (operator !== "notcontains" || !isList);
  return isList ? ["anyof", "noneof"].includes(operator) : ["equal", "notequal"].includes(operator);
}

/** Points of a rating are ordered; other options only have names. */
const isScale = (cell: Cell, operator: Comparison): boolean =>
  /^(?:less|greater)/.test(operator) &&
  cell.kind === "choice" &&
  cell.options.every(({ value, text }) => String(value) === text && typeof value === "number");

function placeIn(question: Question, rest: string): { readonly title: string; readonly cell: Cell } | null {
  switch (question.shape) {
    case "single":
      return rest === "" ? { title: "", cell: question.cell } : null;
    case "rows": {
      const row = question.rows.find(({ id }) => id.toLowerCase() === rest);
      return row ? { title: row.title, cell: question.cell } : null;
    }
    case "fields": {
      const field = question.fields.find(({ id }) => id.toLowerCase() === rest);
      return field ? { title: field.title, cell: field.cell } : null;
    }
    case "grid": {
      for (const row of question.rows)
        for (const column of question.columns)
          if (rest === `${row.id}.${column.id}`.toLowerCase())
            return { title: `${row.title} · ${column.title}`, cell: column.cell };
      return null;
    }
    default:
      return null;
  }
}

function valuesOf(node: Expression): readonly OptionValue[] {
  if (node.kind === "array" && node.members.length > 0) return node.members.flatMap(valuesOf);
  if (node.kind !== "literal" || node.value === null) throw new Unsayable();
  return [node.value];
}

function optionIn(cell: Cell, value: OptionValue): string {
  if (cell.kind === "boolean") {
    if (looselyEqual(cell.yes, value)) return said.yes;
    if (looselyEqual(cell.no, value)) return said.no;
    throw new Unsayable();
  }
  const option = "options" in cell ? cell.options.find((one) => looselyEqual(one.value, value)) : undefined;
  if (!option) throw new Unsayable();
  return option.text;
}
