/** Who may see what, which shape the schemas have, and two processes on one database. */
import { randomBytes } from "node:crypto";
import { escapeIdentifier } from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EMPTY_ASSESSMENT } from "../../core/scoring/scheme.ts";
import { verifyAudit } from "../audit-chain.ts";
import { castRows } from "../box.case.ts";
import type { CastRows } from "../box.ts";
import type { Stores } from "../stores.ts";
import { openPostgresStores } from "./open-postgres-stores.ts";
import {
  isPostgresAbsent,
  onPostgres,
  temporaryDatabase,
  temporaryPostgres,
  type TemporaryPostgres,
} from "./temporary-postgres.ts";

const bytes = (length = 32): Uint8Array => new Uint8Array(randomBytes(length));

const COLUMNS = {
  "box.ballots": ["answers", "key_id", "tag"],
  "box.schema_version": ["version"],
  "box.spent": ["key_id", "message", "nullifier", "retry_digest", "signature"],
  "box.texts": ["key_id", "question", "tag", "text"],
  "roll.exchanges": ["batch", "poll", "slips"],
  "roll.poll_keys": ["poll", "receipt_key", "transport_key_id", "transport_private", "transport_public"],
  "roll.schema_version": ["version"],
  "roll.signing_keys": ["block", "instrument", "key_id", "poll", "private_pkcs8", "public_spki", "source"],
  "roll.tickets": ["batch", "blinded_digest", "hash", "poll", "state"],
};

