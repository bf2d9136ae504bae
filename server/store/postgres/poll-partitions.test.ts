/** Which rows lie together: those of one poll, whoever sets them apart, and nothing of anybody else. */
import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { castRows } from "../box.case.ts";
import type { Stores } from "../stores.ts";
import { openPostgresStores } from "./open-postgres-stores.ts";
import {
  isPostgresAbsent,
  onPostgres,
  temporaryPostgres,
  type TemporaryPostgres,
} from "./temporary-postgres.ts";

const bytes = (length = 32): Uint8Array => new Uint8Array(randomBytes(length));
const TABLES = ["box.ballots", "box.spent", "box.texts"] as const;

describe.skipIf(isPostgresAbsent)(onPostgres("what a poll leaves"), () => {
  let stores: TemporaryPostgres;
  let second: Stores;
  const keys = Array.from({ length: 3 }, () => bytes()).toSorted(Buffer.compare);

  beforeEach(async () => {
    stores = await temporaryPostgres();
    second = await openPostgresStores(stores.url, mkdtempSync(join(tmpdir(), "plumbline-closed-")));
  });

  afterEach(async () => {
    await second.close();
    await stores.dispose();
  });

  /** What the parts of a table hold, by the server's own list. */
  async function partsOf(table: string): Promise<readonly string[]> {
    const { rows } = await stores.admin.query<{ bounds: string }>(
      `select pg_get_expr(relpartbound, oid) as bounds from pg_class join pg_inherits on inhrelid = oid
       where inhparent = '${table}'::regclass order by 1`,
    );
    return rows.map(({ bounds }) => bounds);
  }

  const boundsOf = (marks: readonly Uint8Array[]): string =>
    `FOR VALUES IN (${marks.map((mark) => `'\\x${Buffer.from(mark).toString("hex")}'`).join(", ")})`;

  it("is set apart once, for all keys of the poll, however many processes open it", async () => {
    await Promise.all([stores, second, stores].map(({ box }) => box.setApart([keys])));
    for (const table of TABLES) expect([table, await partsOf(table)]).toEqual([table, [boundsOf(keys)]]);
    // A key that came later gets its own part; nothing else changes.
    const later = bytes();
    await second.box.setApart([[...keys, later]]);
    const both = [boundsOf(keys), boundsOf([later])].toSorted();
    for (const table of TABLES) expect([table, await partsOf(table)]).toEqual([table, both]);
    await stores.box.erase([...keys, later]);
    for (const table of TABLES) expect([table, await partsOf(table)]).toEqual([table, []]);
  });

  it("is taken at once under keys that nobody has set apart, by two processes in the same moment", async () => {
    const casts = keys.flatMap((key) => Array.from({ length: 20 }, () => castRows(key, "[1]", ["t"])));
    const outcomes = await Promise.all(
      casts.map((rows, i) => (i % 2 === 0 ? stores : second).box.cast(rows)),
    );
    expect(outcomes.every((outcome) => outcome === "new")).toBe(true);
    expect(await stores.box.countSpent(keys)).toEqual([20, 20, 20]);
    // Which of them belong to one poll the box does not know.
    for (const table of TABLES) expect(await partsOf(table)).toEqual(keys.map((key) => boundsOf([key])));
    await Promise.all(
      [stores, second].flatMap(({ roll }) => [1, 2].map(() => roll.addTickets("it's p1", "A", [bytes()]))),
    );
    expect(await partsOf("roll.tickets")).toEqual(["FOR VALUES IN ('it''s p1')"]);
    await stores.roll.erase("it's p1");
    expect(await partsOf("roll.tickets")).toEqual([]);
  });

  it("loses the rows of some keys alone where it was set apart with others", async () => {
    await stores.box.setApart([keys]);
    const casts = keys.map((key) => castRows(key, "[1]", ["t"]));
    for (const rows of casts) await stores.box.cast(rows);
    await stores.box.erase([keys[1]!]);
    expect(await stores.box.countSpent(keys)).toEqual([1, 0, 1]);
    for (const table of TABLES) expect(await partsOf(table)).toEqual([boundsOf(keys)]);
    await stores.box.erase(keys);
    for (const table of TABLES) expect(await partsOf(table)).toEqual([]);
  });

  it("is known by its tickets to whoever asks, in whichever part of the table they lie", async () => {
    const hashes = Array.from({ length: 30 }, () => bytes());
    for (const [i, hash] of hashes.entries()) await stores.roll.addTickets(`p${i}`, "A", [hash]);
    const unknown = bytes();
    const found = await Promise.all([...hashes, unknown].map((hash) => second.roll.ticket(hash)));
    expect(found.map((ticket) => ticket?.poll ?? null)).toEqual([...hashes.map((_, i) => `p${i}`), null]);
    const used = await Promise.all(hashes.map((hash) => second.roll.use(hash, hash)));
    expect(used.every((outcome) => outcome === "first")).toBe(true);
    expect(await stores.roll.used("p7")).toBe(1);
  });
});
