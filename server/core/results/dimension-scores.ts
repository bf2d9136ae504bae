import type { Dimension } from "../definition/instrument.ts";
import { parseRatio, type Ratio } from "../ratio.ts";
import type { FormResult, Released } from "../release/released.ts";
import { weightedMean } from "../scoring/weighted-mean.ts";

const DIMENSIONS: readonly Dimension[] = ["discipline", "leading", "duties", "style", "life", "staffing"];

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
export function dimensionScores(forms: readonly Released<FormResult>[]): readonly DimensionScore[] {
  const items = forms.flatMap((form) => (form.level === "tables" && form.raters === "own" ? form.items : []));
  return DIMENSIONS.map((dimension) => {
    const terms = items.flatMap((item) =>
      item.dimension !== dimension || item.leader !== null || item.weight === null || item.score === null
        ? []
        : [{ weight: parseRatio(item.weight), value: item.score }],
    );
    return { dimension, score: weightedMean(terms), items: terms.length };
  });
}
