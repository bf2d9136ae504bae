/** A copy of a database: a data folder in key order, made beside a server that works, restored into either engine. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { castRows } from "../box.case.ts";
import type { Box } from "../box.ts";
import { closedExample, contentsOf } from "../closed.case.ts";
import { backup } from "../sqlite/backup.ts";
import { openStores } from "../sqlite/open-stores.ts";
import { restore } from "../sqlite/restore.ts";
import type { Stores } from "../stores.ts";
import { backupDatabase } from "./backup-database.ts";
import { carryIntoDatabase } from "./carry-into-database.ts";
import { openPostgresStores } from "./open-postgres-stores.ts";
import {
  isPostgresAbsent,
  onPostgres,
  temporaryDatabase,
  temporaryPostgres,
  type TemporaryPostgres,
} from "./temporary-postgres.ts";

const KEY = new Uint8Array(32).fill(9);
const bytes = (length = 32): Uint8Array => new Uint8Array(randomBytes(length));

describe.skipIf(isPostgresAbsent)(onPostgres("backup"), () => {
  let stores: TemporaryPostgres;
  let folder: string;
  let target: string;
  const secrets = { transportPrivate: bytes(), receiptKey: bytes(), privatePkcs8: bytes(1216) };
  const hash = bytes();

  beforeEach(async () => {
    stores = await temporaryPostgres();
    folder = mkdtempSync(join(tmpdir(), "plumbline-copies-"));
    target = join(folder, "copy");
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await stores.dispose();
  });

  const copy = (to = target, privateKeys = true): ReturnType<typeof backupDatabase> =>
    backupDatabase(stores.url, to, { privateKeys, isKept: true });

  async function fill(to: Stores = stores): Promise<void> {
    const { transportPrivate, receiptKey, privatePkcs8 } = secrets;
    const { poll, source } = { poll: "p1", source: "ticket" as const };
    await to.roll.addKeys(
      { poll, transportKeyId: bytes(), transportPublic: bytes(), transportPrivate, receiptKey },
      [{ keyId: KEY, poll, block: "A", instrument: "t", source, publicSpki: bytes(294), privatePkcs8 }],
    );
    await to.roll.addTickets(poll, "A", [hash, ...Array.from({ length: 1100 }, () => bytes())]);
    await to.roll.use(hash, bytes());
    const casts = Array.from({ length: 1100 }, (_, i) => castRows(KEY, `[${i}]`, ["一\u0000二"]));
    await Promise.all(casts.map((rows) => to.box.cast(rows)));
    await to.office.inTransaction((office) =>
      office.appendAudit({ atUtc: "2026-11-27T08:00:00.000Z", who: "o", act: "a", about: "p1", detail: "" }),
    );
    const example = closedExample("p0");
    await to.closed.write(example.head, contentsOf(example));
  }

  /** Everything that can be read, in the order in which it is given. */
  async function contentOf({ roll, box, office, closed }: Stores): Promise<unknown> {
    const all = async <T>(rows: AsyncIterable<T>): Promise<T[]> => {
      const found: T[] = [];
      for await (const row of rows) found.push(row);
      return found;
    };
    return {
      tickets: [await roll.ticket(hash), await roll.counts("p1")],
      keys: [await roll.signingKeys("p1"), await roll.pollKeys("p1")],
      spent: await all(box.spent(KEY)),
      ballots: await all(box.ballots(KEY)),
      texts: await all(box.texts(KEY)),
      audit: await office.inTransaction((transaction) => transaction.audit()),
      closed: await Promise.all((await closed.list()).map(async (poll) => [poll, await closed.check(poll)])),
    };
  }

  it("holds the same, as a data folder and again in another database", async () => {
    await fill();
    const before = await contentOf(stores);
    const { files, copiedAgain } = await copy();
    expect(files.map(({ file }) => file)).toEqual(["box.db", "office.db", "roll.db", "closed/p0.db"]);
    expect(copiedAgain).toEqual([]);

    restore(target, join(folder, "data"));
    const onSqlite = await openStores(join(folder, "data"));
    expect(await contentOf(onSqlite)).toEqual(before);
    await onSqlite.close();

    const place = await temporaryDatabase();
    await carryIntoDatabase(join(folder, "data"), place.url);
    const carried = await openPostgresStores(place.url, place.closedFolder);
    expect(await contentOf(carried)).toEqual(before);
    await carried.close();

    // Once more into the same one: it holds something, and stays as it is.
    await expect(carryIntoDatabase(join(folder, "data"), place.url)).rejects.toMatchObject({
      code: "usage",
      facts: { reason: "restore database is not empty" },
    });
    await place.dispose();
  });

  it("of a folder that was carried into a database holds what the copy of the folder holds", async () => {
    const data = await openStores(join(folder, "data"));
    await fill(data);
    await data.close();
    const place = await temporaryDatabase();
    await carryIntoDatabase(join(folder, "data"), place.url);
    await backupDatabase(place.url, join(folder, "from-postgres"), { privateKeys: true, isKept: true });
    backup(join(folder, "data"), join(folder, "from-sqlite"), { privateKeys: true });
    const rows = async (of: string): Promise<unknown> => {
      restore(join(folder, of), join(folder, `${of}-data`));
      const opened = await openStores(join(folder, `${of}-data`));
      const content = await contentOf(opened);
      await opened.close();
      return content;
    };
    expect(await rows("from-postgres")).toEqual(await rows("from-sqlite"));
    await place.dispose();
  });

  it("leaves private keys out unless asked for", async () => {
    await fill();
    const holdsSecret = (of: string): boolean[] =>
      Object.values(secrets).map((secret) =>
        readFileSync(join(of, "roll.db")).includes(Buffer.from(secret.subarray(0, 16))),
      );
    await copy(join(folder, "with"));
    expect(holdsSecret(join(folder, "with"))).toEqual([true, true, true]);
    await copy(target, false);
    expect(holdsSecret(target)).toEqual([false, false, false]);
    const without = await openStores(target);
    expect(await stores.box.countSpent([KEY])).not.toEqual([0]);
    expect(await without.box.countSpent([KEY])).toEqual([0]);
    await without.close();
  });

  it("lays rows down in key order, not in the order of casting", async () => {
    const casts = Array.from({ length: 30 }, () => castRows(KEY, "[0]"));
    for (const rows of casts) await stores.box.cast(rows);
    await copy();
    const image = readFileSync(join(target, "box.db"));
    const byTag = casts.map(({ ballot }) => ballot.tag).toSorted(Buffer.compare);
    const offsets = byTag.map((tag) => image.indexOf(tag));
    expect(Math.min(...offsets)).toBeGreaterThan(0);
    expect(offsets).toEqual(offsets.toSorted((a, b) => b - a));
  });

  it("is of one moment while ballots come in, and holds every ballot acknowledged before it", async () => {
    await fill();
    let isOver = false;
    const voting = (async (box: Box): Promise<number> => {
      let count = 0;
      for (; !isOver; count += 1) await box.cast(castRows(KEY, "[7]", ["意见"]));
      return count;
    })(stores.box);
    await copy();
    isOver = true;
    const later = await voting;
    const copied = await openStores(target);
    const [spent] = await copied.box.countSpent([KEY]);
    const ballots: unknown[] = [];
    for await (const ballot of copied.box.ballots(KEY)) ballots.push(ballot);
    await copied.close();
    expect(spent).toBeGreaterThanOrEqual(1100);
    expect(spent).toBeLessThanOrEqual(1100 + later);
    expect(ballots).toHaveLength(spent!);
  });

  it("finds every row while another poll is erased", async () => {
    await fill();
    const gone = bytes();
    await Promise.all(Array.from({ length: 200 }, () => stores.box.cast(castRows(gone, "[1]", ["t"]))));
    const erasing = stores.box.erase([gone]);
    await copy();
    await erasing;
    const copied = await openStores(target);
    const [stays] = await copied.box.countSpent([KEY]);
    await copied.close();
    expect(stays).toBe(1100);
  });

  it("is refused while paper is keyed, and leaves nothing", async () => {
    await stores.admin.query(
      "insert into office.paper_sessions (id, poll, batch, instrument, sheets) values ('s', 'p', 'A', 't', 3)",
    );
    await expect(copy()).rejects.toMatchObject({ facts: { reason: "paper not closed" } });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is refused when a closed poll in the database was changed, and leaves nothing", async () => {
    await fill();
    await stores.admin.query("update closed.parts set content = content || '\\x00'");
    await expect(copy()).rejects.toMatchObject({
      code: "store.damaged",
      facts: { file: "p0.db", reason: "other-digest" },
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is refused where there are no stores, or the target holds something", async () => {
    const place = await temporaryDatabase();
    const nothing = backupDatabase(place.url, target, { privateKeys: false, isKept: true });
    await expect(nothing).rejects.toMatchObject({ facts: { reason: "no stores in database" } });
    await place.dispose();
    writeFileSync(join(folder, "mine"), "");
    await expect(copy(folder)).rejects.toMatchObject({ facts: { reason: "target is not empty" } });
    expect(readdirSync(folder)).toEqual(["mine"]);
  });

  it("is carried into a database as a whole or not at all", async () => {
    await fill();
    await copy();
    restore(target, join(folder, "data"));
    await (await openStores(join(folder, "data"))).close();
    const place = await temporaryDatabase();
    await (await openPostgresStores(place.url, place.closedFolder)).close();
    // The last thing that is written fails.
    await place.admin.query("alter table closed.parts add constraint broken check (part < 0)");
    await expect(carryIntoDatabase(join(folder, "data"), place.url)).rejects.toThrow("broken");
    for (const table of ["box.ballots", "roll.tickets", "office.audit", "closed.files"]) {
      const { rows } = await place.admin.query(`select count(*)::int as n from ${table}`);
      expect([table, rows[0]]).toEqual([table, { n: 0 }]);
    }
    await place.admin.query("alter table closed.parts drop constraint broken");
    await carryIntoDatabase(join(folder, "data"), place.url);
    const carried = await openPostgresStores(place.url, place.closedFolder);
    await expect(carryIntoDatabase(join(folder, "data"), place.url)).rejects.toThrow("usage");
    expect(await carried.box.countSpent([KEY])).toEqual([1100]);
    await carried.close();
    await place.dispose();
  });
});
