/** The measured process of the definition bombs: refuses each as the product does, and watches its own event loop. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { isProblem } from "../../server/core/problem.ts";
import { checkInstrumentFile } from "../../server/definitions/check-instrument-file.ts";
import { BOMBS } from "../attacks/hostile/bomb-corpus.ts";
import { answerParent } from "./child.ts";

export interface Refused {
  /** Of one definition, from sending it in to its refusal. */
  readonly slowestSeconds: number;
  /** Longest time for which the event loop of this process, which serves everybody else, was held. */
  readonly blockSeconds: number;
  readonly taken: number;
}

const SOUND = JSON.stringify({ title: "茶", elements: [{ type: "text", name: "a" }] });

async function refuse(definitions: readonly string[]): Promise<Refused> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let slowestSeconds = 0;
  let taken = 0;
  delay.enable();
  for (const definition of definitions) {
    const from = performance.now();
    try {
      await checkInstrumentFile(definition);
      taken += 1;
    } catch (error) {
      if (!isProblem(error, "definition.invalid")) throw error;
    }
    slowestSeconds = Math.max(slowestSeconds, (performance.now() - from) / 1000);
  }
  delay.disable();
  return { slowestSeconds, blockSeconds: delay.max / 1e9, taken };
}

answerParent(null, {
  sound: () => refuse([SOUND]),
  bombs: () => refuse(BOMBS.map(([, definition]) => definition)),
  stop: async () => null,
});
