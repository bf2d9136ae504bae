/** Plain SurveyJS JSON as an instrument: everything is collected and counted, nothing is scored. */
import type { Instrument, JsonObject } from "./instrument.ts";
import type { Question } from "./question.ts";
import { readQuestions } from "./read-questions.ts";
import { textOf } from "./survey-text.ts";

export interface SurveyNames {
  /** Lower-case letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly version: string;
}

/** Seconds that one thing to answer takes, for the time printed on the landing page. */
const SECONDS_EACH = 8;

/** How often a person has to think and press: once a row, a cell, a field; in a list its least number of rows, or one. */
function answersIn(question: Question): number {
  switch (question.shape) {
    case "rows":
      return question.rows.length;
    case "grid":
      return question.rows.length * question.columns.length;
    case "fields":
      return question.fields.length;
    case "list":
      return Math.max(1, question.rowsMin) * question.columns.length;
    case "ranking":
      return question.isPartial ? Math.max(1, question.max || question.min) : question.options.length;
    case "computed":
      return 0;
    case "single":
    case "span":
      return 1;
  }
}

/** Whole minutes, 1–120, as a definition may say them. */
function minutesOf(survey: JsonObject): number {
  const answers = readQuestions(survey).reduce((sum, question) => sum + answersIn(question), 0);
  return Math.min(120, Math.max(1, Math.ceil((answers * SECONDS_EACH) / 60)));
}

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
    minutes: minutesOf(survey),
    anonymous: true,
    scales: {},
    parts: [],
    items: {},
    scoring: { rule: "none" },
    survey,
  };
}
