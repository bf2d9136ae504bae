import { add, compare, div, mul, ONE, type Ratio, ZERO } from "../ratio.ts";

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

export interface Shares {
  /** Σ weight·value ÷ Σ weight; null when no term counts. */
  readonly mean: Ratio | null;
  /** Σ weight over the terms that have a value. */
  readonly present: Ratio;
  /** What each term adds to the mean, exact; null for a term without a value. */
  readonly shares: readonly (Ratio | null)[];
}

/** A weighted mean together with what each of its terms adds to it, in one pass: the shares add up to the mean. */
export function sharesOf(terms: readonly Weighted[]): Shares {
  let present = ZERO;
  for (const { weight, value } of terms) if (value !== null) present = add(present, weight);
  if (present.n === 0n) return { mean: null, present, shares: terms.map(() => null) };
  let mean = ZERO;
  let last = present;
  let factor = ONE;
  const shares = terms.map(({ weight, value }) => {
    if (value === null) return null;
    // Weights repeat, and a term that stands alone is the mean.
    if (weight !== last) [last, factor] = [weight, div(weight, present)];
    const share = factor === ONE ? value : mul(value, factor);
    mean = add(mean, share);
    return share;
  });
  return { mean, present, shares };
}
