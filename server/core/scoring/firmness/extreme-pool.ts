import { add, compare, div, mul, ratio, type Ratio, sum, ZERO } from "../../ratio.ts";
import type { Extreme } from "./extreme.ts";
import type { Changes } from "./extreme-leaf.ts";
import type { Leaf, ScoredBlock } from "./movable.ts";

/** Up to so many ballots of a form every way they may lie in its blocks is tried. */
export const SMALL_BALLOTS_MAX = 12;

interface Place extends ScoredBlock {
  /** Ballots of the block that may change. */
  readonly k: number;
}

/**
 * The most that a question scored as one pool can be worth, when the answers of its blocks are not released: they may
 * lie in any way in which one block at least has fewer valid answers than the floor.
 *
 * Small forms exactly, others by an upper bound.
 */
export function extremeOfPool(leaf: Leaf, changes: Changes, floor: number): Extreme {
  const places = leaf.blocks.map((block): Place => ({ ...block, k: changes(block.slot) }));
  const changed = places.reduce((total, { k }) => total + k, 0);
  const fewestRemoved = Math.max(0, changed - leaf.abstained);
  const mostRemoved = Math.min(changed, leaf.valid);
  if (leaf.valid + leaf.abstained > SMALL_BALLOTS_MAX) {
    return { max: leaf.best, canDrop: leaf.valid - mostRemoved < floor, isReached: false };
  }
  let max: Ratio | null = null;
  let canDrop = false;
  for (let removed = fewestRemoved; removed <= mostRemoved; removed++) {
    const kept = keptAnswers(leaf, removed);
    for (const lying of waysToLie(places, kept.length)) {
      const wasPooled = places.some(({ k }, at) => lying[at]! + Math.max(0, removed - (changed - k)) < floor);
      if (!wasPooled) continue;
      canDrop ||= kept.length < floor;
      for (const value of [
        asPool(places, kept, lying, leaf.best, floor),
        byBlocks(places, kept, lying, leaf.best, floor),
      ])
        if (value !== null && (max === null || compare(value, max) > 0)) max = value;
    }
  }
  return { max, canDrop, isReached: true };
}

/** Best answers first, without so many of the worst. */
const keptAnswers = ({ cells }: Leaf, removed: number): readonly Ratio[] =>
  cells
    .flatMap(({ answers }) => answers.flatMap(({ points, n }) => Array.from({ length: n }, () => points)))
    .slice(removed)
    .toReversed();

/** How many of the kept answers each block may have. */
function waysToLie(places: readonly Place[], kept: number): readonly (readonly number[])[] {
  let ways: readonly (readonly number[])[] = [[]];
  places.forEach(({ ballots, k }, at) => {
    ways = ways.flatMap((way) => {
      const left = kept - way.reduce((total, n) => total + n, 0);
      const most = Math.min(ballots - k, left);
      const least = at === places.length - 1 ? left : 0;
      return least > most ? [] : Array.from({ length: most - least + 1 }, (_, i) => [...way, least + i]);
    });
  });
  return ways;
}

/** Still one pool: of one block as many changed ballots stay empty as keep it below the floor. */
function asPool(
  places: readonly Place[],
  kept: readonly Ratio[],
  lying: readonly number[],
  best: Ratio,
  floor: number,
): Ratio | null {
  const empty = Math.min(
    ...places.map(({ k }, at) => (lying[at]! < floor ? Math.max(0, lying[at]! + k - floor + 1) : Infinity)),
  );
  const given = places.reduce((total, { k }) => total + k, 0) - empty;
  const valid = kept.length + given;
  return given >= 0 && valid >= floor ? div(add(sum(kept), mul(ratio(given), best)), ratio(valid)) : null;
}

/** Block by block from now on; the best of the kept answers lie where one answer weighs most. */
function byBlocks(
  places: readonly Place[],
  kept: readonly Ratio[],
  lying: readonly number[],
  best: Ratio,
  floor: number,
): Ratio | null {
  if (places.some(({ k }, at) => lying[at]! + k < floor)) return null;
  const weights = sum(places.map(({ weight }) => weight));
  const each = places
    .map(({ k, weight }, at) => ({ k, n: lying[at]!, share: div(weight, ratio(lying[at]! + k)) }))
    .toSorted((a, b) => compare(b.share, a.share));
  let at = 0;
  let total = ZERO;
  for (const { k, n, share } of each) {
    const points = add(sum(kept.slice(at, at + n)), mul(ratio(k), best));
    total = add(total, mul(share, points));
    at += n;
  }
  return div(total, weights);
}
