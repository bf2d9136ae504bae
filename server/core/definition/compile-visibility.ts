/** Conditions of a form as closures over an answer document. */
import {
  compileCondition,
  compileValueOf,
  type AnswerDocument,
  type Condition,
  type Lookup,
} from "./evaluate.ts";
import { parseExpression } from "./expression.ts";
import type { ComputedQuestion, GridQuestion, Question } from "./question.ts";

export const COMMENT_SUFFIX = "-Comment";

/** What a name between braces means in a form: a question, a comment, a matrix row or a cell. */
export interface Reference {
  readonly question: string;
  readonly lookup: Lookup;
}

/** @returns null for a name the form does not know; case does not matter, as on the phone */
export function resolveReference(name: string, questions: readonly Question[]): Reference | null {
  const wanted = name.trim().toLowerCase();
  for (const question of questions) {
    const own = question.name.toLowerCase();
    if (wanted === own && question.shape === "computed")
      return { question: question.name, lookup: compileComputed(question, questions) };
    if (wanted === own)
      return { question: question.name, lookup: (answers) => plain(answers[question.name]) };
    if (wanted === own + COMMENT_SUFFIX.toLowerCase()) {
      const key = question.name + COMMENT_SUFFIX;
      return { question: question.name, lookup: (answers) => plain(answers[key]) };
    }
    if (wanted.startsWith(`${own}.`)) {
      const lookup = resolveCell(question, wanted.slice(own.length + 1));
      if (lookup) return { question: question.name, lookup };
    }
  }
  return null;
}

const computed = new WeakMap<ComputedQuestion, Lookup>();

/**
 * What an expression gives. Compiled when it is first asked for, since it may name others that name others, and
 * reckoned once per document, since they may all name the same one.
 */
export function compileComputed(question: ComputedQuestion, questions: readonly Question[]): Lookup {
  let lookup = computed.get(question);
  if (lookup) return lookup;
  let compiled: Lookup | null = null;
  const values = new WeakMap<AnswerDocument, { readonly value: unknown }>();
  lookup = (answers) => {
    compiled ??= compileValueOf(parseExpression(question.expression), resolverOf(questions));
    let known = values.get(answers);
    if (!known) values.set(answers, (known = { value: compiled(answers) }));
    return known.value;
  };
  computed.set(question, lookup);
  return lookup;
}

type Resolve = (name: string) => Lookup;

const resolverOf =
  (questions: readonly Question[]): Resolve =>
  (name) =>
    resolveReference(name, questions)?.lookup ?? (() => undefined);

/** The condition of an option: `{item}` is its value. @throws SyntaxError */
export function compileForOption(
  expression: string,
  item: unknown,
  questions: readonly Question[],
): Condition {
  const resolve = resolverOf(questions);
  return compileCondition(parseExpression(expression), (name) =>
    name.trim().toLowerCase() === OPTION_ITSELF ? () => item : resolve(name),
  );
}

/** The name between braces that means the option whose condition it is. */
export const OPTION_ITSELF = "item";

function resolveCell(question: Question, rest: string): Lookup | null {
  const { name } = question;
  switch (question.shape) {
    case "rows": {
      const row = question.rows.find(({ id }) => id.toLowerCase() === rest);
      return row ? (answers) => plain(member(answers[name], row.id)) : null;
    }
    case "fields": {
      const field = question.fields.find(({ id }) => id.toLowerCase() === rest);
      return field ? (answers) => plain(member(answers[name], field.id)) : null;
    }
    case "grid":
      return resolveGridCell(question, rest);
    default:
      return null;
  }
}

function resolveGridCell({ name, rows, columns }: GridQuestion, rest: string): Lookup | null {
  for (const row of rows) {
    const own = row.id.toLowerCase();
    if (rest === own) return (answers) => plain(member(answers[name], row.id));
    if (!rest.startsWith(`${own}.`)) continue;
    const column = columns.find((one) => one.id.toLowerCase() === rest.slice(own.length + 1));
    if (column) return (answers) => plain(member(member(answers[name], row.id), column.id));
  }
  return null;
}

function member(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as { readonly [key: string]: unknown })[key];
}

/** Lists of objects are no answer of any question; they count as none. */
const plain = (value: unknown): unknown =>
  Array.isArray(value) && value.some((one) => typeof one === "object") ? undefined : value;

/** @throws SyntaxError for an expression outside our part of the language */
export function compileText(expression: string, questions: readonly Question[]): Condition {
  return compileCondition(parseExpression(expression), resolverOf(questions));
}

const always: Condition = () => true;
const never: Condition = () => false;

/** @returns null when the question is always visible */
export function compileVisibility(question: Question, questions: readonly Question[]): Condition | null {
  if (question.isHidden) return never;
  if (question.conditions.length === 0) return null;
  const conditions = question.conditions.map((text) => compileText(text, questions));
  return (answers) => conditions.every((condition) => condition(answers));
}

/** A condition decides alone, also beside `isRequired`, as on the phone. @returns null when the question is never required */
export function compileRequired(question: Question, questions: readonly Question[]): Condition | null {
  if (question.requiredIf !== null) return compileText(question.requiredIf, questions);
  return question.isRequired ? always : null;
}
