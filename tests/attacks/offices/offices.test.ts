/** Offices that share a database, attacked: by whoever has an account, a slip or a session of another one, and in SQL. */
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { placeOf, urlOfOffice } from "../../../server/store/postgres/office-place.ts";
import { openPostgresStores } from "../../../server/store/postgres/open-postgres-stores.ts";
import { addressOfOffice, enterOffice } from "../../../server/store/postgres/register-of-offices.ts";
import { isPostgresAbsent, onPostgres } from "../../../server/store/postgres/temporary-postgres.ts";
import { redeemed } from "../../journeys/phone-client.ts";
import { startTwoOffices, type ServedOffice, type TwoOffices } from "./two-offices.ts";

const STORES = ["office", "roll", "box", "closed", "processes"] as const;
const DENIED = "42501";

describe.skipIf(isPostgresAbsent)(onPostgres("two offices in one database"), () => {
  let offices: TwoOffices;
  let a: ServedOffice;
  let b: ServedOffice;
  beforeAll(async () => {
    offices = await startTwoOffices();
    ({ a, b } = offices);
  }, 240_000);
  afterAll(() => offices.dispose());

  const tablesOf = async (office: string): Promise<readonly string[]> => {
    const { rows } = await offices.place.admin.query<{ name: string }>(
      "select schemaname || '.' || tablename as name from pg_tables where schemaname like $1 || '\\_%' order by 1",
      [office],
    );
    return rows.map(({ name }) => name);
  };
  /** The code with which the server refuses a statement; null where it does not. */
  const refusal = (client: Client, sql: string): Promise<string | null> =>
    client.query(sql).then(
      () => null,
      (error: { readonly code: string }) => error.code,
    );

  it("keeps every table of one from each role of the other, and has each read its own", async () => {
    const { admin, database } = offices.place;
    const found = new Map<string, readonly string[]>([
      ["a", await tablesOf("a")],
      ["b", await tablesOf("b")],
    ]);
    expect(found.get("a")!.length).toBeGreaterThan(30);
    // Parts of single polls are called by digests.
    const [ofA, ofB] = [...found.values()].map((names) =>
      names.filter((name) => !/_[0-9a-f]{32}$/.test(name)),
    );
    expect(ofB).toEqual(ofA!.map((name) => name.replace("a_", "b_")));
    for (const [own, other] of [
      ["a", "b"],
      ["b", "a"],
    ] as const) {
      for (const store of STORES) {
        await admin.query(`set role "${database}.${own}.${store}"`);
        for (const table of found.get(own)!.filter((name) => name.startsWith(`${own}_${store}.`)))
          expect(await refusal(admin, `select * from ${table}`), table).toBeNull();
        for (const table of [...found.get(other)!, "plumbline.offices"])
          for (const act of [`select * from ${table}`, `delete from ${table}`, `truncate ${table}`])
            expect(await refusal(admin, act), `${own} ${store}: ${act}`).toBe(DENIED);
        await admin.query("reset role");
      }
    }
  });

  it("is locked away from an account that was made for the other, whatever statement it sends", async () => {
    const { admin, database } = offices.place;
    const account = `${database}_of_a`;
    await admin.query(`create role "${account}" login`);
    for (const store of STORES) await admin.query(`grant "${database}.a.${store}" to "${account}"`);
    await admin.query(`grant pg_checkpoint to "${account}"`);
    await admin.query(`grant execute on function pg_switch_wal() to "${account}"`);
    const url = new URL(offices.place.url);
    url.username = account;
    // Its own office it opens as always, under the address that its own setting says.
    expect(await addressOfOffice(urlOfOffice(url.href, "a"))).toBeNull();
    const stores = await openPostgresStores(urlOfOffice(url.href, "a"), offices.place.closedFolder);
    expect(await stores.roll.used(a.poll)).toBe(0);
    await stores.close();
    await expect(
      openPostgresStores(urlOfOffice(url.href, "b"), offices.place.closedFolder),
    ).rejects.toThrow();

    const client = new Client({ connectionString: url.href });
    await client.connect();
    try {
      expect(await refusal(client, "select * from a_roll.tickets")).toBeNull();
      const others = await tablesOf("b");
      for (const table of [...others, "plumbline.offices"])
        expect(await refusal(client, `select * from ${table}`), table).toBe(DENIED);
      for (const store of STORES)
        expect(await refusal(client, `set role "${database}.b.${store}"`)).toBe(DENIED);
    } finally {
      await client.end();
      await admin.query(`drop owned by "${account}"`);
      await admin.query(`drop role "${account}"`);
    }
  });

  it("knows neither session, password nor slip of the other", async () => {
    const session = (address: string, cookie: string) =>
      fetch(`${address}/api/office/session`, { headers: { cookie } });
    expect((await session(a.address, a.client.cookie)).status).toBe(200);
    expect((await session(b.address, a.client.cookie)).status).toBe(401);
    const { name, password } = a.client;
    const signIn = await fetch(`${b.address}/api/office/session`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: b.address },
      body: JSON.stringify({ name, password }),
    });
    expect(signIn.status).toBe(401);

    expect(a.tickets[0]).toMatch(/^http:\/\/a\.test\//);
    await expect(redeemed(b.address, a.tickets[0]!)).rejects.toMatchObject({ code: "ticket.unknown" });
    expect((await redeemed(a.address, a.tickets[0]!)).credentials.length).toBeGreaterThan(0);
    expect([await a.deps.roll.used(a.poll), await b.deps.roll.used(b.poll)]).toEqual([1, 0]);
  });

  it("has keys and a record of its own", async () => {
    expect(a.deps.signer.publicKey).not.toEqual(b.deps.signer.publicKey);
    const [ofA, ofB] = await Promise.all([a, b].map(({ deps, poll }) => deps.roll.signingKeys(poll)));
    expect(ofA!.length).toBeGreaterThan(0);
    const known = new Set(ofA!.map(({ keyId }) => Buffer.from(keyId).toString("hex")));
    expect(ofB!.filter(({ keyId }) => known.has(Buffer.from(keyId).toString("hex")))).toEqual([]);
    expect(await b.deps.roll.pollOfKey(ofA![0]!.keyId)).toBeNull();
  });

  it("is meant by name: none, an unknown one and a taken one are refused", async () => {
    const { url, closedFolder } = offices.place;
    const usage = (reason: string) => ({ code: "usage", facts: { reason } });
    await expect(openPostgresStores(url, closedFolder)).rejects.toMatchObject(usage("office not named"));
    await expect(openPostgresStores(urlOfOffice(url, "c"), closedFolder)).rejects.toMatchObject(
      usage("office unknown"),
    );
    const enter = (name: string, address: string) => enterOffice(url, { name, title: "县委巡察办", address });
    await expect(enter("a", "http://c.test")).rejects.toMatchObject(usage("office taken"));
    // A host name with another port is the same for a browser's cookies.
    await expect(enter("c", "http://b.test:8081")).rejects.toMatchObject(usage("office taken"));
    for (const name of ["pg", "A", "a_b", "a.b", "1a", "", `a"; --`])
      await expect(enter(name, "http://c.test")).rejects.toMatchObject(usage("office name"));
    expect(() => placeOf(`${url}&office=a_b`)).toThrow();
  });
});
