import { expect, it } from "vitest";
import type { ComparisonAnswer } from "../../../server/http/office/answers-comparison.ts";
import { isAlone, withoutLoneMeans } from "./lone-means.ts";

const cell = (printed: string, difference: string) => ({ printed, difference, band: "near" as const });
const row = (
  id: string,
  cells: ComparisonAnswer["rows"][number]["cells"],
): ComparisonAnswer["rows"][number] => ({
  unit: { id, name: id, unitType: "县直", group: "一组" },
  level: cells.length > 0 ? "tables" : "open",
  withdrawn: null,
  isBlind: false,
  awaitsApproval: false,
  total: cells.length > 0 ? "88.00" : null,
  cells,
});
const answer = (units: readonly [number, number], rows: ComparisonAnswer["rows"]): ComparisonAnswer => ({
  dimensions: ["style", "duties"],
  rows,
  means: {
    total: { printed: "88.0", units: Math.max(...units) },
    dimensions: units.map((one) => ({ printed: "88.0", units: one })),
    unsettled: null,
  },
});

it("takes the mean of one unit away, with the differences from it", () => {
  const rows = [row("a", [cell("88.0", "0.0"), cell("88.0", "0.0")]), row("b", [])];
  const shown = withoutLoneMeans(answer([1, 1], rows));
  expect(shown.means).toEqual({ total: null, dimensions: [null, null], unsettled: null });
  expect(shown.rows[0]!.cells[0]).toEqual({ printed: "88.0", difference: null, band: null });
  expect(isAlone(shown)).toBe(true);
});

it("leaves a mean of several, also where another dimension has one unit only", () => {
  const rows = [
    row("a", [cell("90.0", "+2.0"), cell("88.0", "0.0")]),
    row("b", [cell("86.0", "-2.0"), null]),
  ];
  const shown = withoutLoneMeans(answer([2, 1], rows));
  expect(shown.means.dimensions).toEqual([{ printed: "88.0", units: 2 }, null]);
  expect(shown.rows[0]!.cells).toEqual([
    rows[0]!.cells[0],
    { printed: "88.0", difference: null, band: null },
  ]);
  expect(isAlone(shown)).toBe(false);
});