describe.skipIf(isPostgresAbsent)(onPostgres("stores"), () => {
  let stores: TemporaryPostgres;
  let second: Stores | null;

  beforeEach(async () => {
    stores = await temporaryPostgres();
    second = null;
  });

  afterEach(async () => {
    await second?.close();
    await stores.dispose();
  });

  const actAs = (role: string, sql: string): Promise<unknown> =>
    stores.admin.query(
      `begin; set local role ${escapeIdentifier(`${stores.database}_${role}`)}; ${sql}; commit`,
    );

  describe("roles", () => {
    it.each([
      ["box", "roll.tickets"],
      ["box", "office.audit"],
      ["roll", "box.ballots"],
      ["roll", "office.audit"],
      ["office", "roll.tickets"],
      ["office", "box.spent"],
      ["office", "closed.files"],
      ["closed", "box.ballots"],
    ])("keeps the role of the %s away from %s", async (role, table) => {
      await expect(actAs(role, `select * from ${table}`)).rejects.toThrow(/permission denied for schema/);
      await stores.admin.query("rollback");
    });

    it("lets each role into its own schema (the question is asked right)", async () => {
      for (const [role, table] of [
        ["box", "box.ballots"],
        ["roll", "roll.tickets"],
        ["office", "office.audit"],
      ] as const) {
        await actAs(role, `select * from ${table}`);
      }
    });

    it("connects each store as its own role: what it made belongs to that role", async () => {
      const { rows } = await stores.admin.query<{ store: string; owner: string }>(
        `select distinct schemaname as store, tableowner as owner from pg_tables
         where schemaname in ('office', 'roll', 'box', 'closed') order by 1`,
      );
      expect(rows).toEqual(
        ["box", "closed", "office", "roll"].map((store) => ({ store, owner: `${stores.database}_${store}` })),
      );
    });
  });

  describe("schemas", () => {
    it("has these tables with these columns in roll and box and nothing else", async () => {
      const { rows } = await stores.admin.query<{ name: string; columns: string[] }>(
        `select table_schema || '.' || table_name as name,
                array_agg(column_name::text order by column_name::text collate "C") as columns
         from information_schema.columns where table_schema in ('roll', 'box') group by 1`,
      );
      expect(Object.fromEntries(rows.map(({ name, columns }) => [name, columns]))).toEqual(COLUMNS);
    });

    it("has no trigger, sequence or time in roll and box", async () => {
      const { rows } = await stores.admin.query(
        `select tgname::text as what from pg_trigger where not tgisinternal
         union all select relname from pg_class where relkind = 'S'
         union all select column_name from information_schema.columns
           where table_schema in ('roll', 'box') and data_type not in ('text', 'bytea', 'integer')`,
      );
      expect(rows).toEqual([]);
    });

    it("compares every text byte by byte, in whatever language the server was set up", async () => {
      const { rows } = await stores.admin.query<{ collation: string | null }>(
        `select distinct collation_name as collation from information_schema.columns
         where table_schema in ('office', 'roll', 'box', 'closed') and data_type = 'text'`,
      );
      expect(rows).toEqual([{ collation: "C" }]);
    });
  });

  describe("opening", () => {
    it("finds what was there, and may be done by several at once", async () => {
      await stores.roll.addTickets("p1", "A", [bytes()]);
      const opened = await Promise.all(
        [1, 2, 3].map(() => openPostgresStores(stores.url, stores.closedFolder)),
      );
      for (const each of opened) expect(await each.roll.holds("p1")).toBe(true);
      await Promise.all(opened.map((each) => each.close()));
    });

    it("lets several processes make an empty database together", async () => {
      const place = await temporaryDatabase();
      const opened = await Promise.all(
        [1, 2, 3].map(() => openPostgresStores(place.url, place.closedFolder)),
      );
      await opened[0]!.roll.addTickets("p1", "A", [bytes()]);
      expect(await opened[2]!.roll.holds("p1")).toBe(true);
      await Promise.all(opened.map((each) => each.close()));
      await place.dispose();
    });

    it("refuses a newer version and leaves it as it is", async () => {
      await stores.admin.query("update box.schema_version set version = 9");
      await expect(openPostgresStores(stores.url, stores.closedFolder)).rejects.toMatchObject({
        code: "store.newer-version",
        facts: { file: "box", found: 9, known: 2 },
      });
      const { rows } = await stores.admin.query("select version from box.schema_version");
      expect(rows).toEqual([{ version: 9 }]);
    });

    it("refuses a schema that belongs to somebody else", async () => {
      const place = await temporaryDatabase();
      await place.admin.query("create schema roll");
      await expect(openPostgresStores(place.url, place.closedFolder)).rejects.toMatchObject({
        code: "store.damaged",
        facts: { file: "roll", reason: "wrong-file" },
      });
      await place.dispose();
    });
  });

  describe("two processes", () => {
    beforeEach(async () => {
      second = await openPostgresStores(stores.url, stores.closedFolder);
    });

    it("lose no change of the office and write one audit chain", async () => {
      const increment = (office: Stores["office"]): Promise<void> =>
        office.inTransaction(async (transaction) => {
          const before = (await transaction.assessment("r1", "u1")) ?? EMPTY_ASSESSMENT;
          const talks = (before.workload.talks ?? 0) + 1;
          await transaction.saveAssessment("r1", "u1", { ...before, workload: { talks } });
          const line = { atUtc: "2026-11-27T08:00:00.000Z", who: "a1", act: "x", about: "u1", detail: "{}" };
          await transaction.appendAudit(line);
        });
      const both = [stores.office, second!.office];
      await Promise.all(Array.from({ length: 20 }, (_, i) => increment(both[i % 2]!)));
      await stores.office.inTransaction(async (office) => {
        expect((await office.assessment("r1", "u1"))?.workload.talks).toBe(20);
        expect(verifyAudit(await office.audit())).toEqual({ ok: true, lines: 20 });
      });
    });

    it("take a credential once, and answer the loser by what the winner stored", async () => {
      const key = bytes();
      const casts = Array.from({ length: 100 }, () => castRows(key));
      const again = casts.map(({ spent }) => ({ ...castRows(key), spent }));
      const outcomes = await Promise.all([
        ...casts.map((rows) => stores.box.cast(rows)),
        ...again.toReversed().map((rows) => second!.box.cast(rows)),
      ]);
      expect(outcomes.filter((outcome) => outcome === "new")).toHaveLength(100);
      expect(outcomes.filter((outcome) => outcome === "same")).toHaveLength(100);
      expect(await stores.box.countSpent([key])).toEqual([100]);
    });

    it("run a batch again that the server broke off because each waited for the other", async () => {
      const key = bytes();
      await stores.box.setApart([[key]]);
      const casts = Array.from({ length: 20 }, () => castRows(key));
      const insert = ({ spent }: CastRows): Promise<unknown> =>
        stores.admin.query("insert into box.spent values ($1, $2, $3, $4, $5)", [
          spent.keyId,
          spent.nullifier,
          spent.message,
          spent.signature,
          spent.retryDigest,
        ]);
      await stores.admin.query("begin");
      await insert(casts[19]!);
      const outcomes = Promise.all(casts.map((rows) => stores.box.cast(rows)));
      for (let isWaiting = false; !isWaiting;) {
        const { rowCount } = await stores.admin.query(
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        isWaiting = rowCount !== 0;
      }
      // The server breaks off one of the two; on a slow machine it may be this one.
      const isBroken = await Promise.all(casts.slice(0, 19).map(insert)).then(
        () => false,
        () => true,
      );
      await stores.admin.query(isBroken ? "rollback" : "commit");
      expect(new Set(await outcomes)).toEqual(new Set([isBroken ? "new" : "same"]));
    });

    it("take a ticket once", async () => {
      const hashes = Array.from({ length: 100 }, () => bytes());
      await stores.roll.addTickets("p1", "A", hashes);
      const outcomes = await Promise.all([
        ...hashes.map((hash) => stores.roll.use(hash, bytes())),
        ...hashes.toReversed().map((hash) => second!.roll.use(hash, bytes())),
      ]);
      expect(outcomes.filter((outcome) => outcome === "first")).toHaveLength(100);
      expect(outcomes.filter((outcome) => outcome === "other")).toHaveLength(100);
    });

    it("lose no ballot cast while the other erases a poll", async () => {
      const [gone, stays] = [bytes(), bytes()];
      await Promise.all(Array.from({ length: 300 }, () => stores.box.cast(castRows(gone, "[1]", ["t"]))));
      const erasing = stores.box.erase([gone]);
      const casts: Promise<string>[] = [];
      for (let i = 0; i < 30; i += 1) {
        casts.push(second!.box.cast(castRows(stays, "[1]", ["t"])));
        await second!.box.isSpent(stays, bytes());
      }
      await erasing;
      expect(new Set(await Promise.all(casts))).toEqual(new Set(["new"]));
      expect(await stores.box.countSpent([gone, stays])).toEqual([0, 30]);
      for (const table of ["spent", "ballots", "texts"]) {
        const { rows } = await stores.admin.query(`select count(*)::int as n from box.${table}`);
        expect([table, rows[0]]).toEqual([table, { n: 30 }]);
      }
    });
  });
});
