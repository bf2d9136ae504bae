/** Which charts a form with tables becomes: one per scale, and one per question that is asked of every leader. */
import { isPlainChoice } from "../../charts/answer-tables.ts";
import { groupByScale, stackedSeries } from "../../charts/stacked-items.ts";
import type { StackedSeries } from "../../charts/stacked-items.ts";
import { parseRatio, toNumber } from "../../../server/core/ratio.ts";
import type { FormAnswer, ItemAnswer, TablesAnswer } from "../../../server/http/office/answers-results.ts";
import { charts as text } from "../../text/console-results.ts";

export type Tabled = Extract<FormAnswer, TablesAnswer>;

export interface Figure {
  readonly title: string;
  /** The main finding in one sentence, the accessible name of the chart. */
  readonly name: string;
  readonly items: readonly ItemAnswer[];
  readonly series: StackedSeries;
}

/** What is drawn of a form, or of a form of several units together. */
type Drawn = Pick<Tabled, "title" | "scoring" | "items" | "leaders">;

export function figuresOf(form: Drawn): readonly Figure[] {
  const rated = form.items.filter((item) => !isPlainChoice(item));
  const ofUnit = groupByScale(rated.filter(({ leader }) => leader === null));
  return [
    ...ofUnit.map((items) => {
      const label = (item: ItemAnswer) => itemLabel(form, item);
      const title = text.itemsTitle(form.title);
      return { title, name: nameOf(title, items, label), items, series: stackedSeries(items, label) };
    }),
    ...groupByQuestion(rated.filter(({ leader }) => leader !== null)).map((items) => {
      const title = text.leadersTitle(form.title, items[0]?.title ?? "");
      const series = stackedSeries(items, (item) => leaderLabel(form, item));
      // Who of them is first or last by score is said nowhere unless somebody asks for it.
      return { title, name: text.leadersName(title, items.length), items, series };
    }),
  ];
}

/** In the order of the form; leaders in 班子排序, never by score. */
function groupByQuestion(items: readonly ItemAnswer[]): readonly (readonly ItemAnswer[])[] {
  const questions = [...new Set(items.map(({ item }) => item))];
  return questions.map((question) =>
    items.filter(({ item }) => item === question).toSorted((a, b) => (a.leader ?? 0) - (b.leader ?? 0)),
  );
}

/** In a form that is scored, an item without a weight says so. */
const itemLabel = (form: Drawn, item: ItemAnswer): string =>
  item.weight === null && form.scoring.rule !== "none" ? text.unscored(item.title) : item.title;

function leaderLabel(form: Drawn, item: ItemAnswer): string {
  const leader = form.leaders.find(({ position }) => position === item.leader);
  return leader ? text.leaderLabel(leader.name, leader.post) : item.title;
}

type Label = (item: ItemAnswer) => string;

function nameOf(title: string, items: readonly ItemAnswer[], label: Label): string {
  const scored = items
    .flatMap((item) => (item.score ? [{ item, ...item.score }] : []))
    .toSorted((a, b) => toNumber(parseRatio(a.exact)) - toNumber(parseRatio(b.exact)));
  const low = scored[0];
  const high = scored.at(-1);
  if (!low || !high) return text.itemsPlain(title, items.length);
  return text.itemsName(title, label(low.item), low.printed, label(high.item), high.printed);
}
