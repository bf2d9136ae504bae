/** A process that finds the hold free may not be alone: another, whose hold was cut off, gives signs of life. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Stores } from "../stores.ts";
import { openPostgresStores } from "./open-postgres-stores.ts";
import { openServerStores } from "./open-server-stores.ts";
import { PROCESSES_KIND } from "./postgres-processes.ts";
import { officeNames } from "./office-place.ts";
import { PostgresSchema } from "./postgres-schema.ts";
import { isPostgresAbsent, onPostgres, temporaryDatabase } from "./temporary-postgres.ts";

const LARGE_BYTES = 3_000_000_000;

describe.skipIf(isPostgresAbsent)(onPostgres("signs of life"), () => {
  let place: Awaited<ReturnType<typeof temporaryDatabase>>;
  const opened: Stores[] = [];
  beforeEach(async () => {
    place = await temporaryDatabase();
  });
  afterEach(async () => {
    for (const stores of opened.splice(0)) await stores.close();
    await place.dispose();
  });
  /** As a start does that finds nobody hold the database. */
  const startAlone = async (): Promise<Stores> => {
    const stores = await openPostgresStores(place.url, place.closedFolder, "alone");
    opened.push(stores);
    return stores;
  };
  const count = async (table: string): Promise<number> =>
    (await place.admin.query<{ count: number }>(`select count(*)::int as count from ${table}`)).rows[0]!
      .count;
  /** A process that is at work, as it stands in the tables. */
  const leaveAtWork = (process: string, aliveUntil: string): Promise<unknown> =>
    place.admin.query(`
      insert into processes.serving values ('${process}', ${aliveUntil});
      insert into office.leases values ('close ${process}', '${process}', '9999-01-01');
      insert into processes.exports values
        ('${process}', 'r1', 'a.zip', '承办人', '2026-11-20T08:00:00.000Z', 'running', 0, 0, 0, ${aliveUntil})`);
  const leases = async (): Promise<readonly string[]> =>
    (await place.admin.query<{ job: string }>("select job from office.leases order by 1")).rows.map(
      ({ job }) => job,
    );

  it("of another keep its leases, its archives, and the key of the screens that it has opened", async () => {
    const first = await startAlone();
    const key = await first.processes!.key("screen", () => new Uint8Array([1]));
    await first.processes!.backups.tell("one:/backups", []);
    const code = await first.processes!.reach.codeOf("https://ceping.example.gov.cn");
    await leaveAtWork("killed", "clock_timestamp() - interval '1 second'");
    await first.doors!.alone("close p1", async () => {
      const second = await startAlone();
      expect(await leases()).toEqual(["close p1"]);
      expect(await second.processes!.key("screen", () => expect.unreachable())).toEqual(key);
      expect(await second.processes!.reach.knows(code)).toBe(true);
      expect(await second.processes!.exports.list("r1")).toEqual([]);
    });
  });

  it("that have ceased keep nothing", async () => {
    await (await startAlone()).processes!.key("screen", () => new Uint8Array([1]));
    await opened.pop()!.close();
    await leaveAtWork("hung", "'infinity'");
    const beside = await startAlone();
    expect(await leases()).toEqual(["close hung"]);
    expect(await beside.processes!.exports.list("r1")).toMatchObject([{ id: "hung", state: "running" }]);
    await opened.pop()!.close();
    await place.admin.query("update processes.serving set alive_until = '-infinity'");
    const alone = await startAlone();
    expect(await leases()).toEqual([]);
    expect(await alone.processes!.exports.list("r1")).toEqual([]);
    expect(await alone.processes!.key("screen", () => new Uint8Array([2]))).toEqual(new Uint8Array([2]));
  });

  it("begin with the start, are given again after they ran out, and end with the process", async () => {
    await startAlone();
    expect(await count("processes.serving")).toBe(1);
    await place.admin.query("update processes.serving set alive_until = '-infinity'");
    const living = () => count("processes.serving where alive_until > clock_timestamp()");
    await expect.poll(living, { timeout: 60_000 }).toBe(1);
    await opened.pop()!.close();
    expect(await count("processes.serving")).toBe(0);
  });

  it("keep a newer version from changing the tables under whoever gives them, until they have ceased", async () => {
    const folder = mkdtempSync(join(tmpdir(), "plumbline-serving-"));
    await startAlone();
    await opened.pop()!.close();
    await place.admin.query(
      "update box.schema_version set version = 0; drop table box.ballots, box.spent, box.texts",
    );
    await leaveAtWork("cut off", "'infinity'");
    await expect(startAlone()).rejects.toMatchObject({ code: "database.upgrade", facts: { schema: "box" } });
    expect(await count("pg_tables where tablename = 'ballots'")).toBe(0);
    await place.admin.query(
      "update processes.serving set alive_until = clock_timestamp() + interval '3 seconds'",
    );
    const newer = await openServerStores(place.url, folder, () => expect.unreachable());
    opened.push(newer);
    expect(await newer.box.countSpent([])).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  });

  it("are not asked of a version that had none, whose archives now may be larger than 2 GiB", async () => {
    await startAlone();
    await opened.pop()!.close();
    await place.admin.query(`drop schema processes cascade;
      create schema processes authorization "${place.database}_processes"`);
    const earlier = { ...PROCESSES_KIND, migrations: PROCESSES_KIND.migrations.slice(0, 1) };
    await (await PostgresSchema.open(place.url, officeNames(place.database, null), earlier)).close();
    const save = (id: string, bytes: number): Promise<unknown> =>
      place.admin.query(
        `insert into processes.exports values
           ('${id}', 'r1', '${id}.zip', '承办人', '2026-11-20T08:00:00.000Z', 'done', 1, 1, ${bytes}, now())`,
      );
    await save("earlier", 7);
    await expect(save("large", LARGE_BYTES)).rejects.toThrow("out of range");
    const { exports } = (await startAlone()).processes!;
    await save("large", LARGE_BYTES);
    expect((await exports.list("r1")).map(({ id, bytes }) => [id, bytes])).toEqual([
      ["earlier", 7],
      ["large", LARGE_BYTES],
    ]);
    expect((await exports.read("r1", "large"))?.job.bytes).toBe(LARGE_BYTES);
  });
});
