import { add, compare, div, mul, type Ratio, ZERO } from "../ratio.ts";

export interface Weighted {
  readonly weight: Ratio;
  readonly value: Ratio | null;
}

/**
 * Σ weight·value ÷ Σ weight over the terms that have a value and a weight above 0: what is missing is dropped
 * and the rest renormalised, it is never counted as 0.
 *
 * @returns null when no term counts
 */
export function weightedMean(terms: readonly Weighted[]): Ratio | null {
  let total = ZERO;
  let weights = ZERO;
  for (const { weight, value } of terms) {
    if (value === null || compare(weight, ZERO) <= 0) continue;
    total = add(total, mul(weight, value));
    weights = add(weights, weight);
  }
  return compare(weights, ZERO) === 0 ? null : div(total, weights);
}
