/** The rows of the comparison as asked for; the server's order is by group, never by score. */
import type { ComparisonAnswer } from "../../../server/http/office/answers-comparison.ts";
import type { CompareOrder } from "../../text/console-compare.ts";

export type ComparedRow = ComparisonAnswer["rows"][number];

/** Units without a total come last when ordered by score; equal ones stay in the order of the roster. */
export function orderRows(rows: readonly ComparedRow[], by: CompareOrder): readonly ComparedRow[] {
  if (by === "group") return rows;
  if (by === "score") {
    const scoreOf = ({ total }: ComparedRow): number => (total === null ? -1 : Number(total));
    return rows.toSorted((a, b) => scoreOf(b) - scoreOf(a));
  }
  const types = [...new Set(rows.map(({ unit }) => unit.unitType))];
  return types.flatMap((type) => rows.filter(({ unit }) => unit.unitType === type));
}
