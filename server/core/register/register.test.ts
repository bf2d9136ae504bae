import { describe, expect, it } from "vitest";
import { printRatio } from "../ratio.ts";
import {
  coverageByYear,
  type CoverageFilter,
  coverageOf,
  coverageRows,
  filterRows,
  filtersOf,
  termsOf,
} from "./coverage.ts";
import { buildRegister, type Inspection, type RegisterLine } from "./register.ts";
import { readTerm, roundName, termName } from "./term.ts";

const done = (term: number, year: number, round: string): Inspection => {
  return { term, year, round, state: "inspected" };
};
const plan = (term: number, round: string): Inspection => {
  return { term, year: null, round, state: "planned" };
};
const line = (
  unit: string,
  inspection: Inspection | null,
  part: Partial<RegisterLine> = {},
): RegisterLine => {
  return { unit, unitType: "县直", predecessors: [], inspection, ...part };
};

describe("terms and rounds", () => {
  it.each([
    ["十五届县委第三轮巡察", 15],
    ["第十五届", 15],
    ["15届县委", 15],
    ["１５ 届", null],
    ["二十届市委第一轮", 20],
    ["二十一届", 21],
    ["十届", 10],
    ["九届", 9],
    ["县委第三轮巡察", null],
    ["十十届", null],
    ["换届考察", null],
  ])("%s is of term %s", (text, term) => expect(readTerm(text)).toBe(term));

  it("print back what they read, for every term", () => {
    for (let term = 1; term < 100; term += 1) expect(readTerm(termName(term))).toBe(term);
    expect([termName(10), termName(15), termName(20), termName(42)]).toEqual([
      "十届",
      "十五届",
      "二十届",
      "四十二届",
    ]);
  });

  it("are named by the round where a title says which, else by the title", () => {
    expect(roundName("十五届县委第三轮巡察")).toBe("第三轮");
    expect(roundName("巡察回头看")).toBe("巡察回头看");
  });
});

describe("buildRegister", () => {
  it("joins history and rounds by name, and counts a renamed or merged unit with its successor", () => {
    const register = buildRegister(
      [
        line("县水务局", done(14, 2019, "第二轮")),
        line("县 文化局", done(15, 2022, "第一轮")),
        line("县旅游局", null),
      ],
      [
        line("县水利局", done(15, 2024, "第三轮"), { predecessors: ["县水务局"] }),
        line("县文旅局", null, { predecessors: ["县文化局", "县旅游局"], unitType: "县直机关" }),
      ],
    );
    expect(register).toEqual([
      {
        name: "县水利局",
        unitType: "县直",
        inspections: [done(15, 2024, "第三轮"), done(14, 2019, "第二轮")],
      },
      { name: "县文旅局", unitType: "县直机关", inspections: [done(15, 2022, "第一轮")] },
    ]);
  });

  it("knows a round once: having been inspected outweighs the plan, whoever says it", () => {
    const [unit] = buildRegister(
      [line("甲", plan(15, "第三轮"))],
      [line("甲", done(15, 2024, "十五届县委第三轮巡察"))],
    );
    expect(unit!.inspections).toEqual([done(15, 2024, "十五届县委第三轮巡察")]);
  });

  it("keeps two names apart that claim to follow each other", () => {
    const register = buildRegister(
      [line("甲", null, { predecessors: ["乙"] }), line("乙", null, { predecessors: ["甲"] })],
      [],
    );
    expect(register.map(({ name }) => name)).toEqual(["甲", "乙"]);
  });
});

describe("coverage of a term", () => {
  const register = buildRegister(
    [
      line("甲", done(15, 2022, "第一轮")),
      line("甲", done(15, 2024, "第三轮")),
      line("乙", done(14, 2018, "第一轮")),
      line("丙", plan(15, "第四轮")),
      line("丁镇", done(15, 2024, "第三轮"), { unitType: "乡镇" }),
    ],
    [],
  );
  const rows = coverageRows(register, 15);

  it("puts units without an inspection in it first, then planned ones, then inspected ones", () => {
    expect(rows.map(({ name, standing }) => [name, standing])).toEqual([
      ["乙", "none"],
      ["丙", "planned"],
      ["甲", "inspected"],
      ["丁镇", "inspected"],
    ]);
    expect(rows[0]!.before).toEqual([done(14, 2018, "第一轮")]);
  });

  it("counts a unit once, however often it was inspected, by type and in all", () => {
    const lines = coverageOf(rows, ["乡镇", "县直"]);
    const said = lines.map(({ rate, ...line }) => ({ ...line, rate: rate && printRatio(rate, 3) }));
    expect(said).toEqual([
      { unitType: "乡镇", units: 1, inspected: 1, planned: 0, rest: 0, rate: "1.000" },
      { unitType: "县直", units: 3, inspected: 1, planned: 1, rest: 1, rate: "0.333" },
      { unitType: null, units: 4, inspected: 2, planned: 1, rest: 1, rate: "0.500" },
    ]);
    expect(coverageByYear(rows)).toEqual([
      { year: 2022, units: 1 },
      { year: 2024, units: 1 },
    ]);
    expect(coverageOf([], []).at(-1)!.rate).toBeNull();
  });

  it("knows every selection that leaves a unit, each once, and no other", () => {
    const filters = filtersOf(rows);
    expect(filters[0]).toEqual({ unitType: "", standing: "", year: "", round: "" });
    expect(new Set(filters.map((one) => JSON.stringify(one))).size).toBe(filters.length);
    for (const filter of filters)
      expect([filter, filterRows(rows, filter).length > 0]).toEqual([filter, true]);
    const values = (of: (filter: CoverageFilter) => string | undefined) => [...new Set(filters.map(of))];
    let selections = 0;
    for (const unitType of values((one) => one.unitType))
      for (const standing of values((one) => one.standing))
        for (const year of values((one) => one.year))
          for (const round of values((one) => one.round))
            selections += filterRows(rows, { unitType, standing, year, round }).length > 0 ? 1 : 0;
    expect(filters).toHaveLength(selections);
    expect(filtersOf([])).toHaveLength(1);
  });

  it("is filtered by type, year, round and standing, together", () => {
    const names = (filter: object) => filterRows(rows, filter).map(({ name }) => name);
    expect(names({})).toHaveLength(4);
    expect(names({ year: "2024" })).toEqual(["甲", "丁镇"]);
    expect(names({ year: "2024", unitType: "县直" })).toEqual(["甲"]);
    // One inspection has to be of both: 甲 was inspected in 2022, and in 第三轮, but not in 第三轮 of 2022.
    expect(names({ year: "2022", round: "第三轮" })).toEqual([]);
    expect(names({ standing: "none" })).toEqual(["乙"]);
    expect(termsOf(register)).toEqual([15, 14]);
  });
});
