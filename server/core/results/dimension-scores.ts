import type { Dimension } from "../definition/instrument.ts";
import type { Ratio } from "../ratio.ts";
import type { FormResult, Released } from "../release/released.ts";
import { scoreOfItems } from "./score-of-items.ts";

/** In the order of the radar. */
export const DIMENSIONS: readonly Dimension[] = [
  "discipline",
  "leading",
  "duties",
  "style",
  "life",
  "staffing",
];

export interface DimensionScore {
  readonly dimension: Dimension;
  /** 0–100, exact; null when no item of the dimension has a score. */
  readonly score: Ratio | null;
  /** Items that went in. */
  readonly items: number;
}

/**
 * The six radar dimensions: weighted mean of the scored items of a dimension over all forms about the unit
 * (not about its leaders) that its own people fill and whose tables are released.
 *
 * @source docs/scoring.md §8
 */
export const dimensionScores = (forms: readonly Released<FormResult>[]): readonly DimensionScore[] =>
  DIMENSIONS.map((dimension) => ({
    dimension,
    ...scoreOfItems(forms, (item) => item.dimension === dimension),
  }));
