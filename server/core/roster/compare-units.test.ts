import { describe, expect, it } from "vitest";
import { compareUnits } from "./compare-units.ts";
import type { Unit } from "./unit.ts";

const unit = (name: string, part: Partial<Unit> = {}): Unit => ({
  id: `u-${name}`,
  name,
  parent: null,
  unitType: "县直",
  group: "县委第一巡察组",
  onRoll: null,
  categories: [],
  leaders: [],
  eligibleBasis: "",
  ...part,
});

describe("compareUnits", () => {
  it("tells new, unchanged and changed units apart, and names those that would go", () => {
    const after = [unit("c"), unit("a"), unit("b", { group: "县委第二巡察组" })];
    const { units, gone } = compareUnits([unit("a"), unit("b"), unit("d")], after);
    expect(units.map(({ unit: { name }, change }) => [name, change])).toEqual([
      ["c", "new"],
      ["a", "same"],
      ["b", "changed"],
    ]);
    expect(gone).toEqual(["d"]);
  });

  it("does not mind in which order the parts of a unit were written", () => {
    const { id, name, ...rest } = unit("a");
    expect(compareUnits([unit("a")], [{ ...rest, name, id }]).units[0]?.change).toBe("same");
  });

  it("does not mind the ids, which follow the rows, and knows a parent by its name", () => {
    const before = [unit("a"), unit("b", { parent: "u-a" })];
    const moved = [unit("b", { id: "u1", parent: "u2" }), unit("a", { id: "u2" })];
    expect(compareUnits(before, moved).units.map(({ change }) => change)).toEqual(["same", "same"]);
    const apart = [unit("a"), unit("b")];
    expect(compareUnits(before, apart).units.map(({ change }) => change)).toEqual(["same", "changed"]);
  });
});
