import type { ProblemCode, ProblemFacts } from "../../server/core/problem.ts";
import type { Notice, Place } from "./notice.ts";

/** One text per refusal, made of the facts it carries. */
export type ProblemTexts = {
  readonly [C in ProblemCode]: (facts: ProblemFacts[C], place: Place) => Notice;
};
