/** The 0–100 value of each part of a scheme from its indicators. @source docs/scoring.md §4 */
import { div, HUNDRED, mul, parseRatio, type Ratio, sum, ZERO } from "../ratio.ts";
import { type Indicator, indicatorsOf, type SchemePart } from "./scheme.ts";
import { type IndicatorInputs, type IndicatorValue, scoreIndicator } from "./score-indicator.ts";
import type { LeftOut, ScoredIndicator, ScoredPart } from "./unit-score.ts";
import { type Shares, sharesOf, type Weighted, weightedMean } from "./weighted-mean.ts";

export type PartValue = Omit<ScoredPart, "earned" | "formula">;

/**
 * Σ weight·value ÷ Σ weight over the indicators that have a value. What nobody has entered yet leaves the part
 * without a value; what was withheld or not used leaves its weight to the others.
 */
export function scorePart(part: SchemePart, inputs: IndicatorInputs): PartValue {
  const points = parseRatio(part.points);
  const scored = indicatorsOf(part).map((indicator) => {
    const { digest, value, leftOut, lines } = scoreIndicator(indicator, points, inputs);
    return { indicator, weight: parseRatio(indicator.weight), digest, value, leftOut, lines };
  });
  const shares = scored.some(({ leftOut }) => leftOut === "not-entered") ? NO_SHARES : sharesOf(scored);
  return {
    id: part.id,
    title: part.title,
    points,
    value: shares.mean,
    leftOut: shares.mean === null ? whyNot(scored.map(({ leftOut }) => leftOut)) : null,
    indicators: scored.map((one, i) => scoredIndicator(one, shares.shares[i] ?? null, shares.present)),
  };
}

/** Of a part that lacks what people enter: whatever its indicators are worth, nothing counts yet. */
const NO_SHARES: Shares = { mean: null, present: ZERO, shares: [] };

interface WeighedIndicator extends IndicatorValue {
  readonly indicator: Indicator;
  readonly weight: Ratio;
}

/** @param share what it adds to the part; null when it does not count or the part has no value */
function scoredIndicator(
  { indicator: { id, title, source }, weight, digest, value, leftOut, lines }: WeighedIndicator,
  share: Ratio | null,
  present: Ratio,
): ScoredIndicator {
  return {
    id,
    title,
    source: source.from,
    instrument: "instrument" in source ? source.instrument : null,
    digest,
    weight,
    value,
    contribution: share,
    formula: share && value && { kind: "share", value, weight, present },
    leftOut,
    lines,
  };
}

const BY_WEIGHT: readonly LeftOut[] = ["not-entered", "withheld", "score-only", "too-few-valid", "unused"];

const whyNot = (reasons: readonly (LeftOut | null)[]): LeftOut =>
  BY_WEIGHT.find((reason) => reasons.includes(reason)) ?? "unused";

/** 测评问卷参考分: the indicators that come from forms, each with its share of the points of its part. */
export const opinionOf = (parts: readonly PartValue[]): Ratio | null => weightedMean(opinionTerms(parts));

/** What 测评问卷参考分 is the weighted mean of, part by part. */
export function opinionTerms(parts: readonly PartValue[]): readonly Weighted[] {
  return parts.map(({ points, value, indicators }) => {
    const own = indicators.filter(({ instrument }) => instrument !== null);
    if (own.length === indicators.length) return { weight: points, value };
    const share = div(sum(own.map(({ weight }) => weight)), HUNDRED);
    return { weight: mul(points, share), value: weightedMean(own) };
  });
}

/** Whether any form has given a value: without one it is 测评不计分. */
export const hasFormValue = (parts: readonly PartValue[]): boolean =>
  parts.some(({ indicators }) =>
    indicators.some(({ instrument, value }) => instrument !== null && value !== null),
  );
