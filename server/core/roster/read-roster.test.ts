import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ImportFault } from "../problem.ts";
import { isProblem } from "../problem.ts";
import type { CategoryNames } from "./category-names.ts";
import { readRoster } from "./read-roster.ts";
import { ROSTER } from "./sentences.ts";
import type { Table } from "./table.ts";

const categoryNames = JSON.parse(
  readFileSync(new URL("../../../surveys/category-names.json", import.meta.url), "utf8"),
) as CategoryNames;

const table = (sheet: string, rows: readonly (readonly string[])[]): Table => {
  return { sheet, rows, firstRow: 1, spread: new Set() };
};
const UNITS = [
  "单位名称",
  "上级单位",
  "单位类型",
  "巡察组",
  "在册数",
  "应参加口径",
  "A类应参加",
  "B类应参加",
  "C类应参加",
];
const LEADERS = ["单位名称", "姓名", "职务", "任现职时间", "正职", "排序"];
const WATER = ["县水利局党组", "", "县直", "第二组", "60", "在岗", "7", "12", "30"];
const CHIEF = ["县水利局党组", "张伟", "局长", "2021年3月", "是", "1"];

const read = (units: readonly (readonly string[])[], leaders: readonly (readonly string[])[] = [CHIEF]) =>
  readRoster([table("单位", [UNITS, ...units]), table("班子成员", [LEADERS, ...leaders])], { categoryNames });

function faultsOf(use: () => unknown): readonly ImportFault[] {
  try {
    use();
  } catch (error) {
    if (isProblem(error, "roster.invalid")) return error.facts.faults;
    throw error;
  }
  return [];
}

const lines = (use: () => unknown): string[] =>
  faultsOf(use).map(({ sheet, row, column, sentence }) => `${sheet} ${row} ${column}: ${sentence}`);

