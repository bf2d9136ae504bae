import { describe, expect, it } from "vitest";
import { gradeTableBasis, gradeTableChecksum } from "../core/documents/grade-table-document.ts";
import type { GradeTableDocument } from "../core/documents/grade-table-document.ts";
import { parseRatio, ZERO } from "../core/ratio.ts";
import type { GradeRow } from "../core/results/grade-table.ts";
import { DEFAULT_THRESHOLDS } from "../core/round/round.ts";
import { readTables } from "../imports/read-table.ts";
import { unpackWorkbook } from "../imports/unpack-workbook.ts";
import { gradeTableXlsx } from "./grade-table-xlsx.ts";

const values = ["89.895", "89.8", "90.8", "86", "92"].map((value) => ({
  value: parseRatio(value),
  leftOut: null,
}));

const row = (name: string, changes: Partial<GradeRow> = {}): GradeRow => ({
  unit: { id: "u01", name, unitType: "县直", group: "县委第二巡察组" },
  poll: "p1",
  eligible: 60,
  returned: 55,
  valid: 54,
  level: "tables",
  values,
  deducted: parseRatio("1.5"),
  added: ZERO,
  total: parseRatio("87.815"),
  printed: "87.82",
  opinion: parseRatio("90"),
  computed: "较好",
  proposed: "较好",
  approved: null,
  notes: [],
  ...changes,
});

const document = (rows: readonly GradeRow[]): GradeTableDocument => ({
  round: "十五届县委第三轮巡察",
  scheme: { title: "被巡察党组织政治生态现实状况评估办法", version: "2026.1", digest: "0f3a9c1d".repeat(8) },
  parts: [
    { id: "team", title: "领导班子民主测评", points: 20 },
    { id: "members", title: "班子成员民主测评", points: 10 },
    { id: "questionnaire", title: "问卷调查", points: 20 },
    { id: "judgement", title: "巡察组政治生态研判", points: 30 },
    { id: "supervision", title: "监督情况", points: 20 },
  ],
  grades: [
    { grade: "良好", from: 90 },
    { grade: "较好", from: 75 },
    { grade: "较差", from: 0 },
  ],
  rows,
  thresholds: DEFAULT_THRESHOLDS,
  setUp: "onsite",
  madeOn: "2026年11月20日",
});

const tableOf = async (content: GradeTableDocument) =>
  (await readTables(await gradeTableXlsx(content), "g.xlsx"))[0]!;
const sheetXml = async (content: GradeTableDocument): Promise<string> =>
  new TextDecoder().decode(unpackWorkbook(await gradeTableXlsx(content)).get("xl/worksheets/sheet1.xml"));

describe("gradeTableXlsx", () => {
  it("prints every column of domain.md §5.5, scores half up to two decimals, as numbers", async () => {
    const content = document([row("县水利局党组")]);
    const { rows } = await tableOf(content);
    expect(rows[1]?.[0]).toBe("十五届县委第三轮巡察被巡察党组织政治生态评估等次汇总表");
    expect(rows[3]?.filter((cell, index) => cell !== rows[3]?.[index - 1])).toEqual(
      [
        "序号",
        "被巡察党组织",
        "单位类型",
        "巡察组",
        "应参加",
        "有效",
        "各部分得分（百分制，括号内为分值）",
      ].concat(["扣分", "总分", "等次", "备注"]),
    );
    expect(rows[5]).toEqual(
      [
        "1",
        "县水利局党组",
        "县直",
        "县委第二巡察组",
        "60",
        "54",
        "89.9",
        "89.8",
        "90.8",
        "86",
        "92",
        "1.5",
      ].concat(["87.82", "较好", "较好", "", ""]),
    );
    const xml = await sheetXml(content);
    expect(xml).toMatch(/<c r="M6"[^>]*><v>87.82<\/v>/);
    expect(xml).toMatch(/orientation="landscape"[^>]*fitToWidth="1" fitToHeight="0"/);
  });

  it("puts words over all parts that are withheld, and says so for an open poll", async () => {
    const withheld = { value: null, leftOut: "withheld" as const };
    const none = row("甲", {
      level: "none",
      valid: null,
      values: [withheld, withheld, withheld, ...values.slice(3)],
    });
    const open = row("乙", {
      level: "open",
      valid: null,
      values: values.map(() => ({ value: null, leftOut: null })),
      deducted: null,
      added: null,
      total: null,
      printed: null,
      opinion: null,
      computed: null,
      proposed: null,
    });
    const { rows, spread } = await tableOf(document([none, open]));
    expect(rows[5]?.slice(5, 11)).toEqual(["—", ...Array(3).fill("人数少，不予显示"), "86", "92"]);
    expect([...spread].filter((key) => key.startsWith("5,"))).toEqual(["5,7", "5,8"]);
    expect(rows[6]?.slice(6, 11)).toEqual(Array(5).fill("尚未封存"));
    expect(rows[6]?.slice(11, 15)).toEqual(["", "", "", ""]);
  });

  it("keeps names byte for byte and never makes a formula of one", async () => {
    const names = [
      "=1+1",
      "@SUM(A1)",
      "-2",
      "+3",
      '赵"六',
      "钱,七",
      "孙\n八",
      "𠮷野<先生>&",
      "_x0041_",
      " 首尾 ",
    ];
    const content = document(names.map((name) => row(name)));
    const { rows } = await tableOf(content);
    expect(rows.slice(5, 5 + names.length).map((cells) => cells[1])).toEqual(names);
    expect(await sheetXml(content)).not.toMatch(/<f[ >]/);
  });

  it("carries scheme, checksum and counting basis; the checksum follows the content, not the day", async () => {
    const content = document([row("甲")]);
    const tables = await readTables(await gradeTableXlsx(content), "g.xlsx");
    const checksum = gradeTableChecksum(content);
    expect(tables[0]?.rows[2]?.[0]).toContain(`校验码 0f3a9c1d　　本表校验码 ${checksum}`);
    expect(tables[0]?.rows[0]?.[0]).toBe("内部资料　注意保密");
    expect(tables[1]?.rows.slice(1).map((cells) => cells[0])).toEqual(gradeTableBasis(content));
    expect(gradeTableBasis(content).join()).toContain(
      "90 分以上（含）为良好，75 分以上（含）为较好，其余为较差",
    );
    expect(gradeTableChecksum({ ...content, madeOn: "2027年1月1日" })).toBe(checksum);
    expect(gradeTableChecksum(document([row("甲", { printed: "87.83" })]))).not.toBe(checksum);
  });

  it("makes a row tall enough for its longest cell", async () => {
    const long = "某某县人力资源和社会保障局机关党组（含县就业服务中心、社会保险事业管理局、劳动监察大队）";
    const xml = await sheetXml(document([row("甲"), row(long)]));
    const height = (at: number): number =>
      Number(new RegExp(`<row r="${at}"[^>]*\\sht="([\\d.]+)"`).exec(xml)?.[1]);
    expect(height(7)).toBeGreaterThanOrEqual(height(6) + 30);
  });
});
