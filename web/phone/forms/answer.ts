/**
 * The only places where the page writes into SurveyJS's model. Components render from the model and are drawn again
 * by its change events; they never keep a copy.
 */
import { CustomError, Helpers } from "survey-core";
import type {
  PageModel,
  Question,
  QuestionBooleanModel,
  QuestionSelectBase,
  QuestionTextModel,
  SurveyModel,
} from "survey-core";
import { surveyFaults } from "../../text/form.ts";
import { typedNumber } from "./typed-number.ts";

export function answer(question: Question, value: unknown): void {
  question.value = value;
}

const unread = new WeakMap<Question, string>();
const watched = new WeakSet<Question>();

/** What stands in the line of a number and is none; null otherwise. The model has no place for it. */
export const unreadOf = (question: Question): string | null => unread.get(question) ?? null;

/** Whether a text is taken for a number only. SurveyJS reads it for its numeric validator, but keeps the text. */
export const takesNumber = ({ inputType, validators }: QuestionTextModel): boolean =>
  inputType === "number" ||
  inputType === "range" ||
  validators.some((one) => one.getType() === "numericvalidator" && one.notificationType === "error");

/** What is typed into a line: where only a number is taken it is the number, as the server stores it. */
export function write(question: QuestionTextModel, text: string): void {
  const number = takesNumber(question) ? typedNumber(text) : null;
  if (!takesNumber(question) || number !== null || text.trim() === "") {
    unread.delete(question);
    question.value = number ?? (takesNumber(question) ? undefined : text);
    return;
  }
  holdUp(question);
  unread.set(question, text);
  // SurveyJS would make another number of it.
  question.value = Helpers.isNumber(text) ? undefined : text;
}

/** The page is not left while a line holds something that would not be sent. */
function holdUp(question: QuestionTextModel): void {
  if (watched.has(question)) return;
  watched.add(question);
  const before = question.validateValueCallback;
  question.validateValueCallback = () =>
    unread.has(question) ? new CustomError(surveyFaults.numericError, question) : before?.call(question);
}

/** A draft or a definition may hold a number as it is typed. */
export function readTypedNumbers(model: SurveyModel): void {
  const answered = model.getAllQuestions().filter((question) => !question.isEmpty());
  for (const question of answered.flatMap((one) => one.getNestedQuestions(false, true, true))) {
    if (question.getType() !== "text" || typeof question.value !== "string") continue;
    const line = question as QuestionTextModel;
    const text = question.value;
    if (!takesNumber(line)) continue;
    // A panel takes "42" and 42 for the same, and would leave the text.
    question.value = undefined;
    write(line, text);
  }
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
