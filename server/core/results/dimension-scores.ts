import type { FrozenForm } from "../definition/frozen.ts";
import type { Dimension } from "../definition/instrument.ts";
import type { Ratio } from "../ratio.ts";
import type { FormResult, Released } from "../release/released.ts";
import { scoreOfItems } from "./score-of-items.ts";

/** In the order of the radar. */
export const DIMENSIONS: readonly Dimension[] = [
  "discipline",
  "leading",
  "duties",
  "style",
  "life",
  "staffing",
];

export interface DimensionScore {
  readonly dimension: Dimension;
  /** 0–100, exact; null when no item of the dimension has a score. */
  readonly score: Ratio | null;
  /** Items that went in. */
  readonly items: number;
}

/**
 * The six radar dimensions: weighted mean of the scored items of a dimension over all forms about the unit
 * (not about its leaders) that its own people fill and whose tables are released.
 *
 * @source docs/scoring.md §8
 */
export const dimensionScores = (forms: readonly Released<FormResult>[]): readonly DimensionScore[] =>
  DIMENSIONS.map((dimension) => ({
    dimension,
    ...scoreOfItems(forms, (item) => item.dimension === dimension),
  }));

/** What of a frozen form says which dimensions it asks about. */
type AskingForm = Pick<FrozenForm, "instrument" | "items">;

/**
 * Forms that ask about a dimension by an item that would be scored, of the unit and not of its leaders: where none of
 * them gives the dimension a score, it is withheld and not merely not asked.
 *
 * @param frozen the forms of the poll
 * @returns instruments in the order of the poll, only forms that the unit's own people fill
 */
export const askedBy = (
  dimension: Dimension,
  frozen: readonly AskingForm[],
  released: readonly Released<FormResult>[],
): readonly string[] =>
  frozen
    .filter(({ instrument, items }) => {
      const isOwn = released.some((one) => one.instrument === instrument && one.raters === "own");
      const asks = items.some(
        (item) => item.dimension === dimension && item.leader === null && item.weight !== null,
      );
      return isOwn && asks;
    })
    .map(({ instrument }) => instrument);
