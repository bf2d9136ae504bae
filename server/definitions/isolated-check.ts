/** One worker thread that checks definitions, replaced whenever one of them costs too much. */
import { Worker } from "node:worker_threads";
import type { CheckedInstrument } from "../core/definition/check-instrument.ts";
import { Problem, type DefinitionFault } from "../core/problem.ts";

export interface CheckQuestion {
  readonly raw: string;
  readonly name: string | undefined;
}

export type CheckAnswer =
  | { readonly checked: CheckedInstrument }
  | { readonly faults: readonly DefinitionFault[] }
  | { readonly bug: string };

export interface CheckLimits {
  /** For one definition, after the thread is ready. */
  readonly milliseconds: number;
  readonly heapMegabytes: number;
  /** Definitions that wait for their turn; more are refused as busy. */
  readonly waiting: number;
}

export const CHECK_LIMITS: CheckLimits = { milliseconds: 2_000, heapMegabytes: 192, waiting: 20 };

/** What stops a check from outside. */
type Cut = "slow" | "large";

export class IsolatedCheck {
  private worker: Promise<Worker> | null = null;
  private turn: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  private readonly limits: CheckLimits;
  private readonly entry: URL;

  constructor(
    limits: CheckLimits = CHECK_LIMITS,
    entry: URL = new URL("./check-worker.ts", import.meta.url),
  ) {
    this.limits = limits;
    this.entry = entry;
  }

  /** @throws Problem definition.invalid, server.busy */
  async check(question: CheckQuestion): Promise<CheckedInstrument> {
    if (this.waiting > this.limits.waiting) throw new Problem("server.busy", { seconds: 10 });
    this.waiting += 1;
    const mine = this.turn.then(() => this.ask(question));
    this.turn = mine.catch(() => undefined);
    try {
      return settle(await mine, this.limits);
    } finally {
      this.waiting -= 1;
    }
  }

  private async ask(question: CheckQuestion): Promise<CheckAnswer | Cut> {
    const worker = await (this.worker ??= this.start());
    worker.ref();
    const answer = await answerOf(worker, question, this.limits.milliseconds);
    if (answer === "slow" || answer === "large") {
      this.worker = null;
      await worker.terminate();
    } else worker.unref();
    return answer;
  }

  private start(): Promise<Worker> {
    const worker = new Worker(new URL("../typescript-worker.mjs", import.meta.url), {
      workerData: { entry: this.entry.href },
      resourceLimits: { maxOldGenerationSizeMb: this.limits.heapMegabytes },
    });
    return new Promise((resolve, reject) => {
      worker.once("error", (error) => {
        this.worker = null;
        reject(error);
      });
      worker.once("message", () => {
        worker.removeAllListeners("error");
        // Between two definitions nobody listens; the next one starts another thread.
        worker.on("error", () => (this.worker = null));
        resolve(worker);
      });
    });
  }
}

function answerOf(worker: Worker, question: CheckQuestion, milliseconds: number): Promise<CheckAnswer | Cut> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end(() => resolve("slow")), milliseconds);
    const onMessage = (answer: CheckAnswer): void => end(() => resolve(answer));
    const onError = (error: NodeJS.ErrnoException): void =>
      end(() => (error.code === "ERR_WORKER_OUT_OF_MEMORY" ? resolve("large") : reject(error)));
    function end(settled: () => void): void {
      clearTimeout(timer);
      worker.off("message", onMessage);
      worker.off("error", onError);
      settled();
    }
    worker.on("message", onMessage);
    worker.on("error", onError);
    worker.postMessage(question);
  });
}

function settle(answer: CheckAnswer | Cut, { milliseconds, heapMegabytes }: CheckLimits): CheckedInstrument {
  if (answer === "slow") refuse(`检查用了 ${milliseconds / 1000} 秒还没有完成，已停止。请把表单拆小`);
  if (answer === "large") refuse(`检查用的内存超过 ${heapMegabytes} MB，已停止。请把表单拆小`);
  if ("checked" in answer) return answer.checked;
  if ("faults" in answer) throw new Problem("definition.invalid", { faults: answer.faults });
  throw new Error(answer.bug);
}

function refuse(sentence: string): never {
  throw new Problem("definition.invalid", { faults: [{ path: "$", sentence, line: 1, column: 1 }] });
}
