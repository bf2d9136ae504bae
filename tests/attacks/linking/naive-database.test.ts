/** Positive control of promise P1 on PostgreSQL: the attacks that find nothing with us do crack a naive database. */
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  onPostgres,
  ownServer,
  temporaryDatabase,
} from "../../../server/store/postgres/temporary-postgres.ts";
import { naiveTraces } from "./naive-folder.ts";
import { allAttacks, type Attack, isCracked, needlesOf } from "./pairings.ts";
import { seizeDatabase } from "./seize-database.ts";

const VOTERS = 60;
const traces = naiveTraces(VOTERS);
const KINDS = ["ballots", "texts", "credentials", "tickets"] as const;

/** Tables that nothing joins, under random keys, one transaction a vote. */
async function vote(admin: {
  query(sql: string, values?: readonly unknown[]): Promise<unknown>;
}): Promise<void> {
  for (const kind of KINDS) await admin.query(`create table ${kind} (id bytea primary key, mark bytea)`);
  for (let i = 0; i < VOTERS; i += 1) {
    await admin.query("begin");
    for (const kind of KINDS)
      await admin.query(`insert into ${kind} values ($1, $2)`, [randomBytes(8), traces[kind][i]]);
    await admin.query("commit");
  }
}

describe.skipIf(ownServer === undefined)(onPostgres("a naive database"), () => {
  let place: Awaited<ReturnType<typeof temporaryDatabase>>;
  let attacks: readonly Attack[];
  const attack = (name: string): Attack => attacks.find((one) => one.name === name)!;
  beforeAll(async () => {
    // Whoever closes a poll clears the log of changes of the whole server: here nobody does.
    place = await temporaryDatabase(ownServer);
    // A checkpoint among the votes would scramble the log's order with whole pages; the next by the clock is minutes away.
    await place.admin.query("checkpoint");
    await vote(place.admin);
    attacks = allAttacks(await seizeDatabase(place.url, needlesOf(traces)), traces, true);
  });
  afterAll(() => place.dispose());

  it.each(["table place", "row version", "change log"])("is cracked by %s", (extractor) => {
    for (const pair of ["arrival, ballot", "credentials, ballot", "tickets, ballot", "ballot, text"]) {
      const { found, hits, ascents, name } = attack(`${extractor}: ${pair}`);
      expect([name, found, hits]).toEqual([name, VOTERS, VOTERS]);
      expect(isCracked({ name, found, hits, ascents }, VOTERS)).toBe(true);
    }
  });
});
