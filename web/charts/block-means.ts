/** What one block of a form says by itself, by the form's own rule. Only of items that are released per block. */
import { ONE, parseRatio, printRatio } from "../../server/core/ratio.ts";
import type { Ratio } from "../../server/core/ratio.ts";
import { weightedMean } from "../../server/core/scoring/weighted-mean.ts";
import type { Weighted } from "../../server/core/scoring/weighted-mean.ts";
import type { ItemAnswer, TablesAnswer } from "../../server/http/office/answers-results.ts";

type Scored = Pick<TablesAnswer, "scoring" | "items" | "leaders">;

/**
 * Mean of a block: weighted items; for leaders the mean of all 正职 and of the others; for a questionnaire its
 * positive items only, because problem ticks are counted for the whole unit.
 *
 * @returns points 0–100 at two decimals; null when any scored item was pooled: a mean over the others alone would
 *   not be comparable between blocks
 */
export function blockMean({ scoring, items, leaders }: Scored, block: string): string | null {
  const scored = items.filter(({ weight, score }) => weight !== null && score !== null);
  const meanOf = (item: ItemAnswer): Ratio | null => {
    const mean = item.blocks.find((one) => one.block === block)?.mean;
    return mean ? parseRatio(mean.exact) : null;
  };
  if (scored.length === 0 || scored.some((item) => meanOf(item) === null)) return null;
  const termsOf = (own: readonly ItemAnswer[]): readonly Weighted[] =>
    own.map((item) => ({ weight: parseRatio(item.weight ?? 0), value: meanOf(item) }));
  const sideOf = (isPrincipal: boolean): Ratio | null =>
    weightedMean(
      leaders
        .filter((leader) => leader.isPrincipal === isPrincipal)
        .map(({ position }) => ({
          weight: ONE,
          value: weightedMean(termsOf(scored.filter(({ leader }) => leader === position))),
        })),
    );
  const mean =
    scoring.rule === "leaders"
      ? weightedMean([
          { weight: parseRatio(scoring.principal), value: sideOf(true) },
          { weight: parseRatio(scoring.others), value: sideOf(false) },
        ])
      : scoring.rule === "none"
        ? null
        : weightedMean(termsOf(scored));
  return mean && printRatio(mean, 2);
}
