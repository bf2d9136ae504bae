/** One worker thread that checks definitions, replaced whenever one of them costs too much. */
import type { Worker } from "node:worker_threads";
import type { CheckedInstrument } from "../core/definition/check-instrument.ts";
import { Problem, type DefinitionFault } from "../core/problem.ts";
import { startThread } from "../thread/start-thread.ts";
import { processorMilliseconds } from "./thread-cost.ts";

export interface CheckQuestion {
  readonly raw: string;
  readonly name: string | undefined;
}

export type CheckAnswer =
  | { readonly checked: CheckedInstrument }
  | { readonly faults: readonly DefinitionFault[] }
  | { readonly bug: string };

export interface CheckLimits {
  /** Processor time of the thread for one definition, so that a busy machine costs no honest form its check. */
  readonly processorMilliseconds: number;
  /** By the clock, for one definition, after the thread is ready: for a thread that waits instead of working. */
  readonly wallMilliseconds: number;
  readonly heapMegabytes: number;
  /** Definitions that wait for their turn; more are refused as busy. */
  readonly waiting: number;
}

export const CHECK_LIMITS: CheckLimits = {
  processorMilliseconds: 1_800,
  wallMilliseconds: 30_000,
  heapMegabytes: 192,
  waiting: 20,
};

const LOOK_EVERY_MILLISECONDS = 50;

/** What stops a check from outside. */
type Cut = "costly" | "slow" | "large";

interface Checker {
  readonly worker: Worker;
  /** As `ownThread` names it. */
  readonly thread: number | null;
}

export class IsolatedCheck {
  private checker: Promise<Checker> | null = null;
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
    const checker = await (this.checker ??= this.start());
    const { worker } = checker;
    worker.ref();
    const answer = await answerOf(checker, question, this.limits);
    if (typeof answer === "string") {
      this.checker = null;
      await worker.terminate();
    } else worker.unref();
    return answer;
  }

  private start(): Promise<Checker> {
    const worker = startThread(this.entry, {
      resourceLimits: { maxOldGenerationSizeMb: this.limits.heapMegabytes },
    });
    return new Promise((resolve, reject) => {
      worker.once("error", (error) => {
        this.checker = null;
        reject(error);
      });
      worker.once("message", (thread: number | null) => {
        worker.removeAllListeners("error");
        // Between two definitions nobody listens; the next one starts another thread.
        worker.on("error", () => (this.checker = null));
        resolve({ worker, thread });
      });
    });
  }
}

function answerOf(
  { worker, thread }: Checker,
  question: CheckQuestion,
  limits: CheckLimits,
): Promise<CheckAnswer | Cut> {
  return new Promise((resolve, reject) => {
    const before = processorMilliseconds(thread);
    const wall = setTimeout(() => end(() => resolve("slow")), limits.wallMilliseconds);
    const look = setInterval(() => {
      const used = processorMilliseconds(thread) - before;
      if (used >= limits.processorMilliseconds) end(() => resolve("costly"));
    }, LOOK_EVERY_MILLISECONDS);
    const onMessage = (answer: CheckAnswer): void => end(() => resolve(answer));
    const onError = (error: NodeJS.ErrnoException): void =>
      end(() => (error.code === "ERR_WORKER_OUT_OF_MEMORY" ? resolve("large") : reject(error)));
    function end(settled: () => void): void {
      clearTimeout(wall);
      clearInterval(look);
      worker.off("message", onMessage);
      worker.off("error", onError);
      settled();
    }
    worker.on("message", onMessage);
    worker.on("error", onError);
    worker.postMessage(question);
  });
}

function settle(answer: CheckAnswer | Cut, limits: CheckLimits): CheckedInstrument {
  const { processorMilliseconds: processor, wallMilliseconds: wall, heapMegabytes } = limits;
  if (answer === "costly") refuse(`检查用了 ${processor / 1000} 秒还没有完成，已停止。请把表单拆小`);
  if (answer === "slow")
    refuse(`检查等了 ${wall / 1000} 秒还没有完成，已停止。请稍后再试，仍不行就把表单拆小`);
  if (answer === "large") refuse(`检查用的内存超过 ${heapMegabytes} MB，已停止。请把表单拆小`);
  if ("checked" in answer) return answer.checked;
  if ("faults" in answer) throw new Problem("definition.invalid", { faults: answer.faults });
  throw new Error(answer.bug);
}

function refuse(sentence: string): never {
  throw new Problem("definition.invalid", { faults: [{ path: "$", sentence, line: 1, column: 1 }] });
}
