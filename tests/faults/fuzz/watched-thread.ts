/** Runs cases in a thread and ends it when one of them does not come to its end. */
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { SEED } from "../../fixed-seed.ts";

/** What the thread is told. */
export interface FuzzOrder {
  /** Of the project. */
  readonly root: string;
  readonly seed: number;
  readonly property: "definitions" | "answers" | "tables" | "tickets" | "endless";
  /** The number of the case that is under way, from 1; 0 before the first. */
  readonly beat: Int32Array;
}

/** How many cases there were, of how many something was made, and of how many the next thing after that. */
export interface Tally {
  readonly cases: number;
  readonly taken: number;
  readonly further: number;
}

export interface Patience {
  readonly looksEveryMs: number;
  /** So many looks in a row that find the same case under way. */
  readonly looks: number;
}

/** A case takes milliseconds. Looks are counted and not the time: on a machine that stands still nobody looks. */
const PATIENCE: Patience = { looksEveryMs: 1_000, looks: 120 };

/**
 * @param program of `bundleProgram`
 * @throws Error what a case threw; or with the number of the case that did not end, and the seed
 */
export function runWatched(
  program: string,
  property: FuzzOrder["property"],
  { looksEveryMs, looks }: Patience = PATIENCE,
): Promise<Tally> {
  const beat = new Int32Array(new SharedArrayBuffer(4));
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  const worker = new Worker(program, {
    workerData: { root, seed: SEED, property, beat } satisfies FuzzOrder,
  });
  let [last, same] = [0, 0];
  return new Promise<Tally>((resolve, reject) => {
    const watch = setInterval(() => {
      const now = Atomics.load(beat, 0);
      same = now === last && now > 0 ? same + 1 : 0;
      last = now;
      if (same < looks) return;
      clearInterval(watch);
      reject(new Error(`case ${now} of ${property} does not end, seed ${SEED}`));
      void worker.terminate();
    }, looksEveryMs);
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => {
      clearInterval(watch);
      reject(new Error(`the thread ended with ${code}`));
    });
  });
}
