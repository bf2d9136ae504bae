/** The lines below a form's part, from what was released of it. */
import { QUESTIONNAIRE_TERMS } from "../documents/score-words.ts";
import { div, HUNDRED, mul, ONE, parseRatio, ratio, type Ratio, sub, ZERO } from "../ratio.ts";
import type { FormResult } from "../release/released.ts";
import { itemsScore } from "../release/form-score.ts";
import type { ScoreLine } from "./unit-score.ts";
import { sharesOf } from "./weighted-mean.ts";

type Tables = Extract<FormResult, { level: "tables" }>;

export interface Term {
  readonly id: string;
  readonly title: string;
  readonly leaf: string | null;
  readonly weight: Ratio;
  readonly value: Ratio | null;
  /** What the value was made of, in figures. */
  readonly entered?: string;
}

/** @returns [] for a form whose tables are not released: then its one score is all that is known */
export function formLines(form: FormResult): readonly ScoreLine[] {
  return form.level === "tables" ? linesOf(form.instrument, termsOf(form)).lines : [];
}

/** Lines of terms that make a weighted mean; a term without a value leaves its weight to the others. */
export function linesOf(
  instrument: string,
  terms: readonly Term[],
): { readonly mean: Ratio | null; readonly lines: readonly ScoreLine[] } {
  const { mean, present, shares } = sharesOf(terms);
  const lines = terms.map(({ id, title, leaf, weight, value, entered }, i): ScoreLine => {
    const share = shares[i]!;
    return {
      id,
      title,
      reference: `${instrument}#${leaf ?? id}`,
      weight,
      value,
      contribution: share,
      formula: share && value && { kind: "share", value, weight, present },
      entered: entered ?? null,
      reason: "",
      leftOut: value === null ? "too-few-valid" : null,
    };
  });
  return { mean, lines };
}

function termsOf(form: Tables): readonly Term[] {
  const { scoring } = form;
  switch (scoring.rule) {
    case "none":
      return [];
    case "items":
      return form.items.flatMap(({ leaf, title, weight, score }) =>
        weight === null ? [] : [{ id: leaf, title, leaf, weight: parseRatio(weight), value: score }],
      );
    case "leaders":
      return leaderTerms(form, parseRatio(scoring.principal), parseRatio(scoring.others));
    case "questionnaire":
      return [
        {
          id: "positive",
          title: QUESTIONNAIRE_TERMS.positive,
          leaf: null,
          weight: parseRatio(scoring.positive),
          value: itemsScore(form.items),
        },
        {
          id: "problems",
          title: QUESTIONNAIRE_TERMS.problems,
          leaf: null,
          weight: parseRatio(scoring.problems),
          value: form.problemRate && sub(HUNDRED, mul(HUNDRED, form.problemRate)),
        },
      ];
  }
}

/** Each leader has an equal share of his group's weight; without the other group that weight is all there is. */
export function leaderTerms(form: Tables, principal: Ratio, others: Ratio): readonly Term[] {
  const scored = (isPrincipal: boolean): number =>
    form.leaders.filter((one) => one.isPrincipal === isPrincipal && one.score !== null).length;
  const share = (weight: Ratio, n: number): Ratio => (n === 0 ? ZERO : mul(weight, div(ONE, ratio(n))));
  return form.leaders.map(({ position, name, isPrincipal, score }) => ({
    id: String(position),
    title: name,
    leaf: `leader/${position}`,
    weight: share(isPrincipal ? principal : others, scored(isPrincipal)),
    value: score,
  }));
}
