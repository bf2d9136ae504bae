import { div, parseRatio, ratio, type Ratio, sum } from "../ratio.ts";
import type { GradeRow } from "./grade-table.ts";

/** Fewer units of other groups than this would let a group subtract its own. */
export const OTHERS_MIN = 3;

export interface RoundMean {
  /** To be printed with one decimal. */
  readonly mean: Ratio;
  readonly units: number;
}

/**
 * Mean of the printed totals of the round's released units; never of ballots.
 *
 * @param viewer group whose people look at it; null = the office
 * @returns null without any total, or when a group sees fewer than 3 units of other groups in it
 * @source anonymity.md §5 R10
 */
export const roundMean = (rows: readonly GradeRow[], viewer: string | null): RoundMean | null =>
  meanOfPrinted(
    rows.flatMap(({ unit, printed, level }) =>
      printed === null || level === "none" ? [] : [{ group: unit.group, printed }],
    ),
    viewer,
  );

/** The rule of every mean over units: printed numbers, and for a group at least 3 units of others. */
export function meanOfPrinted(
  having: readonly { readonly group: string; readonly printed: string }[],
  viewer: string | null,
): RoundMean | null {
  const others = having.filter(({ group }) => group !== viewer).length;
  if (having.length === 0 || (viewer !== null && others < OTHERS_MIN)) return null;
  const mean = div(sum(having.map(({ printed }) => parseRatio(printed))), ratio(having.length));
  return { mean, units: having.length };
}
