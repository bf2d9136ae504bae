/**
 * A database server that two standbys follow: each close takes a poll out of their files and their log of changes too, waits
 * for one that is away, and when the server dies a standby goes on with every ballot that was acknowledged.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startPostgres, startStandby } from "../../../scripts/throwaway-postgres.mjs";
import { composeApp, openServices, type Services } from "../../../server/compose.ts";
import { beginClosing, continueClosing } from "../../../server/services/close-poll.ts";
import { KEEPER } from "../../../server/services/deps.ts";
import { startServer } from "../../../server/start-server.ts";
import { connected } from "../../../server/store/postgres/connected.ts";
import { placeOf, urlWithStandbys } from "../../../server/store/postgres/office-place.ts";
import { openPostgresStores } from "../../../server/store/postgres/open-postgres-stores.ts";
import { isPostgresAbsent, onPostgres } from "../../../server/store/postgres/temporary-postgres.ts";
import { startTestServer, type TestServer, testUnit } from "../../journeys/start-server.ts";
import { crowd } from "./crowd.ts";
import { oneAddress, type OneAddress } from "./one-address.ts";

type Server = ReturnType<typeof startPostgres>;

const NAMES = ["one", "two"];
const REFUSED = "database.settings";

describe.skipIf(isPostgresAbsent)(onPostgres("standbys"), () => {
  let folder: string;
  let primary: Server;
  let standbys: Server[];
  let server: TestServer;
  let port: number;
  let entrance: OneAddress;
  let stopping: Promise<unknown> | null = null;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "plumbline-standbys-"));
    primary = startPostgres(folder, "primary");
    standbys = NAMES.map((name) => startStandby(primary, folder, name));
    await setAt(primary, "synchronous_standby_names", "ANY 1 (one, two)");
    await vi.waitFor(async () => expect(await syncStates()).toEqual(["quorum", "quorum"]), 60_000);
    const units = ["closed", "away", "failed"].map((id) => testUnit(id, `县${id}局党组`, [5, 10, 30]));
    server = await startTestServer({
      units,
      databaseServer: primary.url,
      standbys: standbys.map(({ url }) => url),
    });
    port = Number(new URL(server.address).port);
    entrance = await oneAddress(() => [port]);
  }, 180_000);
  afterAll(async () => {
    await entrance.stop();
    await (stopping ?? server.stop());
    for (const one of [primary, ...standbys]) one.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function ask<Row extends object>({ url }: Server, sql: string): Promise<readonly Row[]> {
    const client = await connected(url, "test");
    return (await client.query<Row>(sql).finally(() => client.end())).rows;
  }
  async function setAt(one: Server, name: string, to: string | null): Promise<void> {
    await ask(one, to === null ? `alter system reset ${name}` : `alter system set ${name} = '${to}'`);
    await ask(one, "select pg_reload_conf()");
  }
  const syncStates = async (): Promise<readonly string[]> =>
    (await ask<{ is: string }>(primary, "select sync_state as is from pg_stat_replication")).map(
      ({ is }) => is,
    );

  const stateOf = async (unit: string): Promise<string | undefined> =>
    (await server.deps.office.inTransaction((office) => office.poll(server.polls.get(unit)!)))?.state;
  const pollOf = (unit: string): string => server.polls.get(unit)!;

  /** Digests of tickets and credentials, and what was answered. */
  async function traces(unit: string): Promise<readonly Buffer[]> {
    const keyIds = (await server.deps.roll.signingKeys(pollOf(unit))).map(({ keyId }) => keyId);
    const client = await connected(placeOf(server.databaseUrl!).serverUrl, "test");
    const { rows } = await client
      .query<{ trace: Buffer }>(
        `select unnest(array[hash, blinded_digest]) as trace from roll.tickets where poll = $1 and state = 'used'
         union all select unnest(array[nullifier, retry_digest]) from box.spent where key_id = any($2)
         union all select tag from box.ballots where key_id = any($2)`,
        [pollOf(unit), keyIds],
      )
      .finally(() => client.end());
    return rows.map(({ trace }) => trace);
  }

  /** Which of them stand in the log of changes, and in tables, of a machine. */
  async function remains(one: Server, needles: readonly Buffer[]): Promise<readonly [number, number]> {
    // What is in memory there is written; a standby can do that up to the last checkpoint of its server.
    await ask(one, "checkpoint");
    const count = (place: string): number => {
      const found = new Set<Buffer>();
      for (const entry of readdirSync(join(one.cluster, place), { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const image = readFileSync(join(entry.parentPath, entry.name));
        for (const needle of needles) if (image.includes(needle)) found.add(needle);
      }
      return found.size;
    };
    return [count("pg_wal"), count("base")];
  }

  async function answered(unit: string, people = 3): Promise<readonly Buffer[]> {
    await crowd(entrance.address, await server.tickets(unit, "C", people)).done;
    const found = await traces(unit);
    expect(found.length).toBeGreaterThan(people * 5);
    return found;
  }

  async function close(unit: string): Promise<string> {
    await beginClosing(server.deps, KEEPER, pollOf(unit), { second: KEEPER });
    return (await continueClosing(server.deps, KEEPER, pollOf(unit))).state;
  }

  describe("a start", () => {
    const open = async (urls: readonly string[]): Promise<unknown> => {
      const { serverUrl } = placeOf(server.databaseUrl!);
      const { pathname } = new URL(serverUrl);
      const named = urls.map((url) => Object.assign(new URL(url), { pathname }).href);
      const place = mkdtempSync(join(folder, "copies-"));
      const stores = await openPostgresStores(urlWithStandbys(serverUrl, named), place);
      return stores.close();
    };
    const both = (): string[] => standbys.map(({ url }) => url);
    const refusal = (setting: object) => ({
      code: REFUSED,
      facts: { settings: [expect.objectContaining(setting)] },
    });

    it("is taken with all who follow named, and with no other number", async () => {
      await open(both());
      const counted = { name: "pg_stat_replication", found: "2", wanted: "0" };
      await expect(open([])).rejects.toMatchObject({ code: REFUSED, facts: { settings: [counted] } });
      const listed = {
        name: "pg_stat_replication",
        found: "one (streaming), two (streaming)",
        wanted: "one",
      };
      await expect(open(both().slice(0, 1))).rejects.toMatchObject(refusal(listed));
    });

    it("is refused while somebody follows who is not named", async () => {
      const place = join(folder, "follower");
      mkdirSync(place);
      const { uid, gid } = primary.account;
      if (uid !== undefined && gid !== undefined) chownSync(place, uid, gid);
      const args = ["-D", place, "-h", primary.sockets, "-p", "5432", "-U", "postgres", "-w"];
      const program = join(dirname(primary.program), "pg_receivewal");
      const follower = spawn(program, args, { ...primary.account, cwd: tmpdir(), stdio: "ignore" });
      const ended = once(follower, "exit");
      await vi.waitFor(async () => expect(await syncStates()).toHaveLength(3), 60_000);
      await expect(open(both())).rejects.toMatchObject(
        refusal({ name: "pg_stat_replication", wanted: "one, two" }),
      );
      follower.kill();
      await ended;
      await vi.waitFor(async () => expect(await syncStates()).toHaveLength(2), 60_000);
    });

    it("is refused with one for which the server does not wait", async () => {
      await setAt(primary, "synchronous_standby_names", "one");
      await vi.waitFor(async () => expect(await syncStates()).toContain("async"), 60_000);
      await expect(open(both())).rejects.toMatchObject(
        refusal({
          name: "sync_state",
          found: "async",
          wanted: "sync",
          standby: `${standbys[1]!.sockets}:5432`,
        }),
      );
      await setAt(primary, "synchronous_standby_names", "ANY 1 (one, two)");
      await vi.waitFor(async () => expect(await syncStates()).toEqual(["quorum", "quorum"]), 60_000);
    });

    it.each([
      ["wal_recycle", "on", "off"],
      ["hot_standby_feedback", "on", "off"],
      ["log_checkpoints", "on", "off"],
      ["log_statement", "all", "none"],
    ])("is refused with %s = %s at a standby", async (name, found, wanted) => {
      const standby = standbys[0]!;
      const refused = refusal({ name, found, wanted, standby: `${standby.sockets}:5432` });
      await setAt(standby, name, found);
      await vi.waitFor(() => expect(open(both())).rejects.toMatchObject(refused), 60_000);
      await setAt(standby, name, null);
      await vi.waitFor(() => open(both()), 60_000);
    });

    it("is refused with a slot at a standby, and with a server that is none", async () => {
      const [one] = standbys as [Server];
      await ask(one, "select pg_create_physical_replication_slot('kept')");
      await expect(open(both())).rejects.toMatchObject(refusal({ name: "pg_replication_slots", found: "1" }));
      await ask(one, "select pg_drop_replication_slot('kept')");
      await expect(open([...both(), primary.url])).rejects.toMatchObject(
        refusal({ name: "pg_is_in_recovery()", found: "false" }),
      );
    });
  });

  it("have what the server has while a poll is open, and nothing of it once it is closed", async () => {
    const needles = await answered("closed");
    for (const one of standbys) {
      await ask(primary, "checkpoint");
      await vi.waitFor(
        async () => expect(await remains(one, needles)).toEqual([needles.length, needles.length]),
        20_000,
      );
    }
    expect(await close("closed")).toBe("closed");
    for (const one of [primary, ...standbys]) expect(await remains(one, needles)).toEqual([0, 0]);
  }, 180_000);

  it("are waited for: a poll stays counted while one is away, and is closed by itself when it is back", async () => {
    const needles = await answered("away");
    const [, two] = standbys as [Server, Server];
    two.stop();
    await expect(close("away")).rejects.toMatchObject({
      code: "database.log-kept",
      facts: {
        settings: [{ name: "pg_stat_wal_receiver", wanted: "streaming", standby: `${two.sockets}:5432` }],
      },
    });
    expect(await stateOf("away")).toBe("counted");
    // The server goes on with the other one.
    await answered("failed");
    expect(await stateOf("away")).toBe("counted");
    two.start();
    await vi.waitFor(async () => expect(await stateOf("away")).toBe("closed"), 60_000);
    for (const one of [primary, ...standbys]) expect(await remains(one, needles)).toEqual([0, 0]);
  }, 180_000);

  it("go on when the server dies: every ballot that was acknowledged is there, and none twice", async () => {
    const before = await server.deps.box.countSpent(
      (await server.deps.roll.signingKeys(pollOf("failed"))).map(({ keyId }) => keyId),
    );
    const people = crowd(entrance.address, await server.tickets("failed", "C", 8));
    await people.reaches(4);
    primary.stop();
    const next = await promoteFurthest();
    const { pathname } = new URL(placeOf(server.databaseUrl!).serverUrl);
    const databaseUrl = Object.assign(new URL(next.url), { pathname }).href;
    const services: Services = await openServices({
      dataFolder: join(folder, "next"),
      databaseUrl,
      address: "http://127.0.0.1",
    });
    const app = await startServer(await composeApp(services), { port: 0, host: "127.0.0.1" });
    port = app.port;
    // Connections to it end; in its database nothing can be put away.
    stopping = server.stop().catch(() => undefined);
    await people.done;
    const poll = pollOf("failed");
    await beginClosing(services.deps, KEEPER, poll, { second: KEEPER });
    expect((await continueClosing(services.deps, KEEPER, poll)).state).toBe("closed");
    const receipts = await services.deps.closed.receipts(poll);
    expect(receipts).toEqual(expect.arrayContaining([...people.receipts]));
    expect(new Set(receipts).size).toBe(receipts.length);
    expect(receipts).toHaveLength(people.receipts.length + before.reduce((sum, spent) => sum + spent, 0));
    await app.stop(0);
    await services.close();
  }, 180_000);

  /** Of two of which either may have been waited for, the one that has more: everything that was acknowledged. */
  async function promoteFurthest(): Promise<Server> {
    const ends = await Promise.all(
      standbys.map(async (one) => {
        const [row] = await ask<{ end: string }>(
          one,
          "select (pg_last_wal_receive_lsn() - '0/0')::text as end",
        );
        return { one, end: BigInt(row!.end) };
      }),
    );
    const [first, second] = ends as [(typeof ends)[0], (typeof ends)[0]];
    const [next, other] = first.end >= second.end ? [first.one, second.one] : [second.one, first.one];
    other.stop();
    next.promote();
    return next;
  }
});
