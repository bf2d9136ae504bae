import { toNumber } from "../../ratio.ts";
import type { Movable, OfForm } from "./movable.ts";

/** An `Extreme` in floats, off by far less than `CLOSE`. */
export interface Rough {
  readonly max: number | null;
  readonly canDrop: boolean;
  readonly isReached: boolean;
}

/** Whoever decides by a float must look at the exact value when it is as close as that. */
export const CLOSE = 1e-9;

type RoughOf = (ofForm: (form: OfForm) => Rough) => Rough;

/** What forms together make, in floats, for searches that ask thousands of times: `extremeOf` says what it means. */
export function roughExtreme(node: Movable): RoughOf {
  switch (node.kind) {
    case "form":
      return (ofForm) => ofForm(node);
    case "fixed": {
      const { value } = node;
      const fixed = { max: value && toNumber(value), canDrop: value === null, isReached: true };
      return () => fixed;
    }
    case "mean": {
      const terms = node.terms.flatMap(({ weight, of }) =>
        weight.n > 0n ? [{ weight: toNumber(weight), of: roughExtreme(of) }] : [],
      );
      return (ofForm) => meanOf(terms.map(({ weight, of }) => ({ weight, ...of(ofForm) })));
    }
    case "leaf":
      throw new RangeError("a question stands outside its form");
  }
}

function meanOf(terms: readonly (Rough & { readonly weight: number })[]): Rough {
  let points = 0;
  let weights = 0;
  let canDrop = true;
  let isReached = true;
  const optional: { readonly weight: number; readonly max: number }[] = [];
  for (const term of terms) {
    canDrop &&= term.canDrop;
    isReached &&= term.isReached;
    if (term.max === null) continue;
    if (term.canDrop) optional.push({ weight: term.weight, max: term.max });
    else {
      points += term.weight * term.max;
      weights += term.weight;
    }
  }
  for (const { weight, max } of optional.toSorted((a, b) => b.max - a.max)) {
    if (weights > 0 && max * weights <= points) break;
    points += weight * max;
    weights += weight;
  }
  return { max: weights === 0 ? null : points / weights, canDrop, isReached };
}
