/** What one block of a form says by itself, by the form's own rule. Only of items that are released per block. */
import type { LeaderRef } from "../definition/frozen.ts";
import type { FormScoring } from "../definition/instrument.ts";
import { ONE, parseRatio, type Ratio } from "../ratio.ts";
import { type Weighted, weightedMean } from "../scoring/weighted-mean.ts";

/** The part of a released form that is needed, from the release itself or from its answer over HTTP. */
export interface FormInBlocks {
  readonly scoring: FormScoring;
  readonly items: readonly {
    /** null = not scored. */
    readonly weight: string | null;
    readonly leader: number | null;
    /** Only whether there is one. */
    readonly score: unknown;
    readonly blocks: readonly { readonly block: string; readonly mean: Ratio | null }[];
  }[];
  readonly leaders: readonly Pick<LeaderRef, "position" | "isPrincipal">[];
}

/**
 * Mean of a block: weighted items; for leaders the mean of all 正职 and of the others; for a questionnaire its
 * positive items only, because problem ticks are counted for the whole unit.
 *
 * @returns points 0–100, exact; null when any scored item was pooled: a mean over the others alone would not be
 *   comparable between blocks
 */
export function blockScore({ scoring, items, leaders }: FormInBlocks, block: string): Ratio | null {
  const scored = items
    .filter(({ weight, score }) => weight !== null && score !== null)
    .map(({ weight, leader, blocks }) => ({
      leader,
      weight: parseRatio(weight ?? 0),
      value: blocks.find((one) => one.block === block)?.mean ?? null,
    }));
  if (scored.length === 0 || scored.some(({ value }) => value === null)) return null;
  const sideOf = (isPrincipal: boolean): Ratio | null =>
    weightedMean(
      leaders
        .filter((leader) => leader.isPrincipal === isPrincipal)
        .map(({ position }): Weighted => {
          return { weight: ONE, value: weightedMean(scored.filter(({ leader }) => leader === position)) };
        }),
    );
  if (scoring.rule === "none") return null;
  if (scoring.rule !== "leaders") return weightedMean(scored);
  return weightedMean([
    { weight: parseRatio(scoring.principal), value: sideOf(true) },
    { weight: parseRatio(scoring.others), value: sideOf(false) },
  ]);
}
