import type { Comparison } from "./alternate.ts";

export interface Effort {
  /** Pairs of slices; 15 at least for a verdict. */
  readonly pairs: number;
  /** Multiplies the work of a slice. */
  readonly scale: number;
  /** The short form, which judges nothing: rows share processes. */
  readonly isQuick: boolean;
}

export interface Goal {
  readonly atLeast?: number;
  readonly atMost?: number;
  /** What is judged: the ratio (unless said otherwise), or the median of "this" in the row's unit. */
  readonly of?: "ratio" | "this";
  /** Whether one failed request misses it. */
  readonly isWhole?: boolean;
}

export interface Row {
  readonly id: string;
  readonly what: string;
  /** Empty for a row that is only shown. */
  readonly goal: Goal;
  readonly unit: "per second" | "µs CPU" | "µs";
  /** Why the short form leaves it out, unless it is asked for by name. */
  readonly notQuick?: string;
  run(effort: Effort): Promise<Comparison>;
}

/** What a figure stands beside: the same measured in this run of something that does less; or why there is none. */
export type Base = { readonly what: string; readonly value: number } | { readonly none: string };

/** Something that needs no slices: the same at every load of the machine, or too long to be repeated. */
export interface Count {
  readonly what: string;
  readonly value: number;
  readonly base: Base;
  /** Missing when it is only shown. */
  readonly atMost?: number;
  /** What is judged, as for a row of slices, but the figure itself unless said otherwise. */
  readonly of?: "ratio" | "this";
  /** Of a figure that is a time: share of all cores that went to other processes meanwhile. */
  readonly othersShare?: number;
}

export interface CountRow {
  readonly id: string;
  readonly what: string;
  readonly notQuick?: string;
  count(effort: Effort): Promise<readonly Count[]>;
}

/** Three digits; null where there is no base, or the base is nothing. */
export function ratioOf({ value, base }: Pick<Count, "value" | "base">): number | null {
  return "none" in base || base.value === 0 ? null : Number((value / base.value).toPrecision(3));
}

export function verdictOfCount(count: Count): Verdict {
  const { value, atMost, of = "this", othersShare = 0 } = count;
  if (atMost === undefined) return "shown";
  const judged = of === "ratio" ? ratioOf(count) : value;
  if (judged === null) throw new RangeError(`a ratio is judged of what has no base: ${count.what}`);
  // Others only make a time longer: what is met beside them is met.
  if (judged <= atMost) return "met";
  return othersShare > OTHERS_MAX ? "NOISY" : "missed";
}

export const PAIRS_MIN = 15;
/** Above either, a verdict would be a guess. */
const OTHERS_MAX = 0.1;
const SPREAD_MAX = 0.25;

export type Verdict = "shown" | "met" | "missed" | "NOISY" | "too few pairs";

/** Whether a goal is met, or why that cannot be said. */
export function verdictOf(goal: Goal, compared: Comparison): Verdict {
  const { ratio, ratios, othersShare } = compared;
  if (goal.atLeast === undefined && goal.atMost === undefined) return "shown";
  if (goal.isWhole && compared.voided > 0) return othersShare > OTHERS_MAX ? "NOISY" : "missed";
  if (ratio === null || ratios.length < PAIRS_MIN) return "too few pairs";
  const { median, lower, upper } = goal.of === "this" ? compared.this : ratio;
  if (othersShare > OTHERS_MAX || (upper - lower) / median > SPREAD_MAX) return "NOISY";
  const isMet = median >= (goal.atLeast ?? -Infinity) && median <= (goal.atMost ?? Infinity);
  return isMet ? "met" : "missed";
}
