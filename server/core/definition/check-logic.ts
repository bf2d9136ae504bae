/** Conditions between questions: syntax, names that exist, no circles, values that can be chosen. */
import { checkArithmetic, isNumberQuestion } from "./check-arithmetic.ts";
import { OPTION_ITSELF, resolveReference } from "./compile-visibility.ts";
import { looselyEqual } from "./evaluate.ts";
import { FUNCTIONS, parseExpression, UnknownFunction, variablesOf, type Expression } from "./expression.ts";
import type { Walk } from "./check-element.ts";
import type { Faults } from "./faults.ts";
import type { JsonObject } from "./instrument.ts";
import type { Question } from "./question.ts";
import { readQuestions } from "./read-questions.ts";

/** Expects a survey whose elements passed the walk. */
export function checkLogic(survey: JsonObject, walk: Walk, faults: Faults): void {
  const questions = readQuestions(survey);
  const needed = new Map<string, readonly string[]>();
  for (const { path, text, isOption } of walk.conditions)
    if (!needed.has(text)) needed.set(text, checkExpression(text, path, questions, faults, isOption));
  const edges = new Map(
    questions.map((question) => [
      question.name,
      expressionsOf(question).flatMap((text) => needed.get(text) ?? []),
    ]),
  );
  const pathOf = (name: string): string =>
    (walk.questions.get(name.toLowerCase()) ?? "$").replace(/\.name$/, "");
  for (const { name, isRequired, isHidden } of questions)
    if (isRequired && isHidden) faults.warn(pathOf(name), "必答题被设为不显示，不会有人回答");
  for (const circle of circlesOf(edges)) {
    const [first = ""] = circle;
    faults.add(`${pathOf(first)}.visibleIf`, `显示条件互相依赖：${[...circle, first].join(" → ")}`);
  }
}

/** What decides whether a question is shown, or what it shows. */
const expressionsOf = (question: Question): readonly string[] =>
  question.shape === "computed" ? [...question.conditions, question.expression] : question.conditions;

/** @returns names of the questions the expression depends on */
function checkExpression(
  text: string,
  path: string,
  questions: readonly Question[],
  faults: Faults,
  isOption = false,
): string[] {
  let expression: Expression;
  try {
    expression = parseExpression(text);
  } catch (error) {
    faults.add(path, unreadable(text, error));
    return [];
  }
  checkArithmetic(expression, path, (name) => isNumberQuestion(name, questions), faults);
  const names: string[] = [];
  for (const name of variablesOf(expression)) {
    if (isOption && name.trim().toLowerCase() === OPTION_ITSELF) continue;
    const reference = resolveReference(name, questions);
    if (reference) names.push(reference.question);
    if (questions.some((one) => one.shape === "list" && one.name === reference?.question))
      faults.add(path, `条件不能取可增减行的题目“${name.slice(0, 40)}”的答案`);
    const found = questions.find((one) => one.name === reference?.question);
    if (found?.shape === "computed" && (found.isHidden || found.conditions.length > 0))
      faults.add(path, `算式题“${name.slice(0, 40)}”自己有显示条件，不能再用在别的条件里`);
    if (isOfThePhoneAlone(name, reference !== null))
      faults.add(
        path,
        `条件里的“${name.slice(0, 40)}”只有手机认得，服务器算不出，请写本表的题名，如 {题名} 或 {题名.行}`,
      );
    else if (!reference)
      faults.warn(path, `条件里的“${name.slice(0, 40)}”不是本表的题目，条件按没有回答处理`);
  }
  refuseWhole(expression, path, questions, faults);
  warnUnreachable(expression, path, questions, faults);
  return names;
}

/** What SurveyJS answers itself, whatever a question is called. */
const SURVEY_VARIABLES = new Set(
  `locale pageno pagecount questioncount correctanswers correctedanswers correctedanswercount incorrectanswers
  incorrectedanswers incorrectedanswercount self`.split(/\s+/),
);

/** Lengths, single rows, properties and states of the page: SurveyJS reads them, the checker has no such values. */
function isOfThePhoneAlone(name: string, isKnown: boolean): boolean {
  const wanted = name.trim().toLowerCase();
  return SURVEY_VARIABLES.has(wanted) || (!isKnown && /[.[#$]|-unwrapped$/.test(wanted));
}

const OF_TIME = new Set(["today", "currentDate", "currentYear", "age"]);

function unreadable(text: string, error: unknown): string {
  if (!(error instanceof UnknownFunction)) return `条件“${text.slice(0, 60)}”不能识别`;
  const name = error.called.slice(0, 40);
  if (OF_TIME.has(name)) return `条件里的函数“${name}”的结果随时间变化，手机和服务器会算得不一样，不支持`;
  return `条件里的函数“${name}”不支持，可用的是 ${FUNCTIONS.join("、")}`;
}

const LIST_OPERATORS = new Set(["contains", "notcontains", "anyof", "allof", "noneof"]);

/** The answer to a whole table is no list: survey-core looks into it in a way of its own, and people could not submit. */
function refuseWhole(node: Expression, path: string, questions: readonly Question[], faults: Faults): void {
  if (node.kind === "unary") return refuseWhole(node.operand, path, questions, faults);
  if (node.kind !== "binary") return;
  for (const side of [node.left, node.right]) {
    if (side.kind === "variable" && LIST_OPERATORS.has(node.operator)) {
      const found = questions.find((one) => one.name.toLowerCase() === side.name.trim().toLowerCase());
      if (found && ["rows", "grid", "fields"].includes(found.shape))
        faults.add(path, `“${side.name.slice(0, 40)}”是整张表，不能判断它含不含一项，请写明行，如 {题名.行}`);
    }
    refuseWhole(side, path, questions, faults);
  }
}

/** `{b} = 99` where 99 is not an option of b can never hold. */
function warnUnreachable(
  node: Expression,
  path: string,
  questions: readonly Question[],
  faults: Faults,
): void {
  if (node.kind === "unary") return warnUnreachable(node.operand, path, questions, faults);
  if (node.kind !== "binary") return;
  const { operator, left, right } = node;
  if (["equal", "contains", "anyof", "allof"].includes(operator) && left.kind === "variable") {
    const question = questions.find((one) => one.name.toLowerCase() === left.name.trim().toLowerCase());
    const wanted = right.kind === "array" ? right.members : [right];
    for (const one of wanted)
      if (question && one.kind === "literal" && one.value !== null && !canBe(question, one.value))
        faults.warn(
          path,
          `“${left.name.slice(0, 40)}”没有选项“${String(one.value).slice(0, 40)}”，条件不会成立`,
        );
  }
  warnUnreachable(left, path, questions, faults);
  warnUnreachable(right, path, questions, faults);
}

function canBe(question: Question, value: string | number | boolean): boolean {
  if (question.shape !== "single") return true;
  if (question.cell.kind !== "choice" && question.cell.kind !== "multi") return true;
  return question.cell.options.some((option) => looselyEqual(option.value, value));
}

/** Each circle once, from the question where it was found. */
function circlesOf(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const circles: string[][] = [];
  const state = new Map<string, "open" | "done">();
  const trail: string[] = [];
  const visit = (name: string): void => {
    if (state.get(name) === "done") return;
    if (state.get(name) === "open") {
      circles.push(trail.slice(trail.indexOf(name)));
      return;
    }
    state.set(name, "open");
    trail.push(name);
    for (const next of edges.get(name) ?? []) visit(next);
    trail.pop();
    state.set(name, "done");
  };
  for (const name of edges.keys()) visit(name);
  return circles;
}
