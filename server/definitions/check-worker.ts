/** Runs in a worker thread: checks one definition after another, so that none costs anybody else time or memory. */
import { parentPort } from "node:worker_threads";
import { isProblem } from "../core/problem.ts";
import { checkInstrumentText } from "./check-instrument-text.ts";
import type { CheckAnswer, CheckQuestion } from "./isolated-check.ts";
import { surveyCoreFaults } from "./survey-core-faults.ts";
import { ownThread } from "./thread-cost.ts";

async function answer({ raw, name }: CheckQuestion): Promise<CheckAnswer> {
  try {
    return { checked: await checkInstrumentText(raw, name) };
  } catch (error) {
    if (isProblem(error, "definition.invalid")) return { faults: error.facts.faults };
    return { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

// survey-core is slow to load; nobody's time limit pays for it.
await surveyCoreFaults({});
parentPort?.on("message", (question: CheckQuestion) => {
  void answer(question).then((given) => parentPort?.postMessage(given));
});
parentPort?.postMessage(ownThread());
