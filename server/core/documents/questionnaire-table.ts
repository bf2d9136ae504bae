/** 问卷统计表 and 突出问题清单. @source domain.md §5.4 */
import { HUNDRED, mul, printRatio, sub } from "../ratio.ts";
import type { ReleasedForm, ReleasedItem, ReleasedMulti } from "../release/released.ts";
import type { Thresholds } from "../round/round.ts";
import { tickList } from "../results/tick-list.ts";
import { count, percent, text, words } from "./cells.ts";
import type { Block, Cell, Column, DocumentContent, Table } from "./document.ts";
import { documentWords } from "./document-words.ts";
import { factsLine } from "./facts-line.ts";
import { isRated } from "./rated-table.ts";
import { ratedBlocks, type Tables, titleOf } from "./team-table.ts";
import { type LeafNumbers, questionNumber } from "./question-places.ts";
import { numbersOf, unitDocument, type UnitFacts } from "./unit-facts.ts";
import { excludedNotes } from "./withheld-blocks.ts";

const COLUMNS: readonly Column[] = [
  { width: 6, align: "centre" },
  { width: 34, align: "left" },
  { width: 34, align: "left" },
  { width: 10, align: "centre" },
  { width: 10, align: "centre" },
];

export function questionnaireTable(facts: UnitFacts, form: ReleasedForm): DocumentContent {
  const { thresholds } = facts.round;
  const numbers = numbersOf(facts, form);
  const body: Block[] = [factsLine(facts, form), ...ratedBlocks(facts, form)];
  if (form.level === "tables") {
    const counted = countedTable(form, thresholds, numbers);
    if (counted) body.push({ block: "table", table: counted });
    const ticked = tickedTable(form, numbers);
    if (ticked) body.push({ block: "table", table: ticked });
    const rate = rateTable(form);
    if (rate) body.push({ block: "table", table: rate });
  }
  return unitDocument(facts, {
    kind: "questionnaire-table",
    title: statisticsTitle(form.title),
    orientation: "landscape",
    body,
  });
}

/** 调查问卷（干部职工） → 调查问卷统计表（干部职工） */
export const statisticsTitle = (form: string): string =>
  form.includes("（") ? form.replace("（", "统计表（") : `${titleOf(form)}统计表`;

/** 题号｜题目｜选项｜人数｜占比 of every question that is counted and not rated; null when there is none. */
function countedTable(form: Tables, thresholds: Thresholds, numbers: LeafNumbers): Table | null {
  const { floor } = thresholds;
  const rows: (readonly Cell[])[] = [];
  const numbered = (leaf: string): Cell => questionNumber(numbers, leaf);
  for (const item of form.items.filter((one) => !isRated(one)))
    rows.push(...choiceRows(item, numbered(item.leaf), rows.length, floor));
  for (const multi of form.multis) rows.push(...multiRows(multi, numbered(multi.leaf), rows.length, floor));
  for (const { leaf, title, values, blank } of form.counts)
    rows.push(...valueRows(title, values, blank, numbered(leaf)));
  if (rows.length === 0) return null;
  return {
    sheet: "选择题统计",
    caption: `${titleOf(form.title)}选择题统计表`,
    columns: COLUMNS,
    head: [[{ text: "题号" }, { text: "题目" }, { text: "选项" }, { text: "人数" }, { text: "占比" }]],
    body: rows,
    notes: [
      "多选题占比以收回份数减“不了解”和未填为基数；只有一人勾选的也列为 1。",
      ...excludedNotes(form, thresholds),
    ],
  };
}

const QUESTION = 2;

/** Number and title of a question over all its rows. */
function withQuestion(
  number: Cell,
  title: string,
  rows: readonly (readonly Cell[])[],
): readonly (readonly Cell[])[] {
  const lead: readonly Cell[] = [
    { ...number, rows: rows.length },
    { ...text(title), rows: rows.length },
  ];
  return rows.map((cells, index) => (index === 0 ? [...lead, ...cells] : cells));
}

function choiceRows(
  item: ReleasedItem,
  number: Cell,
  row: number,
  floor: number,
): readonly (readonly Cell[])[] {
  if (item.counts === null) return withQuestion(number, item.title, [[tooFew(item.valid, floor)]]);
  const base = item.valid + item.dontKnow;
  const places = item.counts.map((_, option) => ({ row: row + option, column: QUESTION + 1 }));
  const rows = item.counts.map((votes, option): readonly Cell[] => [
    text(item.options[option]?.text ?? ""),
    count(votes),
    percent(votes, base, { share: { part: places[option]!, of: places } }),
  ]);
  return withQuestion(number, item.title, [...rows, [text("未填"), count(item.blank), words("—")]]);
}

