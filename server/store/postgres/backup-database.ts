import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type Database from "better-sqlite3";
import type { Client } from "pg";
import { Problem } from "../../core/problem.ts";
import {
  type BackupOptions,
  type BackupReport,
  finishBackup,
  refuseFilledTarget,
  TAKING_POLLS,
  type TakingPoll,
  takingPoll,
} from "../sqlite/backup.ts";
import { newStoreFile, type TableOfFile, tablesOf } from "../sqlite/new-store-file.ts";
import { sqliteRefusal } from "../sqlite/sqlite-refusal.ts";
import { type Secrets, SECRETS } from "../secrets.ts";
import { fetchClosedParts } from "./closed-parts.ts";
import { connected } from "./connected.ts";
import { endsWhenSilent } from "./ends-when-silent.ts";
import { COPIED_SCHEMAS } from "./copied-schemas.ts";
import { actAs, namesAt, type OfficeNames } from "./office-place.ts";
import { postgresRefusal } from "./postgres-refusal.ts";
import type { StoreName } from "./postgres-schema.ts";
import { BACKUP_LOCK } from "./rewrite-without.ts";

/** A backup that hangs holds up closes no longer; between two statements it writes a page of rows to its disk. */
const HANGS_SECONDS = 300;
/** Rows fetched at once. */
const PAGE_ROWS = 1000;

/** One store on its way into its file. */
interface Copying {
  readonly store: keyof typeof SECRETS;
  readonly db: Database.Database;
  readonly tables: readonly TableOfFile[];
}

/**
 * Copies an office out of its database, also while a server works on it, into a folder that is new or empty: the copy is a data folder, as
 * `backup` makes it of one, and is restored into either engine. Rows are fetched and written in key order, all of them as they
 * stood at one moment. Closing and erasing wait while it reads; casts and redeems do not.
 *
 * @param options.isKept the database remembers which polls were copied while they took ballots; false for a copy that is gone at once
 * @throws Problem usage when the target is not empty, the database has no stores, or paper is being keyed or lies merged in a poll
 *   that is not closed; store.storage-full, store.newer-version, store.damaged, database.unreachable
 */
export async function backupDatabase(
  databaseUrl: string,
  target: string,
  options: BackupOptions & { readonly isKept: boolean },
): Promise<BackupReport> {
  refuseFilledTarget(target);
  const client = await connected(databaseUrl, "plumbline backup");
  await client.query(endsWhenSilent(HANGS_SECONDS));
  const copies: Copying[] = [];
  try {
    const names = await namesAt(client, databaseUrl);
    const versions = await storesOf(client, names);
    mkdirSync(join(target, "closed"), { recursive: true, mode: 0o700 });
    for (const { store, kind } of COPIED_SCHEMAS) {
      const db = newStoreFile(join(target, `${store}.db`), kind, versions.get(store)!);
      copies.push({ store, db, tables: tablesOf(db) });
    }
    await beginAtOneMoment(client, names, copies);
    await actAs(client, names, "office");
    const taking = (await client.query<{ id: string; unit: string }>(TAKING_POLLS)).rows.map(takingPoll);
    await refuseWithPaper(client, names);
    for (const copy of copies) {
      await actAs(client, names, copy.store);
      await copyRows(client, copy, options);
    }
    await actAs(client, names, "closed");
    await copyClosed(client, join(target, "closed"));
    for (const { db } of copies) db.close();
    await client.query("commit");
    const list = finishBackup(target, options);
    return { ...list, copiedAgain: options.isKept ? await rememberCopied(client, names, taking) : [] };
  } catch (error) {
    for (const { db } of copies) db.close();
    rmSync(target, { recursive: true, force: true });
    throw postgresRefusal(sqliteRefusal(error, target), "backup");
  } finally {
    await client.end();
  }
}

/** @returns the units whose polls were copied before, as they take ballots */
async function rememberCopied(
  client: Client,
  names: OfficeNames,
  taking: readonly TakingPoll[],
): Promise<readonly string[]> {
  await client.query("begin");
  await actAs(client, names, "processes");
  const { rows } = await client.query<{ poll: string }>("select poll from copied_polls");
  await client.query("insert into copied_polls select unnest($1::text[]) on conflict do nothing", [
    taking.map(({ poll }) => poll),
  ]);
  await client.query("commit");
  const before = new Set(rows.map(({ poll }) => poll));
  return taking.filter(({ poll }) => before.has(poll)).map(({ unit }) => unit);
}

