import { add, compare, div, mul, ratio, type Ratio, sub, sum, toNumber, ZERO } from "../../ratio.ts";
import type { Extreme } from "./extreme.ts";
import type { Changes } from "./extreme-leaf.ts";
import type { Leaf, ScoredBlock } from "./movable.ts";
import { CLOSE } from "./rough-extreme.ts";
import { waysToLie } from "./ways-to-lie.ts";

/** Up to so many ballots of a form every way they may lie in its blocks is tried, */
export const SMALL_BALLOTS_MAX = 12;
/** and of all forms together so many: what is above costs more than B9 of the bench allows. */
export const LYING_BALLOTS_MAX = 24;

interface Place extends ScoredBlock {
  /** Ballots of the block that may change. */
  readonly k: number;
  readonly roughWeight: number;
}

/**
 * The most that a question scored as one pool can be worth, when the answers of its blocks are not released: they may
 * lie in any way in which one block at least has fewer valid answers than the floor.
 *
 * Exactly where few ballots are to be placed, else by an upper bound.
 */
export function extremeOfPool(leaf: Leaf, changes: Changes, floor: number): Extreme {
  const places = leaf.blocks.map((block): Place => ({
    ...block,
    k: changes(block.slot),
    roughWeight: toNumber(block.weight),
  }));
  const changed = places.reduce((total, { k }) => total + k, 0);
  const fewestRemoved = Math.max(0, changed - leaf.abstained);
  const mostRemoved = Math.min(changed, leaf.valid);
  if (!leaf.isPlaceable) {
    return { max: leaf.best, canDrop: leaf.valid - mostRemoved < floor, isReached: false };
  }
  const pool = new Pool(places, answersOf(leaf), leaf.best);
  let canDrop = false;
  for (let removed = fewestRemoved; removed <= mostRemoved; removed++) {
    const kept = leaf.valid - removed;
    let empty = Infinity;
    for (const lying of waysToLie(places.map(({ ballots, k }) => ballots - k).join(), kept)) {
      if (!wasPooled(places, lying, removed - changed, floor)) continue;
      empty = Math.min(empty, leftEmpty(places, lying, floor));
      if (places.every(({ k }, at) => lying[at]! + k >= floor)) pool.tryBlocks(lying);
    }
    if (empty === Infinity) continue;
    canDrop ||= kept < floor;
    if (empty <= changed && kept + changed - empty >= floor) pool.tryPool(kept, changed - empty);
  }
  return { max: pool.max(), canDrop, isReached: true };
}

/** Whether some block had fewer valid answers than the floor before. @param spare removed − changed */
function wasPooled(
  places: readonly Place[],
  lying: readonly number[],
  spare: number,
  floor: number,
): boolean {
  return places.some(({ k }, at) => lying[at]! + Math.max(0, spare + k) < floor);
}

/** Changed ballots that stay empty so that one block remains below the floor, and all are still one pool. */
function leftEmpty(places: readonly Place[], lying: readonly number[], floor: number): number {
  let fewest = Infinity;
  for (const [at, { k }] of places.entries()) {
    if (lying[at]! < floor) fewest = Math.min(fewest, Math.max(0, lying[at]! + k - floor + 1));
  }
  return fewest;
}

/** Points of the best answers: of none, of one, of two and so on. */
function answersOf({ cells }: Leaf): readonly Ratio[] {
  const best = cells
    .flatMap(({ answers }) => answers.flatMap(({ points, n }) => Array.from({ length: n }, () => points)))
    .toReversed();
  const points = [ZERO];
  for (const one of best) points.push(add(points.at(-1)!, one));
  return points;
}

/** The greatest value that was tried: only what floats cannot tell apart is worked out exactly. */
class Pool {
  readonly #rough: readonly number[];
  readonly #roughBest: number;
  readonly #roughWeights: number;
  #greatest = -Infinity;
  #found: (() => Ratio)[] = [];

  constructor(
    readonly places: readonly Place[],
    readonly answers: readonly Ratio[],
    readonly best: Ratio,
  ) {
    this.#rough = answers.map(toNumber);
    this.#roughBest = toNumber(best);
    this.#roughWeights = places.reduce((total, { roughWeight }) => total + roughWeight, 0);
  }

  /** Still one pool, with so many best answers more. */
  tryPool(kept: number, given: number): void {
    const rough = (this.#rough[kept]! + given * this.#roughBest) / (kept + given);
    this.#note(rough, () => div(add(this.answers[kept]!, mul(ratio(given), this.best)), ratio(kept + given)));
  }

  /** Block by block from now on; the best of the kept answers lie where one answer weighs most. */
  tryBlocks(lying: readonly number[]): void {
    const share = (at: number): number => this.places[at]!.roughWeight / (lying[at]! + this.places[at]!.k);
    const order = this.places.map((_, at) => at).toSorted((a, b) => share(b) - share(a));
    let from = 0;
    let rough = 0;
    for (const at of order) {
      const to = from + lying[at]!;
      rough += share(at) * (this.#rough[to]! - this.#rough[from]! + this.places[at]!.k * this.#roughBest);
      from = to;
    }
    this.#note(rough / this.#roughWeights, () => this.#exactBlocks(order, lying));
  }

  max(): Ratio | null {
    let max: Ratio | null = null;
    for (const exact of this.#found) {
      const value = exact();
      if (max === null || compare(value, max) > 0) max = value;
    }
    return max;
  }

  #note(rough: number, exact: () => Ratio): void {
    if (rough < this.#greatest - CLOSE) return;
    if (rough > this.#greatest + CLOSE) this.#found = [];
    this.#greatest = Math.max(this.#greatest, rough);
    this.#found.push(exact);
  }

  #exactBlocks(order: readonly number[], lying: readonly number[]): Ratio {
    let from = 0;
    const terms = order.map((at) => {
      const { k, weight } = this.places[at]!;
      const to = from + lying[at]!;
      const points = add(sub(this.answers[to]!, this.answers[from]!), mul(ratio(k), this.best));
      from = to;
      return mul(div(weight, ratio(lying[at]! + k)), points);
    });
    return div(sum(terms), sum(this.places.map(({ weight }) => weight)));
  }
}
