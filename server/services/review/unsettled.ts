import { isLargeEnough } from "../../core/round/plan-poll.ts";
import { type Round, withdrawalOf } from "../../core/round/round.ts";
import type { Unsettled } from "../../core/results/round-mean.ts";
import { standingOf } from "../../core/review/review.ts";
import type { Scheme } from "../../core/scoring/scheme.ts";
import type { UnitStanding } from "../score-round.ts";

type Unit = Pick<UnitStanding, "unit" | "poll" | "history" | "release" | "score"> & {
  /** A poll was held in place of one that was withdrawn. */
  readonly isRepeated: boolean;
};

/**
 * Whether the numbers of a unit may still come into what is made of all units, or have come into it twice. A unit too small for a poll
 * never comes, one that was voided not before it is held anew, and one of fewer ballots than `floor` comes to nothing.
 *
 * @source decisions/0138
 */
export function unsettledOf(
  { unit, poll, history, release, score, isRepeated }: Unit,
  round: Round,
  scheme: Scheme,
): Unsettled | null {
  if (poll?.state === "invalid" || isRepeated) return "withdrawn";
  const state = poll?.state ?? "draft";
  if (state === "draft") {
    return isLargeEnough({ ...round, categories: unit.categories }) ? "pending" : null;
  }
  if (withdrawalOf(state) !== null) return null;
  if (!release || !score) return "pending";
  if (release.result.forms.every(({ level }) => level === "none")) return null;
  const isGraded = scheme.grades.length > 0;
  const isUnjudged = round.judgesFirst === true && standingOf(history).state === "entry";
  return isGraded && (isUnjudged || score.notes.includes("opinion-only")) ? "pending" : null;
}
