/** What remains in the server's table files and in its log of changes after a poll was erased: nothing. */
import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { castRows } from "../box.case.ts";
import { closedExample, contentsOf } from "../closed.case.ts";
import { connected } from "./connected.ts";
import {
  isPostgresAbsent,
  onPostgres,
  temporaryPostgres,
  type TemporaryPostgres,
} from "./temporary-postgres.ts";

const ROWS = 60;

const bytes = (length = 32): Uint8Array => new Uint8Array(randomBytes(length));
const hex = (piece: Uint8Array): string => Buffer.from(piece).toString("hex");

describe.skipIf(isPostgresAbsent)(onPostgres("forensics"), () => {
  let stores: TemporaryPostgres;

  beforeEach(async () => {
    stores = await temporaryPostgres();
  });

  afterEach(() => stores.dispose());

  /** How many of the canaries stand anywhere in the files of this database, once all pages are written. */
  async function countRemains(canaries: readonly Uint8Array[]): Promise<number> {
    await stores.admin.query("checkpoint");
    return countIn(await folderOf(`'/base/' || oid`), canaries);
  }

  const folderOf = async (place: string): Promise<string> => {
    const { rows } = await stores.admin.query<{ folder: string }>(
      `select current_setting('data_directory') || ${place} as folder
       from pg_database where datname = current_database()`,
    );
    return rows[0]!.folder;
  };

  /** Files that go while they are read are gone. */
  function countIn(folder: string, canaries: readonly Uint8Array[]): number {
    const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
    const found = new Set<Uint8Array>();
    for (const { name } of files) {
      const image = existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : Buffer.alloc(0);
      for (const canary of canaries) if (image.includes(Buffer.from(canary))) found.add(canary);
    }
    return found.size;
  }

  it("finds no byte of an erased poll's credentials, ballots and texts beside another poll's", async () => {
    const keys = [bytes(), bytes()] as const;
    const casts = Array.from({ length: 2 * ROWS }, (_, i) => {
      const secret = randomBytes(12).toString("hex");
      return castRows(keys[i % 2]!, `["${secret}"]`, [secret.repeat(2)]);
    });
    for (const rows of casts) await stores.box.cast(rows);
    const canaries = (parity: number): Uint8Array[] =>
      casts
        .filter((_, i) => i % 2 === parity)
        .flatMap(({ spent, ballot, texts }) => [
          spent.nullifier,
          spent.retryDigest,
          ballot.tag,
          Buffer.from(ballot.answers),
          texts[0]!.tag,
        ]);
    expect(await countRemains(canaries(0))).toBe(5 * ROWS);
    await stores.box.erase([keys[0]]);
    expect(await countRemains(canaries(0))).toBe(0);
    expect(await countRemains(canaries(1))).toBe(5 * ROWS);
  });

  it("finds no byte of an erased poll in the log of changes, which had them in the order of their coming", async () => {
    const log = await folderOf("'/pg_wal'");
    const key = bytes();
    /** Whoever closes another poll of the server clears the log too, so this is looked for more than once. */
    const logged = async (): Promise<Uint8Array[]> => {
      for (let tries = 0; tries < 50; tries += 1) {
        const { spent, ballot, texts } = castRows(key, `["${randomBytes(12).toString("hex")}"]`, ["意见"]);
        await stores.box.cast({ spent, ballot, texts });
        const [hash, digest] = [bytes(), bytes()];
        await stores.roll.addTickets("p1", "A", [hash]);
        await stores.roll.use(hash, digest);
        const canaries = [
          spent.nullifier,
          spent.retryDigest,
          ballot.tag,
          Buffer.from(ballot.answers),
          hash,
          digest,
        ];
        if (countIn(log, canaries) === canaries.length) return canaries;
      }
      return [];
    };
    const canaries = await logged();
    expect(canaries).toHaveLength(6);
    await stores.box.erase([key]);
    await stores.roll.erase("p1");
    expect(countIn(log, canaries)).toBe(0);
  });

  it("finds no byte of an erased poll's tickets beside another poll's", async () => {
    const hashes = Array.from({ length: 2 * ROWS }, () => bytes());
    const digests = hashes.map(() => bytes());
    await stores.roll.addTickets("p1", "A", hashes.slice(0, ROWS));
    await stores.roll.addTickets("p2", "A", hashes.slice(ROWS));
    await Promise.all(hashes.map((hash, i) => stores.roll.use(hash, digests[i]!)));
    const gone = [...hashes.slice(0, ROWS), ...digests.slice(0, ROWS)];
    expect(await countRemains(gone)).toBe(2 * ROWS);
    await stores.roll.erase("p1");
    expect(await countRemains(gone)).toBe(0);
    expect(await countRemains([...hashes.slice(ROWS), ...digests.slice(ROWS)])).toBe(2 * ROWS);
  });

  it("finds no byte of drafts of paper that went, in no table and in no log of changes", async () => {
    const log = await folderOf("'/pg_wal'");
    const tables = await folderOf(`'/base/' || oid`);
    const signed = { account: "a", name: "甲", second: { account: "b", name: "乙" }, voided: 0, empty: 0 };
    /** Whoever closes another poll of the server clears the log too, so this is looked for more than once. */
    const keyed = async (): Promise<Uint8Array[]> => {
      for (let tries = 0; tries < 50; tries += 1) {
        const [seed, mark] = [randomBytes(24).toString("base64url"), randomBytes(12).toString("hex")];
        await stores.office.inTransaction(async ({ paper }) => {
          const state = { comparisons: 0, differences: [], leftBy: [], erasing: null, sheets: 1 };
          const of = { poll: "p1", batch: "C", instrument: "team" };
          await paper.saveSession({ id: "s1", ...of, ...state, signed: { ...signed, seed } });
          // What a person typed: of marks a number would not be found again.
          const marks = [mark as "void"];
          await paper.saveKeying({
            session: "s1",
            account: "a",
            sheets: [{ isVoid: false, marks }],
            isDone: true,
          });
        });
        const canaries = [Buffer.from(seed), Buffer.from(mark)];
        await stores.admin.query("checkpoint");
        if (countIn(tables, canaries) === 2 && countIn(log, canaries) === 2) return canaries;
      }
      return [];
    };
    const canaries = await keyed();
    expect(canaries).toHaveLength(2);
    // Somebody holds on to an earlier picture, in which the drafts are: the backup of another office, or whoever looks.
    const reader = await connected(stores.url, "test");
    await reader.query("begin isolation level repeatable read");
    await reader.query("select 1 from pg_class limit 1");
    await stores.office.inTransaction(async ({ paper }) => {
      await paper.deleteKeyings("s1");
      const session = (await paper.session("s1"))!;
      await paper.saveSession({ ...session, signed: null, erasing: "stack" });
    });
    expect(await countRemains(canaries)).toBe(2);
    const erasing = stores.office.eraseTraces("paper");
    const waiting =
      "select 1 from pg_stat_activity where datname = current_database() and query like '%virtualtransaction = any%' and pid <> pg_backend_pid()";
    await vi.waitFor(async () => expect((await stores.admin.query(waiting)).rowCount).toBe(1), 10_000);
    await reader.query("commit");
    await reader.end();
    await erasing;
    expect(await countRemains(canaries)).toBe(0);
    expect(countIn(log, canaries)).toBe(0);
  });

  it("finds no byte of a closed file that was removed beside another one's", async () => {
    const log = await folderOf("'/pg_wal'");
    for (const poll of ["p1", "p2"]) {
      const example = closedExample(poll, ROWS);
      await stores.closed.write(example.head, contentsOf(example));
    }
    // As the server keeps them: cut, and packed where that saves anything.
    const { rows: tables } = await stores.admin.query<{ name: string }>(
      "select reltoastrelid::regclass::text as name from pg_class where oid = 'closed.parts'::regclass",
    );
    const pieces = async (): Promise<readonly Uint8Array[]> =>
      (await stores.admin.query<{ piece: Buffer }>(`select chunk_data as piece from ${tables[0]!.name}`)).rows
        .map(({ piece }) => piece.subarray(0, 64))
        .filter((piece) => new Set(piece).size > 16);
    const both = await pieces();
    await stores.closed.remove(["p1"]);
    const kept = new Set((await pieces()).map(hex));
    const gone = both.filter((piece) => !kept.has(hex(piece)));
    expect([gone.length > 0, kept.size > 0]).toEqual([true, true]);
    expect(await countRemains(gone)).toBe(0);
    expect(countIn(log, gone)).toBe(0);
    expect(await countRemains(both)).toBe(both.length - gone.length);
    expect(await stores.closed.check("p2")).toEqual({ digest: await stores.closed.digest("p2") });
  });

  it("finds no sample of tickets, ballots and drafts, which would outlive them", async () => {
    // The question is asked right: of a table of somebody else the server does keep samples.
    await stores.admin.query("create table asked as select n::text as sheets from generate_series(1, 300) n");
    const key = bytes();
    await Promise.all(Array.from({ length: 100 }, () => stores.box.cast(castRows(key, "[1]", ["t"]))));
    await stores.roll.addTickets(
      "p1",
      "A",
      Array.from({ length: 100 }, () => bytes()),
    );
    await stores.admin.query(
      `insert into office.paper_keyings select n::text, n::text, repeat('draft', n), 0 from generate_series(1, 100) n`,
    );
    await stores.admin.query("analyze");
    const { rows } = await stores.admin.query<{ name: string }>(
      `select distinct schemaname || '.' || tablename as name from pg_stats
       where schemaname in ('roll', 'box') or tablename ~ 'paper|asked' order by 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual(["public.asked"]);
  });
});
