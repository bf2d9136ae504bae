/** What a start asks of clocks and connections, and what is left of a process of an earlier version. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connected } from "./connected.ts";
import type { OnGone } from "./hold-database.ts";
import { openPostgresStores, type PostgresStores } from "./open-postgres-stores.ts";
import { openServerStores } from "./open-server-stores.ts";
import { isPostgresAbsent, onPostgres, temporaryDatabase } from "./temporary-postgres.ts";

const EACH = 26;
const SECOND_MS = 1_000;

describe.skipIf(isPostgresAbsent)(onPostgres("around a process"), () => {
  let place: Awaited<ReturnType<typeof temporaryDatabase>>;
  let folder: string;
  const opened: { close(): Promise<void> }[] = [];
  beforeEach(async () => {
    place = await temporaryDatabase();
    folder = mkdtempSync(join(tmpdir(), "plumbline-around-"));
  });
  afterEach(async () => {
    for (const stores of opened.splice(0)) await stores.close();
    rmSync(folder, { recursive: true, force: true });
    await place.dispose();
  });
  const open = async (others: "alone" | "unknown", aheadMs = 0): Promise<PostgresStores> => {
    const stores = await openPostgresStores(place.url, place.closedFolder, others, undefined, () => {
      return Date.now() + aheadMs;
    });
    opened.push(stores);
    return stores;
  };
  const backends = async (): Promise<readonly number[]> => {
    const { rows } = await place.admin.query<{ pid: number }>(
      "select pid from pg_stat_activity where datname = current_database() and application_name like 'plumbline %'",
    );
    return rows.map(({ pid }) => pid);
  };

  it("is a clock that agrees with the database's; one that is far ahead or behind is refused", async () => {
    for (const aheadMs of [-1e9, 1e9]) {
      const refusal = await open("unknown", aheadMs).catch((error: unknown) => error);
      expect(refusal).toMatchObject({ code: "database.clock" });
      expect((refusal as { facts: { seconds: number } }).facts.seconds).toBeGreaterThan(10);
    }
    for (const aheadMs of [-5 * SECOND_MS, 0, 5 * SECOND_MS]) await open("unknown", aheadMs);
  });

  it("are as many connections as all processes may open, beside as many as the server lets in", async () => {
    const start = async (name: string) => {
      const stores = await openServerStores(place.url, join(folder, name), () => expect.unreachable());
      opened.push(stores);
      return stores.connections;
    };
    const first = await start("a");
    const { rows } = await place.admin.query<{ most: number }>(
      "select current_setting('max_connections')::int as most",
    );
    expect(first.wanted).toBe(EACH);
    expect(first.allowed).toBeLessThan(rows[0]!.most);
    expect(await start("b")).toEqual({ allowed: first.allowed, wanted: 2 * EACH });
  });

  it("is nothing left that could write by the tables as they were, once a newer version changes them", async () => {
    await (await openPostgresStores(place.url, place.closedFolder, "alone")).close();
    const left = await connected(place.url, "plumbline roll");
    await (await openPostgresStores(place.url, place.closedFolder, "alone")).close();
    // Where nothing is changed nobody is sent away.
    await left.query("select 1");
    await place.admin.query(
      "update box.schema_version set version = 0; drop table box.ballots, box.spent, box.texts",
    );
    await (await openPostgresStores(place.url, place.closedFolder, "alone")).close();
    await expect.poll(backends, { timeout: 60_000 }).toEqual([]);
    await expect(left.query("select 1")).rejects.toThrow();
  });

  it("is refused a connection by tables that a newer version has changed", async () => {
    const earlier = await open("unknown");
    await earlier.roll.holds("p1");
    await place.admin.query("update roll.schema_version set version = version + 1");
    await place.admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'plumbline %'",
    );
    await expect.poll(backends, { timeout: 60_000 }).toEqual([]);
    for (let tries = 0; tries < 3; tries += 1)
      await expect(earlier.roll.holds("p1")).rejects.toMatchObject({ code: "server.busy" });
    await place.admin.query("update roll.schema_version set version = version - 1");
    expect(await earlier.roll.holds("p1")).toBe(false);
  });

  it("ends a process whose hold comes back to tables of a newer version, without a refusal to tell", async () => {
    const gone = vi.fn<OnGone>();
    const stores = await openServerStores(place.url, folder, gone);
    opened.push(stores);
    await place.admin.query("update office.schema_version set version = version + 1");
    await place.admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'plumbline lock'",
    );
    await vi.waitFor(() => expect(gone).toHaveBeenCalledOnce(), { timeout: 60_000 });
    expect(gone).toHaveBeenCalledWith(null);
    expect(stores.isHeld()).toBe(false);
    await expect(openServerStores(place.url, join(folder, "again"), gone)).rejects.toMatchObject({
      code: "store.newer-version",
      facts: { file: "office" },
    });
  });

  it("are installations of the same server, of which none waits for another's locks", async () => {
    const other = await temporaryDatabase();
    const [here, there] = [
      await open("alone"),
      await openPostgresStores(other.url, other.closedFolder, "alone"),
    ];
    const both = await here.doors!.alone("close p1", () =>
      there.doors!.alone("close p1", async () => "both"),
    );
    expect(both).toBe("both");
    await there.close();
    await other.dispose();
  });
});
