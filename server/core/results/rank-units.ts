import { compare, parseRatio } from "../ratio.ts";
import type { GradeRow } from "./grade-table.ts";
import { OTHERS_MIN, othersUnsettled, settlingOf } from "./round-mean.ts";

export interface UnitRank {
  readonly unit: string;
  /** From 1; equal printed totals share a place, and the places behind them stay empty: 1, 2, 2, 4. */
  readonly rank: number;
  /** Units with a total in this unit type. */
  readonly of: number;
}

/**
 * Places within each unit type by printed totals of released units. Only for whoever asks: the table is never ordered
 * by it.
 *
 * @param viewer group whose people ask: its own units, where at least 3 units of other groups are in the ranking, and none
 *   while one of those is unsettled; null = the office
 * @source anonymity.md §5 R10; domain.md §2.5
 */
export function rankUnits(rows: readonly GradeRow[], viewer: string | null): readonly UnitRank[] {
  if (othersUnsettled(rows.map(settlingOf), viewer)) return [];
  const scored = rows.flatMap(({ unit, printed, level }) =>
    printed === null || level === "none" ? [] : [{ unit, total: parseRatio(printed) }],
  );
  return scored.flatMap(({ unit, total }) => {
    const alike = scored.filter((other) => other.unit.unitType === unit.unitType);
    const others = alike.filter((other) => other.unit.group !== viewer).length;
    if (viewer !== null && (unit.group !== viewer || others < OTHERS_MIN)) return [];
    const better = alike.filter((other) => compare(other.total, total) > 0).length;
    return [{ unit: unit.id, rank: better + 1, of: alike.length }];
  });
}
