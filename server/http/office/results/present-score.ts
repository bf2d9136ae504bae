import { printRatio, type Ratio, storeRatio } from "../../../core/ratio.ts";
import { approvedGrade, proposedGrade, type ReviewStanding } from "../../../core/review/review.ts";
import { formulaText } from "../../../core/scoring/formula.ts";
import type { Scheme } from "../../../core/scoring/scheme.ts";
import type { ScoredIndicator, ScoredPart, UnitScore } from "../../../core/scoring/unit-score.ts";
import type { FirmnessAnswer, IndicatorAnswer, ScoreAnswer, ScorePartAnswer } from "../answers-results.ts";
import { exactOrNull } from "./present-form.ts";

/** The score of one unit with its derivation; numbers are rounded here, once. */
export function presentScore(
  score: UnitScore,
  review: ReviewStanding,
  scheme: Scheme,
  firmness: FirmnessAnswer | null,
  awaitsApproval: boolean,
): ScoreAnswer {
  return {
    total: exactOrNull(score.total),
    opinion: exactOrNull(score.opinion),
    computed: score.computed,
    proposed: proposedGrade(review),
    approved: approvedGrade(review),
    awaitsApproval,
    parts: score.parts.map(presentPart),
    deductions: score.deductions.map(({ points, reason }) => ({ points: decimal(points), reason })),
    bonus: score.bonus.map(({ points, reason }) => ({ points: decimal(points), reason })),
    caps: score.caps.map(({ id, title, atMost, confirmed, reason }) => ({
      id,
      title,
      atMost,
      confirmed,
      reason,
    })),
    notes: score.notes,
    firmness,
    grades: scheme.grades.map(({ grade, from }) => ({ grade, from: String(from) })),
  };
}

function presentPart(part: ScoredPart): ScorePartAnswer {
  const { indicators } = part;
  const only = indicators.length === 1 ? indicators[0] : undefined;
  return {
    id: part.id,
    title: part.title,
    points: storeRatio(part.points),
    value: exactOrNull(part.value),
    earned: exactOrNull(part.earned),
    instrument: only?.source === "form" ? only.instrument : null,
    missing: part.leftOut,
    // The steps of a form stand in the form itself.
    lines:
      only?.source === "form"
        ? []
        : only
          ? only.lines.map(({ title, entered, value, reason }) => ({
              title,
              value: entered ?? (value ? printRatio(value, 2) : ""),
              reason,
            }))
          : indicators.map(({ title, value }) => ({
              title,
              value: value ? printRatio(value, 2) : "",
              reason: "",
            })),
    indicators: indicators.map(presentIndicator),
  };
}

function presentIndicator(indicator: ScoredIndicator): IndicatorAnswer {
  return {
    id: indicator.id,
    title: indicator.title,
    source: indicator.source,
    instrument: indicator.instrument,
    weight: storeRatio(indicator.weight),
    value: exactOrNull(indicator.value),
    contribution: exactOrNull(indicator.contribution),
    formula: formulaText(indicator.formula),
    missing: indicator.leftOut,
    lines: indicator.lines.map((line) => ({
      title: line.title,
      reference: line.reference,
      weight: storeRatio(line.weight),
      value: exactOrNull(line.value),
      contribution: exactOrNull(line.contribution),
      formula: formulaText(line.formula),
      entered: line.entered,
      reason: line.reason,
      missing: line.leftOut,
    })),
  };
}

/** Points as people write them: up to two decimals, no trailing zeros. */
const decimal = (value: Ratio): string => printRatio(value, 2).replace(/\.?0+$/, "");
