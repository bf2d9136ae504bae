import { isArithmetic } from "./arithmetic.ts";
import type { Expression } from "./expression.ts";
import type { Cell, Question } from "./question.ts";
import type { Faults } from "./faults.ts";

const TEXTUAL = new Set(["contains", "notcontains", "anyof", "allof", "noneof"]);
const OF_NUMBERS = new Set(["sum", "min", "max", "avg", "round"]);

/** Arithmetic is exact on numbers alone: SurveyJS joins texts and lists by rules of its own. */
export function checkArithmetic(
  expression: Expression,
  path: string,
  isNumber: (variable: string) => boolean,
  faults: Faults,
): void {
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
  visit(expression);
}

const isComputed = (node: Expression): boolean =>
  node.kind === "call" || (node.kind === "binary" && isArithmetic(node.operator));

/** Whether the answer under this name is a number, whatever is answered. */
export function isNumberQuestion(name: string, questions: readonly Question[]): boolean {
  const wanted = name.trim().toLowerCase();
  return questions.some((question) => {
    const own = question.name.toLowerCase();
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

function isNumberCell(cell: Cell): boolean {
  if (cell.kind === "choice") return cell.options.every(({ value }) => typeof value === "number");
  return cell.kind === "number";
}
