import { compare, div, mul, ratio, type Ratio, sum } from "../../ratio.ts";
import type { Extreme } from "./extreme.ts";
import { extremeOfPool } from "./extreme-pool.ts";
import { type Cell, cellWeights, type Leaf } from "./movable.ts";
import { joinedPool, pointsOf } from "./joined-pool.ts";

/** How many ballots of a slot may change. */
export type Changes = (slot: number) => number;

/**
 * The most that one question can be worth.
 *
 * A worst answer that becomes the best raises a mean more than a further best answer, or one answer less; only where
 * that makes a question cease to count, or blocks one pool, is another way to fill in ballots looked at.
 */
export function extremeOfLeaf(leaf: Leaf, changes: Changes, floor: number): Extreme {
  const { best, cells, blocks, valid, abstained, isPooled } = leaf;
  const changed = blocks.reduce((total, { slot }) => total + changes(slot), 0);
  if (cells.length === 0) {
    // Nobody knows these few answers: they may be the best already.
    const isCounted = valid + Math.min(changed, abstained) >= floor;
    return { max: isCounted ? best : null, canDrop: true, isReached: true };
  }
  if (isPooled && abstained > 0 && changed > 0) return extremeOfPool(leaf, changes, floor);
  const moved = cells.map((cell) => {
    const of = cell.slots.reduce((total, slot) => total + changes(slot), 0);
    return { cell, k: of, lost: Math.min(of, cell.valid) };
  });
  const canDrop = valid - moved.reduce((total, { lost }) => total + lost, 0) < floor;
  const weighted = div(
    sum(moved.map(({ cell, lost }) => mul(cell.weight, meanOf(cell, lost, best)))),
    cellWeights(leaf),
  );
  const pool = cells.length === 1 ? null : joinedPool(moved, best, floor);
  const max = pool && compare(pool, weighted) > 0 ? pool : weighted;
  return { max, canDrop, isReached: true };
}

const meanOf = (cell: Cell, k: number, best: Ratio): Ratio => div(pointsOf(cell, k, best), ratio(cell.valid));
