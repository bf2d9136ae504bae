/** What the command line prints: sentences for people, or one JSON value with `--json`. */
import { CommanderError } from "commander";
import { isProblem, Problem } from "../core/problem.ts";
import { cli } from "../../web/text/cli.ts";
import { callFaults } from "../../web/text/cli-help.ts";
import { problemLine } from "../../web/text/problems.ts";
import { importFaultLine, definitionFaultLine } from "../../web/text/problems-office.ts";
import { answerFaultLine } from "../../web/text/problems-phone.ts";
import { reportFault } from "../report-fault.ts";
import { asProblem } from "./file-problem.ts";

export interface Output {
  readonly json?: boolean;
}

/** Prints a result: the sentence, or the value as JSON. */
export function print(output: Output, value: unknown, sentence: () => string): void {
  process.stdout.write(output.json ? `${JSON.stringify(value, null, 1)}\n` : `${sentence()}\n`);
}

/** Says that what follows is not a release; beside the value, not in it, with `--json`. */
export function printTallyWarning({ json }: Output): void {
  (json ? process.stderr : process.stdout).write(`${cli.tallyWarning}\n`);
}

/** Exit codes: 0 ok, 1 refused (the problem on stderr), 2 usage. */
export function exitWithProblem(thrown: unknown): void {
  if (thrown instanceof CommanderError && thrown.exitCode === 0) return;
  const error = thrown instanceof CommanderError ? usageProblem(thrown) : asProblem(thrown);
  if (!isProblem(error)) {
    reportFault(error);
    process.exitCode = 1;
    return;
  }
  if (process.argv.includes("--json")) {
    process.stderr.write(`${JSON.stringify({ code: error.code, facts: error.facts })}\n`);
  } else {
    process.stderr.write(
      `${problemLine(error)}\n${faultLines(error)
        .map((line) => `  ${line}\n`)
        .join("")}`,
    );
  }
  process.exitCode = error.code === "usage" ? 2 : 1;
}

/** The parser names the word it is about in quotes. */
function usageProblem({ code, message }: CommanderError): Problem {
  const named = /'([^']+)'/.exec(message)?.[1] ?? "";
  return new Problem("usage", { reason: callFaults[code]?.(named) ?? message });
}

function faultLines(error: unknown): string[] {
  if (isProblem(error, "roster.invalid")) return error.facts.faults.map(importFaultLine);
  if (isProblem(error, "register.invalid")) return error.facts.faults.map(importFaultLine);
  if (isProblem(error, "assessments.invalid")) return error.facts.faults.map(importFaultLine);
  if (isProblem(error, "definition.invalid")) return error.facts.faults.map(definitionFaultLine);
  if (isProblem(error, "scheme.invalid")) return error.facts.faults.map(definitionFaultLine);
  if (isProblem(error, "inputs.invalid")) return error.facts.faults.map(definitionFaultLine);
  if (isProblem(error, "ballot.invalid")) return error.facts.questions.map(answerFaultLine);
  return [];
}
