/**
 * The only places where the page writes into SurveyJS's model. Components render from the model and are drawn again
 * by its change events; they never keep a copy.
 */
import type { PageModel, Question, QuestionBooleanModel, QuestionSelectBase, SurveyModel } from "survey-core";

export function answer(question: Question, value: unknown): void {
  question.value = value;
}

/** Options of a list, where 其他 is an option too. */
export function choose(question: QuestionSelectBase, value: unknown): void {
  question.renderedValue = value;
}

export function decide(question: QuestionBooleanModel, value: boolean): void {
  question.booleanValue = value;
}

/** What is written beside a choice: the words of 其他, or the comment. */
export function remark(question: Question, text: string, isOther: boolean): void {
  if (isOther) (question as QuestionSelectBase).otherValue = text;
  else question.comment = text;
}

export function turnTo(model: SurveyModel, page: PageModel): void {
  model.currentPage = page;
}
