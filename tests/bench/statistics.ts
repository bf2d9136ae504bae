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
