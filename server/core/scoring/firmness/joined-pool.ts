import { add, compare, div, mul, ratio, type Ratio, ZERO } from "../../ratio.ts";
import type { Cell } from "./movable.ts";

/** Number of valid answers → the most points that so many can have. */
type Fillings = ReadonlyMap<number, Ratio>;

interface Moved {
  readonly cell: Cell;
  /** Ballots of the cell that may change. */
  readonly k: number;
}

/**
 * The most that blocks scored one by one can be worth as one pool, which they become when the valid answers of one
 * fall below the floor.
 *
 * @returns null when none can fall
 */
export function joinedPool(moved: readonly Moved[], best: Ratio, floor: number): Ratio | null {
  if (moved.every(({ cell, k }) => cell.valid - k >= floor)) return null;
  const free = moved.map((one) => fillings(one, best, Infinity));
  let max: Ratio | null = null;
  moved.forEach((one, fallen) => {
    const pool = free.reduce(
      (all, other, at) => (at === fallen ? all : joined(all, other)),
      fillings(one, best, floor - 1),
    );
    for (const [n, points] of pool) {
      if (n < floor) continue;
      const value = div(points, ratio(n));
      if (max === null || compare(value, max) > 0) max = value;
    }
  });
  return max;
}

/** All ways to fill in k ballots with the best answer or none. @param most valid answers that may be left */
function fillings({ cell, k }: Moved, best: Ratio, most: number): Fillings {
  const found = new Map<number, Ratio>();
  for (let removed = 0; removed <= Math.min(k, cell.valid); removed++) {
    const kept = cell.valid - removed;
    const given = Math.min(k, removed + cell.abstained, most - kept);
    if (given >= 0)
      keepGreater(found, kept + given, add(pointsOf(cell, removed, ZERO), mul(ratio(given), best)));
  }
  return found;
}

function joined(a: Fillings, b: Fillings): Fillings {
  const found = new Map<number, Ratio>();
  for (const [n, points] of a) {
    for (const [m, more] of b) keepGreater(found, n + m, add(points, more));
  }
  return found;
}

function keepGreater(found: Map<number, Ratio>, n: number, points: Ratio): void {
  const known = found.get(n);
  if (known === undefined || compare(points, known) > 0) found.set(n, points);
}

/** Points of a cell after its k worst answers have become worth so much. */
export function pointsOf({ answers }: Cell, k: number, worth: Ratio): Ratio {
  let left = k;
  let points = ZERO;
  for (const { points: each, n } of answers) {
    const changed = Math.min(left, n);
    left -= changed;
    points = add(points, add(mul(ratio(changed), worth), mul(ratio(n - changed), each)));
  }
  return points;
}
