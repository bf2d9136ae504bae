/** A measured process of its own: forked from a file of the bench, asked by message, its CPU its own. */
import { fork, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ARTIFACTS } from "./machine.ts";

/** Starts `file` (beside this one) with tsx; it says "ready" once it can be asked. */
export async function startChild<R>(
  file: string,
  args: readonly string[],
): Promise<{ readonly child: ChildProcess; readonly ready: R }> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [...args], {
    execArgv: [...(process.env["BENCH_CHILD_FLAGS"]?.split(" ") ?? []), "--import", "tsx"],
  });
  return { child, ready: await answerOf<R>(child, "ready") };
}

/** A process without a folder; one for all rows in the short form. */
export async function childFor<R>(file: string, isKept: boolean): Promise<InFolder<R>> {
  const { child, ready } = await (isKept ? keptChild<R>(file, []) : startChild<R>(file, []));
  const stop = async () => (isKept ? undefined : void (await ask(child, "stop").catch(() => child.kill())));
  return { child, ready, stop };
}

const kept = new Map<string, ReturnType<typeof startChild<unknown>>>();

/** The same, kept for all rows that ask for the same process, until `stopKeptChildren`. */
export async function keptChild<R>(
  file: string,
  args: readonly string[],
): Promise<{ readonly child: ChildProcess; readonly ready: R }> {
  const key = JSON.stringify([file, args]);
  const started = kept.get(key) ?? startChild<unknown>(file, args);
  kept.set(key, started);
  return (await started) as { readonly child: ChildProcess; readonly ready: R };
}

export async function stopKeptChildren(): Promise<void> {
  const stopping = [...kept.values()].map(async (started) => {
    const { child } = await started;
    await ask(child, "stop").catch(() => child.kill());
  });
  await Promise.all(stopping);
  for (const folder of keptFolders.values()) rmSync(folder, { recursive: true, force: true });
}

export interface InFolder<R> {
  readonly child: ChildProcess;
  readonly ready: R;
  /** Ends the process and removes its folder, if it has one; later, where the next row asks for the same one. */
  stop(): Promise<void>;
}

/**
 * A process with a data folder of its own on the measured disk.
 *
 * @param isKept whether the rows after share it: fewer starts, and each finds what those before have left
 */
export async function childInFolder<R>(file: string, isKept: boolean): Promise<InFolder<R>> {
  if (isKept) {
    const { child, ready } = await keptChild<R>(file, [keptFolder(file)]);
    return { child, ready, stop: async () => undefined };
  }
  const folder = mkdtempSync(join(ARTIFACTS, "data-"));
  const { child, ready } = await startChild<R>(file, [folder]);
  const stop = async () => {
    await ask(child, "stop").catch(() => child.kill());
    rmSync(folder, { recursive: true, force: true });
  };
  return { child, ready, stop };
}

const keptFolders = new Map<string, string>();

function keptFolder(file: string): string {
  const folder = keptFolders.get(file) ?? mkdtempSync(join(ARTIFACTS, "data-"));
  keptFolders.set(file, folder);
  return folder;
}

/** @throws Error when the process ends before it answers */
export function ask<T>(child: ChildProcess, asked: string, given?: number): Promise<T> {
  const answer = answerOf<T>(child, asked);
  child.send({ asked, given });
  return answer;
}

function answerOf<T>(child: ChildProcess, wanted: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error("the measured process ended"));
    const hear = (message: { asked: string; answer: T }) => {
      if (message.asked !== wanted) return;
      child.off("message", hear);
      child.off("exit", gone);
      resolve(message.answer);
    };
    child.on("message", hear);
    child.once("exit", gone);
  });
}

export type Answers = { readonly [asked: string]: (given: number) => Promise<unknown> };

/** The child's side: says that it is ready and answers until it is stopped; "cpu" is its own CPU in seconds. */
export function answerParent(ready: unknown, answers: Answers): void {
  const all: Answers = {
    ...answers,
    cpu: async () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    },
  };
  process.on("message", async ({ asked, given }: { asked: string; given: number }) => {
    const answer = await all[asked]!(given);
    if (process.connected) process.send!({ asked, answer });
    if (asked === "stop") process.disconnect();
  });
  process.send!({ asked: "ready", answer: ready });
}
