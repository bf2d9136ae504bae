/** 领导班子民主测评汇总表, and the same table for every form of weighted items about the unit. @source domain.md §5.1 */
import { parseRatio, printRatio, type Ratio } from "../ratio.ts";
import type { FormResult, ReleasedForm, ReleasedItem } from "../release/released.ts";
import { weightedMean } from "../scoring/weighted-mean.ts";
import { score, text, weightedFormula, type WeightedTerm } from "./cells.ts";
import type { Block, Cell, Column, DocumentContent, Table } from "./document.ts";
import { factsLine } from "./facts-line.ts";
import { byScale, isRated, levelsOf, ratedCells, ratedColumns, ratedHead, scoreRow } from "./rated-table.ts";
import { type LeafNumbers, questionNumber } from "./question-places.ts";
import { numbersOf, unitDocument, type UnitFacts } from "./unit-facts.ts";
import type { Thresholds } from "../round/round.ts";
import { excludedNotes, withheldBlocks } from "./withheld-blocks.ts";
import { withheldWords } from "./withheld-words.ts";

export type Tables = Extract<FormResult, { level: "tables" }>;

const BEFORE: readonly Column[] = [
  { width: 6, align: "centre" },
  { width: 16, align: "centre" },
  { width: 32, align: "left" },
];
const FIRST = BEFORE.length;

/** The document of one evaluation form about the unit as a whole. */
export function teamTable(facts: UnitFacts, form: ReleasedForm): DocumentContent {
  return unitDocument(facts, {
    kind: "team-table",
    title: `${titleOf(form.title)}汇总表`,
    orientation: "landscape",
    body: [factsLine(facts, form), ...ratedBlocks(facts, form)],
  });
}

/** 领导班子民主测评表 → 领导班子民主测评 */
export const titleOf = (form: string): string => form.replace(/表$/, "");

/** The tables of one form, or the sentence that stands for them. */
export function ratedBlocks(facts: UnitFacts, form: ReleasedForm): readonly Block[] {
  const { thresholds } = facts.round;
  const numbers = numbersOf(facts, form);
  const first = facts.kinds[form.instrument] === "questionnaire" ? "题号" : "序号";
  if (form.level !== "tables") return withheldBlocks(facts, form);
  const items = form.items.filter((item) => isRated(item) && item.leader === null);
  const groups = byScale(items);
  return groups.map((group, at): Block => {
    const isWhole = groups.length === 1;
    const caption = isWhole ? titleOf(form.title) : `${titleOf(form.title)}（${at + 1}）`;
    return {
      block: "table",
      table: teamTableOf(form, group, { caption, first, thresholds, numbers, hasTotal: at === 0 }),
    };
  });
}

interface Settings {
  readonly caption: string;
  /** Head of the first column. @source domain.md §5.1, §5.4 */
  readonly first: "序号" | "题号";
  readonly thresholds: Thresholds;
  readonly numbers: LeafNumbers;
  readonly hasTotal: boolean;
}

function teamTableOf(form: Tables, items: readonly ReleasedItem[], settings: Settings): Table {
  const levels = levelsOf(items[0]!);
  const scoreColumn = FIRST + levels.length * 2 + 2;
  const rows: (readonly Cell[])[] = [];
  const totals: WeightedTerm[] = [];
  for (const group of groupsOf(form, items)) {
    const first = rows.length;
    const hasSum = group.weight !== null && group.items.length > 1;
    for (const [index, item] of group.items.entries()) {
      const category: Cell = { ...text(group.title), rows: group.items.length + (hasSum ? 1 : 0) };
      rows.push([
        questionNumber(settings.numbers, item.leaf),
        ...(index === 0 ? [category] : []),
        text(item.title),
        ...ratedCells(item, { row: rows.length, column: FIRST }, settings.thresholds.floor),
      ]);
    }
    if (hasSum) rows.push(subtotal(group, first, scoreColumn, levels.length * 2 + 2));
    const own = hasSum ? group.score : (group.items[0]?.score ?? null);
    if (group.weight !== null && own) {
      const at = { row: rows.length - 1, column: scoreColumn };
      totals.push({ at, printed: printRatio(own, 2), factor: group.weight });
    }
  }
  const whole = settings.hasTotal ? wholeOf(form, items) : null;
  if (whole) rows.push(total(whole, totals, levels.length * 2 + 2));
  return {
    sheet: settings.caption,
    caption: settings.caption,
    columns: ratedColumns(levels, BEFORE, []),
    head: ratedHead(levels, [settings.first, "类别（权重）", "测评内容"], []),
    body: rows,
    notes: notesOf(form, items, settings.thresholds),
  };
}

