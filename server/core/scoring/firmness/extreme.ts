/** The most a score can become when so many ballots of each block may be filled in anew. */
import { add, compare, div, mul, ratio, type Ratio, sub, sum, ZERO } from "../../ratio.ts";
import { type Cell, cellWeights, type Leaf, type Mean, type Movable } from "./movable.ts";

/** How many ballots of a slot may change. */
export type Changes = (slot: number) => number;

export interface Extreme {
  /** The greatest value it can have; null when it cannot have one. */
  readonly max: Ratio | null;
  /** Whether it can be brought to have no value, so that its weight goes to the others. */
  readonly canDrop: boolean;
  /** Whether `max` is reached by some ballots with these counts; else it is an upper bound. */
  readonly isReached: boolean;
}

/**
 * Answers to different questions are changed independently, because tallies do not tell which answers share a ballot:
 * what cannot be reached here cannot be reached by any ballots with these counts.
 *
 * @source docs/scoring.md §11
 */
export function extremeOf(node: Movable, changes: Changes, floor: number): Extreme {
  switch (node.kind) {
    case "fixed":
      return { max: node.value, canDrop: node.value === null, isReached: true };
    case "mean":
      return extremeOfMean(node, changes, floor);
    case "leaf":
      return extremeOfLeaf(node, changes, floor);
  }
}

/** Terms that can be dropped are, when that raises the mean of the others. */
function extremeOfMean({ terms }: Mean, changes: Changes, floor: number): Extreme {
  const found = terms
    .filter(({ weight }) => compare(weight, ZERO) > 0)
    .map(({ weight, of }) => ({ weight, ...extremeOf(of, changes, floor) }));
  const isReached = found.every((one) => one.isReached);
  const valued = found.flatMap(({ weight, max, canDrop }) =>
    max === null ? [] : [{ weight, max, canDrop }],
  );
  const canDrop = found.every((one) => one.canDrop);
  if (valued.length === 0) return { max: null, canDrop: true, isReached };
  let points = sum(valued.filter((one) => !one.canDrop).map(({ weight, max }) => mul(weight, max)));
  let weights = sum(valued.filter((one) => !one.canDrop).map(({ weight }) => weight));
  for (const { weight, max } of valued
    .filter((one) => one.canDrop)
    .toSorted((a, b) => compare(b.max, a.max))) {
    if (weights.n > 0n && compare(mul(max, weights), points) <= 0) break;
    points = add(points, mul(weight, max));
    weights = add(weights, weight);
  }
  return { max: div(points, weights), canDrop, isReached };
}

function extremeOfLeaf(leaf: Leaf, changes: Changes, floor: number): Extreme {
  const { best, cells, slots, valid, abstained } = leaf;
  const all = sumOf(slots, changes);
  if (cells.length === 0) {
    const gains = Math.min(all, abstained);
    return valid + gains >= floor
      ? { max: best, canDrop: true, isReached: false }
      : { max: null, canDrop: true, isReached: true };
  }
  const canDrop = valid - all < floor;
  if (leaf.isPooled && all > 0 && abstained > 0) return { max: best, canDrop, isReached: false };
  const moved = cells.map((cell) => ({ cell, k: Math.min(sumOf(cell.slots, changes), cell.valid) }));
  const [only] = moved;
  if (only && moved.length === 1) return { max: meanOf(only.cell, only.k, best), canDrop, isReached: true };
  const weighted = div(
    sum(moved.map(({ cell, k }) => mul(cell.weight, meanOf(cell, k, best)))),
    cellWeights(leaf),
  );
  const pools = moved.flatMap(({ cell, k }) => {
    const lost = cell.valid - floor + 1;
    if (lost > k || valid - lost < floor) return [];
    const gained = sum(moved.map((one) => pointsOf(one.cell, one.k, best)));
    return [div(sub(gained, mul(ratio(lost), best)), ratio(valid - lost))];
  });
  return {
    max: pools.reduce((max, pool) => (compare(pool, max) > 0 ? pool : max), weighted),
    canDrop,
    isReached: true,
  };
}

const sumOf = (slots: readonly number[], changes: Changes): number =>
  slots.reduce((total, slot) => total + changes(slot), 0);

const meanOf = (cell: Cell, k: number, best: Ratio): Ratio => div(pointsOf(cell, k, best), ratio(cell.valid));

/** Points of a cell after its k worst answers have become the best there is. */
function pointsOf({ answers }: Cell, k: number, best: Ratio): Ratio {
  let left = k;
  let points = ZERO;
  for (const { points: each, n } of answers) {
    const changed = Math.min(left, n);
    left -= changed;
    points = add(points, add(mul(ratio(changed), best), mul(ratio(n - changed), each)));
  }
  return points;
}

/** Fewest changed ballots by which a question could begin or cease to count, or change the way it is scored. */
export function switchesAt(node: Movable, floor: number): number {
  if (node.kind === "fixed") return Infinity;
  if (node.kind === "mean") {
    return Math.min(
      Infinity,
      ...node.terms.map(({ weight, of }) => (weight.n > 0n ? switchesAt(of, floor) : Infinity)),
    );
  }
  const { cells, valid, abstained } = node;
  if (cells.length === 0) return abstained >= floor - valid ? floor - valid : Infinity;
  if (node.isPooled) return abstained > 0 ? 1 : valid - floor + 1;
  return Math.min(...cells.map((cell) => cell.valid - floor + 1));
}
