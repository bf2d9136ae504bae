import { movedBy } from "../../../core/review/review-steps.ts";
import { type ReviewStanding, standingOf } from "../../../core/review/review.ts";
import type { Scheme } from "../../../core/scoring/scheme.ts";
import type { UnitStanding } from "../../../services/score-round.ts";
import type { ReviewAnswer } from "../answers-review.ts";
import { presentLine } from "./present-line.ts";

/** The stations of one unit, for the grade table. */
export function presentReview({ history }: Pick<UnitStanding, "history">, scheme: Scheme): ReviewAnswer {
  const standing = standingOf(history);
  const { judged, proposed, reviewed, approved, frozen, state } = standing;
  return {
    state,
    steps: [judged, proposed, reviewed, approved, frozen].flatMap((line) =>
      line ? [presentLine(line)] : [],
    ),
    moved: movesOf(standing, scheme),
  };
}

function movesOf({ proposed, approved }: ReviewStanding, scheme: Scheme): ReviewAnswer["moved"] {
  const first = proposed?.act;
  const last = approved?.act;
  const up = first?.computed ? movedBy(scheme, first.computed, first.grade) : null;
  const then = first && last ? movedBy(scheme, first.grade, last.grade) : null;
  return [
    ...(first && up ? [{ step: "proposed" as const, way: up, reason: first.reason }] : []),
    ...(last && then ? [{ step: "approved" as const, way: then, reason: last.reason }] : []),
  ];
}
