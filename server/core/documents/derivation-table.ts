/** 得分推导表: from the counts that were released to the grade, so that it can be done again by hand. @source domain.md §5.9 */
import { approvedGrade, proposedGrade } from "../review/review.ts";
import { openBallots } from "../results/open-ballots.ts";
import { deriveUnit } from "../scoring/derivation.ts";
import { text } from "./cells.ts";
import { shortBasis } from "./counting-basis.ts";
import { outcomeRows } from "./derivation-outcome.ts";
import { blockColumns, type DerivationRow, partRows } from "./derivation-rows.ts";
import type { Block, Cell, Column, DocumentContent, Table } from "./document.ts";
import { documentWords } from "./document-words.ts";
import { NOTES } from "./score-words.ts";
import { unitDocument, type UnitFacts } from "./unit-facts.ts";

const TITLE = "得分推导表";
const WORDS = {
  head: ["序号", "项目", "权重", "票数（各组依次为各档）=组均分，或算式", "不了解/未填", "得分", "计入"],
  decided: (proposed: string, approved: string) => `建议等次：${proposed}　审定等次：${approved}`,
  rules: [
    "复算：组均分＝Σ(票数×分值)÷票数；一项得分＝Σ(组均分×组权重)÷Σ组权重，写“合并”或只有一组的，按全部票数算一个均分；计入＝得分×权重÷同级有得分各项的权重之和；上一级得分＝下级计入之和；总分限于 0 至 100 分。",
    "计算用分数，只在列出时四舍五入一次，保留两位小数；等次按列出的总分评定，加分不算在内。",
  ],
  closed: (digest: string) => `封存校验码 ${digest}`,
} as const;

export function derivationTable(facts: UnitFacts): DocumentContent {
  const { round, unit, poll } = facts;
  const open = openBallots(facts.roll.sheet.forms);
  const basis = shortBasis({ eligibleBasis: unit.eligibleBasis, thresholds: round.thresholds, open });
  return unitDocument(facts, {
    kind: "derivation",
    title: TITLE,
    under: [unit.name],
    isDense: true,
    body: [
      { block: "table", table: tableOf(facts) },
      ...[basis, WORDS.closed(poll.digest)].map((said): Block => {
        return { block: "line", pieces: [{ text: said, missing: false }] };
      }),
    ],
    // Whatever is needed stands in the table and under it, so that the sheet is two pages.
    basis: [],
  });
}

function tableOf(facts: UnitFacts): Table {
  const { score: own, result, scheme, review } = facts;
  const nodes = deriveUnit(own, result.forms, scheme.scheme);
  const blocks = blockColumns(nodes);
  const parts = nodes.filter(({ kind }) => kind === "part");
  const rows = [
    ...parts.flatMap((node, at) => partRows(node, `${at + 1}`)),
    ...outcomeRows(
      facts,
      nodes.filter(({ kind }) => kind !== "part"),
    ),
  ];
  const [number, title, weight, middle, aside, value, given] = WORDS.head;
  return {
    sheet: TITLE,
    caption: "",
    columns: columnsOf(blocks),
    head: [
      [
        ...[number, title, weight].map((said) => ({ text: said })),
        { text: middle, span: blocks },
        ...[aside, value, given].map((said) => ({ text: said })),
      ],
    ],
    body: rows.map((row) => cellsOf(row, blocks)),
    notes: [
      WORDS.decided(proposedGrade(review) ?? documentWords.none, approvedGrade(review) ?? documentWords.none),
      ...own.notes.map((note) => `${NOTES[note]}。`),
      ...WORDS.rules,
    ],
  };
}

/** Half-width characters: all columns together fill a dense page, whatever the blocks. */
const VOTES = 55;

function columnsOf(blocks: number): readonly Column[] {
  const votes = Array.from({ length: blocks }, () => ({ width: VOTES / blocks, align: "centre" as const }));
  return [
    { width: 7.5, align: "centre" },
    { width: 28.5, align: "left" },
    { width: 6.5, align: "centre" },
    ...votes,
    { width: 7.5, align: "centre" },
    { width: 7.5, align: "centre" },
    { width: 7, align: "centre" },
  ];
}

function cellsOf(
  { number, title, weight, middle, value, given, isStrong }: DerivationRow,
  blocks: number,
): readonly Cell[] {
  const cells = [text(number), text(title), text(weight), ...middleCells(middle, blocks), value, given];
  return isStrong ? cells.map((cell) => ({ ...cell, isStrong })) : cells;
}

function middleCells(middle: DerivationRow["middle"], blocks: number): readonly Cell[] {
  if (typeof middle === "string") return [{ ...text(middle), span: blocks + 1 }];
  const last = middle.blocks.length - 1;
  return [
    ...middle.blocks.map((votes, at) =>
      at === last ? { ...text(votes), span: blocks - last } : text(votes),
    ),
    text(middle.aside),
  ];
}
