/** An office that could not be opened leaves nothing open, wherever its opening broke off: the next look opens it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { firstAccounts } from "../../../server/cli/first-accounts.ts";
import { openServices } from "../../../server/compose.ts";
import { Offices } from "../../../server/compose-offices.ts";
import { readConfig } from "../../../server/config.ts";
import { urlOfOffice } from "../../../server/store/postgres/office-place.ts";
import { enterOffice } from "../../../server/store/postgres/register-of-offices.ts";
import {
  isPostgresAbsent,
  onPostgres,
  temporaryDatabase,
} from "../../../server/store/postgres/temporary-postgres.ts";

/** What a start asks the database, from the first statement to the last; after each of them it may break off. */
const STEPS = {
  "the hold is asked for": /pg_try_advisory_lock\(/,
  "tables are brought up to date": /create table if not exists schema_version/,
  "settings are asked": /current_setting\(name, true\)/,
  "leases of the dead are cleared": /from leases|delete from leases/,
  "a sign of life is given": /insert into serving/,
  "connections are counted": /superuser_reserved_connections/,
  "the hold is shared": /pg_advisory_lock_shared\(/,
  "the turn is given on": /pg_advisory_unlock\(.*/,
  "the signing key is read": /select secret from kept_keys/,
  "backups are told anew": /delete from backups where place/,
  "closings are resumed": /from "polls" where "state"/,
} as const;
const query = Client.prototype.query as (this: Client, ...call: unknown[]) => unknown;
type Breaks = "refused" | "cut off";

describe.skipIf(isPostgresAbsent)(onPostgres("an office whose opening breaks off"), () => {
  let place: Awaited<ReturnType<typeof temporaryDatabase>>;
  let folder: string;
  let offices: Offices;
  const told: string[] = [];
  beforeAll(async () => {
    place = await temporaryDatabase();
    folder = mkdtempSync(join(tmpdir(), "plumbline-open-again-"));
    await enterOffice(place.url, { name: "a", title: "县委巡察办", address: "http://127.0.0.1" });
    const added = await openServices({
      dataFolder: join(folder, "offices", "a"),
      databaseUrl: urlOfOffice(place.url, "a"),
      address: null,
    });
    await firstAccounts(added.deps);
    await added.close();
    vi.spyOn(process.stderr, "write").mockImplementation((line) => told.push(String(line)) > 0);
  }, 60_000);
  afterEach(async () => {
    vi.mocked(Client.prototype.query).mockRestore?.();
    await offices.close();
    told.length = 0;
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await place.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const begin = async (): Promise<void> => {
    offices = await Offices.of(
      readConfig({ DATABASE_URL: place.url, PLUMBLINE_DATA: folder }),
      undefined,
      new Map(),
    );
  };
  const connections = async (): Promise<readonly string[]> => {
    const { rows } = await place.admin.query<{ name: string }>(
      `select application_name as name from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
    );
    return rows.map(({ name }) => name);
  };
  const readiness = async () =>
    (await offices.fetch(new Request("http://127.0.0.1/ready", { headers: { host: "127.0.0.1" } }))).status;

  it.each(
    Object.keys(STEPS).flatMap((step) =>
      (["refused", "cut off"] as const).map((breaks) => [step, breaks] as const),
    ),
  )(
    "when %s (%s)",
    async (step, breaks) => {
      await begin();
      const broken = breakAt(STEPS[step as keyof typeof STEPS], breaks);
      await offices.look();
      expect(broken.times()).toBe(1);
      broken.mend();
      expect(told).not.toEqual([]);
      expect(await readiness()).toBe(503);
      await vi.waitFor(async () => expect(await connections()).toEqual([]), 5_000);
      await offices.look();
      expect(await readiness()).toBe(200);
    },
    60_000,
  );

  it("when the tables are changed while it opens and has lost its hold", async () => {
    await begin();
    const set = (version: string) =>
      place.admin.query(`update a_box.schema_version set version = ${version}`);
    const broken = meanwhile(/from polls|from "polls"/, async () => {
      await set("version + 1");
      await place.admin.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'plumbline lock'",
      );
      await vi.waitFor(() => expect(told).not.toEqual([]), 10_000);
    });
    await offices.look();
    broken.mend();
    await set("version - 1");
    await vi.waitFor(async () => expect(await connections()).toEqual([]), 5_000);
    await offices.look();
    expect(await readiness()).toBe(200);
  }, 60_000);
});

/** Something happens just before the first statement like this one. */
function meanwhile(statement: RegExp, act: () => Promise<void>) {
  let times = 0;
  const spy = vi.spyOn(Client.prototype, "query").mockImplementation(function (
    this: Client,
    ...call: unknown[]
  ) {
    const [sql] = call;
    if (times > 0 || typeof sql !== "string" || !statement.test(sql)) return query.apply(this, call);
    times += 1;
    return act().then(() => query.apply(this, call));
  } as typeof Client.prototype.query);
  return { mend: () => spy.mockRestore() };
}

/** The first statement like this one is refused by the server, or ends the connection. */
function breakAt(statement: RegExp, breaks: Breaks) {
  let times = 0;
  const spy = vi.spyOn(Client.prototype, "query").mockImplementation(function (
    this: Client,
    ...call: unknown[]
  ) {
    const [sql, ...rest] = call;
    if (times > 0 || typeof sql !== "string" || !statement.test(sql)) return query.apply(this, call);
    times += 1;
    const instead = breaks === "refused" ? "select 1/0" : "select pg_terminate_backend(pg_backend_pid())";
    return query.call(this, instead, ...rest.filter((one) => !Array.isArray(one)));
  } as typeof Client.prototype.query);
  return { times: () => times, mend: () => spy.mockRestore() };
}
