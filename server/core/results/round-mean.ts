import { div, parseRatio, ratio, type Ratio, sum } from "../ratio.ts";
import type { GradeRow } from "./grade-table.ts";

/** Fewer units of other groups than this would let a group subtract its own. */
export const OTHERS_MIN = 3;

/**
 * Why the numbers of a unit may still change what is made of all units. pending: its poll has not ended, or its judgement or facts
 * are not there yet. withdrawn: a poll of it was declared invalid, or voided and held anew, so that a mean may have been read
 * without it or with other ballots.
 */
export type Unsettled = "pending" | "withdrawn";

/**
 * Whether a group may be shown anything that is made of all units: not while a unit of another group is unsettled, because what
 * changes once it is settled would be its result.
 *
 * @param viewer group whose people look; null = the office, which sees every unit
 * @returns why not; null: it may
 * @source anonymity.md §5 R10; decisions/0138
 */
export function othersUnsettled(
  units: readonly { readonly group: string; readonly unsettled: Unsettled | null }[],
  viewer: string | null,
): Unsettled | null {
  if (viewer === null) return null;
  const reasons = units.flatMap(({ group, unsettled }) =>
    group !== viewer && unsettled !== null ? [unsettled] : [],
  );
  return reasons.includes("withdrawn") ? "withdrawn" : (reasons[0] ?? null);
}

export interface RoundMean {
  /** To be printed with one decimal. */
  readonly mean: Ratio;
  readonly units: number;
}

/**
 * Mean of the printed totals of the round's released units; never of ballots.
 *
 * @param viewer group whose people look at it; null = the office
 * @returns null without any total, when a group sees fewer than 3 units of other groups in it, or while one of those is unsettled
 * @source anonymity.md §5 R10
 */
export function roundMean(rows: readonly GradeRow[], viewer: string | null): RoundMean | null {
  if (othersUnsettled(rows.map(settlingOf), viewer)) return null;
  const having = rows.flatMap(({ unit, printed, level }) =>
    printed === null || level === "none" ? [] : [{ group: unit.group, printed }],
  );
  return meanOfPrinted(having, viewer);
}

/** Of a row or an outcome, what `othersUnsettled` asks. */
export const settlingOf = ({
  unit: { group },
  unsettled = null,
}: {
  readonly unit: { readonly group: string };
  readonly unsettled?: Unsettled | null;
}) => ({ group, unsettled });

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
