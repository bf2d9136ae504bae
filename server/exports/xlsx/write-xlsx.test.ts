import { readXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { type GradeTableFacts, gradeTableDocument } from "../../core/documents/grade-table-document.ts";
import { basisLines, sealDocument } from "../../core/documents/seal-document.ts";
import { parseRatio, ZERO } from "../../core/ratio.ts";
import type { GradeRow } from "../../core/results/grade-table.ts";
import type { PrintedDocument } from "../../core/documents/document.ts";
import { DEFAULT_THRESHOLDS } from "../../core/round/round.ts";
import { unpackWorkbook } from "../../imports/unpack-workbook.ts";
import { writeXlsx } from "./write-xlsx.ts";

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
  withdrawn: null,
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

const facts = (rows: readonly GradeRow[]): GradeTableFacts => ({
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
  scales: [],
  open: [],
  thresholds: DEFAULT_THRESHOLDS,
  isPlain: true,
  sheetDigest: null,
});

const document = (rows: readonly GradeRow[]) => sealDocument(gradeTableDocument(facts(rows)), "2026-11-20");

/** Rows of every sheet as a program reads them, blanks at the end cut off. */
const sheetsOf = async (content: PrintedDocument) => {
  const { sheets } = await readXlsx(await writeXlsx(content));
  return sheets.map(({ name, rows, merges, cells }) => ({ name, rows, merges: merges ?? [], cells }));
};
const tableOf = async (content: PrintedDocument) => (await sheetsOf(content))[0]!;
const sheetXml = async (content: PrintedDocument): Promise<string> =>
  new TextDecoder().decode(unpackWorkbook(await writeXlsx(content)).get("xl/worksheets/sheet1.xml"));

describe("writeXlsx of a grade table", () => {
  it("prints every column of domain.md §5.5, scores half up to two decimals, as numbers", async () => {
    const content = document([row("县水利局党组")]);
    const { rows } = await tableOf(content);
    expect(rows[1]?.[0]).toBe("被巡察党组织政治生态评估等次汇总表");
    expect(rows[2]?.[0]).toBe("十五届县委第三轮巡察");
    const head =
      "序号 被巡察党组织 单位类型 巡察组 应参加 有效 各部分得分（百分制，括号内为分值） 扣分 总分 等次 备注";
    expect(rows[4]?.filter((cell) => cell !== null)).toEqual(head.split(" "));
    expect(rows[6]?.slice(0, 6)).toEqual([1, "县水利局党组", "县直", "县委第二巡察组", 60, 54]);
    expect(rows[6]?.slice(6)).toEqual([89.9, 89.8, 90.8, 86, 92, 1.5, 87.82, "较好", "较好", null, null]);
    const xml = await sheetXml(content);
    expect(xml).toMatch(/orientation="landscape"[^>]*fitToWidth="1" fitToHeight="1"/);
    const long = await sheetXml(document(Array.from({ length: 40 }, () => row("县水利局党组"))));
    expect(long).toMatch(/orientation="landscape"[^>]*fitToWidth="1" fitToHeight="0"/);
  });

  it("totals with a live formula whose cached value is ours, and with none where it would say something else", async () => {
    const xml = await sheetXml(
      document([row("甲"), row("乙", { total: parseRatio("87.829"), printed: "87.83" })]),
    );
    expect(xml).toContain("<f>ROUND((G7*20+H7*10+I7*20+J7*30+K7*20)/100-L7,2)</f><v>87.82</v>");
    expect(xml).toMatch(/<c r="M8" s="\d+"><v>87.83<\/v>/);
  });

  it("repeats the head and prints the columns that it has, on numbered pages", async () => {
    const parts = unpackWorkbook(await writeXlsx(document([row("甲")])));
    const workbook = new TextDecoder().decode(parts.get("xl/workbook.xml"));
    expect(workbook).toContain(`Print_Titles" localSheetId="0">'等次汇总表'!$5:$6<`);
    expect(workbook).toContain(`Print_Area" localSheetId="0">'等次汇总表'!$A:$Q<`);
    const xml = new TextDecoder().decode(parts.get("xl/worksheets/sheet1.xml"));
    expect(xml).toContain("第 &amp;P 页，共 &amp;N 页");
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
    const { rows, merges } = await tableOf(document([none, open]));
    expect(rows[6]?.slice(5, 11)).toEqual(["—", "人数少，不予显示", null, null, 86, 92]);
    expect(rows[7]?.slice(5, 12)).toEqual(["—", "尚未封存", null, null, null, null, null]);
    const inBody = merges.filter(({ startRow }) => startRow === 6 || startRow === 7);
    expect(inBody.map(({ startCol, endCol }) => [startCol, endCol])).toEqual([
      [6, 8],
      [6, 10],
    ]);
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
    expect(rows.slice(6, 6 + names.length).map((cells) => cells[1])).toEqual(names);
    const formulas = [...(await sheetXml(content)).matchAll(/<f>(.*?)<\/f>/g)].map(([, formula]) => formula);
    expect(formulas.every((formula) => formula!.startsWith("ROUND((G"))).toBe(true);
  });

  it("carries scheme, checksum and counting basis; the checksum follows the content, not the day", async () => {
    const content = document([row("甲")]);
    const [table, basis] = await sheetsOf(content);
    expect(table?.rows[3]?.[0]).toContain(`校验码 0f3a9c1d　　本材料校验码 ${content.checksum}`);
    expect(table?.rows[0]?.[0]).toBe("内部资料　注意保密");
    expect(basis?.name).toBe("统计口径说明");
    const lines = basisLines(content);
    expect(basis?.rows.map((cells) => cells[0])).toEqual(expect.arrayContaining([...lines]));
    expect(lines.join()).toContain("90 分以上（含）为良好，75 分以上（含）为较好，其余为较差");
    const another = sealDocument(gradeTableDocument(facts([row("甲")])), "2027-01-01");
    expect(another.checksum).toBe(content.checksum);
    expect(document([row("甲", { printed: "87.83" })]).checksum).not.toBe(content.checksum);
  });

  it("makes a row tall enough for its longest cell", async () => {
    const long = "某某县人力资源和社会保障局机关党组（含县就业服务中心、社会保险事业管理局、劳动监察大队）";
    const xml = await sheetXml(document([row("甲"), row(long)]));
    const height = (at: number): number =>
      Number(new RegExp(`<row r="${at}"[^>]*\\sht="([\\d.]+)"`).exec(xml)?.[1]);
    expect(height(8)).toBeGreaterThanOrEqual(height(7) + 15);
  });
});
