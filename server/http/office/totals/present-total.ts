import { storeRatio } from "../../../core/ratio.ts";
import type { Released } from "../../../core/release/released.ts";
import type { RollUp } from "../../../core/release/roll-up.ts";
import type { TotalAnswer } from "../answers-results.ts";
import { exactOrNull, presentItem } from "../results/present-form.ts";

/** Counts of several units together, field by field. */
export function presentTotal(total: Released<RollUp>): TotalAnswer {
  return {
    instrument: total.instrument,
    title: total.title,
    shortTitle: total.shortTitle,
    scoring: total.scoring,
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
    items: total.items.map((item) => ({ ...presentItem(item), leftOut: item.leftOut })),
  };
}
