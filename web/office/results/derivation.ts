/**
 * “这个分数怎么来的”: the score as a tree, from the parts of the scheme down to the counts of one item.
 * Built only of what the answer holds; every share is exact and rounded once, for printing.
 */
import {
  ONE,
  div,
  mul,
  parseRatio,
  printRatio,
  ratio,
  sub,
  sum,
  HUNDRED,
  ZERO,
  compare,
} from "../../../server/core/ratio.ts";
import type { Ratio } from "../../../server/core/ratio.ts";
import type { LeftOut } from "../../../server/core/scoring/unit-score.ts";
import { weightedMean } from "../../../server/core/scoring/weighted-mean.ts";
import type {
  FormAnswer,
  ItemAnswer,
  ResultsAnswer,
  ScorePartAnswer,
} from "../../../server/http/office/answers-results.ts";
import { derivation as text } from "../../text/console-results.ts";

export interface DerivationNode {
  readonly id: string;
  readonly title: string;
  /** Points 0–100 as printed; null = not there. */
  readonly value: string | null;
  /** "25%" or "1/3" of the node above; "" where weights say nothing. */
  readonly weight: string;
  /** What it adds to the node above, as printed; null = nothing. */
  readonly earned: string | null;
  readonly missing: LeftOut | null;
  readonly item: ItemAnswer | null;
  readonly children: readonly DerivationNode[];
}

interface Term {
  readonly id: string;
  readonly title: string;
  readonly weight: Ratio;
  readonly value: Ratio | null;
  readonly item?: ItemAnswer;
  readonly children?: readonly DerivationNode[];
}

type Tables = Extract<FormAnswer, { level: "tables" }>;

export function deriveScore(results: ResultsAnswer): readonly DerivationNode[] {
  return results.score.parts.map((part) => {
    const form = results.forms.find(({ instrument }) => instrument === part.instrument);
    return {
      id: part.id,
      title: part.title,
      value: part.value?.printed ?? null,
      weight: text.points(part.points),
      earned: part.earned?.printed ?? null,
      missing: part.missing,
      item: null,
      children: form?.level === "tables" ? deriveForm(form) : linesOf(part),
    };
  });
}

/** Judgement and supervision: what people entered, line by line. */
const linesOf = (part: ScorePartAnswer): readonly DerivationNode[] =>
  part.lines.map(({ title, value, reason }, index) => ({
    id: `${part.id}/${index}`,
    title: reason ? text.withReason(title, reason) : title,
    value,
    weight: "",
    earned: null,
    missing: null,
    item: null,
    children: [],
  }));

/** The terms of a form's one score, by the rule it was made with. */
export function deriveForm(form: Tables): readonly DerivationNode[] {
  const { scoring } = form;
  switch (scoring.rule) {
    case "none":
      return [];
    case "items":
      return settle(itemTerms(form, form.items));
    case "leaders": {
      const side = (id: string, title: string, weight: string | number, isPrincipal: boolean): Term => {
        const terms = leaderTerms(form, isPrincipal);
        return { id, title, weight: parseRatio(weight), value: weightedMean(terms), children: settle(terms) };
      };
      return settle(
        [
          side(`${form.instrument}:principals`, text.principals, scoring.principal, true),
          side(`${form.instrument}:others`, text.others, scoring.others, false),
        ].filter(({ children }) => children && children.length > 0),
      );
    }
    case "questionnaire": {
      const terms = itemTerms(form, form.items);
      const rate = form.problemRate && parseRatio(form.problemRate.exact);
      return settle([
        {
          id: `${form.instrument}:positive`,
          title: text.positive,
          weight: parseRatio(scoring.positive),
          value: weightedMean(terms),
          children: settle(terms),
        },
        {
          id: `${form.instrument}:problems`,
          title: text.problems,
          weight: parseRatio(scoring.problems),
          value: rate && sub(HUNDRED, rate),
          children: settle(problemTerms(form, scoring.problemItems)),
        },
      ]);
    }
  }
}

/** Weighted items under their parts; an item of no part stands by itself. */
function itemTerms(form: Tables, items: readonly ItemAnswer[]): readonly Term[] {
  const weighed = items.filter(({ weight }) => weight !== null);
  const parts = form.parts.flatMap((part): Term[] => {
    const own = weighed.filter((item) => item.part === part.id).map(itemTerm);
    if (own.length === 0) return [];
    const weight = sum(own.filter(({ value }) => value !== null).map((term) => term.weight));
    return [
      {
        id: `${form.instrument}:${part.id}`,
        title: part.title,
        weight,
        value: weightedMean(own),
        children: settle(own),
      },
    ];
  });
  return [...parts, ...weighed.filter((item) => item.part === null).map(itemTerm)];
}

const itemTerm = (item: ItemAnswer): Term => ({
  id: item.leaf,
  title: item.title,
  weight: parseRatio(item.weight ?? 0),
  value: item.score && parseRatio(item.score.exact),
  item,
});

const leaderTerms = (form: Tables, isPrincipal: boolean): readonly Term[] =>
  form.leaders
    .filter((leader) => leader.isPrincipal === isPrincipal)
    .map((leader) => ({
      id: `${form.instrument}:leader-${leader.position}`,
      title: text.leader(leader.name, leader.post),
      weight: ONE,
      value: leader.score && parseRatio(leader.score.exact),
      children: settle(
        form.items.filter((item) => item.leader === leader.position && item.weight !== null).map(itemTerm),
      ),
    }));

const problemTerms = (form: Tables, items: readonly string[]): readonly Term[] =>
  form.multis
    .filter((multi) => items.includes(multi.item))
    .map((multi) => ({
      id: multi.leaf,
      title: multi.title,
      weight: ONE,
      value:
        multi.reported === null || multi.base === 0
          ? null
          : sub(HUNDRED, mul(HUNDRED, ratio(multi.reported, multi.base))),
    }));

/** Terms without a value leave their weight to the others, as in scoring itself. */
function settle(terms: readonly Term[]): readonly DerivationNode[] {
  const counts = ({ value, weight }: Term): boolean => value !== null && compare(weight, ZERO) > 0;
  const weights = sum(terms.filter(counts).map(({ weight }) => weight));
  return terms.map((term) => {
    const share = counts(term) ? div(term.weight, weights) : null;
    return {
      id: term.id,
      title: term.title,
      value: term.value && printRatio(term.value, 2),
      weight: share ? weightText(share) : text.leftOut,
      earned: share && term.value ? printRatio(mul(share, term.value), 2) : null,
      missing: term.value === null ? ("too-few-valid" as const) : null,
      item: term.item ?? null,
      children: term.children ?? [],
    };
  });
}

/** 25% when that is exact to one decimal, 1/3 when it is a plain part, else percent at one decimal. */
export function weightText(share: Ratio): string {
  const percent = mul(share, HUNDRED);
  if (10n % percent.d === 0n) return `${printRatio(percent, percent.d === 1n ? 0 : 1)}%`;
  return share.n === 1n ? `1/${share.d}` : `${printRatio(percent, 1)}%`;
}
