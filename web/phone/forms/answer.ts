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
import { form, surveyFaults } from "../../text/form.ts";
import { typedNumber } from "./typed-number.ts";

export function answer(question: Question, value: unknown): void {
  question.value = value;
}

const unread = new WeakMap<Question, string>();
const watched = new WeakSet<Question>();
const hearers = new WeakMap<object, () => void>();
/** Lines on the screen for which the browser has a field of its own: a day, an hour. */
const fields = new WeakMap<Question, HTMLInputElement>();

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
    const wasUnread = unread.delete(question);
    question.value = number ?? (takesNumber(question) ? undefined : text);
    if (wasUnread) tellUnread(question);
    return;
  }
  holdUp(question);
  unread.set(question, text);
  // SurveyJS would make another number of it.
  question.value = Helpers.isNumber(text) ? undefined : text;
  tellUnread(question);
}

/** The value that the model has may be none before and after. */
const tellUnread = ({ survey }: Question): void => void (survey && hearers.get(survey as object)?.());

export const onUnread = (model: SurveyModel, hear: () => void): void => void hearers.set(model, hear);

type Lines = Readonly<Record<string, string>>;

/** Lines that are no numbers, by their place in the form: a draft keeps them beside the answers. */
export function unreadLines(model: SurveyModel): Lines {
  const found = placesOf(model).flatMap(([place, line]): [string, string][] => {
    const text = unread.get(line);
    return text === undefined ? [] : [[place, text]];
  });
  return Object.fromEntries(found);
}

export function putBackUnread(model: SurveyModel, lines: Lines): void {
  for (const [place, line] of placesOf(model)) {
    const text = lines[place];
    if (text !== undefined && line.getType() === "text") write(line as QuestionTextModel, text);
  }
}

/** Every question by a name that it has again after a reload, fields and lines of lists by their number in theirs. */
const placesOf = (model: SurveyModel): [string, Question][] =>
  model
    .getAllQuestions()
    .flatMap((one) =>
      one
        .getNestedQuestions(false, true, true)
        .map((line, i): [string, Question] => [`${one.name}/${i}`, line]),
    );

/** The field of a line as it comes to the screen, null as it goes. */
export function watchField(question: Question, field: HTMLInputElement | null): void {
  if (field === null) return void fields.delete(question);
  fields.set(question, field);
  holdUp(question);
}

/** A browser gives nothing for half a day or hour, as if nothing stood there. */
const isHalfWritten = (question: Question): boolean => fields.get(question)?.validity.badInput === true;

/** Something stands in the line, and nothing that could be sent. */
export const isUnfinished = (question: Question): boolean => unread.has(question) || isHalfWritten(question);

/** The page is not left while a line holds something that would not be sent, and that is what is said of it. */
function holdUp(question: Question): void {
  if (watched.has(question)) return;
  watched.add(question);
  const before = question.validateValueCallback;
  question.validateValueCallback = () => {
    if (unread.has(question)) return new CustomError(surveyFaults.numericError, question);
    if (isHalfWritten(question)) return new CustomError(form.halfWritten(question.isRequired), question);
    return before?.call(question);
  };
  const isMissing = question.hasRequiredError.bind(question);
  question.hasRequiredError = () => !isUnfinished(question) && isMissing();
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
