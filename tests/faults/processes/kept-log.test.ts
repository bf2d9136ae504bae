/**
 * A database server that begins to keep its log of changes while the product serves: nothing is told to be closed, voided or
 * destroyed as long as it does, and everything goes on by itself afterwards.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startPostgres } from "../../../scripts/throwaway-postgres.mjs";
import { voidPoll } from "../../../server/services/close-poll.ts";
import { KEEPER } from "../../../server/services/deps.ts";
import { connected } from "../../../server/store/postgres/connected.ts";
import { isPostgresAbsent, onPostgres } from "../../../server/store/postgres/temporary-postgres.ts";
import { seizeDatabase } from "../../attacks/linking/seize-database.ts";
import { OfficeClient } from "../../journeys/office-client.ts";
import { startTestServer, type TestServer, testUnit } from "../../journeys/start-server.ts";
import { crowd } from "./crowd.ts";

type Keeper = readonly [name: string, found: string, keep: () => Promise<() => Promise<unknown>>];

describe.skipIf(isPostgresAbsent)(onPostgres("a log that is kept"), () => {
  let folder: string;
  let postgres: ReturnType<typeof startPostgres>;
  let server: TestServer;
  let admin: Awaited<ReturnType<typeof connected>>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "plumbline-kept-log-"));
    postgres = startPostgres(folder, "kept");
    const units = ["closed", "voided"].map((id) => testUnit(id, `县${id}局党组`, [5, 10, 30]));
    server = await startTestServer({ units, databaseServer: postgres.url });
    admin = await connected(server.databaseUrl!, "test");
  }, 180_000);
  afterAll(async () => {
    await admin.end();
    await server.stop();
    postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const slot = async (): Promise<() => Promise<unknown>> => {
    await admin.query("select pg_create_physical_replication_slot('kept', true)");
    return () => admin.query("select pg_drop_replication_slot('kept')");
  };
  const setting = async (to: string): Promise<() => Promise<unknown>> => {
    const [name] = to.split(" = ");
    const set = async (how: string): Promise<void> => {
      await admin.query(`alter system ${how}`);
      await admin.query("select pg_reload_conf()");
    };
    await set(`set ${to}`);
    return () => set(`reset ${name}`);
  };
  const follower = async (): Promise<() => Promise<unknown>> => {
    const place = join(folder, "follower");
    mkdirSync(place);
    const { uid, gid } = postgres.account;
    if (uid !== undefined && gid !== undefined) chownSync(place, uid, gid);
    const { searchParams, port } = new URL(postgres.url);
    const args = ["-D", place, "-h", searchParams.get("host")!, "-p", port, "-U", "postgres", "-w"];
    const program = join(dirname(postgres.program), "pg_receivewal");
    const running = spawn(program, args, { ...postgres.account, cwd: tmpdir(), stdio: "ignore" });
    const ended = once(running, "exit");
    const follows = "select 1 from pg_stat_replication";
    await vi.waitFor(async () => expect((await admin.query(follows)).rowCount).toBe(1), 60_000);
    return async () => {
      running.kill();
      await ended;
      await vi.waitFor(async () => expect((await admin.query(follows)).rowCount).toBe(0), 60_000);
    };
  };

  const stateOf = async (unit: string): Promise<string | undefined> =>
    (await server.deps.office.inTransaction((office) => office.poll(server.polls.get(unit)!)))?.state;

  /** Digests of tickets, credentials and what was answered. */
  async function traces(unit: string): Promise<readonly Buffer[]> {
    const keyIds = (await server.deps.roll.signingKeys(server.polls.get(unit)!)).map(({ keyId }) => keyId);
    const { rows } = await admin.query<{ trace: Buffer }>(
      `select hash as trace from roll.tickets where poll = $1 and state = 'used'
       union all select blinded_digest from roll.tickets where poll = $1 and state = 'used'
       union all select unnest(array[nullifier, retry_digest]) from box.spent where key_id = any($2)
       union all select tag from box.ballots where key_id = any($2)`,
      [server.polls.get(unit)!, keyIds],
    );
    return rows.map(({ trace }) => trace);
  }

  /** Parts of the server's files in which any of them stands. */
  async function places(needles: readonly Buffer[]): Promise<readonly string[]> {
    const seized = await seizeDatabase(server.databaseUrl!, needles);
    const holding = seized.filter(({ bytes }) => needles.some((needle) => bytes.includes(needle)));
    return [...new Set(holding.map(({ name }) => name.split("/")[0]!))].toSorted();
  }

  async function answered(unit: string): Promise<readonly Buffer[]> {
    const people = crowd(server.address, await server.tickets(unit, "C", 3));
    await people.done;
    const found = await traces(unit);
    expect(found.length).toBeGreaterThan(12);
    return found;
  }

  it.each<Keeper>([
    ["pg_replication_slots", "1", slot],
    ["wal_keep_size", "64MB", () => setting("wal_keep_size = '64MB'")],
    ["wal_recycle", "on", () => setting("wal_recycle = on")],
    ["pg_stat_replication", "1", follower],
  ])(
    "%s is found when what was deleted should leave it, and no more once it is gone",
    async (name, found, keep) => {
      const erase = (): Promise<void> => server.deps.box.erase([]);
      const end = await keep();
      const refused = {
        code: "database.log-kept",
        facts: { settings: [{ name, found, wanted: expect.any(String) }] },
      };
      await vi.waitFor(() => expect(erase()).rejects.toMatchObject(refused), 60_000);
      await end();
      await vi.waitFor(erase, 60_000);
    },
  );

  it("leaves a poll counted, says why, and closes it by itself once nothing keeps the log", async () => {
    const office = await OfficeClient.signIn(server, "承办人");
    const second = await OfficeClient.signIn(server, "审核人");
    const needles = await answered("closed");
    const end = await slot();
    const path = `/polls/${server.polls.get("closed")!}/close`;
    const answer = await office.send("POST", path, { ...office.withSecond(second), waits: false });
    expect([answer.status, await answer.json()]).toEqual([
      503,
      expect.objectContaining({
        code: "database.log-kept",
        facts: { settings: [{ name: "pg_replication_slots", found: "1", wanted: "0" }] },
      }),
    ]);
    expect(await stateOf("closed")).toBe("counted");
    // The log has it still, so nothing may be said to be closed.
    expect(await places(needles)).toContain("pg_wal");
    await end();
    await vi.waitFor(async () => expect(await stateOf("closed")).toBe("closed"), 60_000);
    expect(await places(needles)).toEqual([]);
  }, 180_000);

  it("takes a voided poll out of the log later, though nothing of it is left elsewhere", async () => {
    const needles = await answered("voided");
    const poll = server.polls.get("voided")!;
    const { roll } = server.deps;
    const end = await slot();
    await expect(voidPoll(server.deps, KEEPER, poll, "试")).rejects.toMatchObject({
      code: "database.log-kept",
    });
    await expect(roll.erase(poll)).rejects.toMatchObject({ code: "database.log-kept" });
    // Tables and keys are gone, and only what says that it is not done is left.
    expect([await roll.pollKeys(poll), await roll.signingKeys(poll), await roll.used(poll)]).toEqual([
      null,
      [],
      0,
    ]);
    expect(await places(needles)).toEqual(["pg_wal"]);
    await end();
    await vi.waitFor(async () => expect(await roll.holds(poll)).toBe(false), 60_000);
    expect(await places(needles)).toEqual([]);
  }, 180_000);
});
