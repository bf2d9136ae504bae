/** The line from 60 to 100 with the grade bands, on which a score is a dot. Scores below stand at the left end. */
import type { Grade } from "../../server/core/scoring/scheme.ts";

export const AXIS_FROM = 60;
const AXIS_TO = 100;

export interface Band {
  readonly grade: Grade;
  /** Percent of the axis. */
  readonly left: number;
  readonly width: number;
  readonly from: number;
}

/** Place of a score on the axis in percent, 0 to 100. */
export function placeOf(score: number): number {
  const share = (score - AXIS_FROM) / (AXIS_TO - AXIS_FROM);
  return 100 * Math.min(1, Math.max(0, share));
}

/** Bands worst to best, as they stand on the axis; `grades` best to worst with the least score of each. */
export function bandsOf(
  grades: readonly { readonly grade: Grade; readonly from: string | number }[],
): readonly Band[] {
  return grades
    .map(({ grade, from }, index) => {
      const left = placeOf(Number(from));
      const right = index === 0 ? 100 : placeOf(Number(grades[index - 1]?.from ?? AXIS_TO));
      return { grade, left, width: right - left, from: Number(from) };
    })
    .toReversed();
}
