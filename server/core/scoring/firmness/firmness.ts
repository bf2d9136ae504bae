import {
  add,
  compare,
  div,
  HUNDRED,
  mul,
  parseRatio,
  ratio,
  type Ratio,
  sub,
  sum,
  toNumber,
} from "../../ratio.ts";
import type { FormResult, Released } from "../../release/released.ts";
import { type OfficeOnly, sealForOffice } from "../office-only.ts";
import type { Scheme } from "../scheme.ts";
import type { UnitScore } from "../unit-score.ts";
import { bestGains, type Gain } from "./best-gains.ts";
import { extremeOf, hasHiddenPool, switchesAt } from "./extreme.ts";
import { SMALL_BALLOTS_MAX } from "./extreme-pool.ts";
import type { Direction, MovableScore, Slot } from "./movable.ts";
import { movableScore } from "./movable-score.ts";
import { CLOSE } from "./rough-extreme.ts";
import { searchWays } from "./search-ways.ts";

/** 稳固 · 接近分界 · 份数少，不作判断 (a form that counts has one score and no tables) */
export type FirmnessVerdict = "firm" | "near" | "unknown";

/** How many ballots would have to change, at the fewest, to move the grade. */
export type BallotsToMove =
  /** With some ballots of these counts so many suffice, and with none of them fewer. */
  | { readonly kind: "exact"; readonly ballots: number }
  /** Proved: fewer never suffice. */
  | { readonly kind: "bound"; readonly atLeast: number }
  /** Proved: not even all ballots suffice. */
  | { readonly kind: "never" };

export interface Firmness {
  readonly verdict: FirmnessVerdict;
  /** Never printed; null when unknown. */
  readonly ballots: OfficeOnly<BallotsToMove> | null;
}

/** Up to so many changed ballots a grade is near the line: two, or one in twenty. */
export const nearLimit = (returned: number): number => Math.max(2, Math.ceil(returned / 20));

/** Ways looked at for one unit: for small ones more than there are, for others what B9 of the bench leaves time for. */
const WAYS_MAX = { small: 50_000, other: 200 };

/**
 * The fewest ballots that would have to be filled in differently to move the computed grade, up or down.
 *
 * A ballot is one form of one person. Judgement, facts and confirmed limits stay; a limit that becomes due is for people
 * to confirm and does not count. Exact with regard to the counts of the questions for forms of up to
 * `SMALL_BALLOTS_MAX` ballots; for others exact unless a question could cease to count first, then a proved lower bound.
 *
 * @param returned 收回
 * @returns null when there is no grade, or no form that could move it
 * @source docs/scoring.md §11
 */
export function firmnessOf(
  scheme: Scheme,
  score: UnitScore,
  forms: readonly Released<FormResult>[],
  { returned, floor }: { readonly returned: number; readonly floor: number },
): Firmness | null {
  if (score.total === null || score.computed === null) return null;
  const limit = nearLimit(returned);
  const found: Fewest[] = [];
  for (const target of targetsOf(scheme, score)) {
    const movable = movableScore(scheme, score, forms, target.direction);
    if (movable.isUnknown) return { verdict: "unknown", ballots: null };
    if (movable.slots.length > 0) found.push(fewest(movable, target, floor, limit));
  }
  if (found.length === 0) return null;
  const atLeast = Math.min(...found.map((one) => one.atLeast));
  const isExact = found.some((one) => one.isReached && one.atLeast === atLeast);
  return { verdict: atLeast <= limit ? "near" : "firm", ballots: sealForOffice(ballotsOf(atLeast, isExact)) };
}

/** In one direction: Infinity when not even all ballots suffice. */
interface Fewest {
  readonly atLeast: number;
  readonly isReached: boolean;
}

function ballotsOf(atLeast: number, isExact: boolean): BallotsToMove {
  if (atLeast === Infinity) return { kind: "never" };
  return isExact ? { kind: "exact", ballots: atLeast } : { kind: "bound", atLeast };
}

interface Target {
  readonly direction: Direction;
  /** The mean of the parts, and what it must reach; both turned round when downwards. */
  readonly now: Ratio;
  readonly need: Ratio;
  /** Whether reaching it is enough; downwards it has to be passed. */
  readonly isInclusive: boolean;
}

