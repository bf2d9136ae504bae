/** What several processes know of each other besides the stores. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { REACH_ADDRESSES_MAX } from "../../core/installation/reach-counts.ts";
import type { Processes } from "../processes.ts";
import type { Stores } from "../stores.ts";
import { openPostgresStores } from "./open-postgres-stores.ts";
import {
  isPostgresAbsent,
  onPostgres,
  temporaryPostgres,
  type TemporaryPostgres,
} from "./temporary-postgres.ts";

const backupRow = (name: string, hour: number) => ({
  name,
  madeAtUtc: `2026-11-28T0${hour}:00:00.000Z`,
  bytes: 3_000_000_000,
  hasKeys: hour > 8,
});

describe.skipIf(isPostgresAbsent)(onPostgres("processes of one installation"), () => {
  let stores: TemporaryPostgres;
  let other: Stores;
  let [here, there] = [] as unknown as [Processes, Processes];
  beforeEach(async () => {
    stores = await temporaryPostgres();
    other = await openPostgresStores(stores.url, stores.closedFolder);
    [here, there] = [stores.processes!, other.processes!];
  });
  afterEach(async () => {
    await other.close();
    await stores.dispose();
  });
  const startAlone = async (): Promise<void> =>
    (await openPostgresStores(stores.url, stores.closedFolder, "alone")).close();

  it("keep one key of those that are made at once", async () => {
    const made = await Promise.all(
      Array.from({ length: 10 }, (_, i) => [here, there][i % 2]!.key("signing", () => new Uint8Array([i]))),
    );
    expect(new Set(made.map(String)).size).toBe(1);
  });

  it("count the test page together, until a first one starts again", async () => {
    const address = "https://ceping.example.gov.cn";
    const codes = await Promise.all([here, there, here, there].map(({ reach }) => reach.codeOf(address)));
    expect(new Set(codes).size).toBe(1);
    const [code] = codes;
    expect(await there.reach.knows(code!)).toBe(true);
    expect(await there.reach.knows("xyz")).toBe(code === "xyz");
    await there.reach.noteShown(code!);
    await here.reach.noteShown(code!);
    expect(await here.reach.openedOf(address)).toBe(2);
    expect(await here.reach.openedOf("http://192.168.1.1")).toBe(0);
    await startAlone();
    expect(await here.reach.knows(code!)).toBe(false);
  });

  it("let the address go that was opened least when there are too many", async () => {
    const opened = await here.reach.codeOf("http://a.example");
    await here.reach.noteShown(opened);
    for (let at = 0; at < REACH_ADDRESSES_MAX; at += 1) await here.reach.codeOf(`http://10.0.0.${at}`);
    expect(await here.reach.knows(opened)).toBe(true);
    const { rows } = await stores.admin.query("select count(*)::int as count from processes.reach_tests");
    expect(rows).toEqual([{ count: REACH_ADDRESSES_MAX }]);
  });

  it("tell each other of their backups, of one folder once, and of none that is gone", async () => {
    const [early, late] = [backupRow("2026-11-28-080000", 8), backupRow("2026-11-28-090000", 9)];
    expect(await here.backups.tell("one:/backups", [early])).toEqual([early]);
    expect(await there.backups.tell("two:/backups", [late])).toEqual([
      late,
      { ...early, name: "one:/backups/2026-11-28-080000" },
    ]);
    expect(await here.backups.tell("one:/backups", [])).toEqual([
      { ...late, name: "two:/backups/2026-11-28-090000" },
    ]);
    expect(await there.backups.tell("three:/backups", [late])).toEqual([late]);
    await startAlone();
    expect(await here.backups.tell("one:/backups", [])).toEqual([]);
  });
});
