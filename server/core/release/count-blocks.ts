import { Problem } from "../problem.ts";
import { compare, parseRatio, ratio, ZERO } from "../ratio.ts";
import type { Thresholds } from "../round/round.ts";
import type { BlockTally, FormTally } from "../tally/tally.ts";
import { type FinalBlock, isExcluded, isScored } from "./final-block.ts";
import type { ReleasedBlock } from "./released.ts";

/** A block that is counted, with its tally; this type never leaves `release`. */
export interface CountedBlock extends ReleasedBlock {
  /** Where fewer than `ballots`: as many as the thresholds count. */
  readonly people?: number;
  /** false for outside raters of weight 0 beside the unit's own people: shown apart, not scored. */
  readonly isScored: boolean;
  readonly tally: BlockTally;
}

export interface CountedBlocks {
  readonly blocks: readonly CountedBlock[];
  /** Names of outside raters whose ballots are too few to be counted anywhere. */
  readonly excluded: readonly string[];
}

/**
 * Pairs final blocks with their tallies and settles the weights: when all scored blocks weigh 0, each weighs as
 * many as it has ballots (不分票种，一票一分量).
 *
 * @throws Problem scoring.input when tally and blocks are not of the same closed poll
 */
export function countBlocks(
  tally: FormTally,
  blocks: readonly FinalBlock[],
  thresholds: Thresholds,
): CountedBlocks {
  const counted = blocks
    .filter((block) => !isExcluded(block, thresholds))
    .map((block): CountedBlock => {
      const weight = parseRatio(block.weight);
      return { ...block, weight, isScored: isScored(block), tally: tallyOf(tally, block) };
    });
  const isUnweighted = counted.every((block) => !block.isScored || compare(block.weight, ZERO) === 0);
  return {
    blocks: isUnweighted
      ? counted.map((block) => (block.isScored ? { ...block, weight: ratio(block.ballots) } : block))
      : counted,
    excluded: blocks.filter((block) => isExcluded(block, thresholds)).map((block) => block.name),
  };
}

function tallyOf(tally: FormTally, block: FinalBlock): BlockTally {
  const found = tally.blocks.find((one) => one.block === block.id);
  if (found?.ballots !== block.ballots) {
    throw new Problem("scoring.input", { reason: `${tally.instrument}: tally of block ${block.id}` });
  }
  return found;
}

/** Field by field, so that no tally travels along. */
export const releasedBlock = (block: CountedBlock): ReleasedBlock => ({
  id: block.id,
  name: block.name,
  categories: block.categories,
  weight: block.weight,
  ballots: block.ballots,
  isOutside: block.isOutside,
  ...(block.isAlone && { isAlone: true as const }),
});
