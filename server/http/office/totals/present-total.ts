import { storeRatio } from "../../../core/ratio.ts";
import type { Released } from "../../../core/release/released.ts";
import type { RollUp } from "../../../core/release/roll-up.ts";
import type { TotalAnswer } from "../answers-results.ts";
import { exactOrNull } from "../results/present-form.ts";

/** Counts of several units together, field by field. */
export function presentTotal(total: Released<RollUp>): TotalAnswer {
  return {
    instrument: total.instrument,
    units: total.nodes,
    ballots: total.ballots,
    leftOut: { units: total.leftOut.nodes, ballots: total.leftOut.ballots },
    score: exactOrNull(total.score),
    blocks: total.blocks.map(({ id, name, ballots, weight }) => ({
      id,
      name,
      ballots,
      weight: storeRatio(weight),
    })),
    items: total.items.map(
      ({ leaf, title, options, valid, dontKnow, blank, leftOut, counts, score, blocks }) => ({
        leaf,
        title,
        options: options.map(({ value, text }) => ({ value, text })),
        valid,
        dontKnow,
        blank,
        leftOut,
        counts,
        score: exactOrNull(score),
        blocks: blocks.map((block) => ({
          block: block.block,
          counts: block.counts,
          mean: exactOrNull(block.mean),
        })),
      }),
    ),
  };
}