describe("readRoster", () => {
  it("takes the names of units that are too small and counted with another, which then have no row", () => {
    const header = [...UNITS, "并入单位"];
    const sheet = (...units: readonly (readonly string[])[]) =>
      readRoster([table("单位", [header, ...units]), table("班子成员", [LEADERS, CHIEF])], { categoryNames });
    const [unit] = sheet([...WATER, "县志办党支部、县档案馆党支部"]).units;
    expect(unit?.joined).toEqual(["县志办党支部", "县档案馆党支部"]);
    expect(sheet([...WATER, ""]).units[0]).not.toHaveProperty("joined");
    const own = ["县志办党支部", "", "县直", "第二组", "4", "在岗", "1", "1", "2", ""];
    expect(lines(() => sheet([...WATER, "县志办党支部"], own))).toContainEqual(
      expect.stringContaining(ROSTER.joinedAlone),
    );
  });

  it("gives units their categories in words, their leaders in order and months normalised", () => {
    const second = ["县水利局党组", "李四", "副局长", "202003", "", "2"];
    const { units, warnings } = read([WATER], [second, CHIEF]);
    expect(units).toEqual([
      {
        id: "u01",
        name: "县水利局党组",
        parent: null,
        unitType: "县直",
        group: "第二组",
        onRoll: 60,
        eligibleBasis: "在岗",
        categories: [
          { id: "A", name: "领导班子成员", weight: "20", eligible: 7, isOutside: false },
          { id: "B", name: "中层干部（含下属单位负责人）", weight: "30", eligible: 12, isOutside: false },
          { id: "C", name: "其他干部职工", weight: "50", eligible: 30, isOutside: false },
          { id: "D", name: "服务对象、“两代表一委员”", weight: "0", eligible: 0, isOutside: true },
        ],
        leaders: [
          { name: "张伟", post: "局长", since: "2021-03", isPrincipal: true },
          { name: "李四", post: "副局长", since: "2020-03", isPrincipal: false },
        ],
      },
    ]);
    expect(warnings).toEqual([]);
  });

  it("reads full-width digits, blanks around names, and parents by name", () => {
    const child = ["　河道所 ", "县水利局党组", "事业单位", "第二组", "", "", "", "", "１２"];
    const { units } = read([WATER, child], [CHIEF, ["河道所", "王五", "所长", "", "是", ""]]);
    expect(units[1]).toMatchObject({ name: "河道所", parent: "u01", onRoll: null });
    expect(units[1]?.categories[2]?.eligible).toBe(12);
    expect(units[1]?.leaders).toHaveLength(1);
  });

  it("takes categories by the names of the unit's own type, and a head of two rows", () => {
    const head = [
      ["一轮巡察名册", "", "", "", ""],
      ["单位名称", "单位类型", "巡察组", "应参加人数", "应参加人数"],
      ["", "", "", "中层干部", "教职工"],
    ];
    const tables = [
      table("单位", [...head, ["一中", "学校", "第一组", "12", "40"], ["合计", "", "", "12", "40"]]),
      table("班子成员", [LEADERS, ["一中", "赵六", "校长", "", "是", "1"]]),
    ];
    const { units } = readRoster(tables, { categoryNames });
    expect(units.map((unit) => unit.categories.map((one) => one.eligible))).toEqual([[0, 12, 40, 0]]);
  });

  it("names every fault by sheet, row and column, and imports nothing", () => {
    const units = [
      WATER,
      ["县水利局党组 ", "", "衙门", "", "6", "", "7", "-1", "1.5"],
      ["一中", "不存在", "学校", "第一组", "", "", "", "12", ""],
    ];
    const leaders = [
      CHIEF,
      ["一中", "李四", "校长", "", "也许", "1"],
      ["一中", "王五", "", "", "", "1"],
      ["谁", "赵六", "所长", "", "", ""],
    ];
    expect(lines(() => read(units, leaders))).toEqual([
      `单位 3 单位名称（A 列）: ${ROSTER.unitTwice(2)}`,
      expect.stringMatching(/^单位 3 单位类型（C 列）: 没有这种单位类型/),
      `单位 3 巡察组（D 列）: ${ROSTER.required}`,
      `单位 3 B类应参加（H 列）: ${ROSTER.notWhole}`,
      `单位 3 C类应参加（I 列）: ${ROSTER.notWhole}`,
      `单位 4 上级单位（B 列）: ${ROSTER.unknownParent}`,
      `班子成员 3 正职（E 列）: ${ROSTER.notYesNo}`,
      `班子成员 4 职务（C 列）: ${ROSTER.required}`,
      `班子成员 4 排序（F 列）: ${ROSTER.orderTwice(3)}`,
      `班子成员 5 单位名称（A 列）: ${ROSTER.unknownUnit}`,
    ]);
  });

  it("refuses more eligible people than are on the roll, nobody at all, and a loop of parents", () => {
    const over = ["甲", "", "县直", "一", "10", "", "5", "5", "5"];
    const nobody = ["乙", "丙", "县直", "一", "", "", "0", "", ""];
    const loop = ["丙", "乙", "县直", "一", "", "", "5", "", ""];
    const leaders = ["甲", "乙", "丙"].map((name) => [name, "某人", "书记", "", "是", ""]);
    const found = lines(() => read([over, nobody, loop], leaders));
    expect(found).toContain(`单位 2 在册数（E 列）: ${ROSTER.overOnRoll(15)}`);
    expect(found).toContain(`单位 3 上级单位（B 列）: ${ROSTER.parentLoop}`);
    expect(lines(() => read([["乙", "", "县直", "一", "", "", "0", "", ""]]))).toContain(
      `单位 2 单位名称（A 列）: ${ROSTER.nobody}`,
    );
  });

  it("refuses a number that a merged cell spreads over several units", () => {
    const merged = {
      ...table("单位", [UNITS, WATER, ["甲", "", "县直", "一", "", "", "7", "", ""]]),
      spread: new Set(["2,6"]),
    };
    const tables = [merged, table("班子成员", [LEADERS, CHIEF, ["甲", "某人", "书记", "", "是", ""]])];
    expect(lines(() => readRoster(tables, { categoryNames }))).toContain(
      `单位 3 A类应参加（G 列）: ${ROSTER.merged}`,
    );
  });

  it("refuses names, telephones and identity numbers of staff, and does not repeat them", () => {
    const withPhone = table("单位", [
      [...UNITS, "手机号"],
      [...WATER, "13800000001"],
    ]);
    const loose = table("别的", [
      ["备忘", "x"],
      ["１３８００００００１２", "11010119900101123X"],
    ]);
    const faults = faultsOf(() =>
      readRoster([withPhone, loose, table("班子成员", [LEADERS, CHIEF])], { categoryNames }),
    );
    expect(faults.map((fault) => fault.sentence)).toEqual([
      ROSTER.privateColumn,
      ROSTER.privateCell,
      ROSTER.privateCell,
    ]);
    expect(JSON.stringify(faults)).not.toMatch(/13800000001|00000012|19900101/);
  });

  it("needs leaders for every unit unless the round has no form about them", () => {
    const other = ["甲", "", "县直", "一", "", "", "7", "", ""];
    expect(lines(() => read([WATER, other]))).toEqual([`单位 3 单位名称（A 列）: ${ROSTER.withoutLeaders}`]);
    const units = [table("单位", [UNITS, WATER])];
    expect(faultsOf(() => readRoster(units, { categoryNames }))[0]?.sentence).toBe(ROSTER.noLeaders);
    expect(readRoster(units, { categoryNames, needsLeaders: false }).units).toHaveLength(1);
  });

  it("refuses texts that are too long or hide control characters, and keeps what looks like a formula as text", () => {
    const long = ["长".repeat(81), "", "县直", "一", "", "", "7", "", ""];
    expect(lines(() => read([WATER, long]))[0]).toBe(`单位 3 单位名称（A 列）: ${ROSTER.tooLong(81, 80)}`);
    const turned = ["县水利局党组", "张\u202E伟", "局长", "", "是", "1"];
    expect(lines(() => read([WATER], [turned]))).toEqual([`班子成员 2 姓名（B 列）: ${ROSTER.control}`]);
    const formula = ["县水利局党组", "=1+1", "@SUM(A1)", "", "是", "1"];
    expect(read([WATER], [formula]).units[0]?.leaders[0]).toMatchObject({ name: "=1+1", post: "@SUM(A1)" });
  });

  it("warns of small units, of units without 正职, and of characters that cannot be printed", () => {
    const small = ["甲", "", "县直", "一", "", "", "4", "", ""];
    const leader = ["甲", "𠮷野", "委员", "", "否", ""];
    const { warnings } = readRoster([table("单位", [UNITS, small]), table("班子成员", [LEADERS, leader])], {
      categoryNames,
      isPrintable: (character) => character !== "𠮷",
    });
    expect(warnings.map((warning) => warning.sentence)).toEqual([
      ROSTER.few(4),
      ROSTER.withoutPrincipal,
      ROSTER.notPrintable("𠮷"),
    ]);
  });

  it("says what is missing when the file is something else", () => {
    expect(
      lines(() =>
        readRoster(
          [
            table("x", [
              ["a", "b"],
              ["1", "2"],
            ]),
          ],
          { categoryNames },
        ),
      ).join(),
    ).toMatch(/没有找到单位表.*没有找到班子成员表/);
    const without = [
      table("单位", [UNITS.slice(0, 3), WATER.slice(0, 3)]),
      table("班子成员", [LEADERS, CHIEF]),
    ];
    const found = lines(() => readRoster(without, { categoryNames }));
    expect(found).toContain(`单位 1 巡察组: ${ROSTER.missingColumn}`);
    expect(found).toContain(`单位 1 null: ${ROSTER.noEligible}`);
  });

  it.each(["2023-13", "2023年0月", "202313", "２０２３．１３", "2023-13-01"])(
    "refuses %s as a month",
    (since) => {
      const leader = ["县水利局党组", "张伟", "局长", since, "是", "1"];
      expect(lines(() => read([WATER], [leader]))).toEqual([
        `班子成员 2 任现职时间（D 列）: ${ROSTER.noSuchMonth}`,
      ]);
    },
  );

  it("says of a unit that stands twice only that, not that it has no leaders", () => {
    expect(lines(() => read([WATER, WATER]))).toEqual([`单位 3 单位名称（A 列）: ${ROSTER.unitTwice(2)}`]);
  });

  it("names faults in the order of the workbook, whichever table is checked first", () => {
    const units = table("单位", [
      UNITS,
      WATER,
      ["甲", "", "县直", "一", "", "", "7", "", ""],
      ["乙", "", "县直", "", "", "", "7", "", ""],
    ]);
    const leaders = table("班子成员", [LEADERS, CHIEF, ["乙", "某人", "", "", "是", ""]]);
    const places = faultsOf(() => readRoster([leaders, units], { categoryNames }));
    expect(places.map(({ sheet, row }) => `${sheet} ${row}`)).toEqual(["班子成员 3", "单位 3", "单位 4"]);
  });

  it("never throws anything but a Problem, whatever the cells hold", () => {
    const cell = fc.oneof(
      fc.constantFrom(...UNITS, ...LEADERS, "县直", "7", "", "是"),
      fc.string({ unit: "binary", maxLength: 12 }),
    );
    const rows = fc.array(fc.array(cell, { maxLength: 10 }), { maxLength: 8 });
    fc.assert(
      fc.property(rows, rows, (units, leaders) => {
        faultsOf(() => readRoster([table("单位", units), table("班子成员", leaders)], { categoryNames }));
      }),
      { numRuns: 300 },
    );
  });
});
