/** An installation on PostgreSQL: what it refuses before anybody is answered. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { OnGone } from "./hold-database.ts";
import { officeNames } from "./office-place.ts";
import { openServerStores, type ServerStores } from "./open-server-stores.ts";
import { BOX_KIND } from "./postgres-box.ts";
import { CLOSED_KIND } from "./postgres-closed.ts";
import { OFFICE_KIND } from "./postgres-office.ts";
import { PROCESSES_KIND } from "./postgres-processes.ts";
import { ROLL_KIND } from "./postgres-roll.ts";
import { PostgresSchema } from "./postgres-schema.ts";
import { isPostgresAbsent, onPostgres, ownServer, temporaryDatabase } from "./temporary-postgres.ts";

describe.skipIf(isPostgresAbsent)(onPostgres("an installation"), () => {
  let place: Awaited<ReturnType<typeof temporaryDatabase>>;
  let folder: string;
  beforeEach(async () => {
    place = await temporaryDatabase();
    folder = mkdtempSync(join(tmpdir(), "plumbline-server-"));
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await place.dispose();
  });
  const open = (data = folder): Promise<ServerStores> =>
    openServerStores(place.url, data, () => expect.unreachable());
  const settingsOf = (error: unknown): unknown =>
    (error as { facts?: { settings?: unknown } }).facts?.settings;

  it("is served by several processes, each with a folder of its own, and keys that they have in common", async () => {
    const first = await open();
    expect(first.serverVersion).toMatch(/^\d+\.\d+$/);
    await expect(open()).rejects.toMatchObject({ code: "store.locked" });
    const second = await open(join(folder, "other"));
    expect([first.isHeld(), second.isHeld()]).toEqual([true, true]);
    const made = await Promise.all(
      [first, second].map(({ processes }) =>
        processes!.key("signing", () => new Uint8Array(randomBytes(32))),
      ),
    );
    expect(made[1]).toEqual(made[0]);
    const screen = await first.processes!.key("screen", () => new Uint8Array(32));
    expect(await second.processes!.key("screen", () => expect.unreachable())).toEqual(screen);
    await first.close();
    await second.close();
    // After the last has ended screens are opened anew; signatures stay those of the installation.
    const again = await open();
    expect(await again.processes!.key("signing", () => expect.unreachable())).toEqual(made[0]);
    const other = new Uint8Array(randomBytes(32));
    expect(await again.processes!.key("screen", () => other)).toEqual(other);
    await again.close();
  });

  it("is not changed beside a process of an earlier version, and is by the first that starts alone", async () => {
    const first = await open();
    await place.admin.query(
      "update box.schema_version set version = 0; drop table box.ballots, box.spent, box.texts",
    );
    await expect(open(join(folder, "newer"))).rejects.toMatchObject({
      code: "database.upgrade",
      facts: { schema: "box" },
    });
    await first.close();
    const newer = await open(join(folder, "newer"));
    expect(await newer.box.countSpent([])).toEqual([]);
    await newer.close();
  });

  it("does not wait for the leases of a process that was killed, because it holds the database alone", async () => {
    await (await open()).close();
    await place.admin.query("insert into office.leases values ('close p1', 'killed', '9999-01-01')");
    const stores = await open();
    expect(await stores.doors!.alone("close p1", async () => "done")).toBe("done");
    await stores.close();
  });

  it("does not go on after a cut with settings that a start refuses", async () => {
    const gone = vi.fn<OnGone>();
    const stores = await openServerStores(place.url, folder, gone);
    await place.admin.query(`alter database ${place.database} set log_statement = 'all'`);
    await place.admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'plumbline lock' and datname = current_database()`,
    );
    await vi.waitFor(() => expect(gone).toHaveBeenCalledOnce(), { timeout: 20_000 });
    expect(gone.mock.calls[0]![0]).toMatchObject({ code: "database.settings" });
    expect(settingsOf(gone.mock.calls[0]![0])).toContainEqual({
      name: "log_statement",
      found: "all",
      wanted: "none",
    });
    expect(stores.isHeld()).toBe(false);
    await stores.close();
  });

  it("does not begin in a folder that has stores of its own", async () => {
    writeFileSync(join(folder, "office.db"), "");
    await expect(open()).rejects.toMatchObject({ code: "usage", facts: { reason: "sqlite in folder" } });
  });

  it("says what the driver said when nobody answers", async () => {
    const nobody = openServerStores("postgres://127.0.0.1:1/none", folder, () => {});
    await expect(nobody).rejects.toMatchObject({
      code: "database.unreachable",
      facts: { reason: expect.stringContaining("ECONNREFUSED") },
    });
  });

  it("waits for the disk at every commit, whatever the server would do by itself", async () => {
    await place.admin.query(`alter database ${place.database} set synchronous_commit = 'off'`);
    await (await open()).close();
    for (const kind of [BOX_KIND, ROLL_KIND, CLOSED_KIND, PROCESSES_KIND, OFFICE_KIND]) {
      const schema = await PostgresSchema.open(place.url, officeNames(place.database, null), kind, false);
      const asked = await schema.rows("select current_setting('synchronous_commit') as is");
      expect([kind.name, asked]).toEqual([kind.name, [{ is: "on" }]]);
      await schema.close();
    }
  });

  it.each([
    ["log_statement", "all", "none"],
    ["log_statement", "mod", "none"],
    ["log_duration", "on", "off"],
    ["log_lock_waits", "on", "off"],
    ["log_min_duration_statement", "0", "-1"],
    ["log_transaction_sample_rate", "1", "0"],
    ["log_parameter_max_length_on_error", "-1", "0"],
  ])("is refused with %s = %s, which would write down what came when", async (name, found, wanted) => {
    await place.admin.query(`alter database ${place.database} set ${name} = '${found}'`);
    const refusal = await open().catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "database.settings" });
    expect(settingsOf(refusal)).toContainEqual({ name, found: expect.stringContaining(found), wanted });
    await place.admin.query(`alter database ${place.database} reset ${name}`);
    await (await open()).close();
  });
});

describe.skipIf(ownServer === undefined)(onPostgres("an installation on a server of its own"), () => {
  // A slot is of the whole server: beside it no other suite could open its stores.
  it("is refused while a replication slot keeps the log of changes", async () => {
    const place = await temporaryDatabase(ownServer);
    const folder = mkdtempSync(join(tmpdir(), "plumbline-server-"));
    const open = (): Promise<ServerStores> => openServerStores(place.url, folder, () => expect.unreachable());
    await place.admin.query("select pg_create_physical_replication_slot('kept')");
    await expect(open()).rejects.toMatchObject({
      code: "database.settings",
      facts: { settings: [{ name: "pg_replication_slots", found: "1", wanted: "0" }] },
    });
    await place.admin.query("select pg_drop_replication_slot('kept')");
    await (await open()).close();
    rmSync(folder, { recursive: true, force: true });
    await place.dispose();
  });
});
