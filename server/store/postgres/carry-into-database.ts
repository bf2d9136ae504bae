import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { Client } from "pg";
import { Problem } from "../../core/problem.ts";
import { type TableOfFile, tablesOf } from "../sqlite/new-store-file.ts";
import { writeClosedParts } from "./closed-parts.ts";
import { connected } from "./connected.ts";
import { COPIED_SCHEMAS } from "./copied-schemas.ts";
import { actAs, namesAt } from "./office-place.ts";
import { holdDatabase } from "./hold-database.ts";
import { addPartitionsIn, isCut, type PollMark } from "./poll-partitions.ts";
import { openPostgresStores } from "./open-postgres-stores.ts";
import { postgresRefusal } from "./postgres-refusal.ts";
import { refuseFewLocks } from "./refuse-few-locks.ts";

/** Rows that one statement writes. */
const PAGE_ROWS = 500;
/** Spent credentials, ballots and texts. */
const BOX_TABLES = 3;

/**
 * Puts what a data folder holds into an office of a database, which must be empty: all rows in key order and all closed polls, byte for byte, by one
 * transaction, so that a database holds either everything or nothing of it.
 *
 * @param folder whose stores nobody has open, at the version this program knows (opened and closed by it)
 * @param signingKey of the installation, where it goes along
 * @param beforeCommit called when everything is written and nothing is committed yet
 * @throws Problem usage when the database holds something or has too few places for locks, store.locked while a server works on it, store.damaged,
 *   database.unreachable, database.settings
 */
export async function carryIntoDatabase(
  folder: string,
  databaseUrl: string,
  signingKey: Uint8Array | null = null,
  beforeCommit: () => void = () => undefined,
): Promise<void> {
  const hold = await holdDatabase(databaseUrl);
  try {
    await prepareSchemas(databaseUrl);
    const client = await connected(databaseUrl, "plumbline restore");
    try {
      await refuseFewLocks(client, partsOf(folder));
      await client.query("begin");
      await carry(client, databaseUrl, folder, signingKey);
      beforeCommit();
      await client.query("commit");
    } finally {
      // Nothing of a transaction that did not commit is left.
      await client.end();
    }
  } catch (error) {
    throw postgresRefusal(error, "restore");
  } finally {
    await hold.release();
  }
}

/** Makes what is missing, and asks for the server's settings, as a start does. */
async function prepareSchemas(databaseUrl: string): Promise<void> {
  const empty = mkdtempSync(join(tmpdir(), "plumbline-no-copies-"));
  try {
    await (await openPostgresStores(databaseUrl, empty)).close();
  } finally {
    rmSync(empty, { recursive: true });
  }
}

async function carry(
  client: Client,
  databaseUrl: string,
  folder: string,
  signingKey: Uint8Array | null,
): Promise<void> {
  const names = await namesAt(client, databaseUrl);
  for (const { store } of COPIED_SCHEMAS) {
    const db = new Database(join(folder, `${store}.db`), { readonly: true, fileMustExist: true });
    try {
      await actAs(client, names, store);
      for (const table of tablesOf(db)) {
        await refuseFilled(client, table.name);
        if (isCut(table.name)) {
          const groups = table.name === "tickets" ? pollsOf(db) : keysByPoll(folder, db, table.name);
          await addPartitionsIn(client, table.name, groups);
        }
        await carryTable(client, db, table);
      }
    } finally {
      db.close();
    }
  }
  await actAs(client, names, "closed");
  await refuseFilled(client, "files");
  for (const { poll, path } of closedFilesOf(folder)) {
    const digest = createHash("sha256")
      .update(await readFile(path))
      .digest("hex");
    await writeClosedParts(client, poll, digest, path);
  }
  if (signingKey === null) return;
  await actAs(client, names, "processes");
  await client.query(
    "insert into kept_keys values ('signing', $1) on conflict (purpose) do update set secret = excluded.secret",
    [signingKey],
  );
}

const pollsOf = (roll: Database.Database): readonly (readonly PollMark[])[] =>
  roll
    .prepare<[], string>("select distinct poll from tickets order by 1")
    .pluck()
    .all()
    .map((poll) => [poll]);

/** As opening a poll does: the keys of each that has some; a key that the roll does not know is one by itself. */
function keysByPoll(folder: string, box: Database.Database, table: string): readonly (readonly PollMark[])[] {
  const roll = new Database(join(folder, "roll.db"), { readonly: true, fileMustExist: true });
  try {
    const polls = roll.prepare<[], string>("select distinct poll from signing_keys order by 1").pluck().all();
    const keysOf = roll
      .prepare<[string], Buffer>("select key_id from signing_keys where poll = ? order by 1")
      .pluck();
    const found = box.prepare<[], Buffer>(`select distinct key_id from ${table} order by 1`).pluck().all();
    return [...polls.map((poll) => keysOf.all(poll)), ...found.map((key) => [key])];
  } finally {
    roll.close();
  }
}

/** All parts of all polls are made by the one transaction. */
function partsOf(folder: string): number {
  const roll = new Database(join(folder, "roll.db"), { readonly: true, fileMustExist: true });
  const polls = "select count(distinct poll) from";
  const count = (table: string): number => roll.prepare<[], number>(`${polls} ${table}`).pluck().get()!;
  const parts = count("tickets") + BOX_TABLES * count("signing_keys");
  roll.close();
  return parts;
}

/** Nobody writes meanwhile: the lock is kept until the end of the transaction. @throws Problem usage */
async function refuseFilled(client: Client, table: string): Promise<void> {
  await client.query(`lock table ${table} in exclusive mode`);
  const found = await client.query(`select 1 from ${table} limit 1`);
  if (found.rowCount !== 0) throw new Problem("usage", { reason: "restore database is not empty" });
}

function closedFilesOf(folder: string): readonly { readonly poll: string; readonly path: string }[] {
  const closed = join(folder, "closed");
  const names = existsSync(closed) ? readdirSync(closed).filter((name) => name.endsWith(".db")) : [];
  return names.toSorted().map((name) => ({ poll: name.slice(0, -".db".length), path: join(closed, name) }));
}

async function carryTable(client: Client, db: Database.Database, table: TableOfFile): Promise<void> {
  const types = await typesOf(client, table);
  const names = table.columns.map(({ name }) => name);
  const sql = `insert into ${table.name} (${names.join(", ")})
    select * from unnest(${names.map((name, i) => `$${i + 1}::${types.get(name)}[]`).join(", ")})`;
  const all = db.prepare<[], Record<string, unknown>>(
    `select ${names.join(", ")} from ${table.name} order by ${table.key.join(", ")}`,
  );
  let page: Record<string, unknown>[] = [];
  const write = async (): Promise<void> => {
    const columns = names.map((name) => page.map((row) => inDatabase(row[name], types.get(name)!)));
    if (page.length > 0) await client.query(sql, columns);
    page = [];
  };
  for (const row of all.iterate()) if (page.push(row) === PAGE_ROWS) await write();
  await write();
}

/** Of a table in the schema that the connection acts in. */
async function typesOf(client: Client, table: TableOfFile): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `select column_name as name, data_type as type from information_schema.columns
     where table_schema = current_schema() and table_name = $1`,
    [table.name],
  );
  return new Map(rows.map(({ name, type }) => [name, type]));
}

/** Text that people typed is bytes in PostgreSQL. */
const inDatabase = (value: unknown, type: string): unknown =>
  type === "bytea" && typeof value === "string" ? Buffer.from(value, "utf8") : value;
