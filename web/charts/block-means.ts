/** What one block of a form says by itself: its item means by the weights of the form. */
import { parseRatio, printRatio } from "../../server/core/ratio.ts";
import { weightedMean } from "../../server/core/scoring/weighted-mean.ts";
import type { TablesAnswer } from "../../server/http/office/answers-results.ts";

/**
 * Weighted mean of a block over the items that are released per block.
 *
 * @returns points 0–100 at two decimals; null when the form does not score by items, or when an item was pooled:
 *   a mean over the others alone would not be comparable between blocks
 */
export function blockMean(form: Pick<TablesAnswer, "scoring" | "items">, block: string): string | null {
  if (form.scoring.rule !== "items") return null;
  const items = form.items.filter(({ weight, score }) => weight !== null && score !== null);
  const terms = items.map((item) => {
    const mean = item.blocks.find((one) => one.block === block)?.mean;
    return { weight: parseRatio(item.weight ?? 0), value: mean ? parseRatio(mean.exact) : null };
  });
  if (terms.length === 0 || terms.some(({ value }) => value === null)) return null;
  const mean = weightedMean(terms);
  return mean && printRatio(mean, 2);
}
