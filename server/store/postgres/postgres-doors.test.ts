/** Two processes at the door of one poll: what one has changed, the other does not write past. */
import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { castRows } from "../box.case.ts";
import { poll, round } from "../office-examples.case.ts";
import { PollMoved, type SeenPoll } from "../poll-doors.ts";
import type { Stores } from "../stores.ts";
import { connected } from "./connected.ts";
import { BOX_KIND } from "./postgres-box.ts";
import { officeNames } from "./office-place.ts";
import { PostgresSchema } from "./postgres-schema.ts";
import { openPostgresStores } from "./open-postgres-stores.ts";
import {
  isPostgresAbsent,
  onPostgres,
  temporaryPostgres,
  type TemporaryPostgres,
} from "./temporary-postgres.ts";

const bytes = (): Uint8Array => new Uint8Array(randomBytes(32));

describe.skipIf(isPostgresAbsent)(onPostgres("the doors of a poll"), () => {
  let stores: TemporaryPostgres;
  let second: Stores;
  let seen: SeenPoll;

  beforeEach(async () => {
    stores = await temporaryPostgres();
    second = await openPostgresStores(stores.url, stores.closedFolder);
    await stores.office.inTransaction((office) => office.saveRound({ round: round("r1"), frozen: null }));
    await save("open");
    seen = { poll: "p1", changes: (await stores.doors!.changes("p1"))! };
  });

  afterEach(async () => {
    await second.close();
    await stores.dispose();
  });

  const save = (state: "open" | "sealing"): Promise<void> =>
    stores.office.inTransaction((office) => office.savePoll(poll("p1", state)));

  it("count the changes of a poll for every process, and know no other", async () => {
    expect(await second.doors!.changes("p1")).toBe(seen.changes);
    await save("sealing");
    expect(await second.doors!.changes("p1")).toBeGreaterThan(seen.changes);
    expect(await second.doors!.changes("p2")).toBeNull();
  });

  it("let in who has seen the poll as it stands", async () => {
    const hash = bytes();
    await second.roll.addTickets("p1", "A", [hash], seen);
    expect(await second.roll.use(hash, bytes(), seen)).toBe("first");
    expect(await second.box.cast(castRows(bytes()), seen)).toBe("new");
  });

  it("write nothing of who has seen it before it was changed, and all of the others in the same batch", async () => {
    const [key, hash] = [bytes(), bytes()];
    await stores.roll.addTickets("p1", "A", [hash]);
    await save("sealing");
    const now = { poll: "p1", changes: (await second.doors!.changes("p1"))! };
    const outcomes = await Promise.allSettled([
      second.box.cast(castRows(key), seen),
      second.box.cast(castRows(key), now),
      second.box.cast(castRows(key)),
    ]);
    expect(outcomes).toMatchObject([
      { status: "rejected", reason: expect.any(PollMoved) },
      { status: "fulfilled", value: "new" },
      { status: "fulfilled", value: "new" },
    ]);
    expect(await stores.box.countSpent([key])).toEqual([2]);
    await expect(second.roll.use(hash, bytes(), seen)).rejects.toThrow(PollMoved);
    await expect(second.roll.addTickets("p1", "A", [bytes()], seen)).rejects.toThrow(PollMoved);
    await expect(second.roll.replaceTickets("p1", "A", [bytes()], seen)).rejects.toThrow(PollMoved);
    const exchange = { poll: "p1", spoiled: hash, batch: "A", fresh: bytes() };
    await expect(second.roll.exchange(exchange, seen)).rejects.toThrow(PollMoved);
    expect(await stores.roll.counts("p1")).toMatchObject([{ minted: 1, unused: 1, voided: 0 }]);
  });

  it("keep waiting whoever has changed it until the writes under way are on disk", async () => {
    const key = bytes();
    const rows = castRows(key);
    const { spent } = rows;
    await stores.box.setApart([[key]]);
    // Holds the cast in the middle of its transaction.
    await stores.admin.query("begin");
    const values = [spent.keyId, spent.nullifier, spent.message, spent.signature, spent.retryDigest];
    await stores.admin.query("insert into box.spent values ($1, $2, $3, $4, $5)", values);
    const casting = second.box.cast(rows, seen);
    await waiting("transactionid");
    await save("sealing");
    const order: string[] = [];
    const settling = stores.doors!.settled("p1").then(() => order.push("settled"));
    await waiting("advisory");
    const late = second.roll.addTickets("p1", "A", [bytes()], seen);
    expect(order).toEqual([]);
    await stores.admin.query("rollback");
    await casting.then((outcome) => order.push(outcome));
    await settling;
    expect(order.toSorted()).toEqual(["new", "settled"]);
    await expect(late).rejects.toThrow(PollMoved);
    expect(await stores.box.countSpent([key])).toEqual([1]);
  });

  it("let everybody past while somebody who hangs in one keeps a closing waiting, and give it up after half a minute", async () => {
    const hung = await connected(stores.url, "test");
    const lock = await lockOfDoor();
    await hung.query("begin");
    await hung.query("select pg_advisory_xact_lock_shared($1)", [lock]);
    let isSettled = false;
    const settling = stores.doors!.settled("p1").then(() => (isSettled = true));
    await waiting("advisory");
    // Behind one that waits for ever these would wait for ever.
    for (let i = 0; i < 3; i += 1) expect(await second.box.cast(castRows(bytes()), seen)).toBe("new");
    expect(isSettled).toBe(false);
    await hung.query("rollback");
    await hung.end();
    await settling;
    const box = await PostgresSchema.open(stores.url, officeNames(stores.database, null), BOX_KIND);
    const [setting] = await box.rows<{ limit: string }>(
      "select current_setting('idle_in_transaction_session_timeout') as limit",
    );
    await box.close();
    expect(setting!.limit).toBe("30s");
  });

  it("leave one sheet of tickets valid when two processes make one at once", async () => {
    const sheet = (): Uint8Array[] => Array.from({ length: 20 }, bytes);
    await stores.roll.addTickets("p1", "A", sheet());
    await Promise.all([
      stores.roll.replaceTickets("p1", "A", sheet(), seen),
      second.roll.replaceTickets("p1", "A", sheet(), seen),
    ]);
    expect(await stores.roll.counts("p1")).toMatchObject([{ minted: 60, unused: 20, voided: 40 }]);
  });

  /** The number that a cast locks, as the server shows it while one is held in the middle of its transaction. */
  async function lockOfDoor(): Promise<string> {
    const rows = castRows(bytes());
    const { spent } = rows;
    await stores.box.setApart([[spent.keyId]]);
    await stores.admin.query("begin");
    const values = [spent.keyId, spent.nullifier, spent.message, spent.signature, spent.retryDigest];
    await stores.admin.query("insert into box.spent values ($1, $2, $3, $4, $5)", values);
    const casting = second.box.cast(rows, seen);
    await waiting("transactionid");
    const locks = await stores.admin.query<{ lock: string }>(
      `select ((classid::bigint << 32) | objid::bigint)::text as lock from pg_locks
       where locktype = 'advisory' and mode = 'ShareLock'
         and database = (select oid from pg_database where datname = current_database())`,
    );
    await stores.admin.query("rollback");
    await casting;
    expect(locks.rows).toHaveLength(1);
    return locks.rows[0]!.lock;
  }

  /** Until a connection of ours waits for such a lock. */
  async function waiting(event: string): Promise<void> {
    const sql = `select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and wait_event = $1`;
    await expect
      .poll(async () => (await stores.admin.query(sql, [event])).rowCount, { timeout: 30_000 })
      .toBe(1);
  }
});
