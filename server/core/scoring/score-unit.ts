import {
  compare,
  div,
  HUNDRED,
  mul,
  ONE,
  parseRatio,
  ratio,
  type Ratio,
  storeRatio,
  ZERO,
} from "../ratio.ts";
import type { FormResult, Released } from "../release/released.ts";
import { gradeOf, limitGrade, printScore } from "./grade-of.ts";
import { proposeCaps } from "./propose-caps.ts";
import { atLeastZero } from "./entered-lines.ts";
import { hasFormValue, opinionOf, type PartValue, presentPoints, scorePart } from "./score-parts.ts";
import type { Grade, Scheme, UnitAssessment } from "./scheme.ts";
import { type IndicatorScore, scoreTree } from "./tree.ts";
import type { ProposedCap, ScoredPart, ScoreNote, UnitScore } from "./unit-score.ts";

export interface UnitToScore {
  /** All forms of the unit's poll as released; nothing else can be scored. */
  readonly forms: readonly Released<FormResult>[];
  readonly assessment: UnitAssessment;
  /** 应参加 of the unit's own people. */
  readonly eligible: number;
  /** 收回: ballots of the form with the most. */
  readonly participated: number;
}

/**
 * Score and computed grade of one unit, with the whole derivation.
 *
 *     total = Σ points·value ÷ Σ points   over the parts that have a value,  − deductions + bonus,  into 0–100
 *
 * Without judgement or facts there is no total, only 测评问卷参考分. When no form has a score (测评不计分) the total
 * comes from judgement and facts alone. Below the scheme's least participation nothing is scored.
 *
 * @throws Problem scoring.input when an entered number is out of range
 * @source docs/scoring.md §5; domain.md §4
 */
export function scoreUnit(scheme: Scheme, unit: UnitToScore): UnitScore {
  const { forms, assessment } = unit;
  const values = scheme.parts.map((part) => scorePart(part, unit));
  const turnout = judgeTurnout(scheme, unit);
  const isEntered = scheme.grades.length > 0 && values.every((part) => part.leftOut !== "not-entered");
  const isScored = isEntered && !turnout.notes.includes("low-participation");
  const tree = totalTree(scheme, values, assessment);
  const total = isScored ? tree.withBonus.score : null;
  const caps = proposeCaps(scheme, forms, assessment, values);
  const grade = total && tree.withoutBonus.score && gradeOf(tree.withoutBonus.score, scheme.grades);
  const computed = grade && applyCaps(grade, caps, scheme);
  return {
    scheme: { id: scheme.id, version: scheme.version, title: scheme.title },
    participation: turnout.share,
    parts: derive(values, total !== null),
    opinion: turnout.notes.includes("low-participation") ? null : opinionOf(values),
    total,
    printed: total && printScore(total),
    formula: total ? totalFormula(values, tree.withBonus) : "",
    deductions: exactPoints(assessment.deductions, "deduction"),
    deducted: tree.withBonus.deducted,
    bonus: exactPoints(assessment.bonus, "bonus"),
    added: tree.withBonus.added,
    caps,
    computed,
    notes: [
      ...(isEntered ? [] : ["opinion-only" as const]),
      ...(hasFormValue(values) ? [] : ["unscored" as const]),
      ...turnout.notes,
      ...(caps.some((cap) => cap.confirmed === null) ? ["cap-open" as const] : []),
      ...(computed === grade ? [] : ["capped" as const]),
    ],
  };
}

function judgeTurnout(
  { validity }: Scheme,
  { eligible, participated }: UnitToScore,
): { readonly share: Ratio | null; readonly notes: readonly ScoreNote[] } {
  const share = eligible > 0 ? ratio(participated, eligible) : null;
  if (!share || compare(share, parseRatio(validity.participationAtLeast)) < 0) {
    return { share, notes: ["low-participation"] };
  }
  const isSmall = eligible <= (validity.everybodyUpTo ?? 0);
  const isThin = compare(share, isSmall ? ONE : parseRatio(validity.participationWarn)) < 0;
  return { share, notes: isThin ? ["warn-participation"] : [] };
}

const exactPoints = (
  entries: readonly { readonly points: string | number; readonly reason: string }[],
  place: string,
): readonly { readonly points: Ratio; readonly reason: string }[] =>
  entries.map(({ points, reason }) => ({ points: atLeastZero(points, place), reason }));

/** Twice, because a bonus counts in the score and never in the grade. */
function totalTree(
  scheme: Scheme,
  parts: readonly PartValue[],
  assessment: UnitAssessment,
): { readonly withBonus: IndicatorScore; readonly withoutBonus: IndicatorScore } {
  const node = {
    id: scheme.id,
    children: parts.map(({ id, points, value }) => ({
      weight: points,
      node: { id, score: value, max: HUNDRED },
    })),
    deductions: exactPoints(assessment.deductions, "deduction").map(({ points }) => points),
    deductionCap: parseRatio(scheme.deductionLimit),
  };
  const bonuses = exactPoints(assessment.bonus, "bonus").map(({ points }) => points);
  return {
    withBonus: scoreTree({ ...node, bonuses, bonusCap: parseRatio(scheme.bonusLimit) }),
    withoutBonus: scoreTree(node),
  };
}

function applyCaps(grade: Grade, caps: readonly ProposedCap[], { grades }: Scheme): Grade {
  return caps
    .filter((cap) => cap.confirmed === true)
    .reduce((limited, cap) => limitGrade(limited, cap.atMost, grades), grade);
}

/** What each part earns: its points, rescaled when a part was left out. */
function derive(parts: readonly PartValue[], hasTotal: boolean): readonly ScoredPart[] {
  const present = presentPoints(parts);
  return parts.map((part) => {
    if (!hasTotal || part.value === null) return { ...part, earned: null, formula: "" };
    const earned = div(mul(part.value, part.points), present);
    return {
      ...part,
      earned,
      formula: `${printScore(part.value)} × ${storeRatio(part.points)} ÷ ${storeRatio(present)}`,
    };
  });
}

function totalFormula(parts: readonly PartValue[], total: IndicatorScore): string {
  const earned = derive(parts, true).flatMap((part) => (part.earned ? [printScore(part.earned)] : []));
  const signed = (sign: string, value: Ratio): string =>
    compare(value, ZERO) === 0 ? "" : ` ${sign} ${printScore(value)}`;
  return `${earned.join(" + ")}${signed("−", total.deducted)}${signed("+", total.added)}`;
}
