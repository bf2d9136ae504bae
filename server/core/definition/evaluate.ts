/**
 * Expressions as closures. Comparison is as loose as survey-core's (1 equals "1", letters' case and outer spaces do
 * not count), because the phone decides with it what a person gets to see.
 *
 * @source survey-core 3.0.0: OperandMaker, Helpers.checkIfValuesEqual, Const.getCorrectValue
 */
import { callFunction, isArithmetic, operate } from "./arithmetic.ts";
import type { ArithmeticOperator, BinaryOperator, Expression } from "./expression.ts";

/** Answers of one form by question name, as the phone sends them. */
export type AnswerDocument = { readonly [question: string]: unknown };

/** Finds the value of a name between braces; undefined when it has none. */
export type Lookup = (answers: AnswerDocument) => unknown;

export type Condition = (answers: AnswerDocument) => boolean;

/** @param resolve called once per name, when the form is compiled */
export function compileCondition(expression: Expression, resolve: (name: string) => Lookup): Condition {
  const evaluate = compileValueOf(expression, resolve);
  return (answers) => {
    const result = evaluate(answers);
    return result === true || result === 1 || result === "1";
  };
}

/** What an expression gives, whatever its type. */
export function compileValueOf(expression: Expression, resolve: (name: string) => Lookup): Lookup {
  switch (expression.kind) {
    case "literal":
      return () => expression.value;
    case "variable": {
      const lookup = resolve(expression.name);
      return (answers) => readValue(lookup(answers)) ?? null;
    }
    case "array": {
      const { members: nodes } = expression;
      if (nodes.every((node) => node.kind === "literal")) {
        const values = nodes.map((node) => node.value);
        return () => values;
      }
      const members = nodes.map((node) => compileValueOf(node, resolve));
      return (answers) => members.map((member) => member(answers));
    }
    case "unary": {
      const operand = compileValueOf(expression.operand, resolve);
      if (expression.operator === "negate") return (answers) => !operand(answers);
      const wanted = expression.operator === "empty";
      return (answers) => isEmpty(operand(answers)) === wanted;
    }
    case "call": {
      const parameters = expression.parameters.map((node) => compileValueOf(node, resolve));
      const { name } = expression;
      return (answers) =>
        callFunction(
          name,
          parameters.map((one) => one(answers)),
        );
    }
    case "binary": {
      const left = compileValueOf(expression.left, resolve);
      const right = compileValueOf(expression.right, resolve);
      const { operator } = expression;
      if (isArithmetic(operator)) return (answers) => operate(operator, left(answers), right(answers));
      const apply = BINARY[operator];
      return (answers) => apply(left(answers), right(answers));
    }
  }
}

/** Text that looks like a number or a truth value counts as one. */
function readValue(value: unknown): unknown {
  if (typeof value !== "string" || value === "") return value;
  const lower = value.toLowerCase();
  if (lower === "true" || lower === "false") return lower === "true";
  if (value.length > 1 && /^["'].*["']$/s.test(value)) return value.slice(1, -1);
  return /^-?(?:0|[1-9]\d{0,14})(?:[.,]\d+)?$/.test(value.trim()) ? Number(value.replace(",", ".")) : value;
}

/** undefined, null, "", [] and objects that hold nothing else; 0 and false are answers. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "" || Number.isNaN(value)) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.values(value).every(isEmpty);
}

const BINARY: {
  readonly [operator in Exclude<BinaryOperator, ArithmeticOperator>]: (
    left: unknown,
    right: unknown,
  ) => unknown;
} = {
  or: (left, right) => left || right,
  and: (left, right) => left && right,
  equal: looselyEqual,
  notequal: (left, right) => !looselyEqual(left, right),
  less: (left, right) => isOrdered(left, right) && (left as string) < (right as string),
  greater: (left, right) => isOrdered(left, right) && (left as string) > (right as string),
  lessorequal: (left, right) => looselyEqual(left, right) || BINARY.less(left, right),
  greaterorequal: (left, right) => looselyEqual(left, right) || BINARY.greater(left, right),
  contains: (left, right) => contains(left, right, true),
  notcontains: (left, right) => (!left && !isEmpty(right)) || contains(left, right, false),
  anyof,
  allof: (left, right) => {
    if (!left && !isEmpty(right)) return false;
    if (!Array.isArray(right)) return contains(left, right, true);
    return right.every((member) => contains(left, member, true));
  },
  noneof: (left, right) => !anyof(left, right),
};

/** Objects are never ordered nor turned into text: an answer document may bring its own `toString`. */
const isPlain = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.every((member) => typeof member !== "object")
    : value !== null && value !== undefined && typeof value !== "object";
const isOrdered = (left: unknown, right: unknown): boolean => isPlain(left) && isPlain(right);

function anyof(left: unknown, right: unknown): boolean {
  if (isEmpty(left)) return isEmpty(right);
  if (isEmpty(right)) return true;
  if (!Array.isArray(left)) return contains(right, left, true);
  if (!Array.isArray(right)) return contains(left, right, true);
  return right.some((member) => contains(left, member, true));
}

/** A list holds (all of) the right side, or a text holds it as a part; `wanted` false asks the opposite. */
function contains(left: unknown, right: unknown, wanted: boolean): boolean {
  if (Array.isArray(left)) {
    if (left.length === 0) return !wanted;
    const sought: readonly unknown[] = Array.isArray(right) ? right : [right];
    return sought.every((one) => left.some((member) => looselyEqual(member, one))) === wanted;
  }
  if (left === "" || !right || !isPlain(left) || !isPlain(right)) return false;
  return String(left).toLowerCase().includes(String(right).toLowerCase()) === wanted;
}

/** Equality as survey-core sees it. */
export function looselyEqual(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left === "string" && typeof right === "string") return isSameText(left, right);
  if (isEmpty(left) || isEmpty(right)) return isSameEmpty(left, right);
  if (typeof left === "boolean" && typeof right === "string") return String(left) === right.toLowerCase();
  if (typeof right === "boolean" && typeof left === "string") return String(right) === left.toLowerCase();
  if (Array.isArray(left) && Array.isArray(right)) return sameMembers(left, right);
  if (typeof left === "object" || typeof right === "object") return false;
  return Number(left) === Number(right);
}

/** Outer spaces and the case of letters do not count. */
function isSameText(left: string, right: string): boolean {
  const isPlainLetter = left.length === 1 && right.length === 1 && left > " " && right > " ";
  if (isPlainLetter && left < "\u0080" && right < "\u0080") return left.toLowerCase() === right.toLowerCase();
  return left.trim().toLowerCase() === right.trim().toLowerCase();
}

/** Nothing and "" are the same; an empty list equals another empty list only. */
function isSameEmpty(left: unknown, right: unknown): boolean {
  if (!isEmpty(left) || !isEmpty(right)) return false;
  return Array.isArray(left) === Array.isArray(right);
}

function sameMembers(left: readonly unknown[], right: readonly unknown[]): boolean {
  if (left.length !== right.length) return false;
  const a = [...left].sort();
  const b = [...right].sort();
  return a.every((member, index) => looselyEqual(member, b[index]));
}
