import { parseRatio, type Ratio } from "../ratio.ts";
import type { FormResult, Released, ReleasedItem } from "../release/released.ts";
import { weightedMean } from "../scoring/weighted-mean.ts";

/**
 * Weighted mean of some scored items over all forms about the unit (not about its leaders) that its own people fill
 * and whose tables are released.
 *
 * @returns score 0–100, exact, null when no such item has one; and how many items went in
 */
export function scoreOfItems(
  forms: readonly Released<FormResult>[],
  isMeant: (item: ReleasedItem) => boolean,
): { readonly score: Ratio | null; readonly items: number } {
  const items = forms.flatMap((form) => (form.level === "tables" && form.raters === "own" ? form.items : []));
  const terms = items.flatMap((item) =>
    !isMeant(item) || item.leader !== null || item.weight === null || item.score === null
      ? []
      : [{ weight: parseRatio(item.weight), value: item.score }],
  );
  return { score: weightedMean(terms), items: terms.length };
}
