import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { CategoryNames } from "../../server/core/roster/category-names.ts";
import { readRoster } from "../../server/core/roster/read-roster.ts";
import { LEADER_COLUMNS, UNIT_COLUMNS } from "../../server/core/roster/roster-columns.ts";
import type { UnitAssessment } from "../../server/core/scoring/scheme.ts";
import { readTables } from "../../server/imports/read-table.ts";

const bytesOf = (path: string): Buffer => readFileSync(new URL(`../../${path}`, import.meta.url));
const jsonOf = <T>(path: string): T => JSON.parse(bytesOf(path).toString("utf8")) as T;
const categoryNames = jsonOf<CategoryNames>("surveys/category-names.json");

describe("docs/documents.md", () => {
  it("names every column of a roster with all its spellings", () => {
    const rows = bytesOf("docs/documents.md")
      .toString("utf8")
      .split("\n")
      .filter((line) => line.startsWith("| "));
    for (const spellings of [...Object.values(UNIT_COLUMNS), ...Object.values(LEADER_COLUMNS)]) {
      const isNamed = (line: string): boolean => spellings.every((spelling) => line.includes(spelling));
      expect(rows.some(isNamed), spellings.join()).toBe(true);
    }
  });
});

describe("the example round", () => {
  it("is read without a fault: 10 units, 3 groups, 433 people, one small unit", async () => {
    const folder = "surveys/example-round/";
    const tables = [
      ...(await readTables(bytesOf(`${folder}units.csv`), "units.csv")),
      ...(await readTables(bytesOf(`${folder}leaders.csv`), "leaders.csv")),
    ];
    const { units } = readRoster(tables, { categoryNames });
    const people = units.map((unit) => unit.categories.reduce((sum, category) => sum + category.eligible, 0));
    expect(units).toHaveLength(10);
    expect(new Set(units.map((unit) => unit.group)).size).toBe(3);
    expect(people.reduce((sum, one) => sum + one, 0)).toBe(433);
    expect(people.filter((one) => one < 10)).toEqual([8]);
    for (const unit of units) {
      const principals = unit.leaders.filter((leader) => leader.isPrincipal).length;
      expect(unit.leaders).toHaveLength(unit.categories[0]?.eligible ?? 0);
      expect(principals).toBe(unit.unitType === "乡镇" ? 2 : Math.min(2, principals));
      expect(principals).toBeGreaterThan(0);
    }
    const assessments = jsonOf<Record<string, UnitAssessment>>(`${folder}assessments.json`);
    expect(Object.keys(assessments)).toEqual(units.map((unit) => unit.name));
  });
});
