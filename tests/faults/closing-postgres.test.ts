/**
 * `closing.test.ts` in a database: whoever closes a poll is killed at every step and at statements by chance, and another
 * process goes on, now on the same machine, now on another.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { carryIntoDatabase } from "../../server/store/postgres/carry-into-database.ts";
import {
  isPostgresAbsent,
  onPostgres,
  temporaryDatabase,
  type TemporaryPostgres,
} from "../../server/store/postgres/temporary-postgres.ts";
import type { Stores } from "../../server/store/stores.ts";
import { seizeDatabase } from "../attacks/linking/seize-database.ts";
import { type ClosingFolder, prepareClosingFolder } from "./closing-folder.ts";
import { bundleProgram } from "./bundle-program.ts";
import { CLOSING_POINTS } from "./closing-points.ts";
import { expectClosed } from "./expect-closed.ts";
import { rounds } from "./long-form.ts";

const RANDOM_KILLS = rounds(6, 200);
/** Where a step ends, and before and after each commit of the office. */
const POINTS = CLOSING_POINTS.filter(
  (point) => !/^before (?:drain|write|check|\w+\.erase|sealing)/.test(point),
);
/** Half a closed file is there then. */
const HALF_BUILT = "among ballots";
const LONGEST_MS = 600_000 + RANDOM_KILLS * 30_000;
const CHILD = await bundleProgram(new URL("closing-child.ts", import.meta.url));

describe.skipIf(isPostgresAbsent)(onPostgres("closing in a database"), () => {
  let parent: string;
  let prepared: ClosingFolder;
  let place: Omit<TemporaryPostgres, keyof Stores>;
  /** Folders for copies of closed files, each of a machine of its own. */
  let machines: readonly string[];

  beforeAll(async () => {
    parent = mkdtempSync(join(tmpdir(), "plumbline-closing-pg-"));
    prepared = await prepareClosingFolder(join(parent, "prepared"));
  });
  beforeEach(startOver);
  afterAll(async () => {
    await place?.dispose();
    rmSync(parent, { recursive: true, force: true });
  });

  async function startOver(): Promise<void> {
    await place?.dispose();
    place = await temporaryDatabase();
    await carryIntoDatabase(join(parent, "prepared"), place.url);
    machines = ["one", "other"].map((name) => join(parent, name));
    for (const machine of machines) {
      rmSync(machine, { recursive: true, force: true });
      mkdirSync(machine);
    }
  }

  /**
   * Runs the child on one of the machines until it has closed the poll or reaches the point.
   *
   * @returns the signal that ended it; null when it ended by itself. And what it printed
   */
  async function runChild(
    point: string,
    machine: string,
  ): Promise<{ readonly signal: string | null; readonly out: string }> {
    const args = [CHILD, machine, prepared.poll, point, place.url];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    let out = "";
    child.stdout.on("data", (part) => (out += String(part)));
    const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
    if (signal === null) expect(code).toBe(0);
    else await forgetKilled();
    return { signal, out };
  }

  /** As if half a minute had gone by: the server has noticed, and the signs of life of the one that was killed have ended. */
  async function forgetKilled(): Promise<void> {
    const sessions = async () => {
      const { rows } = await place.admin.query<{ open: number }>(
        `select count(*)::int as open from pg_stat_activity
         where datname = current_database() and application_name like 'plumbline%'`,
      );
      return rows[0]!.open;
    };
    await expect.poll(sessions, { timeout: 60_000, interval: 20 }).toBe(0);
    await place.admin.query(
      "update processes.serving set alive_until = clock_timestamp() - interval '1 second'",
    );
  }

  /** What closing takes away: tickets, what used them, keys that sign and seal, what tells a repeated ballot. */
  async function secrets(): Promise<readonly Buffer[]> {
    const { rows } = await place.admin.query<{ secret: Buffer | null }>(
      `select unnest(array[hash, blinded_digest]) as secret from roll.tickets where poll = $1
       union all select private_pkcs8 from roll.signing_keys where poll = $1
       union all select unnest(array[transport_private, receipt_key]) from roll.poll_keys where poll = $1
       union all select retry_digest from box.spent where key_id = any($2)`,
      [prepared.poll, prepared.reference.keyIds],
    );
    return rows.flatMap(({ secret }) => secret ?? []);
  }

  const holders = async (bytes: readonly Buffer[]): Promise<readonly string[]> =>
    (await seizeDatabase(place.url, bytes))
      .filter((file) => bytes.some((one) => file.bytes.includes(one)))
      .map(({ name }) => name);

  async function expectAllClosed(gone: readonly Buffer[], machine: string): Promise<void> {
    await expectClosed(machine, prepared, place.url);
    expect(await holders(gone)).toEqual([]);
  }

  it(
    "is killed at every step, one after the other: each goes on where the one before was",
    async () => {
      const gone = await secrets();
      expect(gone.length).toBeGreaterThan(100);
      // Whoever looks like this finds them while the poll is open.
      expect((await holders(gone)).some((name) => name.startsWith("base/"))).toBe(true);
      const [one, other] = machines as [string, string];
      for (const point of POINTS) {
        const { signal } = await runChild(point, point === HALF_BUILT ? other : one);
        expect([point, signal]).toEqual([point, "SIGKILL"]);
      }
      // What was built there by half, and finished on the other machine, does not stay.
      expect(readdirSync(join(other, "closed")).length).toBeGreaterThan(0);
      await expectAllClosed(gone, other);
    },
    LONGEST_MS,
  );

  it(
    `is killed at ${RANDOM_KILLS} statements, before they are sent and before they are answered`,
    async () => {
      const gone = await secrets();
      const whole = await runChild("", machines[0]!);
      const statements = Number(/closed (\d+)/.exec(whole.out)?.[1]);
      expect(statements).toBeGreaterThan(40);
      await expectAllClosed(gone, machines[0]!);
      const random = seeded(3);
      for (let kills = 0; kills < RANDOM_KILLS;) {
        await startOver();
        const kill = async (): Promise<boolean> => {
          const when = random() < 0.5 ? "before" : "after";
          const point = `${when} statement ${1 + Math.floor(random() * statements)}`;
          return (await runChild(point, machines[kills % 2]!)).signal !== null;
        };
        while (kills < RANDOM_KILLS && (await kill())) kills += 1;
        await expectAllClosed(gone, machines[kills % 2]!);
      }
    },
    LONGEST_MS,
  );
});
