import { parseRatio, printRatio } from "../../server/core/ratio.ts";
import { blockScore } from "../../server/core/results/block-score.ts";
import type { TablesAnswer } from "../../server/http/office/answers-results.ts";

/** Mean of one block as printed, two decimals; null when its items are not all released per block. */
export function blockMean(
  { scoring, items, leaders }: Pick<TablesAnswer, "scoring" | "items" | "leaders">,
  block: string,
): string | null {
  const mean = blockScore(
    {
      scoring,
      leaders,
      items: items.map(({ weight, leader, score, blocks }) => ({
        weight,
        leader,
        score,
        blocks: blocks.map((one) => ({ block: one.block, mean: one.mean && parseRatio(one.mean.exact) })),
      })),
    },
    block,
  );
  return mean && printRatio(mean, 2);
}
