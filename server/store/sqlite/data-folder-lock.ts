import { join } from "node:path";
import Database from "better-sqlite3";
import { Problem } from "../../core/problem.ts";
import { sqliteCode, sqliteRefusal } from "./sqlite-refusal.ts";

const LOCK_FILE = "lock.db";

/**
 * Holds the data folder for this process. The lock is the operating system's own lock on an empty SQLite file, so it
 * ends with the process however that ends; a file left by a dead process holds nobody up.
 */
export class DataFolderLock {
  readonly #db: Database.Database;

  /** @throws Problem store.locked while another process, or another opening in this one, holds the folder; machine.out-of-files, store.storage-full */
  constructor(dataFolder: string) {
    const file = join(dataFolder, LOCK_FILE);
    this.#db = openLockFile(file);
    try {
      this.#db.pragma("journal_mode = memory");
      this.#db.pragma("locking_mode = exclusive");
      this.#db.exec("begin exclusive");
    } catch (error) {
      this.#db.close();
      if (sqliteCode(error)?.startsWith("SQLITE_BUSY")) throw new Problem("store.locked", { file });
      throw sqliteRefusal(error, LOCK_FILE);
    }
  }

  release(): void {
    this.#db.close();
  }
}

/** @throws Problem machine.out-of-files */
function openLockFile(file: string): Database.Database {
  try {
    return new Database(file, { timeout: 0 });
  } catch (error) {
    throw sqliteRefusal(error, LOCK_FILE);
  }
}
