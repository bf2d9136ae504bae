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
import { extremeOf, switchesAt } from "./extreme.ts";
import { type Direction, movableScore, type MovableScore } from "./movable.ts";
import { searchExactly } from "./search-exactly.ts";

/** 稳固 · 接近分界 · 份数少，不作判断 (a form that counts has one score and no tables) */
export type FirmnessVerdict = "firm" | "near" | "unknown";

/** How many ballots would have to change, at the fewest, to move the grade. */
export interface BallotsToMove {
  /** Proved: fewer never suffice, whatever ballots have these counts. */
  readonly atLeast: number;
  /** With some ballots of these counts so many suffice; null = not even all of them, or the bounded search did not decide. */
  readonly atMost: number | null;
}

export interface Firmness {
  readonly verdict: FirmnessVerdict;
  /** Never printed; null when unknown. */
  readonly ballots: OfficeOnly<BallotsToMove> | null;
}

/** Up to so many changed ballots a grade is near the line: two, or one in twenty. */
export const nearLimit = (returned: number): number => Math.max(2, Math.ceil(returned / 20));

/** Sums of floats are off by far less. */
const CLOSE = 1e-9;

/**
 * The fewest ballots that would have to be filled in differently to move the computed grade, up or down.
 *
 * A ballot is one form of one person. Judgement, facts and confirmed limits stay; a limit that becomes due is for people
 * to confirm and does not count. Exact with regard to the counts unless a question could cease to count first; then a
 * proved lower bound.
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
  const found: BallotsToMove[] = [];
  for (const target of targetsOf(scheme, score)) {
    const movable = movableScore(scheme, score, forms, target.direction);
    if (movable.isUnknown) return { verdict: "unknown", ballots: null };
    if (movable.slots.length > 0) found.push(fewest(movable, target, floor, limit));
  }
  if (found.length === 0) return null;
  const atLeast = Math.min(...found.map((one) => one.atLeast));
  const most = found.flatMap(({ atMost }) => (atMost === null ? [] : [atMost]));
  const ballots = { atLeast, atMost: most.length === 0 ? null : Math.min(...most) };
  return { verdict: atLeast <= limit ? "near" : "firm", ballots: sealForOffice(ballots) };
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

function fewest({ tree, slots }: MovableScore, target: Target, floor: number, limit: number): BallotsToMove {
  const isMoved = (mean: Ratio | null): boolean =>
    mean !== null && compare(mean, target.need) >= (target.isInclusive ? 0 : 1);
  const gains = bestGains(tree, slots);
  const { reached, doubted } = reachedBy(gains, toNumber(sub(target.need, target.now)), (k) => {
    const of = countSlots(gains.slice(0, k));
    return isMoved(extremeOf(tree, (slot) => of.get(slot) ?? 0, floor).max);
  });
  const switches = Math.min(switchesAt(tree, floor), gains.length + 1, doubted ?? Infinity);
  if (reached !== null && reached <= switches) return { atLeast: reached, atMost: reached };
  if (switches > limit) return { atLeast: switches, atMost: reached };
  // Above the limit a bound is enough: the verdict is the same.
  const range = { from: switches, to: Math.min(reached ?? gains.length + 1, limit + 1), atMost: reached };
  return searchExactly(tree, slots, range, isMoved, floor);
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
