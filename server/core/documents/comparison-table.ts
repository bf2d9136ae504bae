/** 分票种对比表: the mean of each released block beside the score of the whole. @source domain.md §5.3 */
import type { ReleasedBlock, ReleasedForm, ReleasedItem } from "../release/released.ts";
import type { Thresholds } from "../round/round.ts";
import { blockScore } from "../results/block-score.ts";
import { printRatio } from "../ratio.ts";
import { count, score, text, words } from "./cells.ts";
import type { Block, Cell, Column, DocumentContent, Table } from "./document.ts";
import { isRated } from "./rated-table.ts";
import { type Tables, titleOf } from "./team-table.ts";
import { type LeafNumbers, questionNumber } from "./question-places.ts";
import { numbersOf, unitDocument, type UnitFacts } from "./unit-facts.ts";

export function comparisonTable(facts: UnitFacts): DocumentContent {
  const forms = facts.result.forms.filter(isCompared);
  return unitDocument(facts, {
    kind: "comparison-table",
    title: "分票种对比表",
    orientation: "landscape",
    under: [facts.unit.name],
    body: forms.map((form): Block => ({
      block: "table",
      table: tableOf(form, numbersOf(facts, form), facts.round.thresholds),
    })),
  });
}

/** Released in more than one block: else there is nothing to compare. */
export const isCompared = (form: ReleasedForm): form is ReleasedForm & Tables =>
  form.level === "tables" && form.blocks.length > 1;

function tableOf(form: Tables, numbers: LeafNumbers, { floor }: Thresholds): Table {
  const items = form.items.filter((item) => isRated(item) && item.blocks.length > 0);
  const withWhole = form.items.filter((item) => isRated(item) && item.blocks.length === 0);
  return {
    sheet: form.shortTitle,
    caption: `${titleOf(form.title)}分票种得分`,
    columns: [
      { width: 5, align: "centre" },
      { width: 40, align: "left" },
      ...form.blocks.map((): Column => ({ width: 16, align: "centre" })),
      { width: 12, align: "centre" },
    ],
    head: [
      [
        { text: "序号" },
        { text: "测评内容" },
        ...form.blocks.map((block) => ({ text: headOf(block) })),
        { text: "合成得分" },
      ],
    ],
    body: [...items, ...withWhole].map((item, at) => rowOf(form, item, at, numbers)).concat([totalRow(form)]),
    notes: withWhole.length > 0 ? [`有的计票组有效评价不足 ${floor} 份的项，各组合并计算，不分列。`] : [],
  };
}

const headOf = ({ name, ballots, weight, isOutside }: ReleasedBlock): string =>
  `${name}（收回 ${ballots} 份${isOutside ? "，单列" : `，权重 ${printRatio(weight, 2).replace(/\.?0+$/, "")}%`}）`;

function rowOf(form: Tables, item: ReleasedItem, at: number, numbers: LeafNumbers): readonly Cell[] {
  const leader = form.leaders.find(({ position }) => position === item.leader);
  const title = leader ? `${leader.name}　${item.title}` : item.title;
  const means =
    item.blocks.length === 0
      ? [words("合并计算", form.blocks.length)]
      : form.blocks.map(({ id }) => score(item.blocks.find(({ block }) => block === id)?.mean ?? null));
  // Of a form about leaders every leader has the same questions.
  const number = leader ? count(at + 1) : questionNumber(numbers, item.leaf);
  return [number, text(title), ...means, score(item.score)];
}

function totalRow(form: Tables): readonly Cell[] {
  const means = form.blocks.map(({ id }) => score(blockScore(form, id)));
  const label: Cell = { ...text("合计"), span: 2, isStrong: true };
  return [label, ...means, { ...score(form.score), isStrong: true }];
}
