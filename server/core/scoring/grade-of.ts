import { compare, parseRatio, printRatio, type Ratio } from "../ratio.ts";
import type { Decimal } from "./scheme.ts";

/** One band of grades; `from` is the least printed score that earns it. */
export interface Band<G extends string> {
  readonly grade: G;
  readonly from: Decimal;
}

/** What a reader sees: two decimals, half up. Grades are decided on this value. */
export const printScore = (score: Ratio): string => printRatio(score, 2);

/**
 * The best grade whose `from` the *printed* score reaches, so that nobody sees 90.00 beside the lower grade.
 *
 * @param bands best to worst
 * @returns null when the score is below every band or there is none
 * @source docs/scoring.md §5; domain.md §4
 */
export function gradeOf<G extends string>(score: Ratio, bands: readonly Band<G>[]): G | null {
  const printed = parseRatio(printScore(score));
  return bands.find((band) => compare(printed, parseRatio(band.from)) >= 0)?.grade ?? null;
}

/** The worse of a grade and a limit (等次限制情形). */
export function limitGrade<G extends string>(grade: G, atMost: G, bands: readonly Band<G>[]): G {
  const place = (one: G): number => bands.findIndex((band) => band.grade === one);
  return place(atMost) > place(grade) ? atMost : grade;
}
