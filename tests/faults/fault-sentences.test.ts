/**
 * "A person knows what to do next": each fault of the machine is made to happen to the production server, and what its
 * window, the command line or the console then says stands word for word in the table 当……时怎么办 of the manual.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { firstAccounts } from "../../server/cli/first-accounts.ts";
import { openServices } from "../../server/compose.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { backup } from "../../server/store/sqlite/backup.ts";
import { OFFICE_KIND } from "../../server/store/sqlite/sqlite-office.ts";
import { machine } from "../../web/text/machine.ts";
import { problemLine } from "../../web/text/problems.ts";
import { runCommand } from "../journeys/run-command.ts";
import { type ClosingFolder, prepareClosingFolder } from "./closing-folder.ts";
import { canInject } from "./inject.ts";
import { WatchedServer } from "./watched-server.ts";
import { orSkipped } from "../or-skipped.ts";

const MANUAL = readFileSync(fileURLToPath(new URL("../../docs/operating.zh-CN.md", import.meta.url)), "utf8");
/** What the table says of a fault: the sentences of its row, in order. */
const ROWS = new Map(
  MANUAL.slice(MANUAL.indexOf("### 当……时怎么办"))
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| 当……"))
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .map(([, fault, said, act]) => [
      fault!,
      [...`${said} ${act}`.matchAll(/`([^`]+。)`/g)].map(([, text]) => text!),
    ]),
);

const hasLimits = spawnSync("prlimit", ["--version"]).status === 0;
const hasTracer = canInject();
const place = mkdtempSync(join(tmpdir(), "plumbline-readonly-"));
const canMount =
  process.platform === "linux" &&
  spawnSync("mount", ["-t", "tmpfs", "-o", "size=8m", "tmpfs", place], { stdio: "ignore" }).status === 0;
for (const [isThere, what] of [
  [hasLimits, "limits of a running server, because prlimit (util-linux) is not installed here"],
  [hasTracer, "a failing sync, because strace is not installed or not allowed here"],
  [canMount, "a read-only disk, because nothing may be mounted here"],
] as const)
  if (!isThere) process.stderr.write(`SKIPPED: ${what}.\n`);

let parent: string;
let folder: string;
let prepared: ClosingFolder;
let password: string;
let name: string;
let server: WatchedServer | null = null;
const seen = new Set<string>();

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), "plumbline-sentences-"));
  prepared = await prepareClosingFolder(join(parent, "prepared"));
  const { deps, close } = await openServices({ dataFolder: join(parent, "prepared"), address: null });
  [{ name, password }] = (await firstAccounts(deps)) as [{ name: string; password: string }];
  await close();
  folder = join(parent, "data");
}, 120_000);
afterAll(() => {
  if (canMount) spawnSync("umount", [place]);
  for (const path of [parent, place]) rmSync(path, { recursive: true, force: true });
});
afterEach(async () => {
  await server?.stop("SIGKILL");
  server = null;
  rmSync(folder, { recursive: true, force: true });
});

const prepare = (): void => cpSync(join(parent, "prepared"), folder, { recursive: true });
const begin = async (options: Parameters<typeof WatchedServer.begin>[1] = {}): Promise<WatchedServer> =>
  (server = await WatchedServer.begin(folder, options));
async function serve(): Promise<WatchedServer> {
  prepare();
  const served = await begin();
  await served.untilReady();
  return served;
}
/** Served, killed, and everything of it left as it lies. */
async function leaveKilled(): Promise<void> {
  const served = await serve();
  expect((await signIn(served)).status).toBe(200);
  await served.stop("SIGKILL");
}
const signIn = (served: WatchedServer): Promise<Response> =>
  fetch(`${served.address}/api/office/session`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: served.address },
    body: JSON.stringify({ name, password }),
  });
const sentenceOf = async (response: Response): Promise<string> =>
  problemLine((await response.json()) as { code: string });

/** The sentences of a row of the table, which must all have been read here. */
function expectRow(fault: string, read: readonly string[]): void {
  seen.add(fault);
  const text = read.join("\n").replaceAll(folder, "…").replaceAll(place, "…");
  const sentences = ROWS.get(fault);
  expect(sentences?.length, fault).toBeGreaterThan(0);
  for (const sentence of sentences!) expect(text).toContain(sentence);
}

const limit = (served: WatchedServer, what: string): void => {
  expect(spawnSync("prlimit", ["--pid", String(served.pid), what]).status).toBe(0);
};

describe.skipIf(!hasLimits)(
  orSkipped(hasLimits, "a server that runs", "prlimit (util-linux) is not installed here"),
  () => {
    it("and whose disk is full", async () => {
      const served = await serve();
      limit(served, "--fsize=1:unlimited");
      const refused = await signIn(served);
      expect(refused.status).toBe(503);
      await served.until(machine.diskFull);
      limit(served, "--fsize=unlimited");
      await served.until(machine.diskAgain);
      expect((await signIn(served)).status).toBe(200);
      expectRow("磁盘满了", [served.said, await sentenceOf(refused)]);
    });

    it("and may open no more files", async () => {
      const served = await serve();
      const open = readdirSync(`/proc/${served.pid}/fd`).length;
      limit(served, `--nofile=${open - 4}:`);
      await served.until(machine.outOfFiles);
      limit(served, "--nofile=1024:");
      await served.until(machine.filesAgain);
      expect((await signIn(served)).status).toBe(200);
      expectRow("打不开更多文件", [served.said, problemLine({ code: "machine.out-of-files" })]);
    });
  },
);

describe.skipIf(!hasTracer)(
  orSkipped(hasTracer, "a server whose disk answers an error", "strace is not installed or not allowed here"),
  () => {
    it("to a sync", async () => {
      const served = await serve();
      const calls = "fsync,fdatasync";
      const options = [
        "-f",
        "-qq",
        "-o",
        "/dev/null",
        "-e",
        `trace=${calls}`,
        "-e",
        `inject=${calls}:error=EIO`,
      ];
      const tracer = spawn("strace", [...options, "-p", String(served.pid)], { stdio: "ignore" });
      const gone = once(tracer, "exit");
      let refused: Response | null = null;
      // The tracer takes a moment to hold every thread of the server.
      for (let tries = 0; tries < 50 && refused?.status !== 503; tries += 1) refused = await signIn(served);
      await served.until(machine.diskFull);
      tracer.kill("SIGTERM");
      await gone;
      await served.until(machine.diskAgain);
      expect((await signIn(served)).status).toBe(200);
      seen.add("磁盘读写出错");
      expect(ROWS.get("磁盘读写出错")).toEqual([]);
      expectRow("磁盘满了", [served.said, await sentenceOf(refused!)]);
    });
  },
);

describe.skipIf(!canMount)(
  orSkipped(canMount, "a server that is started on a read-only disk", "nothing may be mounted here"),
  () => {
    it("is refused", async () => {
      expect(spawnSync("mount", ["-o", "remount,ro", place]).status).toBe(0);
      const served = await WatchedServer.begin(place);
      expectRow("磁盘是只读的", [await served.ended()]);
    });
  },
);

describe("a server that is started", () => {
  it("after its process ran out of memory", async () => {
    prepare();
    const flood = new URL("flood-memory.mjs", import.meta.url).href;
    const first = await begin({
      nodeArgs: ["--max-old-space-size=120", "--import", flood],
      env: { FLOOD_FILE: join(folder, "in-use"), FLOOD_BYTES: "1" },
    });
    await first.ended();
    const second = await begin();
    await second.until(machine.cutOff);
    expect((await signIn(second)).status).toBe(200);
    expectRow("停电、死机、内存不够，程序没有了", [second.said]);
    expect(await second.stop()).not.toContain("fault");
    const third = await begin();
    await third.untilReady();
    expect(await third.stop()).not.toContain(machine.cutOff);
  });

  it("with a clock that stands three hours before the record", async () => {
    prepare();
    const { deps, close } = await openServices({ dataFolder: folder, address: null });
    // As late as can be, so that the start below still counts 180 whole minutes.
    const ahead = new Date(Date.now() + 180 * 60_000);
    await deps.office.inTransaction((office) =>
      office.appendAudit({
        atUtc: ahead.toISOString(),
        who: "keeper",
        act: "poll.opened",
        about: "",
        detail: "",
      }),
    );
    await close();
    const served = await begin();
    await served.until("宽限的截止");
    const minutes = Number(/早 (\d+) 分钟/.exec(served.said)?.[1]);
    expect(minutes).toBeGreaterThan(150);
    expectRow("时间不准，启动时", [served.said.replace(`早 ${minutes} 分钟`, "早 180 分钟")]);
  });

  it("beside one that holds the folder, and on a port that is taken", async () => {
    const first = await serve();
    const second = await WatchedServer.begin(folder);
    expectRow("已经有一个准绳在运行", [await second.ended()]);
    const other = join(parent, "other");
    const third = await WatchedServer.begin(other, { port: first.port });
    const said = await third.ended();
    expectRow("端口被占", [said.replace(String(first.port), "8080")]);
    rmSync(other, { recursive: true });
  });

  it.each([
    ["日志文件（-wal）不见了", (path: string) => rmSync(path)],
    ["日志文件（-wal）被改动", (path: string) => flip(path, 20)],
  ])("after a kill: %s", async (fault, spoil) => {
    await leaveKilled();
    spoil(join(folder, "box.db-wal"));
    expectRow(fault, [await (await begin()).ended()]);
  });

  it("with a page of a file that was flipped", async () => {
    prepare();
    rmSync(join(folder, "at-rest.json"), { force: true });
    // The first free-cell offset of a page that holds rows points nowhere.
    const bytes = readFileSync(join(folder, "box.db"));
    for (let at = 4096; at < bytes.length; at += 4096) bytes.fill(0xff, at + 1, at + 5);
    writeFileSync(join(folder, "box.db"), bytes);
    expectRow("数据文件坏了一块", [await (await begin()).ended()]);
  });

  it("with an older copy of one file put back", async () => {
    const served = await serve();
    cpSync(join(parent, "prepared", "office.db"), join(parent, "older.db"));
    expect((await signIn(served)).status).toBe(200);
    await served.stop();
    cpSync(join(parent, "older.db"), join(folder, "office.db"));
    expectRow("放回了旧的数据文件", [await (await begin()).ended()]);
  });

  it("with a folder where a file stood", async () => {
    prepare();
    rmSync(join(folder, "roll.db"));
    mkdirSync(join(folder, "roll.db"));
    expectRow("文件的位置上是一个文件夹", [await (await begin()).ended()]);
  });

  it("on a folder to which a backup was put back by half", async () => {
    prepare();
    writeFileSync(join(folder, "restoring"), "");
    expectRow("恢复备份时断了", [await (await begin()).ended()]);
  });

  it("with files of a newer version", async () => {
    prepare();
    rmSync(join(folder, "at-rest.json"), { force: true });
    const db = new Database(join(folder, "office.db"));
    db.pragma("user_version = 99");
    db.close();
    const said = await (await begin()).ended();
    expectRow("用旧程序打开了新数据", [
      said.replace(`只认得到 ${OFFICE_KIND.migrations.length}。`, "只认得到 17。"),
    ]);
  });
});

describe("files that are read on the command line", () => {
  const settings = () => ({ PLUMBLINE_DATA: folder });

  it("a closed file in which one bit was flipped; the file of a backup is taken back", async () => {
    prepare();
    const { poll } = prepared;
    const { deps, close } = await openServices({ dataFolder: folder, address: null });
    await beginClosing(deps, KEEPER, poll, { second: KEEPER });
    await continueClosing(deps, KEEPER, poll);
    await close();
    backup(folder, join(parent, "copy"), { privateKeys: false });
    const file = join("closed", `${poll}.db`);
    flip(join(folder, file), readFileSync(join(folder, file)).indexOf("ballots") + 2);
    const refused = await runCommand(["results", poll], settings());
    expect(refused.code).toBe(1);
    expectRow("封存文件坏了", [refused.error.replaceAll(poll, "…")]);
    cpSync(join(parent, "copy", file), join(folder, file));
    expect((await runCommand(["results", poll], settings())).code).toBe(0);
  });

  it("a backup in which one bit was flipped", async () => {
    prepare();
    const copy = join(parent, "spoilt-copy");
    backup(folder, copy, { privateKeys: false });
    flip(join(copy, "box.db"), 5000);
    const refused = await runCommand(["restore", copy], { PLUMBLINE_DATA: join(parent, "restored") });
    expectRow("备份坏了", [refused.error]);
  });
});

describe("the table of the manual", () => {
  /** `server/watch-machine.test.ts` sets the clock back; this machine's own is left alone. */
  it("has the sentence of a clock that is set back while the server runs", () => {
    expectRow("时间被拨回去，运行中", [machine.clockSetBack]);
  });

  it.skipIf(!hasLimits || !hasTracer || !canMount)(
    orSkipped(
      hasLimits && hasTracer && canMount,
      "has no row that was not read here",
      "prlimit, strace or mounting is missing here",
    ),
    () => {
      expect([...ROWS.keys()].filter((fault) => !seen.has(fault))).toEqual([]);
    },
  );
});

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at]! ^= 1;
  writeFileSync(path, bytes);
}
