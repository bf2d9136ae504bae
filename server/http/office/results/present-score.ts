import { printRatio, type Ratio, storeRatio } from "../../../core/ratio.ts";
import type { Scheme } from "../../../core/scoring/scheme.ts";
import type { ScoredPart, UnitScore } from "../../../core/scoring/unit-score.ts";
import type { ScoreAnswer, ScorePartAnswer } from "../answers-results.ts";
import { exactOrNull } from "./present-form.ts";

/** The score of one unit with its derivation; numbers are rounded here, once. */
export function presentScore(score: UnitScore, scheme: Scheme): ScoreAnswer {
  return {
    total: exactOrNull(score.total),
    opinion: exactOrNull(score.opinion),
    computed: score.computed,
    proposed: score.proposed,
    approved: score.approved,
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
    grades: scheme.grades.map(({ grade, from }) => ({ grade, from: String(from) })),
  };
}

function presentPart(part: ScoredPart): ScorePartAnswer {
  return {
    id: part.id,
    title: part.title,
    points: storeRatio(part.points),
    value: exactOrNull(part.value),
    earned: exactOrNull(part.earned),
    instrument: part.instrument,
    missing: part.leftOut,
    // The steps of a form stand in the form itself; only what people entered is listed here.
    lines:
      part.source === "form"
        ? []
        : part.lines.map(({ title, entered, value, reason }) => ({
            title,
            value: entered ?? (value ? printRatio(value, 2) : ""),
            reason,
          })),
  };
}

/** Points as people write them: up to two decimals, no trailing zeros. */
const decimal = (value: Ratio): string => printRatio(value, 2).replace(/\.?0+$/, "");
