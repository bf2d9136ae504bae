import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BOX_KIND } from "./sqlite-box.ts";
import { SqliteFile, type SqliteFileKind } from "./sqlite-file.ts";
import { OFFICE_KIND } from "./sqlite-office.ts";
import { ROLL_KIND } from "./sqlite-roll.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plumbline-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function schemaOf(path: string): unknown[] {
  const db = new Database(path, { readonly: true });
  const schema = db.prepare("select type, name, sql from sqlite_schema order by name").all();
  db.close();
  return schema;
}

function openAt(name: string, kind: SqliteFileKind, version: number): string {
  const path = join(folder, name);
  new SqliteFile(path, { ...kind, migrations: kind.migrations.slice(0, version) }).close();
  return path;
}

describe("migrations", () => {
  const kinds = { office: OFFICE_KIND, roll: ROLL_KIND, box: BOX_KIND };
  const steps = Object.entries(kinds).flatMap(([name, kind]) =>
    kind.migrations.map((_, version) => ({ name, kind, version })),
  );

  it.each(steps)("bring $name from version $version to the present shape", ({ kind, version }) => {
    const old = openAt("old.db", kind, version);
    new SqliteFile(old, kind).close();
    expect(schemaOf(old)).toEqual(schemaOf(openAt("new.db", kind, kind.migrations.length)));
  });

  const first = ["create table t (x text) strict", "insert into t values ('kept')"];

  it("keep the rows, each version once", () => {
    const path = openAt("t.db", { applicationId: 1, migrations: [first] }, 1);
    const kind = { applicationId: 1, migrations: [first, ["alter table t add column y text"]] };
    new SqliteFile(path, kind).close();
    const file = new SqliteFile(path, kind);
    expect(file.db.prepare("select * from t").all()).toEqual([{ x: "kept", y: null }]);
    file.close();
  });

  it("leave the file at the version before when one fails", () => {
    const path = openAt("t.db", { applicationId: 1, migrations: [first] }, 1);
    const broken = [first, ["create table u (x text) strict", "insert into nowhere values (1)"]];
    expect(() => new SqliteFile(path, { applicationId: 1, migrations: broken })).toThrow(/nowhere/);
    const file = new SqliteFile(path, { applicationId: 1, migrations: [first] });
    expect(file.db.pragma("user_version", { simple: true })).toBe(1);
    file.close();
    expect(schemaOf(path)).toHaveLength(1);
  });
});

describe("SqliteFile", () => {
  const kind = { applicationId: 1, migrations: [["create table t (x text) strict"]] };

  it("syncs every commit and overwrites what is deleted, on every opening", () => {
    for (const _ of ["made", "opened again"]) {
      const file = new SqliteFile(join(folder, "t.db"), kind);
      file.write(() => file.db.exec("insert into t values ('a')"));
      const is = (pragma: string): unknown => file.db.pragma(pragma, { simple: true });
      expect([is("synchronous"), is("journal_mode"), is("secure_delete"), is("foreign_keys")]).toEqual([
        2,
        "wal",
        1,
        1,
      ]);
      file.close();
    }
  });

  it("refuses to go on when commits are not synced", () => {
    const file = new SqliteFile(join(folder, "t.db"), kind);
    file.db.pragma("synchronous = normal");
    expect(() => file.assertDurable()).toThrow(/synchronous is 1/);
    file.close();
  });

  it("tells a full file, keeps nothing of the transaction, and goes on with space", () => {
    const file = new SqliteFile(join(folder, "t.db"), kind);
    const pages = Number(file.db.pragma("page_count", { simple: true }));
    file.db.pragma(`max_page_count = ${pages + 2}`);
    const fill = (): void => {
      file.write(() => {
        file.db.exec("insert into t values ('small')");
        file.db.prepare("insert into t values (?)").run("x".repeat(20_000));
      });
    };
    expect(fill).toThrow(expect.objectContaining({ code: "store.storage-full" }));
    expect(file.db.prepare("select count(*) as n from t").get()).toEqual({ n: 0 });
    file.db.pragma("max_page_count = 1000");
    fill();
    expect(file.db.prepare("select count(*) as n from t").get()).toEqual({ n: 2 });
    file.close();
  });

  it("refuses to call a log empty while another process reads from it", async () => {
    const file = new SqliteFile(join(folder, "t.db"), kind);
    file.write(() => file.db.exec("insert into t values ('a')"));
    const reader = new Database(join(folder, "t.db"), { readonly: true });
    reader.exec("begin");
    reader.prepare("select * from t").all();
    await expect(file.rewrite({ tries: 2, waitMs: 1 })).rejects.toMatchObject({
      code: "store.damaged",
      facts: { file: "t.db-wal", reason: "log-not-empty" },
    });
    reader.exec("commit");
    await file.rewrite();
    reader.close();
    file.close();
  });
});
