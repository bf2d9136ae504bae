import { closeSync, openSync } from "node:fs";
import { devNull } from "node:os";
import Database from "better-sqlite3";
import { machineRefusal } from "../../core/machine-refusal.ts";
import { Problem } from "../../core/problem.ts";

/** SQLite's own name of an error (SQLITE_FULL, SQLITE_IOERR_WRITE …); undefined for every other error. */
export function sqliteCode(error: unknown): string | undefined {
  return error instanceof Database.SqliteError ? error.code : undefined;
}

/**
 * What a caller is told: a full or failing disk is `store.storage-full`, a broken file `store.damaged`, and no file
 * that can be opened any more `machine.out-of-files`, whether SQLite met it or a file of ours beside; every other error
 * stays what it is.
 */
export function sqliteRefusal(error: unknown, file: string): unknown {
  const code = sqliteCode(error);
  if (!code) return machineRefusal(error);
  if (code === "SQLITE_FULL" || code.startsWith("SQLITE_IOERR")) return new Problem("store.storage-full", {});
  if (code === "SQLITE_NOTADB" || code.startsWith("SQLITE_CORRUPT")) {
    return new Problem("store.damaged", { file, reason: "not-a-database" });
  }
  if (code === "SQLITE_CANTOPEN" && isOutOfFiles()) return new Problem("machine.out-of-files", {});
  return error;
}

/** SQLite does not say why a file could not be opened. */
export function isOutOfFiles(): boolean {
  try {
    closeSync(openSync(devNull, "r"));
    return false;
  } catch (error) {
    return saysOutOfFiles(error);
  }
}

const saysOutOfFiles = (error: unknown): boolean =>
  ["EMFILE", "ENFILE"].includes((error as NodeJS.ErrnoException).code ?? "");
