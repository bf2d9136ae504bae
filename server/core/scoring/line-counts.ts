/** The counts that one line of a derivation comes from, as they were released. */
import { div, mul, parseRatio, ratio, type Ratio, sum } from "../ratio.ts";
import type { FormResult, ReleasedItem, ReleasedMulti } from "../release/released.ts";
import type { Selection } from "./scheme.ts";
import { isScored, meantOptions } from "./selection.ts";

export type LineCounts =
  | {
      readonly kind: "item";
      /** Priced options; 100 and 0 where the share of the positive ones is what counts. */
      readonly options: readonly { readonly text: string; readonly points: string; readonly n: number }[];
      readonly valid: number;
      readonly dontKnow: number;
      readonly blank: number;
      /** Scored as one pool although there are several blocks. */
      readonly isPooled: boolean;
      /** Every scored block of the form. */
      readonly blocks: readonly {
        readonly name: string;
        readonly weight: Ratio;
        readonly ballots: number;
        /** Per priced option, in the order of `options`; null where the block has no column: one block alone, or a pool. */
        readonly counts: readonly number[] | null;
        readonly mean: Ratio | null;
      }[];
    }
  | {
      readonly kind: "multi";
      /** Problems; of one tag or dimension where the indicator names it. */
      readonly options: readonly { readonly text: string; readonly n: number }[];
      /** 问题反映率 = ticks ÷ (base × choices): ballots with a problem and 1, or the ticks of the named options and their number. */
      readonly ticks: number;
      readonly choices: number;
      readonly base: number;
      readonly reported: number;
      readonly dontKnow: number;
      readonly blank: number;
    };

type Tables = Extract<FormResult, { level: "tables" }>;

/**
 * @param positive options whose share counts, in place of all prices; null = the prices of the form
 * @returns null when fewer than `floor` valid answers: then the counts were not released either
 */
export function itemCounts(
  { counts, options, blocks, ...item }: ReleasedItem,
  form: Tables,
  positive: readonly string[] | null = null,
): LineCounts | null {
  if (counts === null) return null;
  const priced = options.flatMap(({ value, text, points, dontKnow }, i) => {
    if (dontKnow || points === null) return [];
    return [{ text, points: positive === null ? points : positive.includes(String(value)) ? "100" : "0", i }];
  });
  return {
    kind: "item",
    options: priced.map(({ text, points, i }) => ({ text, points, n: counts[i]! })),
    valid: item.valid,
    dontKnow: item.dontKnow,
    blank: item.blank,
    isPooled: item.isPooled,
    blocks: form.blocks.filter(isScored).map(({ id, name, weight, ballots }) => {
      const column = blocks.find((one) => one.block === id);
      const own = column && priced.map(({ i, points }) => ({ n: column.counts[i]!, points }));
      return {
        name,
        weight,
        ballots,
        counts: own?.map(({ n }) => n) ?? null,
        mean: own ? meanOf(own) : null,
      };
    }),
  };
}

function meanOf(options: readonly { readonly n: number; readonly points: string }[]): Ratio | null {
  const valid = options.reduce((total, { n }) => total + n, 0);
  if (valid === 0) return null;
  return div(sum(options.map(({ n, points }) => mul(ratio(n), parseRatio(points)))), ratio(valid));
}

/** @param select of the indicator; where it names options by tag or dimension those count, else every problem does */
export function multiCounts(multi: ReleasedMulti, select?: Selection): LineCounts | null {
  const { counts, reported, options, none, unknown, base, dontKnow, blank } = multi;
  if (counts === null || reported === null) return null;
  const named = meantOptions(multi, select);
  const problems = options.flatMap(({ text }, i) =>
    (named ? named.includes(i) : i !== none && i !== unknown) ? [{ text, n: counts[i]! }] : [],
  );
  const ticks = named ? problems.reduce((total, { n }) => total + n, 0) : reported;
  const choices = named ? problems.length : 1;
  return { kind: "multi", options: problems, ticks, choices, base, reported, dontKnow, blank };
}
