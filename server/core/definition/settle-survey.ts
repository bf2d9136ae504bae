/** What a frozen survey says aloud where SurveyJS would decide by itself: text lengths. */
import type { JsonObject } from "./instrument.ts";
import { pageObjects, withPages } from "./edit-survey.ts";
import { COMMENT_LENGTH_MAX, TEXT_LENGTH_MAX } from "./question.ts";
import { numberOf, propertyOf } from "./survey-text.ts";

/** Adds a length limit where the form has none, so that nobody can type what the server would refuse. */
export function settleSurvey(survey: JsonObject): JsonObject {
  const { maxOthersLength: _old, ...rest } = withPages(survey, pageObjects(survey));
  return {
    ...rest,
    maxTextLength: orElse(numberOf(survey["maxTextLength"]), TEXT_LENGTH_MAX),
    maxCommentLength: orElse(
      numberOf(propertyOf(survey, "maxCommentLength", "maxOthersLength")),
      COMMENT_LENGTH_MAX,
    ),
  };
}

const orElse = (value: number | null, fallback: number): number =>
  value !== null && value > 0 ? value : fallback;
