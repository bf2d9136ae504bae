/**
 * What the server itself keeps about every row: `xmin`, the transaction that wrote it, and `ctid`, its place in the
 * table. Each attack comes with the case in which it succeeds.
 */
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { castRows } from "../box.case.ts";
import type { CastRows } from "../box.ts";
import {
  isPostgresAbsent,
  onPostgres,
  temporaryPostgres,
  type TemporaryPostgres,
} from "./temporary-postgres.ts";

const PEOPLE = 40;

const bytes = (length = 32): Uint8Array => new Uint8Array(randomBytes(length));
const hex = (column: Uint8Array): string => Buffer.from(column).toString("hex");

interface Person {
  readonly hash: Uint8Array;
  readonly rows: CastRows;
}

let stores: TemporaryPostgres;

async function people(poll: string, keyId: Uint8Array): Promise<Person[]> {
  const group = Array.from({ length: PEOPLE }, () => ({
    hash: bytes(),
    rows: castRows(keyId, "[1]", ["t"]),
  }));
  await stores.roll.addTickets(
    poll,
    "A",
    group.map(({ hash }) => hash),
  );
  return group;
}

/** One person after the other, as slowly as people come: each redeem and each cast is a transaction of its own. */
async function vote(group: readonly Person[]): Promise<void> {
  for (const { hash, rows } of group) {
    await stores.roll.use(hash, bytes());
    await stores.box.cast(rows);
  }
}

/** The design that the product avoids: one transaction marks the ticket and stores the ballot. */
async function voteNaively(group: readonly Person[]): Promise<void> {
  for (const { hash, rows } of group) {
    const { keyId, tag, answers } = rows.ballot;
    await stores.admin.query("begin");
    await stores.admin.query("update roll.tickets set state = 'used', blinded_digest = $2 where hash = $1", [
      hash,
      bytes(),
    ]);
    await stores.admin.query("insert into box.ballots values ($1, $2, $3)", [keyId, tag, answers]);
    await stores.admin.query("commit");
  }
}

/** Pairs of two columns that one transaction wrote, as hex. */
async function pairs(left: string, leftTable: string, right: string, rightTable: string): Promise<string[]> {
  const { rows } = await stores.admin.query<{ a: Buffer; b: Buffer }>(
    `select l.${left} as a, r.${right} as b from ${leftTable} l join ${rightTable} r on l.xmin = r.xmin`,
  );
  return rows.map(({ a, b }) => `${hex(a)} ${hex(b)}`);
}

const ticketsToBallots = (): Promise<string[]> => pairs("hash", "roll.tickets", "tag", "box.ballots");
const credentialsToBallots = (): Promise<string[]> => pairs("nullifier", "box.spent", "tag", "box.ballots");

/** How many people the k-th used ticket and the k-th ballot name, when `order` is asked for the order. */
async function namedBy(order: "xmin::text::bigint" | "ctid", group: readonly Person[]): Promise<number> {
  const tickets = await stores.admin.query<{ hash: Buffer }>(
    `select hash from roll.tickets where state = 'used' order by tableoid, ${order}`,
  );
  const ballots = await stores.admin.query<{ tag: Buffer }>(
    `select tag from box.ballots order by tableoid, ${order}`,
  );
  const truth = new Set(group.map(({ hash, rows }) => `${hex(hash)} ${hex(rows.ballot.tag)}`));
  return tickets.rows.filter(({ hash }, k) => truth.has(`${hex(hash)} ${hex(ballots.rows[k]!.tag)}`)).length;
}

/** Every row of a poll with the file it lies in, its place there and the transaction that wrote it. */
async function placesOf(keyId: Uint8Array, poll: string): Promise<string[]> {
  const place = "pg_relation_filenode(tableoid), ctid, xmin";
  const { rows } = await stores.admin.query<{ place: string }>(
    `select row (hash, ${place})::text as place from roll.tickets where poll = $1
     union all select row (nullifier, ${place})::text from box.spent where key_id = $2
     union all select row (tag, ${place})::text from box.ballots where key_id = $2
     union all select row (tag, ${place})::text from box.texts where key_id = $2`,
    [poll, keyId],
  );
  return rows.map((row) => row.place);
}

