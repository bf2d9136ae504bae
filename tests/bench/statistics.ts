export interface Spread {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
}

/** Median and quartiles (linear between the two nearest values). @throws RangeError on no values */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError("no values");
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => between(sorted, share);
  return { median: at(0.5), lower: at(0.25), upper: at(0.75) };
}

/** The value below which a share (0 to 1) of the values lies. @throws RangeError on no values */
export function quantileOf(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError("no values");
  return between(
    values.toSorted((a, b) => a - b),
    share,
  );
}

function between(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)]!;
  return low + (sorted[Math.ceil(place)]! - low) * (place - Math.floor(place));
}

/** Size, and what was measured at it; both above 0. */
export type Point = readonly [size: number, value: number];

export interface Growth {
  /** The power of the size with which the value grows. */
  readonly exponent: number;
  /** Standard error of the exponent. */
  readonly error: number;
  /** The value at another size, by the same line, and the factor by which its standard error may be off. */
  at(size: number): { readonly value: number; readonly factor: number };
}

/**
 * The straight line through the logarithms of sizes and values, by least squares.
 *
 * @throws RangeError on fewer than three points, or all of one size
 */
export function growthOf(points: readonly Point[]): Growth {
  const n = points.length;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / n;
  const [xs, ys] = [points.map(([size]) => Math.log(size)), points.map(([, value]) => Math.log(value))];
  const [x, y] = [mean(xs), mean(ys)];
  const spread = xs.reduce((sum, one) => sum + (one - x) ** 2, 0);
  if (n < 3 || spread === 0) throw new RangeError("a growth needs three points of different sizes");
  const exponent = xs.reduce((sum, one, i) => sum + (one - x) * (ys[i]! - y), 0) / spread;
  const left = xs.reduce((sum, one, i) => sum + (ys[i]! - y - exponent * (one - x)) ** 2, 0);
  const variance = left / (n - 2);
  return {
    exponent,
    error: Math.sqrt(variance / spread),
    at(size) {
      const away = Math.log(size) - x;
      const error = Math.sqrt(variance * (1 + 1 / n + away ** 2 / spread));
      return { value: Math.exp(y + exponent * away), factor: Math.exp(error) };
    },
  };
}
