import { Problem } from "../problem.ts";
import { add, compare, div, HUNDRED, mul, ratio, type Ratio, ZERO } from "../ratio.ts";
import { weightedMean } from "./weighted-mean.ts";

/** Ballots of one block on one item. */
export interface ItemCounts {
  /** Whole ballots per option. */
  readonly counts: { readonly [option: string]: number };
  /** 弃权（未填）. */
  readonly blank: number;
}

export interface ItemScheme {
  /** Points per option. */
  readonly points: { readonly [option: string]: Ratio };
  /** Options that leave the base (不了解). */
  readonly abstain: readonly string[];
  /** Weight ≥ 0 per block; they need not add to anything. */
  readonly weights: { readonly [block: string]: Ratio };
}

export interface BlockMean {
  readonly valid: number;
  readonly abstained: number;
  readonly mean: Ratio | null;
}

export interface ItemScore {
  readonly score: Ratio | null;
  /** All valid ballots alike, whatever block they are in. */
  readonly pooledScore: Ratio | null;
  /** Shares of the blocks that decided `score`; they add to 1. */
  readonly effectiveWeights: { readonly [block: string]: Ratio };
  /** Every block that has a weight, with or without ballots. */
  readonly blocks: { readonly [block: string]: BlockMean };
  readonly valid: number;
  readonly abstained: number;
  /** Priced options, over all blocks. */
  readonly counts: { readonly [option: string]: number };
  /** Percent of the valid ballots; null without any. */
  readonly rates: { readonly [option: string]: Ratio | null };
}

/**
 * Score of one item (民主测评) over the blocks of a poll.
 *
 * Each block is averaged on its own and the means are combined by weight, so that a large block does not outvote
 * a small one by headcount:
 *
 *     score = Σ_b w_b · (Σ_o n_bo · p_o ÷ Σ_o n_bo) ÷ Σ_b w_b      over blocks with valid ballots and w_b > 0
 *
 * @returns points within the range of prices, exact; null when no such block exists
 * @throws Problem scoring.unknown-option, scoring.unknown-category
 * @source docs/scoring.md §2
 */
export function democratic(
  tally: { readonly [block: string]: ItemCounts },
  { points, abstain, weights }: ItemScheme,
): ItemScore {
  refuseUnknown(tally, { points, abstain, weights });
  const options = Object.keys(points);
  const blocks = Object.keys(weights).map((block) => {
    const { counts = {}, blank = 0 } = tally[block] ?? {};
    const valid = options.reduce((sum, option) => sum + (counts[option] ?? 0), 0);
    const abstained = abstain.reduce((sum, option) => sum + (counts[option] ?? 0), blank);
    const gained = options.reduce((sum, o) => add(sum, mul(ratio(counts[o] ?? 0), points[o]!)), ZERO);
    const mean = valid === 0 ? null : div(gained, ratio(valid));
    return { block, weight: weights[block]!, counts, valid, abstained, gained, mean };
  });
  const valid = blocks.reduce((sum, one) => sum + one.valid, 0);
  const counts = Object.fromEntries(
    options.map((option) => [option, blocks.reduce((sum, one) => sum + (one.counts[option] ?? 0), 0)]),
  );
  const deciding = blocks.filter((one) => one.valid > 0 && compare(one.weight, ZERO) > 0);
  const weight = deciding.reduce((sum, one) => add(sum, one.weight), ZERO);
  return {
    score: weightedMean(deciding.map((one) => ({ weight: one.weight, value: one.mean }))),
    pooledScore:
      valid === 0
        ? null
        : div(
            blocks.reduce((sum, one) => add(sum, one.gained), ZERO),
            ratio(valid),
          ),
    effectiveWeights: Object.fromEntries(deciding.map((one) => [one.block, div(one.weight, weight)])),
    blocks: Object.fromEntries(
      blocks.map((one) => [one.block, { valid: one.valid, abstained: one.abstained, mean: one.mean }]),
    ),
    valid,
    abstained: blocks.reduce((sum, one) => sum + one.abstained, 0),
    counts,
    rates: Object.fromEntries(
      options.map((option) => [option, valid === 0 ? null : mul(HUNDRED, ratio(counts[option]!, valid))]),
    ),
  };
}

function refuseUnknown(tally: { readonly [block: string]: ItemCounts }, scheme: ItemScheme): void {
  const categories = Object.keys(tally).filter((block) => !Object.hasOwn(scheme.weights, block));
  if (categories.length > 0) throw new Problem("scoring.unknown-category", { categories });
  const known = new Set([...Object.keys(scheme.points), ...scheme.abstain]);
  const options = Object.values(tally).flatMap(({ counts }) =>
    Object.keys(counts).filter((o) => !known.has(o)),
  );
  if (options.length > 0) throw new Problem("scoring.unknown-option", { options: [...new Set(options)] });
}
