/** Each setting by itself is wrong once, on a server of its own, and is found and named. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startPostgres } from "../../../scripts/throwaway-postgres.mjs";
import { connected } from "./connected.ts";
import { askedBy, refuseSettings, WANTED_SETTINGS } from "./refuse-settings.ts";
import { isPostgresAbsent, onPostgres } from "./temporary-postgres.ts";

interface Wrong {
  readonly to: string;
  /** As the server writes it, where that is something else. */
  readonly found?: string;
  /** Set for the whole server, which is started anew; the others are set for the session. */
  readonly isOfServer?: true;
}

const WRONG: Record<string, readonly Wrong[]> = {
  log_statement: [{ to: "mod" }, { to: "all" }],
  log_duration: [{ to: "on" }],
  log_min_duration_statement: [{ to: "0" }, { to: "5000", found: "5s" }],
  log_min_duration_sample: [{ to: "100", found: "100ms" }],
  log_transaction_sample_rate: [{ to: "1" }],
  log_parameter_max_length_on_error: [{ to: "-1" }],
  "auto_explain.log_min_duration": [{ to: "0" }],
  "pgaudit.log": [{ to: "write" }],
  "pgaudit.role": [{ to: "auditor" }],
  log_parser_stats: [{ to: "on" }],
  log_planner_stats: [{ to: "on" }],
  log_executor_stats: [{ to: "on" }],
  log_statement_stats: [{ to: "on" }],
  debug_print_parse: [{ to: "on" }],
  debug_print_rewritten: [{ to: "on" }],
  debug_print_plan: [{ to: "on" }],
  log_min_messages: [{ to: "debug1" }, { to: "debug5" }],
  log_lock_waits: [{ to: "on" }],
  log_connections: [{ to: "on", isOfServer: true }],
  log_disconnections: [{ to: "on", isOfServer: true }],
  track_commit_timestamp: [{ to: "on", isOfServer: true }],
  archive_mode: [
    { to: "on", isOfServer: true },
    { to: "always", isOfServer: true },
  ],
  wal_recycle: [{ to: "on" }],
  wal_keep_size: [{ to: "64", found: "64MB", isOfServer: true }],
  fsync: [{ to: "off", isOfServer: true }],
  full_page_writes: [{ to: "off", isOfServer: true }],
};
const OF_FILES = "data_checksums";

const cases = Object.entries(WRONG).flatMap(([name, wrong]) => wrong.map((one) => ({ name, ...one })));

