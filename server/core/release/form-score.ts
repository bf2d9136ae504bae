/** How the one score of a form follows from its items. @source docs/scoring.md §3; domain.md §4 */
import type { FrozenForm } from "../definition/frozen.ts";
import { HUNDRED, mul, ONE, parseRatio, ratio, type Ratio, sub } from "../ratio.ts";
import { weightedMean } from "../scoring/weighted-mean.ts";
import type { ReleasedItem, ReleasedLeader, ReleasedMulti } from "./released.ts";

/** Everything that was rated, before it is decided how much of it may be shown. */
export interface Rated {
  readonly items: readonly ReleasedItem[];
  readonly multis: readonly ReleasedMulti[];
}

/** Σ weight·score ÷ Σ weight over the items that have both. */
export const itemsScore = (items: readonly ReleasedItem[]): Ratio | null =>
  weightedMean(
    items.flatMap((item) =>
      item.weight === null ? [] : [{ weight: parseRatio(item.weight), value: item.score }],
    ),
  );

/** The leaders this form is about, in 班子排序. */
export const leaderScores = (form: FrozenForm, items: readonly ReleasedItem[]): readonly ReleasedLeader[] =>
  form.leaders.flatMap(({ position, name, post, isPrincipal }) => {
    const own = items.filter((item) => item.leader === position);
    return own.length === 0 ? [] : [{ position, name, post, isPrincipal, score: itemsScore(own) }];
  });

/**
 * 问题反映率: people who ticked at least one problem ÷ (ballots − 不了解 − 未填), mean over the problem questions.
 *
 * @returns 0–1; null when the form has none or every base is too small
 */
export function problemRate(form: FrozenForm, multis: readonly ReleasedMulti[]): Ratio | null {
  if (form.scoring.rule !== "questionnaire") return null;
  const { problemItems } = form.scoring;
  return weightedMean(
    multis
      .filter((multi) => problemItems.includes(multi.item) && multi.reported !== null)
      .map((multi) => ({ weight: ONE, value: ratio(multi.reported!, multi.base) })),
  );
}

/**
 * The form's score, at every level; a term without a value leaves its weight to the others.
 *
 * @returns points 0–100, exact; null when nothing could be scored
 */
export function formScore(form: FrozenForm, { items, multis }: Rated): Ratio | null {
  const { scoring } = form;
  switch (scoring.rule) {
    case "none":
      return null;
    case "items":
      return itemsScore(items);
    case "leaders": {
      const leaders = leaderScores(form, items);
      return weightedMean([
        { weight: parseRatio(scoring.principal), value: meanOf(leaders.filter((one) => one.isPrincipal)) },
        { weight: parseRatio(scoring.others), value: meanOf(leaders.filter((one) => !one.isPrincipal)) },
      ]);
    }
    case "questionnaire": {
      const rate = problemRate(form, multis);
      return weightedMean([
        { weight: parseRatio(scoring.positive), value: itemsScore(items) },
        { weight: parseRatio(scoring.problems), value: rate && sub(HUNDRED, mul(HUNDRED, rate)) },
      ]);
    }
  }
}

const meanOf = (leaders: readonly ReleasedLeader[]): Ratio | null =>
  weightedMean(leaders.map(({ score }) => ({ weight: ONE, value: score })));

/** 类别小计: each part over its items that have a score. */
export const partScores = (
  form: FrozenForm,
  items: readonly ReleasedItem[],
): readonly { id: string; title: string; weight: string; score: Ratio | null }[] =>
  form.parts.map(({ id, title, weight }) => {
    return { id, title, weight, score: itemsScore(items.filter((item) => item.part === id)) };
  });
