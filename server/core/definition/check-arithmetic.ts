import { isArithmetic } from "./arithmetic.ts";
import { parseExpression, type Expression } from "./expression.ts";
import { Faults } from "./faults.ts";
import type { Cell, ComputedQuestion, Question } from "./question.ts";

const TEXTUAL = new Set(["contains", "notcontains", "anyof", "allof", "noneof"]);
const OF_NUMBERS = new Set(["sum", "min", "max", "avg", "round"]);

/**
 * Arithmetic is exact on numbers alone: SurveyJS joins texts and lists by rules of its own.
 *
 * @returns whether the expression gives a number or a blank
 */
export function checkArithmetic(
  expression: Expression,
  path: string,
  isNumber: (variable: string) => boolean,
  faults: Faults,
): boolean {
  const refuse = (): void => faults.add(path, "算术和 sum、avg、min、max、round 只能用在数字题和数字选项上");
  /** @returns whether the value is a number or a blank */
  const visit = (node: Expression): boolean => {
    switch (node.kind) {
      case "literal":
        return typeof node.value === "number";
      case "variable":
        return isNumber(node.name);
      case "array":
        node.members.forEach(visit);
        return false;
      case "unary":
        visit(node.operand);
        return false;
      case "call": {
        const numbers = node.parameters.map(visit);
        if (OF_NUMBERS.has(node.name) && numbers.includes(false)) refuse();
        return node.name === "iif" ? numbers.slice(1).every(Boolean) : true;
      }
      case "binary": {
        const numbers = [visit(node.left), visit(node.right)];
        if (isArithmetic(node.operator) && numbers.includes(false)) refuse();
        if (TEXTUAL.has(node.operator) && [node.left, node.right].some(isComputed)) refuse();
        return isArithmetic(node.operator);
      }
    }
  };
  return visit(expression);
}

const isComputed = (node: Expression): boolean =>
  node.kind === "call" || (node.kind === "binary" && isArithmetic(node.operator));

/** Whether the answer under this name is a number, whatever is answered. */
export function isNumberQuestion(name: string, questions: readonly Question[]): boolean {
  const wanted = name.trim().toLowerCase();
  return questions.some((question) => {
    const own = question.name.toLowerCase();
    if (question.shape === "computed") return own === wanted && isNumberExpression(question, questions);
    if (question.shape === "single") return own === wanted && isNumberCell(question.cell);
    if (question.shape === "rows")
      return (
        isNumberCell(question.cell) && question.rows.some(({ id }) => `${own}.${id}`.toLowerCase() === wanted)
      );
    if (question.shape === "fields")
      return question.fields.some(
        ({ id, cell }) => `${own}.${id}`.toLowerCase() === wanted && isNumberCell(cell),
      );
    return false;
  });
}

const numbers = new WeakMap<ComputedQuestion, boolean>();

/** Each expression is read once; one in a circle, which is a fault of its own, is no number. */
function isNumberExpression(question: ComputedQuestion, questions: readonly Question[]): boolean {
  const known = numbers.get(question);
  if (known !== undefined) return known;
  numbers.set(question, false);
  const isNumber = readsAsNumber(question.expression, questions);
  numbers.set(question, isNumber);
  return isNumber;
}

function readsAsNumber(text: string, questions: readonly Question[]): boolean {
  try {
    const expression = parseExpression(text);
    return checkArithmetic(expression, "", (name) => isNumberQuestion(name, questions), new Faults());
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function isNumberCell(cell: Cell): boolean {
  if (cell.kind === "choice") return cell.options.every(({ value }) => typeof value === "number");
  return cell.kind === "number";
}
