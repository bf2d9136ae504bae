/** Runs in a worker thread: copies the data folder or the database and says what it did, or why it was refused. */
import { parentPort, workerData } from "node:worker_threads";
import { Problem } from "../core/problem.ts";
import { backupDatabase } from "../store/postgres/backup-database.ts";
import { backup } from "../store/sqlite/backup.ts";

/** What the thread is given, and what it answers. */
export interface BackupJob {
  readonly dataFolder: string;
  /** Null where the data folder has all stores. */
  readonly databaseUrl: string | null;
  readonly target: string;
}
export type BackupDone =
  | { readonly copiedAgain: readonly string[] }
  | { readonly refused: { readonly code: string; readonly facts: unknown } };

const { dataFolder, databaseUrl, target } = (workerData as { readonly job: BackupJob }).job;
let done: BackupDone;
try {
  const options = { privateKeys: false };
  const { copiedAgain } =
    databaseUrl === null
      ? backup(dataFolder, target, options)
      : await backupDatabase(databaseUrl, target, { ...options, isKept: true });
  done = { copiedAgain };
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  done = { refused: { code: error.code, facts: error.facts } };
}
parentPort?.postMessage(done);
