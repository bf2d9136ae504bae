import type { Comparison } from "./alternate.ts";

export interface Effort {
  /** Pairs of slices; 15 at least for a verdict. */
  readonly pairs: number;
  /** Multiplies the work of a slice. */
  readonly scale: number;
}

export interface Goal {
  readonly atLeast?: number;
  readonly atMost?: number;
}

export interface Row {
  readonly id: string;
  readonly what: string;
  /** Empty for a row that is only shown. */
  readonly goal: Goal;
  readonly unit: "per second" | "µs CPU";
  run(effort: Effort): Promise<Comparison>;
}

export const PAIRS_MIN = 15;
/** Above either, a verdict would be a guess. */
const OTHERS_MAX = 0.1;
const SPREAD_MAX = 0.25;

export type Verdict = "shown" | "met" | "missed" | "NOISY" | "too few pairs";

/** Whether a goal is met, or why that cannot be said. */
export function verdictOf(goal: Goal, { ratio, ratios, othersShare }: Comparison): Verdict {
  if (goal.atLeast === undefined && goal.atMost === undefined) return "shown";
  if (ratio === null || ratios.length < PAIRS_MIN) return "too few pairs";
  if (othersShare > OTHERS_MAX || (ratio.upper - ratio.lower) / ratio.median > SPREAD_MAX) return "NOISY";
  const isMet = ratio.median >= (goal.atLeast ?? -Infinity) && ratio.median <= (goal.atMost ?? Infinity);
  return isMet ? "met" : "missed";
}
