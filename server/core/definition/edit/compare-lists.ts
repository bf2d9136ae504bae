/** Two lists of named things: what is gone, what is new, what stands elsewhere. */

export interface ListDifference {
  readonly removed: readonly string[];
  readonly added: readonly string[];
  /** In both, and out of order: the fewest that have to move to make one order of the other. */
  readonly moved: readonly string[];
}

export function compareLists(before: readonly string[], after: readonly string[]): ListDifference {
  const was = new Set(before);
  const is = new Set(after);
  const common = before.filter((name) => is.has(name));
  const place = new Map(after.map((name, at) => [name, at]));
  const kept = new Set(longestRising(common, (name) => place.get(name) ?? 0));
  return {
    removed: before.filter((name) => !is.has(name)),
    added: after.filter((name) => !was.has(name)),
    moved: common.filter((name) => !kept.has(name)),
  };
}

/** A longest subsequence whose places rise. */
function longestRising(names: readonly string[], placeOf: (name: string) => number): readonly string[] {
  const best: (readonly string[])[] = [];
  for (const [at, name] of names.entries()) {
    let longest: readonly string[] = [];
    for (let before = 0; before < at; before += 1) {
      const one = best[before]!;
      if (placeOf(names[before]!) < placeOf(name) && one.length > longest.length) longest = one;
    }
    best.push([...longest, name]);
  }
  return best.reduce<readonly string[]>((longest, one) => (one.length > longest.length ? one : longest), []);
}
