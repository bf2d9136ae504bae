/** 政治生态评估等次汇总表. @source domain.md §5.5 */
import { printRatio, sub, ZERO } from "../ratio.ts";
import type { GradeRow } from "../results/grade-table.ts";
import { SMALL_BLOCK, type Thresholds } from "../round/round.ts";
import { count, text, weightedFormula, type WeightedTerm, words } from "./cells.ts";
import type { Cell, Column, DocumentContent, HeadCell } from "./document.ts";
import { joinedWords, type OpenBallots, openLine } from "./counting-basis.ts";
import { documentWords } from "./document-words.ts";
import { LEFT_OUT, NOTES } from "./score-words.ts";
import { shortPart } from "./short-part.ts";
import { noResultWords } from "./no-result-words.ts";

export interface GradeTableFacts {
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
  /** Units that were asked together with units of fewer than five people, in the order of the rows. */
  readonly joined?: readonly { readonly unit: string; readonly names: readonly string[] }[];
  /** Scales of the forms of the round, in words. */
  readonly scales: readonly string[];
  readonly open: OpenBallots;
  readonly thresholds: Thresholds;
  /** Forms about the unit are cut into blocks of `SMALL_BLOCK` and more. */
  readonly smallBlocks?: boolean | undefined;
  /** Whether the frozen address has no TLS. */
  readonly isPlain: boolean;
  /** Of the round's `sheet.json`, 64 hexadecimal digits; printed whole, because half of them could be forged. */
  readonly sheetDigest: string | null;
}

const FIXED: readonly (readonly [title: string, width: number])[] = [
  ["序号", 5.5],
  ["被巡察党组织", 23],
  ["单位类型", 9.5],
  ["巡察组", 12],
  ["应参加", 7.5],
  ["有效", 6.5],
];
const GRADES = ["测算", "建议", "审定"];

/** The grade table of a round. */
export const gradeTableDocument = (facts: GradeTableFacts): DocumentContent =>
  documentOf(
    facts,
    facts.rows.map((row, at) => gradeTableRow(row, at, facts)),
  );

/** The same in steps of one row. */
export function* gradeTableSteps(facts: GradeTableFacts): Generator<void, DocumentContent, undefined> {
  const body: (readonly Cell[])[] = [];
  for (const [at, row] of facts.rows.entries()) {
    body.push(gradeTableRow(row, at, facts));
    yield;
  }
  return documentOf(facts, body);
}

function documentOf(facts: GradeTableFacts, body: readonly (readonly Cell[])[]): DocumentContent {
  const { round, scheme, parts, sheetDigest } = facts;
  return {
    formatVersion: 1,
    kind: "grade-table",
    title: "被巡察党组织政治生态评估等次汇总表",
    under: [],
    mark: documentWords.mark,
    orientation: "landscape",
    round,
    unit: null,
    scheme,
    sheetDigest,
    body: [
      {
        block: "table",
        table: {
          sheet: "等次汇总表",
          caption: "",
          columns: columnsOf(parts.length),
          head: headOf(parts),
          body,
          notes: [],
        },
      },
    ],
    signatures: documentWords.signatures,
    basis: gradeTableBasis(facts),
  };
}

const columnsOf = (parts: number): readonly Column[] => [
  ...FIXED.map(([title, width]): Column => ({ width, align: title === "被巡察党组织" ? "left" : "centre" })),
  ...Array.from({ length: parts }, (): Column => ({ width: 9.5, align: "centre" })),
  { width: 8, align: "centre" },
  { width: 8.5, align: "centre" },
  ...GRADES.map((): Column => ({ width: 7.5, align: "centre" })),
  { width: 20, align: "left" },
];

/** Two rows: groups of columns above, single columns over both. */
function headOf(parts: GradeTableFacts["parts"]): readonly (readonly HeadCell[])[] {
  const tall = (title: string): HeadCell => ({ text: title, rows: 2 });
  return [
    [
      ...FIXED.map(([title]) => tall(title)),
      { text: "各部分得分（百分制，括号内为分值）", span: parts.length },
      tall("扣分"),
      tall("总分"),
      { text: "等次", span: GRADES.length },
      tall("备注"),
    ],
    [...parts.map((part) => `${shortPart(part.title)}（${part.points}）`), ...GRADES].map((title) => ({
      text: title,
    })),
  ];
}

/**
 * Cells of one row, left to right, spans counted: always 6 + parts + 2 + 3 + 1 columns.
 *
 * @param at its place in the table, from 0
 */
export function gradeTableRow(
  row: GradeRow,
  at: number,
  { parts, thresholds }: Pick<GradeTableFacts, "parts" | "thresholds">,
): readonly Cell[] {
  const isOpen = row.level === "open";
  const deduction =
    row.deducted === null || row.added === null ? null : printRatio(sub(row.deducted, row.added), 2);
  return [
    count(at + 1),
    text(row.unit.name),
    text(row.unit.unitType),
    text(row.unit.group),
    count(row.eligible),
    row.valid === null ? words(documentWords.none) : count(row.valid),
    ...partCells(row),
    deduction === null ? text("") : printed(deduction),
    row.printed === null ? words(isOpen ? "" : "不计") : totalCell(row, row.printed, deduction, parts, at),
    ...[row.computed, row.proposed, row.approved].map((grade) => text(grade ?? "")),
    text(noteOf(row, thresholds.table)),
  ];
}

