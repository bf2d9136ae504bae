import { type Ratio, toNumber } from "../../ratio.ts";
import { type Extreme, extremeOf, type Known } from "./extreme.ts";
import type { Changes } from "./extreme-leaf.ts";
import type { Movable, Slot } from "./movable.ts";
import { CLOSE, type Rough, roughExtreme } from "./rough-extreme.ts";

/** A number with which the grade moves: by some ballots of these counts, or as far as a bound can tell. */
export interface Found {
  readonly ballots: number;
  readonly isReached: boolean;
}

export interface Searched {
  readonly tree: Movable;
  readonly slots: readonly Slot[];
  readonly floor: number;
  /** What the mean must reach. */
  readonly need: Ratio;
  readonly isMoved: (mean: Ratio | null) => boolean;
}

/**
 * The fewest ballots, from `from` on and below `below`, that move the grade, when questions may cease to count on the
 * way: every way to spread them over the blocks, without those that an upper bound rules out.
 *
 * @param waysMax so many are looked at; then the number reached is a bound
 * @returns null when none of these numbers moves it
 */
export function searchWays(
  searched: Searched,
  { from, below, waysMax }: { readonly from: number; readonly below: number; readonly waysMax: number },
): Found | null {
  const moves = movesOf(searched);
  let left = waysMax;
  for (let k = firstPossible(searched.slots, moves, Math.max(1, from), below); k < below; k++) {
    const { verdict, looked } = tryWays(searched.slots, moves, k, left);
    left -= looked;
    if (verdict !== "none") return { ballots: k, isReached: verdict === "reached" };
  }
  return null;
}

/** Whether these changes can move the grade; null when they cannot. */
type Moves = (changes: Changes) => { readonly isReached: boolean } | null;

/** In floats, and exactly where they are too close to the line. */
function movesOf({ tree, floor, need, isMoved }: Searched): Moves {
  const known: Known = new Map();
  const roughs = new Map<Extreme, Rough>();
  const top = roughExtreme(tree);
  const line = toNumber(need);
  const roughOf = (extreme: Extreme): Rough => {
    const rough = roughs.get(extreme) ?? { ...extreme, max: extreme.max && toNumber(extreme.max) };
    roughs.set(extreme, rough);
    return rough;
  };
  return (changes) => {
    const { max, isReached } = top((form) => roughOf(extremeOf(form, changes, floor, known)));
    if (max === null || max < line - CLOSE) return null;
    if (max <= line + CLOSE && !isMoved(extremeOf(tree, changes, floor, known).max)) return null;
    return { isReached };
  };
}

/** Whatever so many ballots do, they do no more than so many in every block at once. */
function firstPossible(slots: readonly Slot[], moves: Moves, from: number, below: number): number {
  let [low, high] = [from, below];
  while (low < high) {
    const k = Math.floor((low + high) / 2);
    if (moves((slot) => Math.min(k, slots[slot]!.ballots))) high = k;
    else low = k + 1;
  }
  return low;
}

/** reached: by some ballots; open: an upper bound allows it, or there are too many ways; none: proved */
type Verdict = "reached" | "open" | "none";

function tryWays(
  slots: readonly Slot[],
  moves: Moves,
  k: number,
  waysMax: number,
): { readonly verdict: Verdict; readonly looked: number } {
  const taken = slots.map(() => 0);
  let looked = 0;
  let isOpen = false;
  const visit = (at: number, left: number): boolean => {
    if (looked >= waysMax) {
      isOpen = true;
      return false;
    }
    looked += 1;
    const found = moves((slot) => (slot < at ? taken[slot]! : Math.min(left, slots[slot]!.ballots)));
    if (!found) return false;
    if (left === 0) {
      isOpen ||= !found.isReached;
      return found.isReached;
    }
    if (at === slots.length) return false;
    for (let n = Math.min(left, slots[at]!.ballots); n >= 0; n--) {
      taken[at] = n;
      if (visit(at + 1, left - n)) return true;
    }
    return false;
  };
  const isReached = visit(0, k);
  return { verdict: isReached ? "reached" : isOpen ? "open" : "none", looked };
}
