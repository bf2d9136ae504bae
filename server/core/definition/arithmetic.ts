/**
 * Arithmetic and functions of expressions, on numbers and blanks only (`checkArithmetic` sees to that). A blank counts
 * as 0 beside an operator and does not count in a function.
 *
 * @source survey-core 3.0.0: OperandMaker.binaryFunctions, Helpers.correctAfterPlusMinis, functionsfactory
 */
import type { ArithmeticOperator, FunctionName } from "./expression.ts";

type Operate = (a: number, b: number) => number | null;

const OPERATORS: { readonly [operator in ArithmeticOperator]: Operate } = {
  plus: (a, b) => rounded(a + b, Math.max(decimals(a), decimals(b))),
  minus: (a, b) => rounded(a - b, Math.max(decimals(a), decimals(b))),
  mul: (a, b) => rounded(a * b, decimals(a) + decimals(b)),
  div: (a, b) => (b ? a / b : null),
  mod: (a, b) => (b ? a % b : null),
  power: (a, b) => a ** b,
};

export const isArithmetic = (operator: string): operator is ArithmeticOperator =>
  Object.hasOwn(OPERATORS, operator);

export const operate = (operator: ArithmeticOperator, left: unknown, right: unknown): number | null =>
  OPERATORS[operator](orZero(left), orZero(right));

const orZero = (value: unknown): number => (typeof value === "number" && !Number.isNaN(value) ? value : 0);

/** Digits behind the point, as they are written. */
const decimals = (value: number): number =>
  Math.floor(value) === value ? 0 : (String(value).split(".")[1]?.length ?? 0);

const rounded = (value: number, digits: number): number =>
  digits > 0 ? Number.parseFloat(value.toFixed(Math.min(digits, 100))) : value;

/** What a function gives; parameters that are blank do not count, members of lists count one by one. */
export function callFunction(name: FunctionName, parameters: readonly unknown[]): unknown {
  if (name === "iif") return parameters.length < 2 ? null : parameters[0] ? parameters[1] : parameters[2];
  const given = parameters.flat(3).filter((one) => one !== null && one !== undefined);
  if (name === "count") return given.length;
  const numbers = given as unknown as readonly number[];
  switch (name) {
    case "sum":
      return sum(numbers);
    case "avg":
      return numbers.length > 0 ? sum(numbers) / numbers.length : 0;
    case "min":
      return numbers.length > 0 ? Math.min(...numbers) : undefined;
    case "max":
      return numbers.length > 0 ? Math.max(...numbers) : undefined;
    case "round":
      return round(numbers);
  }
}

const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, one) => OPERATORS.plus(total, one)!, 0);

function round([value, precision = 0]: readonly number[]): number {
  if (value === undefined) return Number.NaN;
  const power = 10 ** precision;
  return Math.round(value * power * (1 + Number.EPSILON)) / power;
}
