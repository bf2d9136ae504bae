/** Plain SurveyJS JSON as an instrument: everything is collected and counted, nothing is scored. */
import type { Instrument, JsonObject } from "./instrument.ts";
import { readQuestions } from "./read-questions.ts";
import { textOf } from "./survey-text.ts";

export interface SurveyNames {
  /** Lower-case letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly version: string;
}

/** Seconds a question takes, for the time printed on the landing page. */
const SECONDS_PER_QUESTION = 8;

/** @param survey passed `checkSurvey` */
export function wrapSurvey(survey: JsonObject, { id, title, version }: SurveyNames): Instrument {
  return {
    formatVersion: 1,
    id,
    version,
    kind: "questionnaire",
    title,
    shortTitle: title,
    introduction: textOf(survey["description"]),
    minutes: Math.max(1, Math.ceil((readQuestions(survey).length * SECONDS_PER_QUESTION) / 60)),
    anonymous: true,
    scales: {},
    parts: [],
    items: {},
    scoring: { rule: "none" },
    survey,
  };
}
