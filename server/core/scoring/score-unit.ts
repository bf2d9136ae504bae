import { compare, ONE, parseRatio, ratio, type Ratio } from "../ratio.ts";
import type { FormResult, Released } from "../release/released.ts";
import { gradeOf, limitGrade, printScore } from "./grade-of.ts";
import { proposeCaps } from "./propose-caps.ts";
import { atLeastZero } from "./entered-lines.ts";
import { hasFormValue, opinionOf, type PartValue, scorePart } from "./score-parts.ts";
import type { Grade, Scheme, UnitAssessment } from "./scheme.ts";
import { adjust } from "./tree.ts";
import type { ProposedCap, ScoredPart, ScoreNote, UnitScore } from "./unit-score.ts";
import { type Shares, sharesOf } from "./weighted-mean.ts";

export interface UnitToScore {
  /** All forms of the unit's poll as released; nothing else can be scored. */
  readonly forms: readonly Released<FormResult>[];
  readonly assessment: UnitAssessment;
  /** 应参加 of the unit's own people. */
  readonly eligible: number;
  /** 收回 of the unit. */
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
  const shares = isScored ? sharesOf(values.map(({ points: weight, value }) => ({ weight, value }))) : null;
  const deductions = exactPoints(assessment.deductions, "deduction");
  const bonus = exactPoints(assessment.bonus, "bonus");
  const less = { deductions: deductions.map(pointsOf), deductionCap: parseRatio(scheme.deductionLimit) };
  const more = { bonuses: bonus.map(pointsOf), bonusCap: parseRatio(scheme.bonusLimit) };
  const { score: total, deducted, added } = adjust(shares && shares.mean, { ...less, ...more });
  // A bonus counts in the score and never in the grade.
  const ungraced = added.n === 0n ? total : adjust(shares && shares.mean, less).score;
  const caps = proposeCaps(scheme, forms, assessment, values);
  const grade = ungraced && gradeOf(ungraced, scheme.grades);
  const computed = grade && applyCaps(grade, caps, scheme);
  return {
    scheme: { id: scheme.id, version: scheme.version, title: scheme.title },
    participation: turnout.share,
    parts: partsOf(values, total && shares),
    opinion: turnout.notes.includes("low-participation") ? null : opinionOf(values),
    total,
    printed: total && printScore(total),
    deductions,
    deducted,
    bonus,
    added,
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

const pointsOf = ({ points }: { readonly points: Ratio }): Ratio => points;

function applyCaps(grade: Grade, caps: readonly ProposedCap[], { grades }: Scheme): Grade {
  return caps
    .filter((cap) => cap.confirmed === true)
    .reduce((limited, cap) => limitGrade(limited, cap.atMost, grades), grade);
}

/** What each part earns: its points, rescaled when a part was left out. Null when there is no total. */
function partsOf(values: readonly PartValue[], shares: Shares | null): readonly ScoredPart[] {
  return values.map((part, i): ScoredPart => {
    const earned = shares?.shares[i] ?? null;
    const { id, title, points, value, leftOut, indicators } = part;
    const formula =
      shares &&
      earned &&
      value &&
      ({ kind: "share", value, weight: points, present: shares.present } as const);
    return { id, title, points, value, earned, formula, leftOut, indicators };
  });
}
