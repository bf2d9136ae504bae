/**
 * A hidden question has no value for any condition, as on the server, which takes no answer to one: what was answered
 * goes when the question is hidden, and comes back when it is shown again.
 */
import { settings, type Question, type SurveyModel } from "survey-core";

type Answers = Readonly<Record<string, unknown>>;

const lastGiven = new WeakMap<object, Map<string, unknown>>();

/** One round of conditions hides one link of a chain; SurveyJS would stop after ten. Circles are refused at load. */
settings.maxConditionRunCountOnValueChanged = 5000;

/**
 * Fills a fresh model.
 *
 * @param aside what was answered to questions that are hidden now, by question
 */
export function answerModel(model: SurveyModel, answers: Answers, aside: Answers): void {
  model.clearInvisibleValues = "onHiddenContainer";
  // What an expression reckons is nobody's answer: it counts whether it is shown or not, as on the server.
  for (const question of model.getAllQuestions())
    question.clearIfInvisible = question.getType() === "expression" ? "none" : "default";
  // Copies: hiding a list takes its rows out of the very array it was given.
  const given = new Map(Object.entries(copyOf({ ...aside, ...answers })));
  lastGiven.set(model, given);
  model.data = { ...answers };
  for (const question of model.getAllQuestions()) question.clearValueIfInvisible("onHiddenContainer");
  model.onValueChanged.add((_, { name, value, question }) => {
    // Of a list that is hidden SurveyJS takes one row after the other.
    if (question && !isShown(question)) return;
    if (isNothing(value)) given.delete(name);
    else given.set(name, copyOf(value));
  });
  model.onQuestionVisibleChanged.add((_, { question }) => giveBack(question, given));
  model.onPanelVisibleChanged.add((_, { panel }) => panel.questions.forEach((one) => giveBack(one, given)));
  model.onPageVisibleChanged.add((_, { page }) => page.questions.forEach((one) => giveBack(one, given)));
}

/** What was answered to questions that are hidden now. */
export function hiddenAnswersOf(model: SurveyModel): Answers {
  const data = model.data as Answers;
  return Object.fromEntries([...(lastGiven.get(model) ?? [])].filter(([name]) => !Object.hasOwn(data, name)));
}

const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Hiding a list leaves its rows, and nothing in them. SurveyJS's arrays have functions of their own among their values. */
function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isNothing);
  if (typeof value === "object" && value !== null) return Object.values(value).every(isNothing);
  return value === undefined || value === null || value === "";
}

export const isShown = (question: Question): boolean => question.isVisible && question.isParentVisible;

function giveBack(question: Question, given: ReadonlyMap<string, unknown>): void {
  if (!isShown(question) || question.getType() === "expression") return;
  const value = given.get(question.name);
  if (value !== undefined && question.isEmpty()) question.value = copyOf(value);
  const comment = given.get(`${question.name}-Comment`);
  if (typeof comment === "string" && question.comment === "") question.comment = comment;
}
