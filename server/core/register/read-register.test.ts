import { describe, expect, it } from "vitest";
import type { CategoryNames } from "../roster/category-names.ts";
import type { Table } from "../roster/table.ts";
import { isProblem } from "../problem.ts";
import { readRegister } from "./read-register.ts";

const type = (name: string) => ({ name, categories: {}, variables: {}, words: [] });
const NAMES: CategoryNames = {
  formatVersion: 1,
  weights: {},
  outside: [],
  unitTypes: [type("县直"), type("乡镇")],
};
const HEAD = ["单位名称", "单位类型", "前身单位", "届次", "年份", "轮次", "情况"];
const table = (...rows: readonly string[][]): Table => {
  return { sheet: "台账", firstRow: 1, spread: new Set(), rows: [HEAD, ...rows] };
};

function faultsOf(tables: readonly Table[]): readonly string[] {
  try {
    readRegister(tables, NAMES);
  } catch (error) {
    if (isProblem(error, "register.invalid"))
      return error.facts.faults.map(({ row, column, sentence }) => `${row} ${column}：${sentence}`);
  }
  throw new Error("nothing was refused");
}

describe("readRegister", () => {
  it("reads units with and without inspections, in the order of the table", () => {
    const lines = readRegister(
      [
        table(
          ["县水利局", "县直", "县水务局、县水电局", "第15届", "２０２４年", "第三轮", "已巡察"],
          ["河东镇", "乡镇", "", "", "", "", ""],
          ["县档案馆", "县直", "", "十五届", "", "第四轮", "计划"],
        ),
      ],
      NAMES,
    );
    expect(lines).toEqual([
      {
        unit: "县水利局",
        unitType: "县直",
        predecessors: ["县水务局", "县水电局"],
        inspection: { term: 15, year: 2024, round: "第三轮", state: "inspected" },
      },
      { unit: "河东镇", unitType: "乡镇", predecessors: [], inspection: null },
      {
        unit: "县档案馆",
        unitType: "县直",
        predecessors: [],
        inspection: { term: 15, year: null, round: "第四轮", state: "planned" },
      },
    ]);
  });

  it("names every fault by row and column", () => {
    expect(
      faultsOf([
        table(
          ["", "县直", "", "", "", "", ""],
          ["甲", "街道", "", "", "", "", ""],
          ["乙", "县直", "", "本届", "24", "第一轮", "做过"],
          ["丙", "县直", "", "", "2024", "", ""],
          ["丁", "县直", "", "", "", "", "已巡察"],
          ["戊", "县直", "", "十五届", "2024", "第三轮", "已巡察"],
          ["戊", "乡镇", "", "15届", "2024", "十五届县委第三轮", "计划"],
        ),
      ]),
    ).toEqual([
      "2 单位名称（A 列）：这一格不能空",
      "3 单位类型（B 列）：没有这种单位类型，可以填：县直、乡镇",
      "4 届次（D 列）：要写第几届，如“十五届”",
      "4 年份（E 列）：要填四位数的年份，1990 到 2100",
      "4 情况（G 列）：只能填“已巡察”或“计划”，没有安排的留空",
      "5 情况（G 列）：写了届次、年份或轮次，就要写情况：已巡察或计划",
      "6 届次（D 列）：写了情况，就要写第几届",
      "6 年份（E 列）：已巡察的要写年份",
      "8 单位类型（B 列）：与第 7 行同一个单位的类型不同，那一行是县直",
      "8 单位名称（A 列）：与第 7 行重复：同一单位、同一届、同一轮次只写一行",
    ]);
  });

  it("refuses tables of another kind, two of one kind, empty ones and columns of people", () => {
    const other: Table = { ...table(), rows: [["甲", "乙"]] };
    expect(faultsOf([other])[0]).toContain("没有找到表头");
    expect(faultsOf([table(["甲", "县直"]), table(["乙", "县直"])])[0]).toContain("两个工作表");
    expect(faultsOf([table()])[0]).toContain("一行也没有填");
    const people: Table = {
      ...table(),
      rows: [
        [...HEAD, "联系电话", "姓名"],
        ["甲", "县直"],
      ],
    };
    expect(faultsOf([people]).filter((fault) => fault.includes("删掉这一列"))).toHaveLength(2);
    const short: Table = {
      ...table(),
      rows: [
        ["单位名称", "单位类型", "年份"],
        ["甲", "县直"],
      ],
    };
    expect(faultsOf([short]).map((fault) => fault.split("：")[0])).toEqual(["1 届次", "1 情况"]);
  });
});
