import { statfsSync, statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { isProblem, Problem } from "../../core/problem.ts";
import { sqliteCode, sqliteRefusal } from "./sqlite-refusal.ts";
import { type Place, placesOf, refuseGone } from "./place-of-file.ts";
import { syncFile } from "./sync-folder.ts";

/** What a file has to be: whose it is, and how it came to its present shape. */
export interface SqliteFileKind {
  /** Four bytes that tell the stores' files apart. */
  readonly applicationId: number;
  readonly migrations: readonly (readonly string[])[];
}

const FULL = 2;
/** A group of ballots must fit, wherever the log ends. */
const SPACE_BYTES_MIN = 1 << 20;
/** Whoever asks again within this time is told of the last trial. */
const TRIAL_EVERY_MS = 1_000;
/** Ten seconds: as long as a backup of a large store may read. */
const LOG_PATIENCE = { tries: 40, waitMs: 250 };

/**
 * One live SQLite file: WAL, every commit synced to disk, deleted content overwritten.
 *
 * Once the disk is full or fails, the file takes no further write until a small trial write has succeeded.
 */
export class SqliteFile {
  readonly db: Database.Database;
  readonly path: string;
  readonly #places: readonly Place[];
  #isFull = false;
  #isDurable = false;
  #triedAtMs = Number.NEGATIVE_INFINITY;

  /** @throws Problem store.newer-version, store.damaged, store.storage-full */
  constructor(path: string, kind: SqliteFileKind) {
    this.path = path;
    try {
      this.db = new Database(path, { timeout: 5000 });
    } catch (error) {
      throw sqliteRefusal(error, basename(path));
    }
    try {
      refuseForeign(this.db, path, kind);
      configure(this.db);
      const found = this.db.pragma("quick_check(1)", { simple: true });
      if (found !== "ok") throw new Problem("store.damaged", { file: basename(path), reason: "quick-check" });
      migrate(this.db, kind);
      this.#tryFirstWrite();
      // The header counts the openings; on disk before the folder is marked, it tells a file of an earlier one.
      if (!this.#isFull) this.db.pragma("wal_checkpoint(passive)");
      this.#places = placesOf([path, `${path}-wal`]);
    } catch (error) {
      this.db.close();
      throw sqliteRefusal(error, basename(path));
    }
  }

  /** One transaction. Returns after it is on disk; on any error nothing of it is. */
  write<T>(use: () => T): T {
    this.begin();
    try {
      const outcome = use();
      this.commit();
      return outcome;
    } catch (error) {
      this.rollBack();
      throw this.refusal(error);
    }
  }

  /** @throws Problem store.storage-full while the disk does not take a trial write; store.damaged when the file is gone */
  begin(): void {
    refuseGone(this.#places);
    if (this.#isFull) this.#tryWrite();
    try {
      this.db.exec("begin immediate");
    } catch (error) {
      throw this.refusal(error);
    }
  }

  /** As `begin`, but on a full disk reads are let in and writes refused. */
  beginReadable(): void {
    try {
      this.begin();
    } catch (error) {
      if (!isProblem(error, "store.storage-full")) throw error;
      this.db.pragma("query_only = on");
      this.db.exec("begin");
    }
  }

  commit(): void {
    this.db.exec("commit");
    if (this.#isFull) this.db.pragma("query_only = off");
    if (!this.#isDurable) this.assertDurable();
  }

  /** SQLite itself has rolled back already after some errors. */
  rollBack(): void {
    if (this.db.inTransaction) this.db.exec("rollback");
    if (this.#isFull) this.db.pragma("query_only = off");
  }

  /** False from a write that the disk refused until it takes one again; tries again when no transaction is under way. */
  canWrite(): boolean {
    if (this.#isFull && !this.db.inTransaction) this.#tryFirstWrite();
    return !this.#isFull;
  }

  /**
   * Whether it is still where it was opened, there is space, it can be read and takes a trial write. No transaction may be
   * under way.
   *
   * @throws Problem store.storage-full, store.damaged
   */
  tryOut(): void {
    refuseGone(this.#places);
    try {
      const { bavail, bsize } = statfsSync(dirname(this.path));
      if (bavail * bsize < SPACE_BYTES_MIN) throw new Problem("store.storage-full", {});
      this.db.prepare("select 1 from sqlite_schema limit 1").get();
    } catch (error) {
      throw sqliteRefusal(error, basename(this.path));
    }
    const nowMs = performance.now();
    if (!this.#isFull && nowMs - this.#triedAtMs < TRIAL_EVERY_MS) return;
    this.#tryWrite();
    this.#triedAtMs = nowMs;
  }

  /** The error as a caller is told it; remembers that the disk is full. */
  refusal(error: unknown): unknown {
    // It took writes when it was opened: read-only now is a disk that the system has taken away from its writers.
    const isReadOnly = sqliteCode(error)?.startsWith("SQLITE_READONLY") === true;
    const refusal = isReadOnly
      ? new Problem("store.storage-full", {})
      : sqliteRefusal(error, basename(this.path));
    if (isProblem(refusal, "store.storage-full")) this.#isFull = true;
    return refusal;
  }

  /**
   * Writes what is left anew in key order and empties the log, so that no deleted byte remains in either.
   * `secure_delete` alone leaves some: pages split or joined earlier keep copies of rows between their cells.
   *
   * @throws Problem store.damaged when the log will not empty (another process keeps reading), store.storage-full
   */
  async rewrite(patience = LOG_PATIENCE): Promise<void> {
    try {
      this.db.exec("vacuum");
    } catch (error) {
      throw this.refusal(error);
    }
    await this.emptyLog(patience);
  }

  /**
   * Brings every commit into the file and empties the log.
   *
   * @throws Problem store.damaged when it will not empty
   */
  async emptyLog(patience = LOG_PATIENCE): Promise<void> {
    for (let attempt = 0; attempt < patience.tries; attempt += 1) {
      if (this.#isLogEmptied()) {
        // SQLite does not sync this by itself: after a power cut the log would be back with every deleted row.
        this.#syncLog();
        return;
      }
      await sleep(patience.waitMs);
    }
    throw new Problem("store.damaged", { file: `${basename(this.path)}-wal`, reason: "log-not-empty" });
  }

  close(): void {
    this.db.close();
  }

  /** The wait for readers is ours, between tries, because SQLite's own would stop every other request. */
  #isLogEmptied(): boolean {
    this.db.pragma("busy_timeout = 0");
    try {
      const [answer] = this.db.pragma("wal_checkpoint(truncate)") as { busy: number }[];
      return answer?.busy === 0 && statSync(`${this.path}-wal`).size === 0;
    } finally {
      this.db.pragma("busy_timeout = 5000");
    }
  }

  #syncLog(): void {
    try {
      syncFile(`${this.path}-wal`);
    } catch (error) {
      throw this.refusal(error);
    }
  }

  #tryFirstWrite(): void {
    try {
      this.#tryWrite();
      this.assertDurable();
    } catch (error) {
      if (!isProblem(error, "store.storage-full")) throw error;
    }
  }

  /** Writes the version over itself: one page, the same bytes. */
  #tryWrite(): void {
    try {
      const version = Number(this.db.pragma("user_version", { simple: true }));
      this.db.exec(`begin immediate; pragma user_version = ${version}; commit`);
      this.#isFull = false;
    } catch (error) {
      if (this.db.inTransaction) this.db.exec("rollback");
      throw this.refusal(error);
    }
  }

  /** Checked after the first write: a reopened WAL file comes back at NORMAL unless told otherwise, and NORMAL loses acknowledged rows. */
  assertDurable(): void {
    const synchronous = this.db.pragma("synchronous", { simple: true });
    const journal = this.db.pragma("journal_mode", { simple: true });
    if (synchronous !== FULL || journal !== "wal") {
      throw new Error(
        `${basename(this.path)}: synchronous is ${String(synchronous)}, journal ${String(journal)}`,
      );
    }
    this.#isDurable = true;
  }
}

function refuseForeign(db: Database.Database, path: string, kind: SqliteFileKind): void {
  const file = basename(path);
  const found = Number(db.pragma("user_version", { simple: true }));
  const known = kind.migrations.length;
  const owner = db.pragma("application_id", { simple: true });
  if (found > 0 && owner !== kind.applicationId)
    throw new Problem("store.damaged", { file, reason: "wrong-file" });
  if (found > known) throw new Problem("store.newer-version", { file, found, known });
}

function configure(db: Database.Database): void {
  db.pragma("journal_mode = wal");
  db.pragma("synchronous = full");
  db.pragma("fullfsync = on");
  db.pragma("checkpoint_fullfsync = on");
  db.pragma("secure_delete = on");
  db.pragma("foreign_keys = on");
  db.pragma("temp_store = memory");
  db.pragma("trusted_schema = off");
}

function migrate(db: Database.Database, kind: SqliteFileKind): void {
  const from = Number(db.pragma("user_version", { simple: true }));
  kind.migrations.slice(from).forEach((statements, i) => {
    db.transaction(() => {
      for (const statement of statements) db.exec(statement);
      db.pragma(`application_id = ${kind.applicationId}`);
      db.pragma(`user_version = ${from + i + 1}`);
    }).immediate();
  });
}
