import { standingOf } from "../../server/core/review/review.ts";
import { type Deps, KEEPER } from "../../server/services/deps.ts";
import {
  approveGrade,
  freezeGrades,
  proposeGrade,
  reviewGrade,
} from "../../server/services/review/take-step.ts";
import { scoreRound } from "../../server/services/score-round.ts";

const REVIEWER = { account: "reviewer", name: "审核人" };

/** Every closed unit's grade proposed as computed where nobody has, reviewed and approved. */
export async function approveAll(deps: Deps, round: string): Promise<void> {
  for (const { unit, score, history } of (await scoreRound(deps, round)).units) {
    const grade = score?.computed;
    if (!grade) continue;
    const one = { round, unit: unit.id };
    if (standingOf(history).state !== "proposed")
      await proposeGrade(deps, KEEPER, one, { grade, reason: "同测算" });
    await reviewGrade(deps, REVIEWER, one, "同意");
    await approveGrade(deps, KEEPER, one, { grade, meeting: "2026年12月1日", reason: "同意" });
  }
}

/** The same, and nothing of it changes from then on. */
export async function freezeAll(deps: Deps, round: string): Promise<void> {
  await approveAll(deps, round);
  await freezeGrades(deps, KEEPER, round);
}
