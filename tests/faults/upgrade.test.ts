/**
 * Upgrade: a folder as every earlier version left it, with rows in every table that version had, is opened by this one.
 * Every row is there, what came later has its default, polls that were open take ballots and close with everything.
 */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStores } from "../../server/store/sqlite/open-stores.ts";
import { BOX_KIND } from "../../server/store/sqlite/sqlite-box.ts";
import { SqliteFile, type SqliteFileKind } from "../../server/store/sqlite/sqlite-file.ts";
import { OFFICE_KIND } from "../../server/store/sqlite/sqlite-office.ts";
import { ROLL_KIND } from "../../server/store/sqlite/sqlite-roll.ts";
import type { ClosingFolder } from "./closing-folder.ts";
import { columnsOf, EMPTY_GRADES, fillEveryTable, REVIEWS_FROM } from "./every-table.ts";
import { expectClosed } from "./expect-closed.ts";
import { rounds } from "./long-form.ts";

const KINDS = { "office.db": OFFICE_KIND, "roll.db": ROLL_KIND, "box.db": BOX_KIND } as const;
type Name = keyof typeof KINDS;
const NAMES = Object.keys(KINDS) as Name[];
/** Every version of each file but the present one. */
const OLDER = NAMES.flatMap((name) =>
  KINDS[name].migrations.slice(1).map((_, before) => ({ name, version: before + 1 })),
);

let parent: string;
let prepared: ClosingFolder;
const folder = (): string => join(parent, "old");
beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), "plumbline-upgrade-"));
  prepared = await fillEveryTable(join(parent, "present"));
}, 120_000);
afterAll(() => rmSync(parent, { recursive: true, force: true }));

type Rows = Map<string, readonly unknown[]>;

/** Every table with its rows, in these columns where they are given. */
function rowsOf(path: string, columns?: ReadonlyMap<string, readonly string[]>): Rows {
  const db = new Database(path, { readonly: true });
  try {
    const rows: Rows = new Map();
    for (const [table, own] of columns ?? columnsOf(db))
      rows.set(table, db.prepare(`select ${own.join(", ")} from ${table} order by 1, 2`).all());
    return rows;
  } finally {
    db.close();
  }
}

/** Makes one file of the folder the one that an earlier version would have left, with the present rows. */
function makeOlder(name: Name, version: number): Map<string, readonly string[]> {
  const path = join(folder(), name);
  for (const ending of ["", "-wal", "-shm"]) rmSync(`${path}${ending}`, { force: true });
  const kind: SqliteFileKind = { ...KINDS[name], migrations: KINDS[name].migrations.slice(0, version) };
  const { db } = new SqliteFile(path, kind);
  const columns = columnsOf(db);
  db.pragma("foreign_keys = off");
  db.prepare("attach ? as present").run(join(parent, "present", name));
  for (const [table, own] of columns)
    db.exec(`insert into ${table} (${own.join(", ")}) select ${own.join(", ")} from present.${table}`);
  db.exec("detach present");
  if (name === "office.db" && version < REVIEWS_FROM)
    db.exec(`update assessments set assessment = '${EMPTY_GRADES}' || substr(assessment, 2)`);
  db.close();
  return columns;
}

function startOver(): void {
  rmSync(folder(), { recursive: true, force: true });
  cpSync(join(parent, "present"), folder(), { recursive: true });
  // What the folder remembers of its files belongs to the present ones.
  rmSync(join(folder(), "at-rest.json"), { force: true });
}

describe("a folder of an earlier version", () => {
  it("is tried with rows in every table there is", () => {
    for (const name of NAMES)
      for (const [table, rows] of rowsOf(join(parent, "present", name)))
        expect([name, table, rows.length > 0]).toEqual([name, table, true]);
  });

  it.each(OLDER)("keeps every row of $name, version $version", async ({ name, version }) => {
    startOver();
    const columns = makeOlder(name, version);
    const { office, close } = await openStores(folder());
    await office.inTransaction(async (transaction) => {
      const { round } = (await transaction.rounds())[0]!;
      expect(await transaction.units(round.id)).toHaveLength(2);
      expect(await transaction.rehearsals(round.id)).toEqual([]);
    });
    await close();
    const now = new Database(join(folder(), name), { readonly: true });
    expect(now.pragma("user_version", { simple: true })).toBe(KINDS[name].migrations.length);
    now.close();
    expect(rowsOf(join(folder(), name), columns)).toEqual(rowsOf(join(parent, "present", name), columns));
  });

  it("in which a template was taken knows whose it is as the city, and nobody else", async () => {
    startOver();
    const version = OFFICE_KIND.migrations.findIndex((steps) => steps.join().includes("is_city"));
    makeOlder("office.db", version);
    const before = new Database(join(folder(), "office.db"));
    const trusted = before.prepare("insert into trusted_installations values (?, ?, 'then', null, null)");
    for (const [signer, name] of [
      ["A", "市委巡察办"],
      ["B", "一组"],
    ])
      trusted.run(signer, name);
    const kept = before.prepare("insert into kept_parcels values (?, ?, ?, ?, '{}', 's', '{}', 'then')");
    kept.run("t1", "template", 1, "A");
    kept.run("r1", "result", 1, "B");
    kept.run("t2", "template", 0, "B");
    before.close();
    const { office, close } = await openStores(folder());
    const known = await office.inTransaction(({ installations }) => installations.all());
    await close();
    expect(known.filter(({ isCity }) => isCity).map(({ name }) => name)).toEqual(["市委巡察办"]);
    expect(known.map(({ name }) => name).toSorted()).toEqual(["一组", "市委巡察办", "市委巡察办"]);
  });

  const whole = Array.from({ length: Math.max(...OLDER.map(({ version }) => version)) }, (_, i) => i + 1);
  it.each(whole.slice(0, rounds(1, whole.length)))(
    "of which every file has version %i or the last before the present takes ballots and closes with all that was acknowledged",
    async (version) => {
      startOver();
      for (const name of NAMES)
        makeOlder(name, Math.min(version, Math.max(1, KINDS[name].migrations.length - 1)));
      await expectClosed(folder(), prepared);
    },
  );
});
