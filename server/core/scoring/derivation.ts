/** 得分推导: the score of a unit as one tree that opens from the total down to the counts. */
import { compare, div, HUNDRED, mul, parseRatio, ratio, type Ratio, sub, sum, ZERO } from "../ratio.ts";
import type { FormResult, Released, ReleasedItem, ReleasedMulti } from "../release/released.ts";
import { formulaText } from "./formula.ts";
import { itemCounts, type LineCounts, multiCounts } from "./line-counts.ts";
import { type IndicatorSource, indicatorsOf, type Scheme } from "./scheme.ts";
import { multiRate } from "./selection.ts";
import type { LeftOut, ScoredIndicator, ScoredPart, ScoreLine, UnitScore } from "./unit-score.ts";

export interface DerivationNode {
  readonly kind: "part" | "indicator" | "line" | "deduction" | "bonus";
  readonly title: string;
  /** Share among its siblings as scheme or form say: points of a part, percent of an indicator; null for adjustments. */
  readonly weight: Ratio | null;
  /** 0–100. */
  readonly value: Ratio | null;
  /** What it adds to the node above; the contributions of all children add up to the node's value. */
  readonly contribution: Ratio | null;
  /** Numbers and signs only. */
  readonly formula: string;
  /** As people typed it. */
  readonly entered: string | null;
  readonly reason: string;
  /** Why it does not count; then it has neither value nor contribution, or the rule that took it out. */
  readonly leftOut: LeftOut | null;
  readonly counts: LineCounts | null;
  readonly children: readonly DerivationNode[];
}

type Tables = Extract<FormResult, { level: "tables" }>;

/**
 * Opens every line of a score to the released counts it was made of.
 *
 * @param forms  the release that was scored
 * @param scheme the scheme it was scored by
 * @returns parts in the order of the scheme, then deductions and bonus
 * @source docs/scoring.md §10
 */
export function deriveUnit(
  score: UnitScore,
  forms: readonly Released<FormResult>[],
  scheme: Scheme,
): readonly DerivationNode[] {
  const tables = new Map(
    forms.flatMap((form) => (form.level === "tables" ? [[form.instrument, form] as const] : [])),
  );
  return [
    ...score.parts.map((part) => partNode(part, tables, sourcesOf(scheme, part.id))),
    ...score.deductions.map((one) => adjustment("deduction", one)),
    ...score.bonus.map((one) => adjustment("bonus", one)),
  ];
}

type Sources = ReadonlyMap<string, IndicatorSource>;

function sourcesOf({ parts }: Scheme, id: string): Sources {
  const part = parts.find((one) => one.id === id);
  return new Map(part ? indicatorsOf(part).map((one) => [one.id, one.source]) : []);
}

function partNode(part: ScoredPart, forms: ReadonlyMap<string, Tables>, sources: Sources): DerivationNode {
  return {
    ...EMPTY,
    kind: "part",
    title: part.title,
    weight: part.points,
    value: part.value,
    contribution: part.earned,
    formula: formulaText(part.formula),
    leftOut: part.leftOut,
    children: part.indicators.map((indicator) => indicatorNode(indicator, forms, sources.get(indicator.id))),
  };
}

const indicatorNode = (
  indicator: ScoredIndicator,
  forms: ReadonlyMap<string, Tables>,
  source: IndicatorSource | undefined,
): DerivationNode => ({
  ...EMPTY,
  kind: "indicator",
  title: indicator.title,
  weight: indicator.weight,
  value: indicator.value,
  contribution: indicator.contribution,
  formula: formulaText(indicator.formula),
  leftOut: indicator.leftOut,
  children: indicator.lines.map((line) => lineNode(line, forms.get(indicator.instrument ?? ""), source)),
});

const EMPTY = { entered: null, reason: "", counts: null, children: [] } as const;

function lineNode(
  line: ScoreLine,
  form: Tables | undefined,
  source: IndicatorSource | undefined,
): DerivationNode {
  const { title, weight, value, contribution, formula, entered, reason, leftOut, reference } = line;
  const base = {
    kind: "line" as const,
    title,
    weight,
    value,
    contribution,
    formula: formulaText(formula),
    entered,
    reason,
    leftOut,
  };
  const place = reference?.slice(reference.indexOf("#") + 1) ?? "";
  if (!form || reference === null) return { ...base, counts: null, children: [] };
  const item = form.items.find((one) => one.leaf === place);
  const multi = form.multis.find((one) => one.leaf === place);
  const positive = source?.from === "positive" ? source.positive : null;
  const select = source?.from === "problems" ? source.select : undefined;
  const counts = item ? itemCounts(item, form, positive) : multi ? multiCounts(multi, select) : null;
  return { ...base, counts, children: counts ? [] : belowTerm(place, form) };
}

/** What a leader, 评价题得分 or 问题反映率 is made of. */
function belowTerm(place: string, form: Tables): readonly DerivationNode[] {
  if (place.startsWith("leader/")) {
    return weighed(
      form.items.filter(({ leader }) => String(leader) === place.slice("leader/".length)),
      form,
    );
  }
  if (place === "positive") return weighed(form.items, form);
  if (place === "problems" && form.scoring.rule === "questionnaire") {
    const { problemItems } = form.scoring;
    return shared(form.multis.filter(({ item }) => problemItems.includes(item)));
  }
  return [];
}

function weighed(items: readonly ReleasedItem[], form: Tables): readonly DerivationNode[] {
  const own = items.flatMap((item) =>
    item.weight === null ? [] : [{ item, weight: parseRatio(item.weight) }],
  );
  const present = sum(own.flatMap(({ item, weight }) => (item.score === null ? [] : [weight])));
  return own.map(({ item, weight }) =>
    termNode(item.title, weight, item.score, present, itemCounts(item, form)),
  );
}

function shared(multis: readonly ReleasedMulti[]): readonly DerivationNode[] {
  const rates = multis.map((multi) => ({ multi, rate: multiRate(multi) }));
  const present = ratio(rates.filter(({ rate }) => rate !== null).length);
  return rates.map(({ multi, rate }) =>
    termNode(multi.title, ratio(1), rate && sub(HUNDRED, mul(HUNDRED, rate)), present, multiCounts(multi)),
  );
}

function termNode(
  title: string,
  weight: Ratio,
  value: Ratio | null,
  present: Ratio,
  counts: LineCounts | null,
): DerivationNode {
  const isCounted = value !== null && compare(present, ZERO) > 0;
  return {
    ...EMPTY,
    kind: "line",
    title,
    weight,
    value,
    contribution: isCounted ? div(mul(value, weight), present) : null,
    formula: isCounted ? formulaText({ kind: "share", value, weight, present }) : "",
    leftOut: value === null ? "too-few-valid" : null,
    counts,
  };
}

const adjustment = (
  kind: "deduction" | "bonus",
  { points, reason }: { readonly points: Ratio; readonly reason: string },
): DerivationNode => ({
  ...EMPTY,
  kind,
  title: "",
  weight: null,
  value: points,
  contribution: kind === "deduction" ? sub(ZERO, points) : points,
  formula: "",
  reason,
  leftOut: null,
});
