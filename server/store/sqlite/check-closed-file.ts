import { existsSync } from "node:fs";
import Database from "better-sqlite3";
import { canonicalJson } from "../../core/definition/canonical.ts";
import { Problem } from "../../core/problem.ts";
import type { ClosedHead } from "../closed.ts";
import { type ClosedCounts, miscount, placeKey } from "../closed-counts.ts";
import { CLOSED_APPLICATION_ID, CLOSED_TABLES, CLOSED_VERSION } from "./closed-schema.ts";
import { sqliteRefusal } from "./sqlite-refusal.ts";

/** Opens a closed file for reading only; it keeps no log, so nothing is written beside it. @throws Problem store.damaged, store.newer-version, machine.out-of-files */
export function openClosedFile(path: string, file: string): Database.Database {
  if (!existsSync(path)) throw new Problem("store.damaged", { file, reason: "missing" });
  const db = openForReading(path, file);
  try {
    const owner = db.pragma("application_id", { simple: true });
    const found = Number(db.pragma("user_version", { simple: true }));
    if (owner !== CLOSED_APPLICATION_ID) throw new Problem("store.damaged", { file, reason: "wrong-file" });
    if (found > CLOSED_VERSION) {
      throw new Problem("store.newer-version", { file, found, known: CLOSED_VERSION });
    }
    return db;
  } catch (error) {
    db.close();
    throw sqliteRefusal(error, file);
  }
}

function openForReading(path: string, file: string): Database.Database {
  try {
    return new Database(path, { readonly: true, fileMustExist: true });
  } catch (error) {
    throw sqliteRefusal(error, file);
  }
}

export function readClosedHead(db: Database.Database): ClosedHead {
  const json = db.prepare<[], string>("select json from meta where name = 'head'").pluck().get();
  return JSON.parse(json ?? "null") as ClosedHead;
}

/**
 * Checks the structure of a closed file, then its rows against its head: ballots per instrument and block as in the
 * tally, as many credentials as ballots per instrument, and a receipt for each credential.
 *
 * @throws Problem store.damaged
 */
export async function checkClosedFile(path: string, file: string): Promise<void> {
  const db = openClosedFile(path, file);
  try {
    if (db.pragma("integrity_check(1)", { simple: true }) !== "ok") {
      throw new Problem("store.damaged", { file, reason: "integrity-check" });
    }
    const reason = strangeShape(db) ?? miscount(countRows(db), readClosedHead(db));
    if (reason) throw new Problem("store.damaged", { file, reason });
  } catch (error) {
    throw sqliteRefusal(error, file);
  } finally {
    db.close();
  }
}

/** A table, index, trigger or head that the product did not make; null when there is none. */
function strangeShape(db: Database.Database): string | null {
  const shapeOf = (one: Database.Database): string =>
    JSON.stringify(one.prepare("select type, name, sql from sqlite_schema order by type, name").all());
  const plain = new Database(":memory:");
  try {
    for (const table of CLOSED_TABLES) plain.exec(table);
    if (shapeOf(db) !== shapeOf(plain)) return "tables";
  } finally {
    plain.close();
  }
  const heads = db.prepare<[], { name: string; json: string }>("select name, json from meta").all();
  const [head, second] = heads;
  if (head?.name !== "head" || second) return "meta";
  return canonicalJson(JSON.parse(head.json)) === head.json ? null : "head is not canonical";
}

function countRows(db: Database.Database): ClosedCounts {
  const ballots = db
    .prepare<[], { instrument: string; block: string; ballots: number }>(
      "select instrument, block, count(*) as ballots from ballots group by instrument, block",
    )
    .all();
  const credentials = db
    .prepare<[], { keyId: Buffer; spent: number }>(
      "select key_id as keyId, count(*) as spent from credentials group by key_id",
    )
    .all();
  return {
    ballots: new Map(ballots.map((row) => [placeKey(row.instrument, row.block), row.ballots])),
    credentials: new Map(credentials.map(({ keyId, spent }) => [keyId.toString("base64url"), spent])),
    receipts: db.prepare<[], number>("select count(*) from receipts").pluck().get()!,
  };
}
