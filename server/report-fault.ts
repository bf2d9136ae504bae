/** What the operator is told on stderr when something goes wrong beside a request. */
import { problemLine } from "../web/text/problems.ts";
import { machineRefusal } from "./core/machine-refusal.ts";
import { isProblem } from "./core/problem.ts";
import type { UnfinishedClosing } from "./services/close-poll.ts";

/**
 * A bug is one line on stderr: its name and where it happened, never its message, which may hold what was sent. A disk
 * that is full or fails, and files that cannot be opened, are a sentence with what to do.
 *
 * @param office in which it happened, where a process serves several
 */
export function reportFault(error: unknown, office: string | null = null): void {
  const refusal = machineRefusal(error, true);
  if (isProblem(refusal, "store.storage-full") || isProblem(refusal, "machine.out-of-files")) {
    tellOperator(`${office === null ? "" : `${office}：`}${problemLine(refusal)}`);
    return;
  }
  const { name, stack } = error instanceof Error ? error : { name: "fault", stack: "" };
  const places = (stack ?? "").split("\n").filter((line) => line.trimStart().startsWith("at "));
  process.stderr.write(
    `fault ${office === null ? "" : `${office} `}${name} ${places.slice(0, 3).join(" |")}\n`,
  );
}

/** One sentence for whoever sees the window of the server. */
export const tellOperator = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

/** How what happens in an office is told to the operator: under its short name, where a process serves several. */
export interface Voice {
  fault(error: unknown): void;
  tell(sentence: string): void;
}

/** @param office null for the only one */
export const voiceOf = (office: string | null): Voice => ({
  fault: (error) => reportFault(error, office),
  tell: (sentence) => tellOperator(office === null ? sentence : `${office}：${sentence}`),
});

/** Says once for each poll why its closing cannot go on; it is tried again every few seconds. */
export function reportUnfinished(
  unfinished: readonly UnfinishedClosing[],
  reported: Map<string, string>,
  voice: Voice,
): void {
  for (const { poll, error } of unfinished) {
    const line = isProblem(error) ? problemLine(error) : "";
    if (reported.get(poll) === line) continue;
    reported.set(poll, line);
    if (line === "") voice.fault(error);
    else voice.tell(`${poll}：${line}`);
  }
}
