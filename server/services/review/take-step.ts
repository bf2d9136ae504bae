/** The steps of a review, one function each. Who may take them is asked before. @source docs/review.md */
import { checkText } from "../../core/assessment/check-text.ts";
import { isBlocking } from "../../core/assessment/find-gaps.ts";
import { digestOf } from "../../core/definition/canonical.ts";
import { type DefinitionFault, Problem } from "../../core/problem.ts";
import { standingOf } from "../../core/review/review.ts";
import {
  requireApprovable,
  requireOther,
  requireProposable,
  requireStep,
} from "../../core/review/review-steps.ts";
import type { Grade } from "../../core/scoring/scheme.ts";
import type { Actor, Deps } from "../deps.ts";
import { append, appendAct, reviewUnit } from "./unit-standing.ts";

/** The unit that a step is about. */
export interface UnitOfRound {
  readonly round: string;
  readonly unit: string;
}

/** @throws Problem review.wrong-state; review.not-ready while a dimension or a reason is missing */
export async function confirmJudgement(deps: Deps, who: Actor, { round, unit }: UnitOfRound): Promise<void> {
  const seen = await reviewUnit(deps, round, unit);
  requireStep(seen.standing, "judged");
  const gaps = seen.gaps.filter(({ code }) => code === "judgement" || code === "reason");
  if (gaps.length > 0) throw new Problem("review.not-ready", { gaps });
  await appendAct(deps, who, seen, { kind: "judged" }, {});
}

/**
 * 建议等次. From now on what it rests on is frozen.
 *
 * @throws Problem review.wrong-state, review.not-ready, review.grade, assessment.invalid
 */
export async function proposeGrade(
  deps: Deps,
  who: Actor,
  { round, unit }: UnitOfRound,
  { grade, reason }: { readonly grade: Grade; readonly reason: string },
): Promise<void> {
  requireText(reason, "$.reason");
  const seen = await reviewUnit(deps, round, unit);
  requireStep(seen.standing, "proposed", seen.judgesFirst);
  const gaps = seen.gaps.filter(isBlocking);
  const { score } = seen.unit;
  if (gaps.length > 0 || !score) throw new Problem("review.not-ready", { gaps });
  requireProposable(seen.round.scheme.scheme, score, grade, reason);
  const { computed, printed } = score;
  const act = { kind: "proposed", computed, printed, grade, reason } as const;
  // Without the grade: a digest of it could be guessed, and the record is read by people who may see none.
  await appendAct(deps, who, seen, act, { digest: digestOf(seen.unit.assessment) });
}

/** 巡察办审核. @throws Problem review.wrong-state, review.same-person, assessment.invalid */
export async function reviewGrade(
  deps: Deps,
  who: Actor,
  { round, unit }: UnitOfRound,
  opinion: string,
): Promise<void> {
  requireText(opinion, "$.opinion");
  const seen = await reviewUnit(deps, round, unit);
  requireStep(seen.standing, "reviewed");
  requireOther(seen.standing, "reviewed", who);
  await appendAct(deps, who, seen, { kind: "reviewed", opinion }, {});
}

/** 退回巡察组, with a reason. @throws Problem as `reviewGrade` */
export async function returnGrade(
  deps: Deps,
  who: Actor,
  { round, unit }: UnitOfRound,
  reason: string,
): Promise<void> {
  requireText(reason, "$.reason");
  const seen = await reviewUnit(deps, round, unit);
  requireStep(seen.standing, "returned");
  requireOther(seen.standing, "returned", who);
  await appendAct(deps, who, seen, { kind: "returned", reason }, { reason });
}

/** 审定等次 of the leading group, typed in by the office. @throws Problem as `reviewGrade`, review.grade */
export async function approveGrade(
  deps: Deps,
  who: Actor,
  { round, unit }: UnitOfRound,
  { grade, meeting, reason }: { readonly grade: Grade; readonly meeting: string; readonly reason: string },
): Promise<void> {
  requireText(reason, "$.reason");
  const seen = await reviewUnit(deps, round, unit);
  requireStep(seen.standing, "approved");
  requireOther(seen.standing, "approved", who);
  requireApprovable(seen.round.scheme.scheme, seen.standing, grade, reason);
  await appendAct(deps, who, seen, { kind: "approved", grade, meeting, reason }, { meeting });
}

/**
 * Freezes every approved unit of a round at once; two people.
 *
 * @returns how many
 * @throws Problem round.unknown
 */
export async function freezeGrades(deps: Deps, who: Actor, round: string): Promise<number> {
  return deps.office.inTransaction(async (office) => {
    if (!(await office.round(round))) throw new Problem("round.unknown", {});
    let frozen = 0;
    for (const [unit, history] of await office.reviews(round)) {
      if (standingOf(history).state !== "approved") continue;
      await append(deps, office, who, round, unit, { kind: "frozen" }, {});
      frozen += 1;
    }
    return frozen;
  });
}

/**
 * Back to where the proposal was made, or from a confirmed judgement to its entry; two people and a reason.
 *
 * @throws Problem review.wrong-state, assessment.invalid, round.archived
 */
export async function reopenReview(
  deps: Deps,
  who: Actor,
  { round, unit }: UnitOfRound,
  reason: string,
): Promise<void> {
  requireText(reason, "$.reason");
  const seen = await reviewUnit(deps, round, unit);
  requireStep(seen.standing, "reopened");
  const act = { kind: "reopened", from: seen.standing.state, reason } as const;
  await appendAct(deps, who, seen, act, { reason });
}

function requireText(text: string, path: string): void {
  const faults: DefinitionFault[] = [];
  checkText(text, path, (place, sentence) => void faults.push({ path: place, sentence }));
  if (faults.length > 0) throw new Problem("assessment.invalid", { faults });
}