/** @throws Problem usage without stores, store.newer-version */
async function storesOf(client: Client, names: OfficeNames): Promise<ReadonlyMap<StoreName, number>> {
  const { rows } = await client.query<{ stores: number }>(
    `select count(*)::int as stores from pg_tables where tablename = 'schema_version' and schemaname = any($1)`,
    [(["box", "roll", "office", "closed", "processes"] as const).map((store) => names.schemaOf(store))],
  );
  const { stores } = rows[0]!;
  if (stores < COPIED_SCHEMAS.length + 2) throw new Problem("usage", { reason: "no stores in database" });
  const versions = new Map<StoreName, number>();
  await client.query("begin");
  for (const { store, kind } of COPIED_SCHEMAS) {
    await actAs(client, names, store);
    const found = await client.query<{ version: number }>("select version from schema_version");
    const version = found.rows[0]!.version;
    const known = kind.migrations.length;
    if (version > known) throw new Problem("store.newer-version", { file: store, found: version, known });
    versions.set(store, version);
  }
  await client.query("commit");
  return versions;
}

/**
 * From the first statement that reads, the transaction sees one moment. The tables are locked before it: `rewriteWithout`
 * exchanges whole tables, and whoever held on to an earlier picture would find them empty.
 */
async function beginAtOneMoment(
  client: Client,
  names: OfficeNames,
  copies: readonly Copying[],
): Promise<void> {
  // Without it a close would stand in line for the tables, and every cast behind the close.
  await client.query("select pg_advisory_lock_shared(hashtext($1))", [names.ownName(BACKUP_LOCK)]);
  await client.query("begin isolation level repeatable read read only");
  for (const { store, tables } of copies) {
    await actAs(client, names, store);
    const all = tables.map(({ name }) => name);
    await client.query(`lock table ${all.join(", ")} in access share mode`);
  }
  await actAs(client, names, "office");
}

/** As for a data folder: a copy would keep drafts that merging erases, and show the answers of however few handed in paper. */
async function refuseWithPaper(client: Client, names: OfficeNames): Promise<void> {
  const keyed = await client.query("select 1 from paper_sessions limit 1");
  await actAs(client, names, "roll");
  const merged = await client.query("select 1 from signing_keys where source = 'paper' limit 1");
  if (keyed.rowCount !== 0 || merged.rowCount !== 0)
    throw new Problem("usage", { reason: "paper not closed" });
}

async function copyRows(
  client: Client,
  { store, db, tables }: Copying,
  options: BackupOptions,
): Promise<void> {
  const secrets: Secrets = options.privateKeys ? {} : SECRETS[store];
  for (const table of tables) {
    const secret = secrets[table.name];
    if (secret !== "rows") await copyTable(client, db, table, secret ?? []);
  }
}

/** @param blank columns that are empty in the copy */
async function copyTable(
  client: Client,
  db: Database.Database,
  table: TableOfFile,
  blank: readonly string[],
): Promise<void> {
  const names = table.columns.map(({ name }) => name);
  const picked = names.map((name) => (blank.includes(name) ? `''::bytea as ${name}` : name));
  await client.query(
    `declare copied no scroll cursor for
     select ${picked.join(", ")} from ${table.name} order by ${table.key.join(", ")}`,
  );
  const insert = db.prepare(
    `insert into ${table.name} (${names.join(", ")}) values (${names.map(() => "?").join(", ")})`,
  );
  const insertAll = db.transaction((rows: readonly Record<string, unknown>[]) => {
    for (const row of rows) insert.run(table.columns.map(({ name, isText }) => inFile(row[name], isText)));
  });
  for (;;) {
    const { rows } = await client.query<Record<string, unknown>>(`fetch ${PAGE_ROWS} from copied`);
    if (rows.length === 0) break;
    insertAll(rows);
  }
  await client.query("close copied");
}

/** Text that people typed is bytes in PostgreSQL. */
const inFile = (value: unknown, isText: boolean): unknown =>
  isText && Buffer.isBuffer(value) ? value.toString("utf8") : value;

async function copyClosed(client: Client, folder: string): Promise<void> {
  // One without parts is being removed.
  const { rows } = await client.query<{ poll: string; digest: string }>(
    "select poll, digest from files where exists (select 1 from parts where parts.poll = files.poll) order by poll",
  );
  const query = async (sql: string, values: readonly (string | number)[]): Promise<{ content: Buffer }[]> =>
    (await client.query<{ content: Buffer }>(sql, [...values])).rows;
  for (const { poll, digest } of rows)
    await fetchClosedParts(query, poll, digest, join(folder, `${poll}.db`));
}
