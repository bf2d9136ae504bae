/**
 * The same as `upgrade.test.ts` in a database: schemas as every earlier version left them, with rows in every table that
 * version had, are opened by this one; those of a later version are refused and left as they are.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { escapeIdentifier } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { castRows } from "../../server/store/box.case.ts";
import { carryIntoDatabase } from "../../server/store/postgres/carry-into-database.ts";
import { openPostgresStores } from "../../server/store/postgres/open-postgres-stores.ts";
import { BOX_KIND } from "../../server/store/postgres/postgres-box.ts";
import { CLOSED_KIND } from "../../server/store/postgres/postgres-closed.ts";
import { OFFICE_KIND } from "../../server/store/postgres/postgres-office.ts";
import { PROCESSES_KIND } from "../../server/store/postgres/postgres-processes.ts";
import { ROLL_KIND } from "../../server/store/postgres/postgres-roll.ts";
import type { PostgresSchemaKind } from "../../server/store/postgres/postgres-schema.ts";
import {
  isPostgresAbsent,
  onPostgres,
  temporaryDatabase,
  type TemporaryPostgres,
} from "../../server/store/postgres/temporary-postgres.ts";
import type { Stores } from "../../server/store/stores.ts";
import type { ClosingFolder } from "./closing-folder.ts";
import { EMPTY_GRADES, fillEveryTable, REVIEWS_FROM } from "./every-table.ts";
import { expectClosed } from "./expect-closed.ts";
import { rounds } from "./long-form.ts";

const KINDS = [BOX_KIND, ROLL_KIND, CLOSED_KIND, PROCESSES_KIND, OFFICE_KIND];
/** Every version of each schema but the present one. */
const OLDER = KINDS.flatMap((kind) =>
  kind.migrations.slice(1).map((_, before) => ({ name: kind.name, version: before + 1, kind })),
);
const VERSIONS = Math.max(...OLDER.map(({ version }) => version));

type Columns = ReadonlyMap<string, readonly string[]>;

