import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import Database from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { Problem } from "../../core/problem.ts";
import { OfficeQueries } from "../office-queries.ts";
import type { OfficeTables } from "../office-tables.ts";
import type { OfficeTransaction } from "../office.ts";
import { OFFICE_KIND } from "./sqlite-office.ts";
import { sqliteRefusal } from "./sqlite-refusal.ts";

/** Journal mode in the header of a SQLite file: read and write version, 2 = log, 1 = none. */
const MODE_AT = [18, 19] as const;

/**
 * Reads the office store of a stopped server from a copy in memory: nothing is written beside the file, no log is
 * made, no migration runs, and a write-protected medium will do.
 *
 * @throws Problem store.locked while a server works on the folder or was killed there (start and stop it once),
 *   store.damaged, store.newer-version
 */
export async function readOfficeCopy<T>(
  path: string,
  use: (office: OfficeTransaction) => Promise<T>,
): Promise<T> {
  const file = basename(path);
  const log = `${path}-wal`;
  if (existsSync(join(dirname(path), "in-use")) || (existsSync(log) && statSync(log).size > 0)) {
    throw new Problem("store.locked", { file });
  }
  const bytes = readFileSync(path);
  for (const at of MODE_AT) if (bytes.length > at) bytes[at] = 1;
  let db: Database.Database | null = null;
  try {
    db = new Database(bytes);
    refuseForeign(db, file);
    const office = new OfficeQueries(() => kysely);
    const kysely = new Kysely<OfficeTables>({ dialect: new SqliteDialect({ database: db }) });
    return await use(office);
  } catch (error) {
    throw sqliteRefusal(error, file);
  } finally {
    db?.close();
  }
}

function refuseForeign(db: Database.Database, file: string): void {
  const known = OFFICE_KIND.migrations.length;
  const found = Number(db.pragma("user_version", { simple: true }));
  if (db.pragma("application_id", { simple: true }) !== OFFICE_KIND.applicationId) {
    throw new Problem("store.damaged", { file, reason: "wrong-file" });
  }
  if (found > known) throw new Problem("store.newer-version", { file, found, known });
  if (found < known)
    throw new Problem("store.damaged", { file, reason: "older version: start the server once" });
}
