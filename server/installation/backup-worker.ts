/** Runs in a worker thread: copies the data folder and says what it did, or why it was refused. */
import { parentPort, workerData } from "node:worker_threads";
import { Problem } from "../core/problem.ts";
import { backup } from "../store/sqlite/backup.ts";

/** What the thread is given, and what it answers. */
export interface BackupJob {
  readonly dataFolder: string;
  readonly target: string;
}
export type BackupDone =
  | { readonly copiedAgain: readonly string[] }
  | { readonly refused: { readonly code: string; readonly facts: unknown } };

const { dataFolder, target } = (workerData as { readonly job: BackupJob }).job;
let done: BackupDone;
try {
  done = { copiedAgain: backup(dataFolder, target, { privateKeys: false }).copiedAgain };
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  done = { refused: { code: error.code, facts: error.facts } };
}
parentPort?.postMessage(done);
