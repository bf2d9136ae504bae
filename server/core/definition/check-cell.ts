/** One answer → its canonical form, or why it is refused. Compiled once per form; no coercion anywhere. */
import type { AnswerFaultReason } from "../problem.ts";
import type { Answer, Leaf } from "./frozen.ts";
import type {
  BooleanCell,
  Cell,
  MultiCell,
  NumberCell,
  Option,
  TextCell,
  TextFormat,
  Validator,
} from "./question.ts";
import { compileSafeRegex, isEmail } from "./safe-regex.ts";

/** A string is the reason of a refusal (no canonical answer is a string); null is a blank. */
export type CellCheck = (value: unknown) => Answer | AnswerFaultReason;

export function compileCell(cell: Cell, leaf: Leaf, validators: readonly Validator[]): CellCheck {
  switch (cell.kind) {
    case "choice":
      return compileChoice(cell.options);
    case "multi":
      return compileMulti(cell, exclusiveOf(cell.options, leaf), validators);
    case "number":
      return compileNumber(cell);
    case "boolean":
      return compileBoolean(cell);
    case "text":
      return compileText(cell, validators);
  }
}

function compileChoice(options: readonly Option[]): CellCheck {
  const indices = new Map<unknown, number>(options.map((option, index) => [option.value, index]));
  return (value) => indices.get(value) ?? unknownOption(value);
}

/** The right JSON type but not on the list, or something else altogether. */
const unknownOption = (value: unknown): AnswerFaultReason =>
  typeof value === "object" ? "wrong-type" : "unknown-option";

function exclusiveOf(options: readonly Option[], leaf: Leaf): readonly boolean[] {
  return options.map(
    (option, index) =>
      option.isExclusive || (leaf.kind === "multi" && (leaf.none === index || leaf.unknown === index)),
  );
}

function compileMulti(
  cell: MultiCell,
  exclusive: readonly boolean[],
  validators: readonly Validator[],
): CellCheck {
  const indices = new Map<unknown, number>(cell.options.map((option, index) => [option.value, index]));
  const most = cell.options.length;
  return (value) => {
    if (!Array.isArray(value)) return "wrong-type";
    if (value.length === 0) return null;
    if (value.length > most) return "too-many";
    const chosen: number[] = [];
    let isAscending = true;
    for (const one of value) {
      const index = indices.get(one);
      if (index === undefined) return unknownOption(one);
      if (chosen.length > 0 && index <= chosen[chosen.length - 1]!) isAscending = false;
      chosen.push(index);
    }
    if (!isAscending) chosen.sort((a, b) => a - b);
    return refuseTicks(chosen, cell, exclusive, validators) ?? chosen;
  };
}

function refuseTicks(
  chosen: readonly number[],
  cell: MultiCell,
  exclusive: readonly boolean[],
  validators: readonly Validator[],
): AnswerFaultReason | null {
  for (let at = 1; at < chosen.length; at++) if (chosen[at] === chosen[at - 1]) return "duplicate";
  const isExclusive = chosen.some((index) => exclusive[index]);
  if (isExclusive && chosen.length > 1) return "exclusive";
  if (cell.max > 0 && chosen.length > cell.max) return "too-many";
  if (!isExclusive && chosen.length < cell.min) return "too-few";
  for (const one of validators) {
    if (one.kind !== "count") continue;
    if (one.min > 0 && chosen.length < one.min) return "too-few";
    if (one.max > 0 && chosen.length > one.max) return "too-many";
  }
  return null;
}

export function compileNumber({
  min,
  max,
  step,
  base,
}: NumberCell): (value: unknown) => number | AnswerFaultReason {
  return (value) => {
    if (typeof value !== "number" || !Number.isFinite(value)) return "wrong-type";
    if ((min !== null && value < min) || (max !== null && value > max)) return "out-of-range";
    if (step !== null && step > 0 && !isOnStep(value, step, base)) return "out-of-range";
    return value === 0 ? 0 : base === null ? value : withoutDust(value);
  };
}

/** A slider adds its steps up in binary: 0.1 + 0.2 is three steps of 0.1. */
const withoutDust = (value: number): number => Number(value.toFixed(9));

function isOnStep(value: number, step: number, base: number | null): boolean {
  if (base === null) return isMultiple(value, step);
  const steps = (value - base) / step;
  return Math.abs(steps - Math.round(steps)) < 1e-6;
}

/** Multiples of the step counted from 0, decimals up to six places, as survey-core counts them. */
function isMultiple(value: number, step: number): boolean {
  let power = 1;
  while (
    (Math.round(step * power) / power !== step || Math.round(value * power) / power !== value) &&
    power < 1e6
  )
    power *= 10;
  return Math.round(value * power) % Math.round(step * power) === 0;
}

function compileBoolean({ yes, no }: BooleanCell): CellCheck {
  return (value) => (value === yes ? true : value === no ? false : "wrong-type");
}

export const DATE_FORMATS: { readonly [format in TextFormat]?: RegExp } = {
  date: /^\d{4,6}-\d\d-\d\d$/,
  "datetime-local": /^\d{4,6}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?$/,
  time: /^\d\d:\d\d(:\d\d(\.\d{1,3})?)?$/,
  month: /^\d{4,6}-\d\d$/,
  week: /^\d{4,6}-W\d\d$/,
};

function compileText(cell: TextCell, validators: readonly Validator[]): CellCheck {
  const tests = validators.map(compileValidator);
  if (cell.format === "email") tests.push((text) => (isEmail(text) ? null : "pattern"));
  const date = DATE_FORMATS[cell.format];
  if (date) tests.push((text) => (date.test(text) ? checkMoment(text, cell) : "pattern"));
  return (value) => {
    if (typeof value !== "string") return "wrong-type";
    if (value === "") return null;
    if (value.length > cell.lengthMax && codePoints(value) > cell.lengthMax) return "too-long";
    if (value.trim() === "") return null;
    for (const test of tests) {
      const reason = test(value);
      if (reason) return reason;
    }
    return true;
  };
}

/**
 * A day, or a day and a time, as a text that compares as time does: a day without a time means its beginning, a time
 * without seconds the full minute. What is neither stays: survey-core compares times, weeks and months as texts.
 */
export const moment = (text: string): string => {
  const read = /^(\d{4,6}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?)?$/.exec(text);
  if (!read) return text;
  const [, day, minute = "00:00", second = "00", part = ""] = read;
  return `${day}T${minute}:${second}.${part.padEnd(3, "0")}`;
};

function checkMoment(text: string, cell: TextCell): AnswerFaultReason | null {
  const value = moment(text);
  const isEarly = cell.min !== null && value < moment(cell.min);
  const isLate = cell.max !== null && value > moment(cell.max);
  return isEarly || isLate ? "out-of-range" : null;
}

export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function compileValidator(validator: Validator): (text: string) => AnswerFaultReason | null {
  switch (validator.kind) {
    case "regex": {
      const test = compileSafeRegex(validator.pattern, validator.ignoreCase);
      return (text) => (test === null || test(text) ? null : "pattern");
    }
    case "email":
      return (text) => (isEmail(text) ? null : "pattern");
    case "length": {
      const { min, max, allowDigits } = validator;
      return (text) => {
        if (!allowDigits && /\d+$/.test(text)) return "pattern";
        if (min > 0 && text.length < min) return "pattern";
        return max > 0 && text.length > max ? "too-long" : null;
      };
    }
    case "count":
      return () => null;
  }
}
