/** 各县评估结果汇总表: units of all counties beside each other, as their 结果包 have them. @source domain.md §2.2 */
import type { CombinedTable, CountyMean } from "../parcel/combine-results.ts";
import type { ResultUnit } from "../parcel/result-contents.ts";
import { count, text, words } from "./cells.ts";
import type { Block, Cell, Column, DocumentContent, Table } from "./document.ts";
import { documentWords } from "./document-words.ts";
import { NOTES } from "./score-words.ts";
import { shortPart } from "./short-part.ts";

export interface CountyTableFacts {
  /** Null = all. */
  readonly unitType: string | null;
  readonly tables: readonly CombinedTable[];
  /** Counties that were expected and have not handed in. */
  readonly missing: readonly string[];
}

export function countyTable({ unitType, tables, missing }: CountyTableFacts): DocumentContent {
  const [first] = tables;
  return {
    formatVersion: 1,
    kind: "county-table",
    title: "各县评估结果汇总表",
    under: unitType === null ? [] : [`单位类型：${unitType}`],
    mark: documentWords.mark,
    orientation: "landscape",
    round: "",
    unit: null,
    scheme: tables.length === 1 && first ? schemeOf(first) : null,
    sheetDigest: null,
    body: tables.map((table, at): Block => {
      return { block: "table", table: tableOf(table, tables.length === 1 ? "汇总表" : `汇总表${at + 1}`) };
    }),
    signatures: ["制表人：", "审核人：", "日期：　　　年　　月　　日"],
    basis: basisOf(tables, missing),
  };
}

const schemeOf = ({ scheme: { title, version, digest } }: CombinedTable) => ({ title, version, digest });

/** "青河县：12 个单位，总分平均 88.4" */
export const meanLine = ({ county, total, scored, units }: CountyMean): string =>
  `${county ?? "全部"}：${units} 个单位` +
  (total === null ? "，没有总分" : `，${scored} 个有总分，平均 ${total}`);

const FIXED: readonly (readonly [title: string, width: number])[] = [
  ["序号", 5.5],
  ["县（市、区）", 14],
  ["轮次", 16],
  ["被巡察党组织", 22],
  ["单位类型", 9.5],
  ["应参加", 7.5],
  ["有效", 6.5],
];
const LEFT = new Set(["县（市、区）", "轮次", "被巡察党组织"]);

function tableOf(table: CombinedTable, sheet: string): Table {
  const parts = table.scheme.parts.map(({ title, points }) => `${shortPart(title)}（${points}）`);
  return {
    sheet,
    caption: `《${table.scheme.title}》${table.scheme.version}`,
    columns: [
      ...FIXED.map(([title, width]): Column => ({ width, align: LEFT.has(title) ? "left" : "centre" })),
      ...parts.map((): Column => ({ width: 9.5, align: "centre" })),
      { width: 8, align: "centre" },
      { width: 8.5, align: "centre" },
      { width: 8.5, align: "centre" },
      { width: 20, align: "left" },
    ],
    head: [
      [...FIXED.map(([title]) => title), ...parts, "扣分", "总分", "审定等次", "备注"].map((one) => ({
        text: one,
      })),
    ],
    body: table.rows.map(({ county, round, unit }, at): readonly Cell[] => [
      count(at + 1),
      text(county),
      text(round),
      text(unit.name),
      text(unit.unitType),
      count(unit.eligible),
      unit.valid === null ? words(documentWords.none) : count(unit.valid),
      ...unit.parts.map(scoreCell),
      scoreCell(unit.deducted),
      scoreCell(unit.total),
      text(unit.approved ?? ""),
      text(countyNote(unit, table.thresholds)),
    ]),
    // In a workbook each table is a sheet: a line after it would stand on the next one.
    notes: table.means.map(meanLine),
  };
}

const scoreCell = (printed: string | null): Cell =>
  printed === null ? words(documentWords.none) : { kind: "score", printed };

/** 备注 of one unit, in words. */
export function countyNote(
  { withdrawn, level, notes }: ResultUnit,
  { floor, table }: CombinedTable["thresholds"],
): string {
  const lines = notes.map((note) => NOTES[note]);
  if (withdrawn !== null) lines.unshift(documentWords[withdrawn]);
  else if (level === "none") lines.unshift(`收回不足 ${floor} 份，测评不计分`);
  else if (level === "score") lines.unshift(`收回不足 ${table} 份，只有每张表的得分`);
  return lines.join("；");
}

function basisOf(tables: readonly CombinedTable[], missing: readonly string[]): readonly string[] {
  const limits = [
    ...new Set(
      tables.map(
        ({ thresholds: { floor, table } }) =>
          `收回不足 ${floor} 份的测评不计分，${floor} 至 ${table - 1} 份的只有每张表的得分`,
      ),
    ),
  ];
  return [
    "来源：各县结果包，均为封存后公布的得分和审定冻结的等次；没有答卷，也不能从表中推出答卷。同一轮交过几次的，用最后一次。",
    missing.length === 0 ? "应交的县都已交来。" : `还没有交来的：${missing.join("、")}。`,
    "比较：只在同一评估办法、同一显示界限的单位之间比较；不同的分列几张表。平均分由印出的总分平均，保留一位小数，四舍五入。",
    ...(limits.length === 0 ? [] : [`保护填写人：${limits.join("；")}。`]),
    "顺序：县按互信名单的顺序，县内按巡察组和名册顺序，不按得分排名。",
  ];
}
