/** Promise P2: the box has no column, trigger or hidden row number that joins ballots, credentials and texts. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { castRows } from "../box.case.ts";
import { temporaryStores } from "./temporary-stores.ts";

const ALLOWED = {
  spent: ["key_id", "nullifier", "message", "signature", "retry_digest"],
  ballots: ["key_id", "tag", "answers"],
  texts: ["key_id", "question", "tag", "text"],
};

const KEY = new Uint8Array(32).fill(3);
const CASTS = 50;

let stores: Awaited<ReturnType<typeof temporaryStores>>;

beforeEach(async () => {
  stores = await temporaryStores();
});

afterEach(() => stores.dispose());

function query<T>(file: string, sql: string): T[] {
  const db = new Database(join(stores.folder, file), { readonly: true });
  const rows = db.prepare<[], T>(sql).all();
  db.close();
  return rows;
}

const columnsOf = (file: string, table: string): string[] =>
  query<{ name: string }>(file, `pragma table_xinfo(${table})`).map(({ name }) => name);

describe("schema of the box", () => {
  it("has these tables with these columns and nothing else", () => {
    const objects = query<{ type: string; name: string }>("box.db", "select type, name from sqlite_schema");
    expect(objects.map(({ type, name }) => `${type} ${name}`).toSorted()).toEqual(
      Object.keys(ALLOWED)
        .map((name) => `table ${name}`)
        .toSorted(),
    );
    for (const [table, columns] of Object.entries(ALLOWED))
      expect(columnsOf("box.db", table)).toEqual(columns);
  });

  it("keeps every table strict and without row numbers", () => {
    const tables = query<{ name: string; wr: number; strict: number }>("box.db", "pragma table_list").filter(
      ({ name }) => name in ALLOWED,
    );
    expect(tables.map(({ wr, strict }) => [wr, strict])).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
  });

  it("keeps tickets without row numbers, time, sequence or account", () => {
    expect(columnsOf("roll.db", "tickets")).toEqual(["hash", "poll", "batch", "state", "blinded_digest"]);
    const tables = query<{ name: string; wr: number; schema: string }>("roll.db", "pragma table_list");
    const own = tables.filter(({ name, schema }) => schema === "main" && !name.startsWith("sqlite_"));
    expect(own.every(({ wr }) => wr === 1)).toBe(true);
    expect(own.map(({ name }) => name).toSorted()).toEqual([
      "exchanges",
      "poll_keys",
      "signing_keys",
      "tickets",
    ]);
    expect(columnsOf("roll.db", "exchanges")).toEqual(["poll", "batch", "slips"]);
  });
});

/** How many of the neighbours in order of arrival also lie on the page in the order in which cells are laid down. */
function neighboursInOrder(tags: readonly Uint8Array[]): number {
  const log = readFileSync(join(stores.folder, "box.db-wal"));
  const offsets = tags.map((tag) => log.lastIndexOf(tag));
  expect(Math.min(...offsets)).toBeGreaterThan(0);
  return offsets.slice(1).filter((offset, i) => offset < offsets[i]!).length;
}

describe("pages of the box", () => {
  it("say nothing about the order of casts of one tick", async () => {
    const casts = Array.from({ length: CASTS }, () => castRows(KEY, "[0]"));
    await Promise.all(casts.map((rows) => stores.box.cast(rows)));
    const inOrder = neighboursInOrder(casts.map(({ ballot }) => ballot.tag));
    // By chance 24.5 ± 2.1; all 49 when the rows go down as they came.
    expect(inOrder).toBeGreaterThan(10);
    expect(inOrder).toBeLessThan(39);
  });

  it("would say it without the shuffle: casts one by one lie in order (the measure works)", async () => {
    const casts = Array.from({ length: CASTS }, () => castRows(KEY, "[0]"));
    for (const rows of casts) await stores.box.cast(rows);
    expect(neighboursInOrder(casts.map(({ ballot }) => ballot.tag))).toBe(CASTS - 1);
  });
});