describe.skipIf(isPostgresAbsent)(onPostgres("row versions"), () => {
  const [own, other] = [bytes(), bytes()];

  beforeEach(async () => {
    stores = await temporaryPostgres();
    await stores.box.setApart([[own]]);
  });

  afterEach(() => stores.dispose());

  async function close(): Promise<void> {
    await stores.box.erase([own]);
    await stores.roll.erase("p1");
  }

  /** Another poll of the same tables is closed. */
  async function closeAnother(): Promise<void> {
    await stores.roll.addTickets("p2", "A", [bytes()]);
    await stores.box.cast(castRows(other, "[1]", ["t"]));
    await stores.box.erase([other]);
    await stores.roll.erase("p2");
  }

  it("name every ballot's ticket when one transaction writes both (the attack works)", async () => {
    const group = await people("p1", own);
    await voteNaively(group);
    const truth = group.map(({ hash, rows }) => `${hex(hash)} ${hex(rows.ballot.tag)}`);
    expect((await ticketsToBallots()).toSorted()).toEqual(truth.toSorted());
  });

  it("name nobody's ticket while a poll is open, nor after another one's close", async () => {
    await vote(await people("p1", own));
    expect(await ticketsToBallots()).toEqual([]);
    await closeAnother();
    expect(await ticketsToBallots()).toEqual([]);
  });

  it.each(["xmin::text::bigint", "ctid"] as const)(
    "give the order of the live rows away by %s until their own poll is closed",
    async (order) => {
      const group = await people("p1", own);
      await vote(group);
      expect(await namedBy(order, group)).toBe(PEOPLE);
      await closeAnother();
      expect(await namedBy(order, group)).toBe(PEOPLE);
      await close();
      expect(await namedBy(order, group)).toBe(0);
    },
  );

  it("lie in orders of their own when people come in the same moment", async () => {
    const group = await people("p1", own);
    await Promise.all(group.map(({ hash }) => stores.roll.use(hash, bytes())));
    await Promise.all(group.map(({ rows }) => stores.box.cast(rows)));
    const places = async (column: string, table: string): Promise<string[]> => {
      const { rows } = await stores.admin.query<{ key: Buffer }>(
        `select ${column} as key from ${table} order by tableoid, ctid`,
      );
      return rows.map(({ key }) => hex(key));
    };
    const arrived = group.map(({ hash, rows }) => [
      hex(hash),
      hex(rows.spent.nullifier),
      hex(rows.ballot.tag),
    ]);
    const used = await places("hash", "roll.tickets");
    const spent = await places("nullifier", "box.spent");
    const ballots = await places("tag", "box.ballots");
    const personAt = (keys: readonly string[], column: number): number[] =>
      keys.map((key) => arrived.findIndex((person) => person[column] === key));
    const orders = [personAt(used, 0), personAt(spent, 1), personAt(ballots, 2), arrived.map((_, i) => i)];
    for (const [i, one] of orders.entries()) {
      for (const another of orders.slice(i + 1)) {
        // By chance 1 ± 1 of 40.
        expect(one.filter((person, place) => another[place] === person).length).toBeLessThan(10);
      }
    }
  });

  it("join a live ballot with its credential until their own poll is closed", async () => {
    const group = await people("p1", own);
    await vote(group);
    const truth = group.map(({ rows }) => `${hex(rows.spent.nullifier)} ${hex(rows.ballot.tag)}`);
    expect((await credentialsToBallots()).toSorted()).toEqual(truth.toSorted());
    await close();
    expect(await credentialsToBallots()).toEqual([]);
  });

  it("stay what they were, in the files where they were, when another poll is closed", async () => {
    const [group, another] = [await people("p1", own), await people("p2", other)];
    await vote(group);
    await vote(another);
    const before = await placesOf(own, "p1");
    expect(before).toHaveLength(4 * PEOPLE);
    // Somebody hands in a ballot at every moment of the close.
    let isClosed = false;
    const acknowledged: CastRows[] = [];
    const crowd = Array.from({ length: 4 }, async () => {
      do {
        const rows = castRows(own, "[2]", ["t"]);
        expect(await stores.box.cast(rows)).toBe("new");
        acknowledged.push(rows);
      } while (!isClosed);
    });
    try {
      await stores.box.erase([other]);
      await stores.roll.erase("p2");
    } finally {
      isClosed = true;
    }
    await Promise.all(crowd);
    const after = new Set(await placesOf(own, "p1"));
    expect(before.filter((place) => !after.has(place))).toEqual([]);
    const tags: string[] = [];
    for await (const { tag } of stores.box.ballots(own)) tags.push(hex(tag));
    const cast = [...group.map(({ rows }) => rows), ...acknowledged];
    expect(tags).toEqual(cast.map(({ ballot }) => hex(ballot.tag)).toSorted());
    expect(await stores.box.countSpent([own, other])).toEqual([cast.length, 0]);
  });

  it("are gone with the poll that was closed, and their files with them", async () => {
    await vote(await people("p1", own));
    const { rows } = await stores.admin.query<{ path: string }>(
      `select current_setting('data_directory') || '/' || pg_relation_filepath(inhrelid) as path
       from pg_inherits join pg_class on pg_class.oid = inhrelid where relkind = 'r'`,
    );
    expect(rows.filter(({ path }) => existsSync(path))).toHaveLength(4);
    await close();
    expect(rows.filter(({ path }) => existsSync(path))).toEqual([]);
  });
});
