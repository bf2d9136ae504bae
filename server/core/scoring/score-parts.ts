/** The 0–100 value of each part of a scheme from its indicators. @source docs/scoring.md §4 */
import { compare, div, HUNDRED, mul, parseRatio, type Ratio, storeRatio, sum, ZERO } from "../ratio.ts";
import { printScore } from "./grade-of.ts";
import { type Indicator, indicatorsOf, type SchemePart } from "./scheme.ts";
import { type IndicatorInputs, type IndicatorValue, scoreIndicator } from "./score-indicator.ts";
import type { LeftOut, ScoredIndicator, ScoredPart } from "./unit-score.ts";
import { weightedMean } from "./weighted-mean.ts";

export type PartValue = Omit<ScoredPart, "earned" | "formula">;

/**
 * Σ weight·value ÷ Σ weight over the indicators that have a value. What nobody has entered yet leaves the part
 * without a value; what was withheld or not used leaves its weight to the others.
 */
export function scorePart(part: SchemePart, inputs: IndicatorInputs): PartValue {
  const points = parseRatio(part.points);
  const scored = indicatorsOf(part).map((indicator) => {
    const weight = parseRatio(indicator.weight);
    const inPoints = div(mul(points, weight), HUNDRED);
    return { indicator, weight, result: scoreIndicator(indicator, inPoints, inputs) };
  });
  const isMissing = scored.some(({ result }) => result.leftOut === "not-entered");
  const value = isMissing
    ? null
    : weightedMean(scored.map(({ weight, result }) => ({ weight, value: result.value })));
  const present = sum(scored.flatMap(({ weight, result }) => (result.value === null ? [] : [weight])));
  return {
    id: part.id,
    title: part.title,
    points,
    value,
    leftOut: value === null ? whyNot(scored.map(({ result }) => result.leftOut)) : null,
    indicators: scored.map(({ indicator, weight, result }) =>
      scoredIndicator(indicator, weight, value === null ? null : present, result),
    ),
  };
}

/** @param present weights that count in the part; null when the part has no value */
function scoredIndicator(
  { id, title, source }: Indicator,
  weight: Ratio,
  present: Ratio | null,
  { digest, value, leftOut, lines }: IndicatorValue,
): ScoredIndicator {
  const counts = value !== null && present !== null && compare(present, ZERO) > 0;
  return {
    id,
    title,
    source: source.from,
    instrument: "instrument" in source ? source.instrument : null,
    digest,
    weight,
    value,
    contribution: counts ? div(mul(weight, value), present) : null,
    formula: counts ? `${printScore(value)} × ${storeRatio(weight)} ÷ ${storeRatio(present)}` : "",
    leftOut,
    lines,
  };
}

const BY_WEIGHT: readonly LeftOut[] = ["not-entered", "withheld", "score-only", "too-few-valid", "unused"];

const whyNot = (reasons: readonly (LeftOut | null)[]): LeftOut =>
  BY_WEIGHT.find((reason) => reasons.includes(reason)) ?? "unused";

/** The share that all parts with a value have of the whole, for formulas and rescaling. */
export const presentPoints = (parts: readonly PartValue[]): Ratio =>
  sum(parts.flatMap((part) => (part.value === null ? [] : [part.points])));

/** 测评问卷参考分: the indicators that come from forms, each with its share of the points of its part. */
export function opinionOf(parts: readonly PartValue[]): Ratio | null {
  const ofForms = parts.map(({ points, indicators }) => {
    const own = indicators.filter(({ instrument }) => instrument !== null);
    return { weight: mul(points, sum(own.map(({ weight }) => weight))), value: weightedMean(own) };
  });
  return weightedMean(ofForms);
}

/** Whether any form has given a value: without one it is 测评不计分. */
export const hasFormValue = (parts: readonly PartValue[]): boolean =>
  parts.some(({ indicators }) =>
    indicators.some(({ instrument, value }) => instrument !== null && value !== null),
  );
