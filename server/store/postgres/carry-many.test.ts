/** What a folder with many polls becomes in a database: a part for each poll in each table, on a server that can hold the locks of them. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { escapeIdentifier } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres } from "../../../scripts/throwaway-postgres.mjs";
import { castRows } from "../box.case.ts";
import { openStores } from "../sqlite/open-stores.ts";
import { carryIntoDatabase } from "./carry-into-database.ts";
import { connected } from "./connected.ts";
import { openPostgresStores } from "./open-postgres-stores.ts";
import { ROLL_KIND } from "./postgres-roll.ts";
import { isPostgresAbsent, onPostgres } from "./temporary-postgres.ts";

const bytes = (length = 32): Uint8Array => new Uint8Array(randomBytes(length));
/** With 40 connections of 64 locks there are 2 560 places; 140 polls need 2 540 of them by the reckoning, 142 more than there are. */
const [FIT, TOO_MANY] = [140, 142];

interface Folder {
  readonly path: string;
  /** Of each poll its keys, in the order of the bytes. */
  readonly keys: readonly (readonly Uint8Array[])[];
}

describe.skipIf(isPostgresAbsent)(onPostgres("a folder with many polls"), () => {
  let parent: string;
  let server: ReturnType<typeof startPostgres>;
  beforeAll(async () => {
    parent = mkdtempSync(join(tmpdir(), "plumbline-many-"));
    server = startPostgres(parent, "many");
    const client = await connected(server.url, "test");
    await client.query("alter system set max_connections = 40");
    await client.query("alter system set max_wal_senders = 0");
    await client.end();
    spawnSync(server.program, server.restart, { ...server.account, cwd: tmpdir(), stdio: "ignore" });
  }, 60_000);
  afterAll(() => {
    server.stop();
    rmSync(parent, { recursive: true, force: true });
  });

  /** Each poll has two keys and two tickets; only the first has ballots, under one of its keys. */
  async function folderOf(polls: number): Promise<Folder> {
    const path = mkdtempSync(join(parent, "folder-"));
    const { roll, box, office, close } = await openStores(path);
    await office.inTransaction((transaction) =>
      transaction.appendAudit({
        atUtc: "2026-11-27T08:00:00.000Z",
        who: "o",
        act: "a",
        about: "",
        detail: "",
      }),
    );
    const keys = Array.from({ length: polls }, () => [bytes(), bytes()].toSorted(Buffer.compare));
    for (const [i, own] of keys.entries()) {
      const poll = nameOf(i);
      const common = {
        poll,
        block: "A",
        source: "ticket",
        publicSpki: bytes(294),
        privatePkcs8: bytes(1216),
      } as const;
      await roll.addKeys(
        {
          poll,
          transportKeyId: bytes(),
          transportPublic: bytes(),
          transportPrivate: bytes(),
          receiptKey: bytes(),
        },
        own.map((keyId, at) => ({ ...common, keyId, instrument: `t${at}` })),
      );
      await roll.addTickets(poll, "A", [bytes(), bytes()]);
    }
    await box.cast(castRows(keys[0]![1]!, "[1]", ["t"]));
    await close();
    return { path, keys };
  }
  const nameOf = (poll: number): string => `p${String(poll).padStart(3, "0")}`;

  async function asked<Row extends object>(url: string, sql: string): Promise<readonly Row[]> {
    const client = await connected(url, "test");
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }
  async function newDatabase(name: string): Promise<string> {
    await asked(server.url, `create database ${name} template template0`);
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return url.href;
  }
  async function partsOf(url: string, table: string): Promise<readonly string[]> {
    const rows = await asked<{ bounds: string }>(
      url,
      `select pg_get_expr(relpartbound, oid) as bounds from pg_class join pg_inherits on inhrelid = oid
       where inhparent = '${table}'::regclass`,
    );
    return rows.map(({ bounds }) => bounds).toSorted();
  }

  it("has a part for each poll in each table, also for those without a ballot", async () => {
    const { path, keys } = await folderOf(FIT);
    const url = await newDatabase("fits");
    await carryIntoDatabase(path, url);
    const bounds = (marks: readonly string[]): string =>
      `FOR VALUES IN (${marks.map((mark) => `'${mark}'`).join(", ")})`;
    const ofKeys = keys
      .map((own) => bounds(own.map((key) => `\\x${Buffer.from(key).toString("hex")}`)))
      .toSorted();
    for (const table of ["box.spent", "box.ballots", "box.texts"])
      expect(await partsOf(url, table)).toEqual(ofKeys);
    expect(await partsOf(url, "roll.tickets")).toEqual(keys.map((_, i) => bounds([nameOf(i)])).toSorted());
    expect(await asked(url, "select count(*)::int from box.ballots")).toEqual([{ count: 1 }]);
  }, 120_000);

  it("is refused before anything is written where the server has too few places for locks", async () => {
    const { path } = await folderOf(TOO_MANY);
    const url = await newDatabase("many");
    await expect(carryIntoDatabase(path, url)).rejects.toMatchObject({
      code: "usage",
      facts: { reason: "restore too few locks" },
    });
    for (const table of ["box.ballots", "roll.tickets"]) expect(await partsOf(url, table)).toEqual([]);
    expect(await asked(url, "select 1 from office.audit")).toEqual([]);
  }, 120_000);

  /** A database with tickets of so many polls, as a version left them that kept each table in one piece. */
  async function olderDatabase(name: string, polls: number): Promise<string> {
    const url = await newDatabase(name);
    await (await openPostgresStores(url, mkdtempSync(join(parent, "copies-")))).close();
    const role = escapeIdentifier(`${name}_roll`);
    const cuts = ROLL_KIND.migrations.findIndex((list) => list.some((sql) => sql.includes("partition by")));
    const statements = [
      `drop schema roll cascade; create schema roll authorization ${role}`,
      `set role ${role}; set search_path = roll`,
      `create table schema_version as select ${cuts} as version`,
      ...ROLL_KIND.migrations.slice(0, cuts).flat(),
      `insert into tickets
         select sha256(n::text::bytea), 'p' || n, 'A', 'unused', null from generate_series(1, ${polls}) n`,
    ];
    await asked(url, statements.join(";"));
    return url;
  }
  const openAgain = async (url: string): Promise<void> =>
    (await openPostgresStores(url, mkdtempSync(join(parent, "copies-")))).close();

  // Of tickets there is one table: 565 polls need 2 560 places by the reckoning.
  it("of an earlier version is cut in the database where there are just enough places", async () => {
    const url = await olderDatabase("older_fits", 565);
    await openAgain(url);
    expect(await partsOf(url, "roll.tickets")).toHaveLength(565);
  }, 120_000);

  it("of an earlier version is refused in the database, and nothing changed, where there are too few", async () => {
    const url = await olderDatabase("older_many", 566);
    const before = await asked(url, "select version from roll.schema_version");
    await expect(openAgain(url)).rejects.toMatchObject({ facts: { reason: "restore too few locks" } });
    expect(await asked(url, "select version from roll.schema_version")).toEqual(before);
    expect(await asked(url, "select count(*)::int from roll.tickets")).toEqual([{ count: 566 }]);
    expect(await partsOf(url, "roll.tickets")).toEqual([]);
  }, 120_000);
});
