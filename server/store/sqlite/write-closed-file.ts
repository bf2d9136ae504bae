import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import Database from "better-sqlite3";
import { canonicalJson } from "../../core/definition/canonical.ts";
import type { ClosedContents, ClosedHead } from "../closed.ts";
import { checkClosedFile } from "./check-closed-file.ts";
import { CLOSED_APPLICATION_ID, CLOSED_TABLES, CLOSED_VERSION } from "./closed-schema.ts";
import { syncFile, syncFolder } from "./sync-folder.ts";

type Key = readonly (string | Uint8Array)[];

/** Rows written between two turns of the event loop. */
const TURN_ROWS = 1000;

/**
 * Builds one closed file beside its place, checks it against its head, and renames it into place when it is on disk.
 * Remains of an earlier attempt are removed first; nothing happens when the file is there already.
 *
 * @throws Problem store.damaged when the rows are not as many as the head says, store.storage-full
 */
export async function writeClosedFile(
  path: string,
  head: ClosedHead,
  contents: ClosedContents,
): Promise<void> {
  if (existsSync(path)) return;
  removeRemains(path);
  const built = `${path}.tmp`;
  const db = new Database(built);
  try {
    prepare(db);
    db.exec("begin");
    const isSorted = await insertAll(db, head, contents);
    db.exec("commit");
    if (!isSorted) rewriteSorted(db, `${path}.tmp-sorted`);
    db.close();
    if (!isSorted) renameSync(`${path}.tmp-sorted`, built);
    await checkClosedFile(built, basename(path));
  } catch (error) {
    db.close();
    removeRemains(path);
    throw error;
  }
  syncFile(built);
  renameSync(built, path);
  syncFolder(dirname(path));
}

function removeRemains(path: string): void {
  const folder = dirname(path);
  for (const name of readdirSync(folder)) {
    if (name.startsWith(`${basename(path)}.tmp`)) rmSync(join(folder, name));
  }
}

function prepare(db: Database.Database): void {
  db.pragma("journal_mode = off");
  db.pragma("synchronous = off");
  db.pragma("temp_store = memory");
  db.pragma(`application_id = ${CLOSED_APPLICATION_ID}`);
  db.pragma(`user_version = ${CLOSED_VERSION}`);
  for (const table of CLOSED_TABLES) db.exec(table);
}

/** Whether every table got its rows in key order: only then do its pages say nothing about how they arrived. */
async function insertAll(
  db: Database.Database,
  head: ClosedHead,
  contents: ClosedContents,
): Promise<boolean> {
  db.prepare("insert into meta values ('head', ?)").run(canonicalJson(head));
  const sorted = [
    await insertRows(db, "credentials", 2, contents.credentials, (row) => [
      row.keyId,
      row.message,
      row.signature,
    ]),
    await insertRows(db, "ballots", 3, contents.ballots, (row) => [
      row.instrument,
      row.block,
      row.tag,
      row.answers,
    ]),
    await insertRows(db, "texts", 3, contents.texts, (row) => [
      row.instrument,
      row.question,
      row.tag,
      row.text,
    ]),
    await insertRows(db, "receipts", 1, contents.receipts, (receipt) => [receipt]),
  ];
  return sorted.every(Boolean);
}

async function insertRows<Row>(
  db: Database.Database,
  table: "credentials" | "ballots" | "texts" | "receipts",
  keyColumns: number,
  rows: AsyncIterable<Row> | Iterable<Row>,
  columnsOf: (row: Row) => Key,
): Promise<boolean> {
  let insert: Database.Statement<(string | Uint8Array)[]> | null = null;
  let isSorted = true;
  let last: Key | null = null;
  let count = 0;
  for await (const row of rows) {
    const columns = columnsOf(row);
    insert ??= db.prepare(`insert into ${table} values (${columns.map(() => "?").join(", ")})`);
    insert.run(...columns);
    const key = columns.slice(0, keyColumns);
    if (last && isSorted && compareKeys(last, key) > 0) isSorted = false;
    last = key;
    count += 1;
    if (count % TURN_ROWS === 0) await nextTurn();
  }
  return isSorted;
}

/** As SQLite orders them: text by its UTF-8 bytes, blobs by theirs. */
function compareKeys(a: Key, b: Key): number {
  for (const [i, part] of a.entries()) {
    const other = b[i]!;
    if (part === other) continue;
    const order = Buffer.compare(bytesIn(part), bytesIn(other));
    if (order !== 0) return order;
  }
  return 0;
}

const bytesIn = (part: string | Uint8Array): Uint8Array =>
  typeof part === "string" ? Buffer.from(part) : part;

/** Copies table after table in key order into a fresh file. */
function rewriteSorted(db: Database.Database, target: string): void {
  db.prepare("vacuum into ?").run(target);
}
