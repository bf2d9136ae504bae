/** The most a score can become when so many ballots of each block may be filled in anew. */
import { add, compare, div, mul, type Ratio, sum, ZERO } from "../../ratio.ts";
import { type Changes, extremeOfLeaf } from "./extreme-leaf.ts";
import type { Mean, Movable, OfForm } from "./movable.ts";

export interface Extreme {
  /** The greatest value it can have; null when it cannot have one. */
  readonly max: Ratio | null;
  /** Whether it can be brought to have no value, so that its weight goes to the others. */
  readonly canDrop: boolean;
  /** Whether `max` is reached by some ballots with these counts; else it is an upper bound. */
  readonly isReached: boolean;
}

/** What was worked out of the forms of one tree already. */
export type Known = Map<OfForm, Map<string, Extreme>>;

/**
 * Answers to different questions are changed independently, because tallies do not tell which answers share a ballot:
 * what cannot be reached here cannot be reached by any ballots with these counts.
 *
 * @source docs/scoring.md §11
 */
export function extremeOf(node: Movable, changes: Changes, floor: number, known: Known): Extreme {
  switch (node.kind) {
    case "fixed":
      return { max: node.value, canDrop: node.value === null, isReached: true };
    case "mean":
      return extremeOfMean(node, changes, floor, known);
    case "leaf":
      return extremeOfLeaf(node, changes, floor);
    case "form":
      return extremeOfForm(node, changes, floor, known);
  }
}

function extremeOfForm(node: OfForm, changes: Changes, floor: number, known: Known): Extreme {
  const own = known.get(node) ?? new Map<string, Extreme>();
  known.set(node, own);
  const key = node.slots.map(changes).join();
  const extreme = own.get(key) ?? extremeOf(node.of, changes, floor, known);
  own.set(key, extreme);
  return extreme;
}

/** Terms that can be dropped are, when that raises the mean of the others. */
function extremeOfMean(
  { terms, isOneQuestion }: Mean,
  changes: Changes,
  floor: number,
  known: Known,
): Extreme {
  const found = terms
    .filter(({ weight }) => compare(weight, ZERO) > 0)
    .map(({ weight, of }) => ({ weight, ...extremeOf(of, changes, floor, known) }));
  const isReached = found.every((one) => one.isReached);
  const valued = found.flatMap(({ weight, max, canDrop }) =>
    max === null ? [] : [{ weight, max, canDrop: canDrop && !isOneQuestion }],
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

/** Fewest changed ballots by which a question could begin or cease to count, or change the way it is scored. */
export function switchesAt(node: Movable, floor: number): number {
  if (node.kind === "fixed") return Infinity;
  if (node.kind === "form") return switchesAt(node.of, floor);
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

/** Whether some question is scored as one pool of blocks whose own counts are not released. */
export function hasHiddenPool(node: Movable): boolean {
  if (node.kind === "form") return hasHiddenPool(node.of);
  if (node.kind === "mean") return node.terms.some(({ of }) => hasHiddenPool(of));
  return node.kind === "leaf" && node.isPooled && node.abstained > 0 && node.cells.length > 0;
}