describe.skipIf(isPostgresAbsent)(onPostgres("a database of an earlier version"), () => {
  let parent: string;
  let prepared: ClosingFolder;
  let place: Omit<TemporaryPostgres, keyof Stores>;

  const fresh = async (): Promise<void> => {
    place = await temporaryDatabase();
    await carryIntoDatabase(join(parent, "present"), place.url);
  };

  beforeAll(async () => {
    parent = mkdtempSync(join(tmpdir(), "plumbline-upgrade-pg-"));
    prepared = await fillEveryTable(join(parent, "present"));
    await fresh();
  });
  afterEach(putBack);
  afterAll(async () => {
    await place?.dispose();
    rmSync(parent, { recursive: true, force: true });
  });

  /** A schema of that version with the present rows in the place of the present one, which is laid aside. */
  async function makeOlder(kind: PostgresSchemaKind, version: number): Promise<Columns> {
    const { name, migrations } = kind;
    const role = escapeIdentifier(`${place.database}_${name}`);
    const run = (sql: string) => place.admin.query(sql);
    await run(`alter schema ${name} rename to present_${name}; create schema ${name} authorization ${role}`);
    await run(`set role ${role}; set search_path = ${name}`);
    await run("create table schema_version (version integer not null)");
    await run(`insert into schema_version values (${version})`);
    for (const statement of migrations.slice(0, version).flat()) await run(statement);
    await run("reset role; reset search_path");
    const columns = await columnsOf(name);
    // Rows of the present are whole already; the tables come in no order that their references would allow.
    await run("set session_replication_role = replica");
    for (const [table, own] of columns) {
      const list = own.join(", ");
      await run(`insert into ${name}.${table} (${list}) select ${list} from present_${name}.${table}`);
    }
    await run("set session_replication_role = origin");
    if (name === "office" && version < REVIEWS_FROM)
      await run(`update office.assessments set assessment = '${EMPTY_GRADES}' || substr(assessment, 2)`);
    return columns;
  }

  async function putBack(): Promise<void> {
    for (const { name } of KINDS) {
      const aside = await place.admin.query("select 1 from pg_namespace where nspname = $1", [
        `present_${name}`,
      ]);
      if (aside.rowCount === 0) continue;
      await place.admin.query(`drop schema ${name} cascade; alter schema present_${name} rename to ${name}`);
    }
  }

  async function columnsOf(schema: string): Promise<Columns> {
    const { rows } = await place.admin.query<{ name: string; columns: string[] }>(
      `select table_name as name, array_agg(column_name::text order by ordinal_position) as columns
       from information_schema.columns join pg_class on (table_schema || '.' || table_name)::regclass = pg_class.oid
       where table_schema = $1 and table_name <> 'schema_version' and not relispartition group by 1`,
      [schema],
    );
    return new Map(rows.map(({ name, columns }) => [name, columns]));
  }

  async function rowsOf(schema: string, columns: Columns): Promise<ReadonlyMap<string, readonly unknown[]>> {
    const found = new Map<string, readonly unknown[]>();
    for (const [table, own] of columns) {
      const { rows } = await place.admin.query(
        `select ${own.join(", ")} from ${schema}.${table} order by ${own.map((_, i) => i + 1).join(", ")}`,
      );
      found.set(table, rows);
    }
    return found;
  }

  /** The throw-away server writes it beside the folder of its files. */
  async function serverLog(): Promise<string> {
    const { rows } = await place.admin.query<{ folder: string }>(
      "select current_setting('data_directory') as folder",
    );
    return readFileSync(`${rows[0]!.folder}.log`, "utf8");
  }

  /** Of a value the server writes 64 characters. */
  const inLog = (hex: string): string => hex.slice(0, 60);

  it("would be seen to write a ballot down for which there was no place", async () => {
    const key = randomBytes(32);
    const { box, close } = await openPostgresStores(place.url, place.closedFolder);
    await box.cast(castRows(key, "[1]"));
    await box.erase([key]);
    await close();
    expect(await serverLog()).toContain(inLog(key.toString("hex")));
  });

  const versionOf = async (schema: string): Promise<unknown> =>
    (await place.admin.query(`select version from ${schema}.schema_version`)).rows;

  it("is tried with rows in every table that is carried", async () => {
    for (const name of ["office", "roll", "box"])
      for (const [table, rows] of await rowsOf(name, await columnsOf(name)))
        expect([name, table, rows.length > 0]).toEqual([name, table, true]);
  });

  it.each(OLDER)("keeps every row of $name, version $version", async ({ name, version, kind }) => {
    const columns = await makeOlder(kind, version);
    expect(await versionOf(name)).toEqual([{ version }]);
    const { office, close } = await openPostgresStores(place.url, place.closedFolder);
    await office.inTransaction(async (transaction) => {
      const { round } = (await transaction.rounds())[0]!;
      expect(await transaction.units(round.id)).toHaveLength(2);
      expect(await transaction.rehearsals(round.id)).toEqual([]);
    });
    await close();
    expect(await versionOf(name)).toEqual([{ version: kind.migrations.length }]);
    expect(await columnsOf(name)).toEqual(await columnsOf(`present_${name}`));
    expect(await rowsOf(name, columns)).toEqual(await rowsOf(`present_${name}`, columns));
  });

  it.each(OLDER.filter(({ version, kind }) => version === kind.migrations.length - 1))(
    "is not changed beside processes that may be of that version ($name)",
    async ({ name, version, kind }) => {
      const columns = await makeOlder(kind, version);
      const before = await rowsOf(name, columns);
      await expect(openPostgresStores(place.url, place.closedFolder, "beside")).rejects.toMatchObject({
        code: "database.upgrade",
        facts: { schema: name },
      });
      expect(await versionOf(name)).toEqual([{ version }]);
      expect(await rowsOf(name, columns)).toEqual(before);
    },
  );

  it.each(KINDS)("is refused when $name is of a later one, and left as it is", async (kind) => {
    const known = kind.migrations.length;
    await place.admin.query(`update ${kind.name}.schema_version set version = ${known + 1}`);
    const columns = await columnsOf(kind.name);
    const before = await rowsOf(kind.name, columns);
    await expect(openPostgresStores(place.url, place.closedFolder, "alone")).rejects.toMatchObject({
      code: "store.newer-version",
      facts: { file: kind.name, found: known + 1, known },
    });
    expect(await versionOf(kind.name)).toEqual([{ version: known + 1 }]);
    expect(await rowsOf(kind.name, columns)).toEqual(before);
    await place.admin.query(`update ${kind.name}.schema_version set version = ${known}`);
  });

  const whole = Array.from({ length: VERSIONS }, (_, i) => i + 1);
  it.each(whole.slice(0, rounds(1, whole.length)))(
    "of which every schema has version %i or the last before the present takes ballots and closes with all that was acknowledged",
    async (version) => {
      await place.dispose();
      await fresh();
      for (const kind of KINDS)
        await makeOlder(kind, Math.min(version, Math.max(1, kind.migrations.length - 1)));
      const copies = mkdtempSync(join(parent, "copies-"));
      const keyIds = await place.admin.query<{ hex: string }>(
        "select encode(key_id, 'hex') as hex from roll.signing_keys",
      );
      await expectClosed(copies, prepared, place.url);
      // No ballot was refused for lack of a place, which the server would have written down with the time.
      const written = await serverLog();
      expect(keyIds.rows.length).toBeGreaterThan(5);
      expect(keyIds.rows.filter(({ hex }) => written.includes(inLog(hex)))).toEqual([]);
    },
  );
});
