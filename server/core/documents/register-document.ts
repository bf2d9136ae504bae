/** 全覆盖台账 as a document: coverage by unit type and year, then the units. @source domain.md §2.8 */
import { HUNDRED, mul, printRatio } from "../ratio.ts";
import {
  type Coverage,
  coverageByYear,
  coverageOf,
  type CoverageFilter,
  type CoverageRow,
  filterRows,
} from "../register/coverage.ts";
import type { Inspection } from "../register/register.ts";
import { readTerm, termName } from "../register/term.ts";
import { count, text, words } from "./cells.ts";
import type { Cell, Column, DocumentContent, Table } from "./document.ts";
import { documentWords } from "./document-words.ts";
import { pieces } from "./pieces.ts";

export interface RegisterFacts {
  readonly term: number | null;
  /** Every unit, in the order in which the term sees them. */
  readonly rows: readonly CoverageRow[];
  readonly filter: CoverageFilter;
  /** Unit types in their usual order. */
  readonly types: readonly string[];
  readonly source: RegisterSource;
}

/** What a register was put together from. */
export interface RegisterSource {
  /** Imported rows. */
  readonly lines: number;
  /** SHA-256 of the imported rows, hex. */
  readonly digest: string;
  /** Titles of the rounds of this installation. */
  readonly rounds: readonly string[];
}

export const STANDING = { inspected: "已巡察", planned: "计划", none: "未安排" } as const;

export function registerDocument({ term, rows, filter, types, source }: RegisterFacts): DocumentContent {
  const shown = filterRows(rows, filter);
  return {
    formatVersion: 1,
    kind: "coverage-register",
    title: `${term === null ? "" : termName(term)}全覆盖台账`,
    under: [],
    mark: documentWords.mark,
    orientation: "landscape",
    round: "",
    unit: null,
    scheme: null,
    sheetDigest: null,
    body: [
      { block: "table", table: coverageTable(coverageOf(rows, types)) },
      { block: "line", pieces: pieces`${yearLine(rows)}` },
      { block: "table", table: unitTable(shown, captionOf(filter)) },
    ],
    signatures: ["制表人：", "审核人：", "日期：　　　年　　月　　日"],
    basis: basisOf(term, source),
  };
}

/** 15 of 20 is 75.0; a dash without units. */
export const printRate = ({ rate }: Coverage): string | null => rate && printRatio(mul(rate, HUNDRED), 1);

/** 2024 年 第一轮 */
export const inspectionText = ({ year, round }: Inspection): string =>
  [...(year === null ? [] : [`${year} 年`]), ...(round === "" ? [] : [round])].join(" ");

/** 十四届 2019 年 第二轮 */
export const inspectionWithTerm = (inspection: Inspection): string =>
  [inspection.term === null ? "" : termName(inspection.term), inspectionText(inspection)]
    .filter((part) => part !== "")
    .join(" ");

/** 单位（只列：2023 年、已巡察） */
function captionOf({ unitType, year, round, standing }: CoverageFilter): string {
  const parts = [
    unitType ?? "",
    year ? `${year} 年` : "",
    round ?? "",
    standing && standing in STANDING ? STANDING[standing as keyof typeof STANDING] : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "单位" : `单位（只列：${parts.join("、")}）`;
}

function yearLine(rows: readonly CoverageRow[]): string {
  const years = coverageByYear(rows).map(
    ({ year, units }) => `${year === null ? "年份不详" : `${year} 年`} ${units} 个`,
  );
  return years.length === 0 ? "本届还没有巡察过的单位。" : `本届首次巡察：${years.join("，")}。`;
}

/** No ballot is counted here, so there is no scheme to name and no threshold: what is named is where the rows come from. */
function basisOf(term: number | null, { lines, digest, rounds }: RegisterSource): readonly string[] {
  const own = rounds.filter((title) => readTerm(title) === term);
  const imported =
    lines === 0 ? "没有导入巡察历史" : `导入的巡察历史 ${lines} 行，校验码 ${digest.slice(0, 8)}`;
  return [
    `范围：${term === null ? "轮次名称里没有写届次的单位" : termName(term)}。来源：${imported}；本系统的轮次 ${own.length} 个${own.length === 0 ? "" : `（${own.join("、")}）`}。`,
    "情况：本系统的单位，测评已封存的为“已巡察”，没有封存的为“计划”，作废的、宣布无效的不计；导入的，以表中所填为准。",
    "覆盖率＝已巡察单位÷全部单位，保留一位小数，四舍五入。一个单位一届内巡察几次都算一个；更名、合并的单位算在现在的单位里。",
    "年份：一个单位按本届首次巡察的年份算一次。",
    "本台账只记单位和轮次，没有测评份数和得分，因此没有评估办法和显示界限。",
  ];
}

const centred = (widths: readonly number[]): readonly Column[] =>
  widths.map((width) => ({ width, align: "centre" }));

const coverageTable = (lines: readonly Coverage[]): Table => ({
  sheet: "覆盖情况",
  caption: "覆盖情况",
  columns: centred([20, 12, 12, 12, 12, 12]),
  head: [["单位类型", "单位", "已巡察", "计划", "未安排", "覆盖率"].map((title) => ({ text: title }))],
  body: lines.map((line): readonly Cell[] => {
    const rate = printRate(line);
    return [
      text(line.unitType ?? "合计"),
      count(line.units),
      count(line.inspected),
      count(line.planned),
      count(line.rest),
      rate === null ? words(documentWords.none) : { kind: "percent", printed: rate },
    ];
  }),
  notes: [],
});

const unitTable = (rows: readonly CoverageRow[], caption: string): Table => ({
  sheet: "单位",
  caption,
  columns: [
    { width: 7, align: "centre" },
    { width: 34, align: "left" },
    { width: 14, align: "centre" },
    { width: 10, align: "centre" },
    { width: 26, align: "left" },
    { width: 34, align: "left" },
  ],
  head: [["序号", "单位名称", "单位类型", "情况", "本届", "以前"].map((title) => ({ text: title }))],
  body: rows.map((row, at): readonly Cell[] => [
    count(at + 1),
    text(row.name),
    text(row.unitType),
    text(STANDING[row.standing]),
    text(row.inTerm.map(inspectionText).join("；")),
    text(row.before.map(inspectionWithTerm).join("；")),
  ]),
  notes: ["先列本届没有安排的，再列计划的、已巡察的；各按名单原来的顺序。"],
});
