import type { Ratio } from "../../ratio.ts";
import { extremeOf } from "./extreme.ts";
import type { BallotsToMove } from "./firmness.ts";
import type { Movable, Slot } from "./movable.ts";

/** Ways to spread changed ballots over blocks that are tried one by one; beyond it a bound is given. */
const WAYS_MAX = 2000;

/**
 * Fewest ballots when questions may cease to count on the way: every way to spread them over the blocks, while there
 * are few; else a lower bound that lets each block change so many.
 *
 * @param from  nothing moves with fewer
 * @param to    where the search ends: with fewer nothing moves, and that is all that is said
 */
export function searchExactly(
  tree: Movable,
  slots: readonly Slot[],
  { from, to, atMost }: { readonly from: number; readonly to: number; readonly atMost: number | null },
  isMoved: (mean: Ratio | null) => boolean,
  floor: number,
): BallotsToMove {
  for (let k = Math.max(1, from); k < to; k++) {
    // Whatever so many ballots do, they do no more than so many in every block at once.
    const bound = extremeOf(tree, (slot) => Math.min(k, slots[slot]!.ballots), floor);
    if (!isMoved(bound.max)) continue;
    const ways = waysOf(slots, k);
    if (ways === null) return { atLeast: k, atMost };
    let isReached = false;
    let isBounded = false;
    for (const way of ways) {
      const found = extremeOf(tree, (slot) => way[slot]!, floor);
      if (!isMoved(found.max)) continue;
      if (found.isReached) isReached = true;
      else isBounded = true;
    }
    if (isReached) return { atLeast: k, atMost: k };
    if (isBounded) return { atLeast: k, atMost };
  }
  return { atLeast: to, atMost };
}

/** All ways to take k ballots from the slots; null when there are too many. */
function waysOf(slots: readonly Slot[], k: number): readonly (readonly number[])[] | null {
  let ways: readonly { readonly taken: readonly number[]; readonly left: number }[] = [
    { taken: [], left: k },
  ];
  for (const [at, { ballots }] of slots.entries()) {
    const isLast = at === slots.length - 1;
    ways = ways.flatMap(({ taken, left }) => {
      const most = Math.min(ballots, left);
      const least = isLast ? left : 0;
      return least > most
        ? []
        : Array.from({ length: most - least + 1 }, (_, i) => ({
            taken: [...taken, least + i],
            left: left - least - i,
          }));
    });
    if (ways.length > WAYS_MAX) return null;
  }
  return ways.map(({ taken }) => taken);
}
