import { expect, it } from "vitest";
import { type ComparedRow, orderRows } from "./order-rows.ts";

const row = (id: string, unitType: string, total: string | null): ComparedRow => ({
  unit: { id, name: id, unitType, group: "一组" },
  level: "tables",
  withdrawn: null,
  isBlind: false,
  awaitsApproval: false,
  total,
  cells: [],
});
const rows = [
  row("a", "乡镇", "80.00"),
  row("b", "县直", null),
  row("c", "乡镇", "90.00"),
  row("d", "县直", "80.00"),
  row("e", "国企", "100.00"),
];

it.each([
  ["group", "abcde"],
  ["type", "acbde"],
  ["score", "ecadb"],
] as const)("by %s", (by, order) => {
  expect(
    orderRows(rows, by)
      .map(({ unit }) => unit.id)
      .join(""),
  ).toBe(order);
});
