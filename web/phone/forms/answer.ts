/**
 * The only places where the page writes into SurveyJS's model. Components render from the model and are drawn again
 * by its change events; they never keep a copy.
 */
import { Helpers } from "survey-core";
import type {
  PageModel,
  Question,
  QuestionBooleanModel,
  QuestionSelectBase,
  QuestionTextModel,
  SurveyModel,
} from "survey-core";

export function answer(question: Question, value: unknown): void {
  question.value = value;
}

/** What is typed into a line: where only a number is taken it is the number, as the server stores it. */
export function write(question: QuestionTextModel, text: string): void {
  question.value = typedValue(question, text);
}

/** A draft or a definition may hold a number as it is typed. */
export function readTypedNumbers(model: SurveyModel): void {
  const answered = model.getAllQuestions().filter((question) => !question.isEmpty());
  for (const question of answered.flatMap((one) => one.getNestedQuestions(false, true, true)))
    if (question.getType() === "text" && typeof question.value === "string") {
      const value = typedValue(question as QuestionTextModel, question.value);
      if (value === question.value) continue;
      // A panel takes "42" and 42 for the same, and would leave the text.
      question.value = undefined;
      question.value = value;
    }
}

/** SurveyJS reads numbers for its numeric validator, but keeps the text. A number that is only advised stays a text. */
function typedValue({ inputType, validators }: QuestionTextModel, text: string): unknown {
  const isNumber =
    inputType === "number" ||
    inputType === "range" ||
    validators.some((one) => one.getType() === "numericvalidator" && one.notificationType === "error");
  return isNumber && Helpers.isNumber(text) ? Helpers.getNumber(text) : text;
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
