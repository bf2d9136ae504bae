/** 得分推导表: from the total of one unit down to the counts that were released. @source domain.md §5.9 */
import { compare, printRatio, type Ratio, storeRatio, ZERO } from "../ratio.ts";
import { type DerivationNode, deriveUnit, type LineCounts } from "../scoring/derivation.ts";
import { score, text, words } from "./cells.ts";
import type { Block, Cell, DocumentContent } from "./document.ts";
import { documentWords } from "./document-words.ts";
import { scoreBlocks } from "./score-blocks.ts";
import { LEFT_OUT } from "./score-words.ts";
import { unitDocument, type UnitFacts } from "./unit-facts.ts";

const HEAD = ["层级", "项目", "权重", "得分", "计入上一级", "算式", "依据"];
const WIDTHS = [7, 36, 12, 10, 12, 34, 46];

export function derivationTable(facts: UnitFacts): DocumentContent {
  return unitDocument(facts, {
    kind: "derivation",
    title: "得分推导表",
    under: [facts.unit.name],
    orientation: "landscape",
    body: [...scoreBlocks(facts.score, facts.review), derivationBlock(facts)],
  });
}

function derivationBlock({ score: own, result }: UnitFacts): Block {
  return {
    block: "table",
    table: {
      sheet: "得分推导",
      caption: "各部分得分推导",
      columns: WIDTHS.map((width, at) => ({ width, align: at === 1 || at > 4 ? "left" : "centre" })),
      head: [HEAD.map((title) => ({ text: title }))],
      body: deriveUnit(own, result.forms).flatMap((node, at) => rowsOf(node, `${at + 1}`)),
      notes: ["算式中的得分已按两位小数写出；计算用分数，只在列出时四舍五入一次。"],
    },
  };
}

/**
 * The same without the lines that come of counts, which stand in the tables of a report: parts, what they are made of,
 * and what people entered.
 */
export function derivationSummary({ score: own, result }: UnitFacts): Block {
  const kept = [0, 1, 2, 3, 4, 5];
  const shortened = (node: DerivationNode): DerivationNode => ({
    ...node,
    children: node.children.filter(({ counts }) => counts === null).map(shortened),
  });
  return {
    block: "table",
    table: {
      sheet: "得分推导",
      caption: "各部分得分推导",
      columns: kept.map((at) => ({
        width: SUMMARY_WIDTHS[at]!,
        align: at === 1 || at > 4 ? "left" : "centre",
      })),
      head: [kept.map((at) => ({ text: HEAD[at]! }))],
      body: deriveUnit(own, result.forms).flatMap((node, at) =>
        rowsOf(shortened(node), `${at + 1}`).map((cells) => kept.map((column) => cells[column]!)),
      ),
      notes: ["各题的票数和得分见上面各表；逐题的算式和依据见《得分推导表》。"],
    },
  };
}

const SUMMARY_WIDTHS = [8, 30, 9, 11, 11, 31];

/** A node and, indented by its number, everything below it. */
function rowsOf(node: DerivationNode, number: string): readonly (readonly Cell[])[] {
  return [rowOf(node, number), ...node.children.flatMap((child, at) => rowsOf(child, `${number}.${at + 1}`))];
}

function rowOf(node: DerivationNode, number: string): readonly Cell[] {
  const { kind, title, weight, value, contribution, formula, leftOut } = node;
  const isPart = kind === "part";
  const cells: readonly Cell[] = [
    text(number),
    text(title === "" ? ADJUSTMENTS[kind] : title),
    text(weight === null || compare(weight, ZERO) === 0 ? "" : points(weight)),
    value === null ? words(leftOut === null ? documentWords.none : LEFT_OUT[leftOut]) : score(value),
    contribution === null ? words(documentWords.none) : score(contribution),
    text(formula),
    text(groundOf(node)),
  ];
  return isPart ? cells.map((cell) => ({ ...cell, isStrong: true })) : cells;
}

const ADJUSTMENTS: Record<DerivationNode["kind"], string> = {
  part: "",
  indicator: "",
  line: "",
  deduction: "专项扣分",
  bonus: "加分（不提高等次）",
};

/** A share as people write it when that is exact, else as a fraction. */
function points(weight: Ratio): string {
  const printed = printRatio(weight, 2);
  const isExact = (100n * weight.n) % weight.d === 0n;
  return isExact ? printed.replace(/\.?0+$/, "") : storeRatio(weight);
}

function groundOf({ counts, entered, reason, value, leftOut }: DerivationNode): string {
  const parts = [
    // Without a value the reason stands in its place.
    value === null || leftOut === null ? "" : LEFT_OUT[leftOut],
    counts === null ? "" : countsText(counts),
    entered === null ? "" : `录入 ${entered}`,
    reason,
  ];
  return parts.filter((part) => part !== "").join("；");
}

function countsText(counts: LineCounts): string {
  const votes = counts.options.map(({ text: option, n }) => `${option} ${n}`).join("、");
  const aside = `不了解 ${counts.dontKnow}、未填 ${counts.blank}`;
  return counts.kind === "item"
    ? [
        `${votes}；${aside}`,
        ...(counts.isPooled ? ["各组合并计算"] : []),
        ...counts.blocks.map(blockText),
      ].join("；")
    : `反映问题 ${counts.reported}，基数 ${counts.base}；${votes}；${aside}`;
}

/** What an item's value is computed from by hand: votes in the order of the options, weight and mean of each block. */
function blockText({ name, weight, counts, mean }: ItemBlock): string {
  const average = mean === null ? documentWords.none : printRatio(mean, 2);
  return `${name}（权重 ${points(weight)}）${counts.join("/")}，均分 ${average}`;
}

type ItemBlock = Extract<LineCounts, { kind: "item" }>["blocks"][number];
