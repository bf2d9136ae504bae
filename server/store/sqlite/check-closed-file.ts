import { existsSync } from "node:fs";
import Database from "better-sqlite3";
import { canonicalJson } from "../../core/definition/canonical.ts";
import { Problem } from "../../core/problem.ts";
import type { ClosedHead } from "../closed.ts";
import { CLOSED_APPLICATION_ID, CLOSED_TABLES, CLOSED_VERSION } from "./closed-schema.ts";
import { sqliteRefusal } from "./sqlite-refusal.ts";

/** Opens a closed file for reading only; it keeps no log, so nothing is written beside it. @throws Problem store.damaged, store.newer-version */
export function openClosedFile(path: string, file: string): Database.Database {
  if (!existsSync(path)) throw new Problem("store.damaged", { file, reason: "missing" });
  const db = new Database(path, { readonly: true, fileMustExist: true });
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

export function readClosedHead(db: Database.Database): ClosedHead {
  const json = db.prepare<[], string>("select json from meta where name = 'head'").pluck().get();
  return JSON.parse(json ?? "null") as ClosedHead;
}

/**
 * Checks the structure of a closed file, then its rows against its head: ballots per instrument and block as in the
 * tally, as many credentials as ballots per instrument, and no receipt without a credential.
 *
 * @throws Problem store.damaged
 */
export async function checkClosedFile(path: string, file: string): Promise<void> {
  const db = openClosedFile(path, file);
  try {
    if (db.pragma("integrity_check(1)", { simple: true }) !== "ok") {
      throw new Problem("store.damaged", { file, reason: "integrity-check" });
    }
    const reason = strangeShape(db) ?? miscount(db, readClosedHead(db));
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

/** What does not add up; null when everything does. */
function miscount(db: Database.Database, head: ClosedHead): string | null {
  const ballots = countBallots(db);
  const perInstrument = new Map<string, number>();
  for (const { instrument, blocks } of head.tally.forms) {
    for (const { block, ballots: tallied } of blocks) {
      const key = JSON.stringify([instrument, block]);
      if ((ballots.get(key) ?? 0) !== tallied) return `ballots of ${instrument} in ${block}`;
      ballots.delete(key);
      perInstrument.set(instrument, (perInstrument.get(instrument) ?? 0) + tallied);
    }
  }
  if (ballots.size > 0) return "ballots outside the tally";
  const credentials = countCredentials(db, head);
  if (!credentials) return "credentials of an unknown key";
  for (const instrument of new Set([...perInstrument.keys(), ...credentials.keys()])) {
    if ((credentials.get(instrument) ?? 0) !== (perInstrument.get(instrument) ?? 0)) {
      return `credentials of ${instrument}`;
    }
  }
  const receipts = db.prepare<[], number>("select count(*) from receipts").pluck().get()!;
  const spent = [...credentials.values()].reduce((sum, count) => sum + count, 0);
  return receipts > spent ? "receipts" : null;
}

function countBallots(db: Database.Database): Map<string, number> {
  const rows = db
    .prepare<[], { instrument: string; block: string; ballots: number }>(
      "select instrument, block, count(*) as ballots from ballots group by instrument, block",
    )
    .all();
  return new Map(
    rows.map(({ instrument, block, ballots }) => [JSON.stringify([instrument, block]), ballots]),
  );
}

/** Credentials per instrument; null when a key is not in the head. */
function countCredentials(db: Database.Database, head: ClosedHead): Map<string, number> | null {
  const instruments = new Map(head.keys.map(({ keyId, instrument }) => [keyId, instrument]));
  const counts = new Map<string, number>();
  const rows = db
    .prepare<[], { keyId: Buffer; spent: number }>(
      "select key_id as keyId, count(*) as spent from credentials group by key_id",
    )
    .all();
  for (const { keyId, spent } of rows) {
    const instrument = instruments.get(keyId.toString("base64url"));
    if (instrument === undefined) return null;
    counts.set(instrument, (counts.get(instrument) ?? 0) + spent);
  }
  return counts;
}