describe.skipIf(isPostgresAbsent)(onPostgres("a server with one wrong setting"), () => {
  let folder: string;
  let server: ReturnType<typeof startPostgres>;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "plumbline-settings-"));
    server = startPostgres(folder, "settings");
  }, 60_000);
  afterAll(() => {
    server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (program: string, args: readonly string[]): void => {
    const { status, error } = spawnSync(join(dirname(server.program), program), args, {
      ...server.account,
      cwd: tmpdir(),
      stdio: "ignore",
    });
    if (status !== 0) throw error ?? new Error(`${program} ended with ${status}`);
  };
  const restart = (): void => run("pg_ctl", server.restart);

  /** @returns what is refused, after these statements of the same session */
  async function refusedAfter(...statements: readonly string[]): Promise<unknown> {
    const client = await connected(server.url, "test");
    try {
      for (const statement of statements) await client.query(statement);
      return await refuseSettings(askedBy(client)).then(
        () => [],
        (error: { readonly facts: { readonly settings: unknown } }) => error.facts.settings,
      );
    } finally {
      await client.end();
    }
  }
  async function setForServer(statement: string): Promise<void> {
    const client = await connected(server.url, "test");
    await client.query(statement).finally(() => client.end());
    restart();
  }

  it("is tried for every setting that is asked for", async () => {
    expect([...Object.keys(WRONG), OF_FILES].toSorted()).toEqual(Object.keys(WANTED_SETTINGS).toSorted());
    expect(await refusedAfter()).toEqual([]);
  });

  it.each(cases)(
    "$name = $to is refused by its name, and by no other",
    async ({ name, to, found, isOfServer }) => {
      const refused = [{ name, found: found ?? to, wanted: WANTED_SETTINGS[name]![0] }];
      if (isOfServer) {
        await setForServer(`alter system set ${name} = '${to}'`);
        expect(await refusedAfter()).toEqual(refused);
        await setForServer(`alter system reset ${name}`);
      } else expect(await refusedAfter(`set ${name} = '${to}'`)).toEqual(refused);
      expect(await refusedAfter()).toEqual([]);
    },
    60_000,
  );

  it.each([
    ["log_parser_stats", "PARSER STATISTICS"],
    ["log_executor_stats", "EXECUTOR STATISTICS"],
    ["debug_print_plan", "plan"],
    ["log_min_messages", "StartTransaction", "debug5"],
  ])("would write down each statement and its time with %s", async (name, written, to = "on") => {
    const client = await connected(server.url, "test");
    const log = (): string => readFileSync(`${server.cluster}.log`, "utf8");
    await client.query(`set ${name} = '${to}'`);
    const before = log().length;
    await client.query("select 'of a respondent'");
    await client.end();
    expect(log().slice(before)).toContain(written);
  });

  it("would write down when a ballot came after a quiet while with log_connections and log_disconnections", async () => {
    const settings = ["log_connections", "log_disconnections"];
    const admin = await connected(server.url, "test");
    const setAll = async (how: (name: string) => string): Promise<void> => {
      for (const name of settings) await admin.query(`alter system ${how(name)}`);
      await admin.query("select pg_reload_conf()");
    };
    const log = (): string => readFileSync(`${server.cluster}.log`, "utf8");
    const before = log().length;
    await setAll((name) => `set ${name} = on`);
    await vi.waitFor(
      async () => {
        await (await connected(server.url, "plumbline box")).end();
        expect(log().slice(before)).toMatch(/connection authorized: .*application_name=plumbline box/);
        expect(log().slice(before)).toMatch(/disconnection: session time/);
      },
      { timeout: 20_000 },
    );
    await setAll((name) => `reset ${name}`);
    await admin.end();
    await vi.waitFor(async () => expect(await refusedAfter()).toEqual([]), { timeout: 20_000 });
  }, 60_000);

  it("is refused while somebody follows the log of changes without a slot", async () => {
    const { searchParams, port } = new URL(server.url);
    const place = join(folder, "follower");
    mkdirSync(place);
    const { uid, gid } = server.account;
    if (uid !== undefined && gid !== undefined) chownSync(place, uid, gid);
    const args = ["-D", place, "-h", searchParams.get("host")!, "-p", port, "-U", "postgres", "-w"];
    const program = join(dirname(server.program), "pg_receivewal");
    const follower = spawn(program, args, { ...server.account, cwd: tmpdir(), stdio: "ignore" });
    const ended = once(follower, "exit");
    try {
      await vi.waitFor(
        async () =>
          expect(await refusedAfter()).toEqual([{ name: "pg_stat_replication", found: "1", wanted: "0" }]),
        { timeout: 20_000 },
      );
    } finally {
      follower.kill();
      await ended;
    }
    await vi.waitFor(async () => expect(await refusedAfter()).toEqual([]), { timeout: 20_000 });
  }, 60_000);

  it("takes statements of the schema alone in the log, of which no respondent sends one", async () => {
    expect(await refusedAfter("set log_statement = 'ddl'")).toEqual([]);
  });

  it("is refused when only a database or a session lets old files of the log go, which the server itself does not hear", async () => {
    expect(await refusedAfter("set wal_recycle = off")).toEqual([
      { name: "wal_recycle", found: "off (session)", wanted: "off (configuration file)" },
    ]);
    await refusedAfter("alter database postgres set wal_recycle = off");
    expect(await refusedAfter()).toEqual([
      { name: "wal_recycle", found: "off (database)", wanted: "off (configuration file)" },
    ]);
    await refusedAfter("alter database postgres reset wal_recycle");
    expect(await refusedAfter()).toEqual([]);
  });

  it("is refused without checksums of its pages", async () => {
    const sums = (how: string): void => {
      run("pg_ctl", ["-D", server.cluster, "-m", "fast", "-w", "stop"]);
      run("pg_checksums", ["-D", server.cluster, how, "--no-sync"]);
      restart();
    };
    sums("--disable");
    expect(await refusedAfter()).toEqual([{ name: OF_FILES, found: "off", wanted: "on" }]);
    sums("--enable");
    expect(await refusedAfter()).toEqual([]);
  }, 60_000);

  it("is refused when the account may neither make a checkpoint nor begin a new file of the log", async () => {
    const rights = [
      { name: "pg_checkpoint", found: "no member", wanted: "member" },
      { name: "pg_switch_wal()", found: "no right", wanted: "execute" },
    ];
    await refusedAfter("create role clerk login");
    const refused = await refusedAfter("set session authorization clerk");
    expect(refused).toEqual(rights);
    await refusedAfter("grant pg_checkpoint to clerk", "grant execute on function pg_switch_wal() to clerk");
    expect(await refusedAfter("set session authorization clerk")).toEqual([]);
  });
});
