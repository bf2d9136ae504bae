/** From which state each step may be taken, and by whom. */
import { Problem } from "../problem.ts";
import { compare, parseRatio } from "../ratio.ts";
import type { Grade, Scheme } from "../scoring/scheme.ts";
import type { UnitScore } from "../scoring/unit-score.ts";
import type { ReviewKind, ReviewPerson, ReviewStanding, ReviewState } from "./review.ts";

type Step = Exclude<ReviewKind, "recounted">;

const FROM: { readonly [kind in Step]: readonly ReviewState[] } = {
  judged: ["entry"],
  "cap-decided": ["entry", "judged"],
  proposed: ["entry", "judged"],
  reviewed: ["proposed"],
  returned: ["proposed"],
  approved: ["reviewed"],
  frozen: ["approved"],
  reopened: ["judged", "proposed", "reviewed", "approved", "frozen"],
};

/**
 * @param judgesFirst the round wants the judgement confirmed before anything rests on the scores
 * @throws Problem review.wrong-state
 */
export function requireStep({ state }: ReviewStanding, step: Step, judgesFirst = false): void {
  const wanted = step === "proposed" && judgesFirst ? (["judged"] as const) : FROM[step];
  if (!wanted.some((one) => one === state)) throw new Problem("review.wrong-state", { state, wanted });
}

/**
 * Each step is looked at by somebody else: who reviews has not proposed, who types the approved grade has not reviewed.
 *
 * @throws Problem review.same-person
 */
export function requireOther(standing: ReviewStanding, step: Step, who: ReviewPerson): void {
  const before =
    step === "reviewed" || step === "returned"
      ? standing.proposed
      : step === "approved"
        ? standing.reviewed
        : null;
  // Accounts of a group's installation are other ones; the person may be the same.
  const isSame = before?.by.account === who.account || (before?.origin && before.by.name === who.name);
  if (isSame) throw new Problem("review.same-person", {});
}

/**
 * The group may move the computed grade by one, with a reason, and never above a limit that people confirmed. Where
 * nothing could be computed (测评不计分 without participation) any grade needs a reason.
 *
 * @throws Problem review.grade
 * @source domain.md §2.7, §4 等次限制情形
 */
export function requireProposable(
  { grades }: Pick<Scheme, "grades">,
  { computed, caps }: Pick<UnitScore, "computed" | "caps">,
  grade: Grade,
  reason: string,
): void {
  const place = (one: Grade): number => grades.findIndex((band) => band.grade === one);
  if (place(grade) < 0) throw new Problem("review.grade", { reason: "unknown" });
  if (computed !== null && Math.abs(place(grade) - place(computed)) > 1) {
    throw new Problem("review.grade", { reason: "too-far" });
  }
  if (caps.some((cap) => cap.confirmed === true && place(grade) < place(cap.atMost))) {
    throw new Problem("review.grade", { reason: "above-cap" });
  }
  if (grade !== computed && reason === "") throw new Problem("review.grade", { reason: "no-reason" });
}

/** @throws Problem review.grade */
export function requireApprovable(
  { grades }: Pick<Scheme, "grades">,
  { proposed }: ReviewStanding,
  grade: Grade,
  reason: string,
): void {
  if (!grades.some((band) => band.grade === grade)) throw new Problem("review.grade", { reason: "unknown" });
  if (grade !== proposed?.act.grade && reason === "") {
    throw new Problem("review.grade", { reason: "no-reason" });
  }
}

/** Better or worse than the grade before it: what ↑ and ↓ stand for. */
export function movedBy({ grades }: Pick<Scheme, "grades">, from: Grade, to: Grade): "up" | "down" | null {
  const least = (one: Grade): string | number => grades.find(({ grade }) => grade === one)?.from ?? 0;
  const order = compare(parseRatio(least(to)), parseRatio(least(from)));
  return order === 0 ? null : order > 0 ? "up" : "down";
}
