/** 政治生态评估等次汇总表 as cells: the one source of the workbook, the CSV file and the checksum. */
import { digestOf } from "../definition/canonical.ts";
import { printRatio, sub, ZERO } from "../ratio.ts";
import type { GradeRow } from "../results/grade-table.ts";
import { LEFT_OUT, NOTES } from "./score-words.ts";
import type { Thresholds } from "../round/round.ts";

export interface GradeTableDocument {
  readonly round: string;
  readonly scheme: { readonly title: string; readonly version: string; readonly digest: string };
  readonly parts: readonly {
    readonly id: string;
    readonly title: string;
    readonly points: string | number;
  }[];
  /** Best to worst; `from` is the least printed score of the grade. */
  readonly grades: readonly { readonly grade: string; readonly from: string | number }[];
  readonly rows: readonly GradeRow[];
  readonly thresholds: Thresholds;
  readonly setUp: "onsite" | "online";
  /** 2026年11月20日 */
  readonly madeOn: string;
  /** Of the round's `sheet.json`, 64 hexadecimal digits; printed whole, because half of them could be forged. */
  readonly sheetDigest?: string | undefined;
}

/** A number has two decimals or none; `span` columns share the words (不予显示). */
export type PrintedCell =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "whole"; readonly value: number }
  | { readonly kind: "score"; readonly printed: string }
  | { readonly kind: "words"; readonly text: string; readonly span: number };

export const GRADE_TABLE = {
  secrecy: "内部资料　注意保密",
  title: (round: string) => `${round}被巡察党组织政治生态评估等次汇总表`,
  fixed: ["序号", "被巡察党组织", "单位类型", "巡察组", "应参加", "有效"],
  partsHead: "各部分得分（百分制，括号内为分值）",
  part: (title: string, points: string | number) => `${shortPart(title)}（${points}）`,
  sums: ["扣分", "总分"],
  gradesHead: "等次",
  grades: ["测算", "建议", "审定"],
  note: "备注",
  scheme: (title: string, version: string, digest: string) =>
    `评估办法：《${title}》${version}，校验码 ${digest.slice(0, 8)}`,
  checksum: (checksum: string) => `本表校验码 ${checksum}`,
  sheet: (digest: string) => `结果单校验码 ${(digest.match(/.{8}/g) ?? []).join(" ")}`,
  signatures: ["制表人：", "审核人：", "监票人：", "计票人：", "日期：　　　年　　月　　日"],
  basisTitle: "统计口径说明",
  sheets: ["等次汇总表", "统计口径说明"],
} as const;

/** "领导班子民主测评" → "班子测评", so that five parts fit beside each other. */
const shortPart = (title: string): string =>
  title
    .replace("领导班子民主测评", "班子测评")
    .replace("班子成员民主测评", "成员测评")
    .replace("问卷调查", "问卷")
    .replace("巡察组政治生态研判", "研判");

/**
 * Cells of one row, left to right, spans counted: always 6 + parts + 2 + 3 + 1 columns.
 *
 * @param table ballots from which on tables are shown (`Thresholds.table`)
 */
export function gradeTableRow(row: GradeRow, position: number, table: number): readonly PrintedCell[] {
  const text = (words: string): PrintedCell => ({ kind: "text", text: words });
  const whole = (value: number | null): PrintedCell =>
    value === null ? text("—") : { kind: "whole", value };
  const isOpen = row.level === "open";
  return [
    whole(position),
    text(row.unit.name),
    text(row.unit.unitType),
    text(row.unit.group),
    whole(row.eligible),
    whole(row.valid),
    ...partCells(row),
    row.deducted === null || row.added === null
      ? text("")
      : score(printRatio(sub(row.deducted, row.added), 2)),
    row.printed === null ? text(isOpen ? "" : "不计") : score(row.printed),
    ...[row.computed, row.proposed, row.approved].map((grade) => text(grade ?? "")),
    text(noteOf(row, table)),
  ];
}

const score = (printed: string): PrintedCell => ({ kind: "score", printed });

