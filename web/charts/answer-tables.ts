/** Questions that are counted and not scored, as tables of answers. */
import { printRatio, ratio } from "../../server/core/ratio.ts";
import type {
  ItemAnswer,
  MultiAnswer,
  OptionAnswer,
  TablesAnswer,
} from "../../server/http/office/answers-results.ts";

export interface AnswerTable {
  readonly leaf: string;
  readonly title: string;
  /** Null = withheld. */
  readonly rows:
    | readonly {
        readonly answer: string;
        readonly count: number;
        /** Of `base`, one decimal; null when nobody answered. */
        readonly percent: string | null;
      }[]
    | null;
  readonly base: number;
  readonly blank: number;
}

export interface YesNo {
  readonly yes: string;
  readonly no: string;
}

export function answerTables(form: TablesAnswer, words: YesNo): readonly AnswerTable[] {
  return [
    ...form.items.filter(isPlainChoice).map(ofChoice),
    ...form.multis.filter(({ none }) => none === null || form.problemRate === null).map(ofMulti),
    ...form.counts.map((count) => ofValues(count, words)),
  ];
}

/** A choice whose options have no order of merit. */
export const isPlainChoice = (item: ItemAnswer): boolean =>
  item.options.some(({ points, dontKnow }) => points === null && !dontKnow);

const percentOf = (count: number, base: number): string | null =>
  base === 0 ? null : printRatio(ratio(100 * count, base), 1);

function rowsOf(
  options: readonly OptionAnswer[],
  counts: readonly number[] | null,
  base: number,
): AnswerTable["rows"] {
  return (
    counts &&
    options.map(({ text }, index) => {
      const count = counts[index] ?? 0;
      return { answer: text, count, percent: percentOf(count, base) };
    })
  );
}

function ofChoice(item: ItemAnswer): AnswerTable {
  const base = item.valid + item.dontKnow;
  return {
    leaf: item.leaf,
    title: item.title,
    rows: rowsOf(item.options, item.counts, base),
    base,
    blank: item.blank,
  };
}

const ofMulti = (multi: MultiAnswer): AnswerTable => ({
  leaf: multi.leaf,
  title: multi.title,
  rows: rowsOf(multi.options, multi.counts, multi.base),
  base: multi.base,
  blank: multi.blank,
});

function ofValues({ leaf, title, values, blank }: TablesAnswer["counts"][number], words: YesNo): AnswerTable {
  const entries = Object.entries(values).toSorted(([a], [b]) => Number(a) - Number(b));
  const base = entries.reduce((sum, [, count]) => sum + count, 0);
  const say = (value: string): string =>
    value === "true" ? words.yes : value === "false" ? words.no : value;
  const rows = entries.map(([value, count]) => ({
    answer: say(value),
    count,
    percent: percentOf(count, base),
  }));
  return { leaf, title, rows, base, blank };
}
