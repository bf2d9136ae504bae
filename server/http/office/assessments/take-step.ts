import type { Actor, Deps } from "../../../services/deps.ts";
import {
  approveGrade,
  confirmJudgement,
  proposeGrade,
  returnGrade,
  reviewGrade,
  type UnitOfRound,
} from "../../../services/review/take-step.ts";
import type { ReviewStep } from "./assessment-shape.ts";

/** One step of a review as it was asked for. @throws Problem as the step's own function */
export function takeStep(deps: Deps, who: Actor, place: UnitOfRound, step: ReviewStep): Promise<void> {
  switch (step.step) {
    case "judged":
      return confirmJudgement(deps, who, place);
    case "proposed":
      return proposeGrade(deps, who, place, step);
    case "reviewed":
      return reviewGrade(deps, who, place, step.opinion);
    case "returned":
      return returnGrade(deps, who, place, step.reason);
    case "approved":
      return approveGrade(deps, who, place, step);
  }
}
