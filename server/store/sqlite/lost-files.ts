import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../../core/problem.ts";
import { isLogBroken } from "./broken-log.ts";
import type { SqliteFile } from "./sqlite-file.ts";
import { syncFolder } from "./sync-folder.ts";

/** There from the moment all stores are open until they are closed in order; what a killed process leaves behind. */
const MARK = "in-use";

const STORE_FILES = ["office.db", "roll.db", "box.db"] as const;

export function markInUse(dataFolder: string): void {
  closeSync(openSync(join(dataFolder, MARK), "w", 0o600));
  syncFolder(dataFolder);
}

/** Comes before the stores are closed: without the mark a log may be there or not, with it there must be one. */
export function unmarkInUse(dataFolder: string): void {
  if (!existsSync(dataFolder)) return;
  rmSync(join(dataFolder, MARK), { force: true });
  syncFolder(dataFolder);
}

/**
 * Refuses a folder from which a file was taken: a store beside the others, or the log (`-wal`) of a process that was
 * killed, which holds acknowledged rows; and a log that was changed.
 *
 * @throws Problem store.damaged
 */
export function refuseLostFiles(dataFolder: string): void {
  const isThere = (name: string): boolean => existsSync(join(dataFolder, name));
  const wasUsed = isThere("office.db") || isThere(MARK) || holdsClosed(dataFolder);
  for (const file of STORE_FILES) {
    if (wasUsed && !isThere(file)) throw new Problem("store.damaged", { file, reason: "missing" });
    const log = `${file}-wal`;
    if (isThere(MARK) && !isThere(log)) throw new Problem("store.damaged", { file: log, reason: "missing" });
    if (isThere(log) && isLogBroken(readFileSync(join(dataFolder, log)))) {
      throw new Problem("store.damaged", { file: log, reason: "log-changed" });
    }
  }
}

/**
 * Refuses to begin an office store anew beside keys or ballots: its file was taken away.
 *
 * @throws Problem store.damaged
 */
export function refuseLostOffice(dataFolder: string, others: readonly SqliteFile[]): void {
  if (existsSync(join(dataFolder, "office.db"))) return;
  for (const { db } of others) {
    const tables = db
      .prepare<[], string>("select name from sqlite_schema where type = 'table'")
      .pluck()
      .all();
    if (tables.some((table) => db.prepare(`select 1 from ${table} limit 1`).get() !== undefined)) {
      throw new Problem("store.damaged", { file: "office.db", reason: "missing" });
    }
  }
}

function holdsClosed(dataFolder: string): boolean {
  return readdirSync(join(dataFolder, "closed")).some((name) => name.endsWith(".db"));
}
