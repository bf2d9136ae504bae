/** How the parts of a score are made, without the lines that come of counts: those stand in the tables of a report. */
import { type DerivationNode, deriveUnit } from "../scoring/derivation.ts";
import { text } from "./cells.ts";
import { adjustmentRow } from "./derivation-outcome.ts";
import { type DerivationRow, partRows } from "./derivation-rows.ts";
import type { Block, Cell } from "./document.ts";
import type { UnitFacts } from "./unit-facts.ts";

const HEAD = ["层级", "项目", "权重", "得分", "计入上一级", "算式"];
const WIDTHS = [8, 30, 9, 11, 11, 31];

export function derivationSummary({ score, result, scheme }: UnitFacts): Block {
  const nodes = deriveUnit(score, result.forms, scheme.scheme).map(withoutCounts);
  const rows = nodes.flatMap((node, at) =>
    node.kind === "part" ? partRows(node, `${at + 1}`) : [adjustmentRow(node, scheme.scheme)],
  );
  return {
    block: "table",
    table: {
      sheet: "得分推导",
      caption: "各部分得分推导",
      columns: WIDTHS.map((width, at) => ({ width, align: at === 1 || at > 4 ? "left" : "centre" })),
      head: [HEAD.map((title) => ({ text: title }))],
      body: rows.map(cellsOf),
      notes: ["各题的票数和得分见上面各表；逐题的算式和依据见《得分推导表》。"],
    },
  };
}

const withoutCounts = (node: DerivationNode): DerivationNode => ({
  ...node,
  children: node.children.filter(({ counts }) => counts === null).map(withoutCounts),
});

function cellsOf({ number, title, weight, middle, value, given, isStrong }: DerivationRow): readonly Cell[] {
  const figures = typeof middle === "string" ? middle : "";
  const cells = [text(number), text(title), text(weight), value, given, text(figures)];
  return isStrong ? cells.map((cell) => ({ ...cell, isStrong })) : cells;
}