interface Group {
  readonly title: string;
  /** Exact ratio text; null = not scored. */
  readonly weight: string | null;
  readonly score: Ratio | null;
  readonly items: readonly ReleasedItem[];
}

/** Items by part; without parts every item stands for itself; what is not scored comes last. */
function groupsOf(form: Tables, items: readonly ReleasedItem[]): readonly Group[] {
  const scored = items.filter(({ weight }) => weight !== null);
  const parts = form.parts.map((part): Group => ({
    title: `${part.title}（${percentText(part.weight)}）`,
    weight: part.weight,
    score: part.score,
    items: scored.filter((item) => item.part === part.id),
  }));
  const single = scored
    .filter(({ part }) => part === null)
    .map((item): Group => {
      return {
        title: percentText(item.weight ?? "0"),
        weight: item.weight,
        score: item.score,
        items: [item],
      };
    });
  const rest = items.filter(({ weight }) => weight === null);
  const unscored: Group = { title: "总体评价（不计分）", weight: null, score: null, items: rest };
  return [...parts, ...single, unscored].filter((group) => group.items.length > 0);
}

const percentText = (weight: string): string => (weight.includes("/") ? weight : `${weight}%`);

function subtotal(group: Group, first: number, column: number, covered: number): readonly Cell[] {
  const terms = group.items.flatMap((item, index): WeightedTerm[] =>
    item.score === null
      ? []
      : [{ at: { row: first + index, column }, printed: printRatio(item.score, 2), factor: "1" }],
  );
  const printed = group.score && printRatio(group.score, 2);
  const formula = printed === null ? undefined : weightedFormula(printed, terms, null);
  const own: Cell = printed === null ? score(null) : { kind: "score", printed, ...(formula && { formula }) };
  return scoreRow([text(""), text("小计")], covered, own);
}

/** What the items together come to: the score of the form, or of a questionnaire the part that is not problem ticks. */
function wholeOf(form: Tables, items: readonly ReleasedItem[]): { label: string; value: Ratio } | null {
  const isMixed = form.scoring.rule === "questionnaire";
  const value = isMixed
    ? weightedMean(
        items.flatMap(({ weight, score: own }) =>
          weight === null ? [] : [{ weight: parseRatio(weight), value: own }],
        ),
      )
    : form.score;
  return value && { label: isMixed ? "评价题得分" : "综合得分", value };
}

function total(
  whole: { readonly label: string; readonly value: Ratio },
  terms: readonly WeightedTerm[],
  covered: number,
): readonly Cell[] {
  const printed = printRatio(whole.value, 2);
  const formula = weightedFormula(printed, terms, null);
  const own: Cell = { kind: "score", printed, ...(formula && { formula }) };
  return scoreRow([{ ...text(whole.label), span: FIRST }], covered, own);
}

function notesOf(form: Tables, items: readonly ReleasedItem[], thresholds: Thresholds): readonly string[] {
  return [
    ...(items.some(({ isPooled }) => isPooled) ? [withheldWords.pooled(thresholds)] : []),
    ...excludedNotes(form, thresholds),
  ];
}