function multiRows(
  multi: ReleasedMulti,
  number: Cell,
  row: number,
  floor: number,
): readonly (readonly Cell[])[] {
  if (multi.counts === null) return withQuestion(number, multi.title, [[tooFew(multi.base, floor)]]);
  const { base, counts, unknown } = multi;
  const shown = counts.flatMap((votes, option) =>
    option === unknown ? [] : [{ title: multi.options[option]?.text ?? "", votes }],
  );
  const column = QUESTION + 1;
  // Shares are of the base, which stands in a row of its own below the options.
  const of = [{ row: row + shown.length, column }];
  return withQuestion(number, multi.title, [
    ...shown.map(({ title, votes }, option): readonly Cell[] => [
      text(title),
      count(votes),
      percent(votes, base, { share: { part: { row: row + option, column }, of } }),
    ]),
    [text("基数（收回－不了解－未填）"), count(base), words("—")],
    [text("不了解"), count(multi.dontKnow), words("—")],
    [text("未填"), count(multi.blank), words("—")],
  ]);
}

function valueRows(
  title: string,
  values: { readonly [value: string]: number },
  blank: number,
  number: Cell,
): readonly (readonly Cell[])[] {
  const entries = Object.entries(values).toSorted(([a], [b]) => Number(a) - Number(b));
  const base = entries.reduce((sum, [, votes]) => sum + votes, 0);
  const rows = entries.map(([value, votes]): readonly Cell[] => [
    text(value === "true" ? "是" : value === "false" ? "否" : value),
    count(votes),
    percent(votes, base),
  ]);
  return withQuestion(number, title, [...rows, [text("未填"), count(blank), words("—")]]);
}

const tooFew = (valid: number, floor: number): Cell => words(documentWords.tooFew(valid, floor), 3);

/** 突出问题清单: ≥ 10 % 关注, ≥ 30 % 突出; null when nothing is ticked that often. */
function tickedTable(form: ReleasedForm & Tables, numbers: LeafNumbers): Table | null {
  const ticks = tickList([form]);
  if (ticks.length === 0) return null;
  return {
    sheet: "突出问题清单",
    caption: "突出问题清单",
    columns: [
      { width: 6, align: "centre" },
      { width: 34, align: "left" },
      { width: 6, align: "centre" },
      { width: 34, align: "left" },
      { width: 14, align: "centre" },
      { width: 8, align: "centre" },
      { width: 8, align: "centre" },
      { width: 10, align: "centre" },
      { width: 10, align: "centre" },
    ],
    head: [
      ["序号", "问题", "题号", "题目", "类别", "人数", "基数", "占比", "程度"].map((title) => ({
        text: title,
      })),
    ],
    body: ticks.map((tick, row): readonly Cell[] => [
      count(row + 1),
      text(tick.option),
      questionNumber(numbers, tick.leaf),
      text(tick.title),
      text(tick.tag ?? ""),
      count(tick.count),
      count(tick.base),
      percent(tick.count, tick.base, {
        share: { part: { row, column: 5 }, of: [{ row, column: 6 }] },
      }),
      text(tick.mark === "prominent" ? "突出" : "关注"),
    ]),
    notes: ["占比 10% 以上的列为关注，30% 以上的列为突出；只说明意见比较集中，不是结论，更不是认定。"],
  };
}

/** 问题反映率 and the form's score: how the two come together. */
function rateTable(form: Tables): Table | null {
  const { scoring, problemRate, score } = form;
  if (scoring.rule !== "questionnaire" || problemRate === null || score === null) return null;
  const rate = mul(problemRate, HUNDRED);
  const rows: readonly (readonly [string, Cell])[] = [
    ["问题反映率（各题平均）", { kind: "percent", printed: printRatio(rate, 1) }],
    [
      `100－问题反映率（占 ${scoring.problems}%）`,
      { kind: "score", printed: printRatio(sub(HUNDRED, rate), 2) },
    ],
    [
      `问卷得分＝评价题得分×${scoring.positive}%＋（100－问题反映率）×${scoring.problems}%`,
      { kind: "score", printed: printRatio(score, 2), isStrong: true },
    ],
  ];
  return {
    sheet: "问题反映率",
    caption: "问题反映率和问卷得分",
    columns: [
      { width: 70, align: "left" },
      { width: 20, align: "centre" },
    ],
    head: [[{ text: "项目" }, { text: "数值" }]],
    body: rows.map(([title, cell]) => [text(title), cell]),
    notes: [],
  };
}
