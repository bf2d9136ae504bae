/**
 * `plumbline move` is killed at its first statement, while it carries, at the commit, behind it, and at statements by chance: the
 * folder can be served and the database is empty, or the database has everything and the folder is served no more. The same
 * command ends what was begun.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { openServices } from "../../server/compose.ts";
import {
  isPostgresAbsent,
  onPostgres,
  temporaryDatabase,
  type TemporaryPostgres,
} from "../../server/store/postgres/temporary-postgres.ts";
import type { Stores } from "../../server/store/stores.ts";
import { bundleProgram } from "./bundle-program.ts";
import { type ClosingFolder, prepareClosingFolder } from "./closing-folder.ts";
import { expectClosed } from "./expect-closed.ts";
import { rounds } from "./long-form.ts";

const RANDOM_KILLS = rounds(4, 200);
const CHILD = await bundleProgram(new URL("move-child.ts", import.meta.url));
const SAME = "两边核验的结果相同";

interface Ran {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly error: string;
}

describe.skipIf(isPostgresAbsent)(onPostgres("moving into a database"), () => {
  let parent: string;
  let prepared: ClosingFolder;
  let data: string;
  let place: Omit<TemporaryPostgres, keyof Stores>;
  /** In a move that nobody kills. */
  let statements: number;

  beforeAll(async () => {
    parent = mkdtempSync(join(tmpdir(), "plumbline-moving-"));
    prepared = await prepareClosingFolder(join(parent, "prepared"));
    data = join(parent, "data");
    await startOver();
    const whole = await move("");
    expect([whole.code, whole.out.includes(SAME)]).toEqual([0, true]);
    statements = Number(/statements (\d+)/.exec(whole.error)?.[1]);
    expect(statements).toBeGreaterThan(100);
  });
  afterAll(async () => {
    await place?.dispose();
    rmSync(parent, { recursive: true, force: true });
  });

  async function startOver(): Promise<void> {
    await place?.dispose();
    place = await temporaryDatabase();
    rmSync(data, { recursive: true, force: true });
    cpSync(join(parent, "prepared"), data, { recursive: true });
  }

  /** The command, killed at the point or run to its end. */
  async function move(point: string, to = place.url): Promise<Ran> {
    const child = spawn(process.execPath, [CHILD, point, "move", "--to", to], {
      env: { ...process.env, PLUMBLINE_DATA: data, PLUMBLINE_URL: "", DATABASE_URL: "" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said = { out: "", error: "" };
    child.stdout.on("data", (part) => (said.out += String(part)));
    child.stderr.on("data", (part) => (said.error += String(part)));
    const [code, signal] = (await once(child, "close")) as [number | null, string | null];
    if (signal !== null) await forgotten();
    return { code, signal, ...said };
  }

  /** The server ends the sessions of a process that was killed when it notices. */
  async function forgotten(): Promise<void> {
    const open = async (): Promise<number> => {
      const { rows } = await place.admin.query<{ open: number }>(
        `select count(*)::int as open from pg_stat_activity
         where datname = current_database() and application_name like 'plumbline%'`,
      );
      return rows[0]!.open;
    };
    await expect.poll(open, { timeout: 60_000, interval: 20 }).toBe(0);
  }

  /** Rows of the office; an office that moved has some. */
  async function isFilled(): Promise<boolean> {
    const { rows } = await place.admin.query<{ there: boolean }>(
      "select to_regclass('office.rounds') is not null as there",
    );
    if (!rows[0]!.there) return false;
    const found = await place.admin.query(
      "select 1 from office.rounds union all select 1 from office.audit limit 1",
    );
    return found.rowCount === 1;
  }

  /** Null where the folder can be served: then it has every round and poll that it had. */
  async function refusalOfFolder(): Promise<unknown> {
    try {
      const { deps, close } = await openServices({ dataFolder: data, address: null });
      const row = await deps.office.inTransaction((office) => office.poll(prepared.poll));
      expect(row?.state).toBe("open");
      expect((await deps.box.countSpent(prepared.reference.keyIds)).reduce((sum, one) => sum + one, 0)).toBe(
        prepared.reference.ballots.length,
      );
      await close();
      return null;
    } catch (error) {
      return (error as { facts?: { reason?: unknown } }).facts?.reason ?? error;
    }
  }

  /** What stands beside the data folder must not outlive the command: it holds ballots. */
  const besides = (): readonly string[] =>
    readdirSync(parent).filter((name) => name !== "data" && name !== "prepared" && name !== "at");

  /** Never both serve, and the second call says of each what it finds. @returns whether the kill came before the commit */
  async function expectEnded(point: string): Promise<boolean> {
    const isThere = await isFilled();
    const refusal = await refusalOfFolder();
    if (isThere) expect([point, refusal]).toEqual([point, "moved"]);
    else expect([point, [null, "moved"].includes(refusal as string | null)]).toEqual([point, true]);
    const again = await move("");
    expect([point, again.code, again.error.replace(/statements \d+\n/, "")]).toEqual([point, 0, ""]);
    expect(again.out).toContain(SAME);
    expect([point, await isFilled(), await refusalOfFolder(), besides()]).toEqual([point, true, "moved", []]);
    return refusal === null;
  }

  it("is killed at its first statement, on both sides of the commit, and while it recounts", async () => {
    const ends: Record<string, boolean> = {};
    const points = ["before statement 1", "before the commit", "after the commit"];
    for (const point of [...points, `before statement ${statements - 1}`]) {
      await startOver();
      expect([point, (await move(point)).signal]).toEqual([point, "SIGKILL"]);
      ends[point] = await expectEnded(point);
    }
    expect(Object.values(ends)).toEqual([true, false, false, false]);
    mkdirSync(join(parent, "at"));
    await expectClosed(join(parent, "at"), prepared, place.url);
  });

  it(`is killed at ${RANDOM_KILLS} statements, before they are sent and before they are answered`, async () => {
    const random = seeded(9);
    for (let kills = 0; kills < RANDOM_KILLS;) {
      const when = random() < 0.5 ? "before" : "after";
      const point = `${when} statement ${1 + Math.floor(random() * statements)}`;
      await startOver();
      if ((await move(point)).signal === null) continue;
      kills += 1;
      await expectEnded(point);
    }
  });

  it("goes into no other database once the first may have everything", async () => {
    await startOver();
    await move("after the commit");
    const other = await temporaryDatabase();
    try {
      const refused = await move("", other.url);
      expect(refused).toMatchObject({ code: 2, out: "" });
      expect(refused.error).toContain(`${place.database}`);
      expect(refused.error).toContain("不能再搬到别的数据库");
      const { rows } = await other.admin.query("select to_regclass('office.rounds') as there");
      expect(rows).toEqual([{ there: null }]);
    } finally {
      await other.dispose();
    }
    expect((await move("")).code).toBe(0);
  });
});
