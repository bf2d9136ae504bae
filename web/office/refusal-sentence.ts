/** A refusal in one line for the console; the catalogue's words, and two of our own for a lost connection and a fault. */
import { common } from "../text/console.ts";
import { explainProblem } from "../text/problems.ts";
import { Refusal } from "./api.ts";

export function refusalSentence(error: unknown): string {
  if (!(error instanceof Refusal) || error.code === "unexpected") return common.unexpected;
  if (error.code === "unreachable") return common.unreachable;
  const { title, reason, action } = explainProblem(
    { code: error.code, facts: error.facts },
    { isOffice: true },
  );
  return `${title}。${reason}${action}`;
}
