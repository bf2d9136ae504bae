/** Checks that the files of a scheme share: one number, one sentence. */
import { compare, parseRatio, printRatio, type Ratio, ZERO } from "../ratio.ts";
import type { Decimal } from "./scheme.ts";
import { SCHEME } from "./scheme-sentences.ts";

/** Notes one fault: JSON path and sentence. */
export type Report = (path: string, sentence: string) => void;

export function checkUnique(ids: readonly string[], path: string, report: Report): void {
  ids.forEach((id, i) => {
    if (ids.indexOf(id) < i) report(`${path}[${i}].id`, SCHEME.repeated(id));
  });
}

export function checkPositive(value: Decimal, path: string, report: Report): void {
  if (compare(parseRatio(value), ZERO) <= 0) report(path, SCHEME.positive);
}

export function checkNotNegative(value: Decimal, path: string, report: Report): void {
  if (compare(parseRatio(value), ZERO) < 0) report(path, SCHEME.notNegative);
}

/** From 0 to `most`. */
export function checkWithin(
  value: Decimal,
  most: Ratio,
  path: string,
  sentence: string,
  report: Report,
): void {
  const exact = parseRatio(value);
  if (compare(exact, ZERO) < 0 || compare(exact, most) > 0) report(path, sentence);
}

/** Short, for sentences; up to six places. */
export const printExact = (value: Ratio): string => printRatio(value, 6).replace(/\.?0+$/, "");