/** The next better grade, unless a limit holds this one; and whatever is below the grade. */
function targetsOf({ grades }: Scheme, { computed, deducted, parts, caps }: UnitScore): readonly Target[] {
  const at = grades.findIndex(({ grade }) => grade === computed);
  const better = grades[at - 1];
  const earned = sum(parts.flatMap((part) => part.earned ?? []));
  const isHeld = caps.some(({ confirmed, atMost }) => {
    return confirmed === true && grades.findIndex(({ grade }) => grade === atMost) >= at;
  });
  const line = (from: string | number): Ratio => add(sub(printedFrom(parseRatio(from)), HALF_CENT), deducted);
  return [
    ...(better && !isHeld
      ? [{ direction: "up" as const, now: earned, need: line(better.from), isInclusive: true }]
      : []),
    ...(at < grades.length - 1
      ? [
          {
            direction: "down" as const,
            now: sub(HUNDRED, earned),
            need: sub(HUNDRED, line(grades[at]!.from)),
            isInclusive: false,
          },
        ]
      : []),
  ];
}

const HALF_CENT = ratio(1, 200);

/** The least number of two decimals that is not below the line. */
function printedFrom(from: Ratio): Ratio {
  const scaled = mul(from, HUNDRED);
  return div(ratio(scaled.n / scaled.d + (scaled.n % scaled.d > 0n ? 1n : 0n)), HUNDRED);
}

function fewest(movable: MovableScore, target: Target, floor: number, limit: number): Fewest {
  const { tree, slots, overlap, isPlaceable } = movable;
  const isMoved = (mean: Ratio | null): boolean =>
    mean !== null && compare(mean, target.need) >= (target.isInclusive ? 0 : 1);
  const gains = bestGains(tree, slots);
  const { reached, doubted } = reachedBy(gains, toNumber(sub(target.need, target.now)), (k) => {
    const of = countSlots(gains.slice(0, k));
    return isMoved(extremeOf(tree, (slot) => of.get(slot) ?? 0, floor, new Map()).max);
  });
  const switches = Math.min(switchesAt(tree, floor), gains.length + 1, doubted ?? Infinity);
  if (reached !== null && reached <= switches)
    return { atLeast: reached, isReached: overlap !== "entangled" };
  const isSmall = isSmallUnit(slots);
  // Above the limit a bound is enough: the verdict is the same.
  const last = isSmall ? gains.length + 1 : limit + 1;
  // Where answers may lie anywhere, what the gains need may not be on so many ballots.
  const isHidden = hasHiddenPool(tree);
  const sufficient = reached === null || isHidden ? Infinity : reached;
  const isExact = isSmall && (isPlaceable || !isHidden);
  const found = searchWays(
    { tree, slots, floor, need: target.need, isMoved },
    {
      from: switches,
      below: Math.min(last, sufficient),
      waysMax: isExact ? WAYS_MAX.small : WAYS_MAX.other,
    },
  );
  if (found) return { atLeast: found.ballots, isReached: found.isReached && overlap === "none" };
  if (sufficient <= last) return { atLeast: sufficient, isReached: overlap !== "entangled" };
  return { atLeast: isSmall ? Infinity : Math.max(switches, last), isReached: false };
}

function isSmallUnit(slots: readonly Slot[]): boolean {
  const ballots = new Map<number, number>();
  for (const slot of slots) ballots.set(slot.form, (ballots.get(slot.form) ?? 0) + slot.ballots);
  return [...ballots.values()].every((n) => n <= SMALL_BALLOTS_MAX);
}

/**
 * Goes along the gains until they are enough.
 *
 * @param needed what the mean is short of
 * @param isExactlyMoved decides when the sum of floats is too close to the line
 * @returns doubted: the first number that is within an error of floats and not enough by these ballots
 */
function reachedBy(
  gains: readonly Gain[],
  needed: number,
  isExactlyMoved: (k: number) => boolean,
): { readonly reached: number | null; readonly doubted: number | null } {
  let gap = needed;
  let doubted: number | null = null;
  for (const [i, { gain }] of gains.entries()) {
    gap -= gain;
    if (gap > CLOSE) continue;
    if (gap < -CLOSE || isExactlyMoved(i + 1)) return { reached: i + 1, doubted };
    doubted ??= i + 1;
  }
  return { reached: null, doubted };
}

function countSlots(gains: readonly Gain[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { slot } of gains) counts.set(slot, (counts.get(slot) ?? 0) + 1);
  return counts;
}