const printed = (value: string): Cell => ({ kind: "score", printed: value });

/** 总分, with its formula over the printed parts where that gives the same number. */
function totalCell(
  row: GradeRow,
  value: string,
  deduction: string | null,
  parts: GradeTableFacts["parts"],
  at: number,
): Cell {
  const terms = row.values.flatMap(({ value: own }, part): WeightedTerm[] => {
    const place = { row: at, column: FIXED.length + part };
    const factor = String(parts[part]?.points ?? 0);
    return own === null ? [] : [{ at: place, printed: printRatio(own, 2), factor }];
  });
  const less =
    deduction === null
      ? null
      : { at: { row: at, column: FIXED.length + row.values.length }, printed: deduction };
  const formula = weightedFormula(value, terms, less);
  return { kind: "score", printed: value, ...(formula && { formula }) };
}

/** A run of parts that are not there for one reason is one cell. */
function partCells(row: GradeRow): readonly Cell[] {
  if (row.level === "open") return [words(noResultWords(row), row.values.length)];
  const cells: Cell[] = [];
  for (const { value, leftOut } of row.values) {
    if (value !== null) {
      cells.push(printed(printRatio(value, 2)));
      continue;
    }
    const said = leftOut === null ? documentWords.none : LEFT_OUT[leftOut];
    const last = cells.at(-1);
    if (last?.kind === "words" && last.text === said)
      cells[cells.length - 1] = { ...last, span: (last.span ?? 1) + 1 };
    else cells.push(words(said));
  }
  return cells;
}

function noteOf(row: GradeRow, table: number): string {
  const notes = row.notes.map((note) => NOTES[note]);
  // Shorter tables have no column of parts in which it would stand.
  if (row.withdrawn !== null) notes.unshift(documentWords[row.withdrawn]);
  if (row.level === "score") notes.unshift(`收回不足 ${table} 份，只有每张表的得分`);
  if (row.total === null && row.opinion !== null) notes.push(`测评问卷参考分 ${printRatio(row.opinion, 2)}`);
  if (row.added !== null && row.added.n > ZERO.n) notes.push(`含加分 ${printRatio(row.added, 2)}`);
  return notes.join("；");
}

/** "90 分以上（含）为良好，75 分以上（含）为较好，其余为较差" */
const gradeLines = (grades: GradeTableFacts["grades"]): string =>
  grades
    .map(({ grade, from }, index) =>
      index === grades.length - 1 ? `其余为${grade}` : `${from} 分以上（含）为${grade}`,
    )
    .join("，");

/** 统计口径说明 of a whole round, without numbers. @source texts.zh.md §11 */
function gradeTableBasis(document: GradeTableFacts): readonly string[] {
  const { floor, table, block } = document.thresholds;
  const finer = document.smallBlocks ? `关于单位的表不少于 ${SMALL_BLOCK} 人，` : "";
  const lines = [
    `范围：${document.round}，${document.rows.length} 个被巡察党组织；尚未封存的，以及已作废、宣布无效的，只列单位。应参加人数按各单位名册所定口径，不含服务对象等外部人员。`,
    "有效数：至少有一项明确评价的答卷，取份数最多的一张表；没有一张表由各类人员都填时，取不同人员所填各表之和，分不开的不列。",
    `票种：各单位各类人员按人数并成计票组（每组不少于 ${block} 人，${finer}全单位不足 ${block} 人的为一组），各组分别计算后按权重合成；只有一组的不分票种，一票一分量。`,
    `计分：${document.scales.map((scale) => `${scale}；`).join("")}“不了解”“弃权（未填）”不计入基数。成员测评由正职平均分和其他成员平均分合成，` +
      "问卷由评价题得分和（100－问题反映率）合成，比例见各表单。",
    "问题反映率：选了问题项的份数÷（收回份数－选“不了解”的份数－未填份数），各题平均。",
    "总分：各部分得分乘以分值相加，减专项扣分；表中“扣分”为扣分减加分。缺研判或监督情况的不评等次，只列测评问卷参考分。",
    `等次：${gradeLines(document.grades)}，按两位小数比较，不再进位；有等次限制情形并经确认的，等次不高于限制。`,
    "小数：得分保留两位，四舍五入。",
    `保护填写人：收回不足 ${floor} 份的测评不计分；${floor} 至 ${table - 1} 份的只有每张表的得分。表中各数都出自同一次发布。`,
    `评估办法：《${document.scheme.title}》${document.scheme.version}，校验码 ${document.scheme.digest.slice(0, 8)}。`,
    "顺序：按巡察组和名册顺序排列，不按得分排名。",
  ];
  const joined = (document.joined ?? []).map(({ unit, names }) => joinedWords(unit, names));
  if (joined.length > 0) lines.push(`合并测评：${joined.join("")}`);
  lines.push(...openLine(document.open));
  if (document.isPlain) lines.push("本轮通过未加密网络填写，答卷在手机上先加密再发出。");
  return lines;
}
