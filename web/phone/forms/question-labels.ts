/** What names and describes the answers of a question to a screen reader. */
import type { PageModel, PanelModel, Question, QuestionMatrixModel } from "survey-core";
import { cardOf } from "./create-model.ts";

export const titleId = (question: Question): string => `${question.id}-title`;
export const hintId = (question: Question): string => `${question.id}-hint`;
export const faultId = (question: Question): string => `${question.id}-fault`;
/** Of the head of a leader's card. */
export const whoId = (card: PageModel | PanelModel): string => `${card.id}-who`;

export interface Labels {
  readonly "aria-labelledby"?: string;
  readonly "aria-label"?: string;
  readonly "aria-describedby"?: string;
}

export function labelsOf(question: Question): Labels {
  const described = [
    question.locDescription.renderedHtml ? hintId(question) : "",
    question.errors.length > 0 ? faultId(question) : "",
  ].filter((id) => id !== "");
  const card = cardOf(question);
  return {
    "aria-labelledby": [...(card ? [whoId(card)] : []), titleId(question)].join(" "),
    ...(described.length > 0 && { "aria-describedby": described.join(" ") }),
  };
}

/** A table of which every row has to be answered. */
export const allRowsRequired = (question: Question): boolean =>
  question.getType() === "matrix" &&
  ((question as QuestionMatrixModel).isAllRowRequired || (question as QuestionMatrixModel).eachRowRequired);

export const isText = (question: Question): boolean =>
  question.getType() === "comment" || question.getType() === "text";
