/** Lines of what people enter: 研判 by dimension, 监督情况 by kind of case. @source docs/scoring.md §4 */
import { Problem } from "../problem.ts";
import { compare, div, HUNDRED, mul, parseRatio, ratio, type Ratio, sub, ZERO } from "../ratio.ts";
import type { IndicatorSource, UnitAssessment } from "./scheme.ts";
import type { ScoreLine } from "./unit-score.ts";

/** 研判: each dimension 0–100 by consensus, all of equal weight. */
export function judgementLines(
  { dimensions }: Extract<IndicatorSource, { from: "judgement" }>,
  { judgement }: UnitAssessment,
): readonly ScoreLine[] {
  const weight = div(HUNDRED, ratio(dimensions.length));
  return dimensions.map(({ id, title }): ScoreLine => {
    const entered = judgement?.[id];
    const value = entered ? within(entered.score, HUNDRED, id) : null;
    return {
      id,
      title,
      reference: null,
      weight,
      value,
      contribution: value && div(value, ratio(dimensions.length)),
      formula: value && { kind: "mean", value, terms: dimensions.length },
      entered: entered ? String(entered.score) : null,
      reason: entered?.reason ?? "",
      leftOut: value ? null : "not-entered",
    };
  });
}

/** 监督情况: starts full; each kind deducts per case up to its limit. A number that nobody entered is not 0. */
export function supervisionLines(
  { kinds }: Extract<IndicatorSource, { from: "supervision" }>,
  points: Ratio,
  { supervision }: UnitAssessment,
): readonly ScoreLine[] {
  return kinds.map(({ id, title, perCase, limit }): ScoreLine => {
    const most = parseRatio(limit);
    const weight = div(mul(HUNDRED, most), points);
    const base = { id, title, reference: null, weight, reason: "" };
    const cases = countOf(supervision, id);
    if (cases === null) {
      return {
        ...base,
        value: null,
        contribution: null,
        formula: null,
        entered: null,
        leftOut: "not-entered",
      };
    }
    const full = mul(parseRatio(perCase), ratio(cases));
    const left = sub(most, compare(full, most) > 0 ? most : full);
    return {
      ...base,
      value: mul(HUNDRED, div(left, most)),
      contribution: mul(HUNDRED, div(left, points)),
      formula: { kind: "kept", most, perCase, cases, points },
      entered: String(cases),
      leftOut: null,
    };
  });
}

/** A counted fact; null = not entered. @throws Problem scoring.input unless it is a whole number ≥ 0 */
export function countOf(counts: UnitAssessment["supervision"], id: string): number | null {
  const count = counts && Object.hasOwn(counts, id) ? counts[id]! : null;
  if (count !== null && (!Number.isSafeInteger(count) || count < 0)) {
    throw new Problem("scoring.input", { reason: id });
  }
  return count;
}

/** @throws Problem scoring.input outside 0–`most` */
export function within(value: string | number, most: Ratio, place: string): Ratio {
  const exact = atLeastZero(value, place);
  if (compare(exact, most) > 0) throw new Problem("scoring.input", { reason: `${place}: ${value}` });
  return exact;
}

/** @throws Problem scoring.input below 0 */
export function atLeastZero(value: string | number, place: string): Ratio {
  const exact = parseRatio(value);
  if (compare(exact, ZERO) < 0) throw new Problem("scoring.input", { reason: `${place}: ${value}` });
  return exact;
}