/** A run of parts that are not there for one reason is one merged cell. */
function partCells(row: GradeRow): PrintedCell[] {
  if (row.level === "open") return [{ kind: "words", text: "尚未封存", span: row.values.length }];
  const cells: PrintedCell[] = [];
  for (const { value, leftOut } of row.values) {
    if (value !== null) {
      cells.push(score(printRatio(value, 2)));
      continue;
    }
    const words = leftOut === null ? "—" : LEFT_OUT[leftOut];
    const last = cells.at(-1);
    if (last?.kind === "words" && last.text === words)
      cells[cells.length - 1] = { ...last, span: last.span + 1 };
    else cells.push({ kind: "words", text: words, span: 1 });
  }
  return cells;
}

function noteOf(row: GradeRow, table: number): string {
  const notes = row.notes.map((note) => NOTES[note]);
  if (row.level === "score") notes.unshift(`收回不足 ${table} 份，只有每张表的得分`);
  if (row.total === null && row.opinion !== null) notes.push(`测评问卷参考分 ${printRatio(row.opinion, 2)}`);
  if (row.added !== null && row.added.n > ZERO.n) notes.push(`含加分 ${printRatio(row.added, 2)}`);
  return notes.join("；");
}

/** 16 hexadecimal digits over round, scheme, rows; the same for every format of the document. */
export function gradeTableChecksum(document: GradeTableDocument): string {
  const rows = document.rows.map((row, index) => gradeTableRow(row, index + 1, document.thresholds.table));
  const { round, scheme, parts } = document;
  return digestOf({
    round,
    scheme,
    parts: parts.map((part) => [part.title, String(part.points)]),
    rows,
  }).slice(0, 16);
}

/** "90 分以上（含）为良好，75 分以上（含）为较好，其余为较差" */
const gradeLines = (grades: GradeTableDocument["grades"]): string =>
  grades
    .map(({ grade, from }, index) =>
      index === grades.length - 1 ? `其余为${grade}` : `${from} 分以上（含）为${grade}`,
    )
    .join("，");

/** 统计口径说明 of a whole round. @source texts.zh.md §11 */
export function gradeTableBasis(document: GradeTableDocument): readonly string[] {
  const { floor, table, block } = document.thresholds;
  const lines = [
    `范围：${document.round}，${document.rows.length} 个被巡察党组织；尚未封存的只列单位。应参加人数按各单位名册所定口径，不含服务对象等外部人员。`,
    "有效数：至少有一项明确评价的答卷，取份数最多的一张表。",
    `票种：各单位各类人员按人数并成计票组（每组不少于 ${block} 人，全单位不足 ${block} 人的为一组），各组分别计算后按权重合成；只有一组的不分票种，一票一分量。`,
    "计分：好、较好、一般、差分别计 100、80、60、40 分；“不了解”“弃权（未填）”不计入基数。成员测评由正职平均分和其他成员平均分合成，" +
      "问卷由评价题得分和（100－问题反映率）合成，比例见各表单。",
    "问题反映率：选了问题项的份数÷（收回份数－选“不了解”的份数－未填份数），各题平均。",
    "总分：各部分得分乘以分值相加，减专项扣分；表中“扣分”为扣分减加分。缺研判或监督情况的不评等次，只列测评问卷参考分。",
    `等次：${gradeLines(document.grades)}，按两位小数比较，不再进位；有等次限制情形并经确认的，等次不高于限制。`,
    "小数：得分保留两位，四舍五入。",
    `保护填写人：收回不足 ${floor} 份的测评不计分；${floor} 至 ${table - 1} 份的只有每张表的得分。表中各数都出自同一次发布。`,
    `评估办法：《${document.scheme.title}》${document.scheme.version}，校验码 ${document.scheme.digest.slice(0, 8)}。本表校验码 ${gradeTableChecksum(document)}，可用“校验”功能核对。`,
    ...(document.sheetDigest === undefined
      ? []
      : [`${GRADE_TABLE.sheet(document.sheetDigest)}。本表签字后，封存文件有任何改动都可据此发现。`]),
    "顺序：按巡察组和名册顺序排列，不按得分排名。",
  ];
  if (document.setUp === "onsite")
    lines.push("本轮采用现场便携方式，通过未加密网络填写，答卷在手机上先加密再发出。");
  return lines.map((line, index) => `${index + 1}. ${line}`);
}
