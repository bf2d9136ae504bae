/** The systemd unit as shipped: its start line serves, makes a backup and stops, and needs nothing that the unit forbids. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { canTrace } from "../faults/power-cut/read-trace.ts";
import { BUILT_SERVER } from "./built-server.ts";
import { freePort } from "./free-port.ts";
import { OfficeClient } from "./office-client.ts";
import { orSkipped } from "../or-skipped.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FILE = join(ROOT, "docs/deploy/plumbline.service");
const UNIT = readFileSync(FILE, "utf8");
/** Every value of a setting, in order. */
const settings = (name: string): string[] =>
  [...UNIT.matchAll(new RegExp(`^${name}=(.*)$`, "gm"))].map(([, value]) => value!);

const hasTracer = canTrace();
if (!hasTracer) process.stderr.write("SKIPPED: what the unit forbids, because strace is not allowed here.\n");
const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;

const folder = mkdtempSync(join(tmpdir(), "plumbline-unit-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
/** A path of the unit, here. */
const here = (path: string): string => path.replace("/var/lib", folder);
// As systemd does before it starts anything.
const places = [...settings("StateDirectory")[0]!.split(" "), "private-tmp"].map((name) =>
  join(folder, name),
);
for (const place of places) mkdirSync(place, { mode: 0o700 });

/** Starts as the unit does, does what an office does on its first day, and stops as systemd does. */
async function firstDay(): Promise<{ readonly code: number | null; readonly trace: string }> {
  const port = await freePort();
  const env = Object.fromEntries(settings("Environment").map((line) => line.split("=") as [string, string]));
  const [program, ...args] = settings("ExecStart")[0]!.split(" ");
  expect(program).toBe("/usr/bin/node");
  expect(args.map((file) => join(ROOT, file))).toEqual(BUILT_SERVER);
  const trace = join(folder, "trace");
  const calls = "trace=socket,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink";
  const traced = spawn("strace", ["-f", "-qq", "-y", "-o", trace, "-e", calls, process.execPath, ...args], {
    cwd: ROOT,
    env: {
      PATH: process.env["PATH"],
      ...env,
      PORT: String(port),
      PLUMBLINE_DATA: here(env["PLUMBLINE_DATA"]!),
      PLUMBLINE_BACKUPS: here(env["PLUMBLINE_BACKUPS"]!),
      TMPDIR: join(folder, "private-tmp"),
    },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  // A tracer that is killed leaves what it traced.
  onTestFinished(() => void (traced.exitCode ?? process.kill(-traced.pid!, "SIGKILL")));
  const ended = once(traced, "exit");
  let said = "";
  const passwords = () => [...said.matchAll(/账号 (\S+)\s初始密码 (\S+)/g)];
  for await (const chunk of traced.stdout) {
    said += String(chunk);
    if (passwords().length === 2) break;
  }
  expect(passwords().length).toBe(2);
  const [, name, password] = passwords()[0]!;
  const office = await OfficeClient.signIn(
    {
      address: `http://127.0.0.1:${port}`,
      account: () => Promise.resolve({ name: name!, password: password! }),
    },
    name,
  );
  expect(await office.status("POST", "/installation/backups")).toBe(201);
  const pid = /^(\d+) /.exec(readFileSync(trace, "utf8"))![1]!;
  process.kill(Number(pid), "SIGTERM");
  const [code] = (await ended) as [number | null];
  return { code, trace: readFileSync(trace, "utf8") };
}

describe.skipIf(!hasTracer)(
  orSkipped(hasTracer, "the unit's start line", "strace is not installed or not allowed here"),
  () => {
    it(
      "serves, backs up and stops with the sockets and folders that the unit grants",
      { timeout: 120_000 },
      async () => {
        const { code, trace } = await firstDay();
        expect(code).toBe(0);
        const granted = settings("RestrictAddressFamilies")[0]!.split(" ");
        const families = new Set([...trace.matchAll(/ socket\((AF_\w+)/g)].map(([, family]) => family!));
        expect(families).toContain("AF_INET");
        expect([...families].filter((family) => !granted.includes(family))).toEqual([]);
        const written = pathsWritten(trace);
        expect(written.some((path) => path.startsWith(`${folder}/plumbline-backups/`))).toBe(true);
        expect(
          written.filter((path) => ![...places, "/dev"].some((place) => path.startsWith(`${place}/`))),
        ).toEqual([]);
      },
    );
  },
);

/** Paths that were made, renamed or opened for writing, and were not refused. */
function pathsWritten(trace: string): string[] {
  return trace.split("\n").flatMap((line) => {
    if (/ = -1 /.test(line) || !/O_WRONLY|O_RDWR|O_CREAT| (mkdir|rename|link|symlink|creat)/.test(line))
      return [];
    return [...line.matchAll(/"([^"]+)"/g)].map(([, path]) => resolve(ROOT, path!));
  });
}

describe.skipIf(!hasSystemd)(orSkipped(hasSystemd, "systemd", "systemd is not here"), () => {
  it("knows every line of the unit", () => {
    const { stderr } = spawnSync("systemd-analyze", ["verify", FILE], { encoding: "utf8" });
    expect(stderr.split("\n").filter((line) => line.includes("plumbline.service"))).toEqual([]);
  });
});
