/** The portable folder for this kind of machine: built, carried elsewhere, started without Node and without a network. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import packageFile from "../../package.json" with { type: "json" };
import { openServices, startPageApp } from "../../server/compose.ts";
import { ReachTests } from "../../server/http/reach/reach-tests.ts";
import { TARGETS } from "../../scripts/portable/targets.mjs";
import "./built-server.ts";
import { freePort } from "./free-port.ts";
import { orSkipped } from "../or-skipped.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const VISIT = join(ROOT, "tests/journeys/portable-visit.mjs");
const isThisKind = process.platform === "linux" && process.arch === "x64";
const hasOwnNetwork = spawnSync("unshare", ["-rn", "ip", "link", "set", "lo", "up"]).status === 0;
if (!hasOwnNetwork)
  process.stderr.write("SKIPPED: a machine without a network, because none can be made here.\n");

const place = mkdtempSync(join(tmpdir(), "plumbline-stick-"));
const carried = join(place, "U 盘 一", "准绳（县委）");
const stick = join(place, "stick");
afterAll(() => rmSync(place, { recursive: true, force: true }));

function buildPortable(...args: string[]) {
  return spawnSync(process.execPath, ["scripts/portable/build-portable.mjs", ...args], {
    cwd: ROOT,
    encoding: "utf8",
  });
}

/** Starts the folder, visits it, stops it; in a network of its own with nothing but itself in it. */
async function visit() {
  const node = join(carried, "program", "node");
  const call = [node, VISIT, join(carried, "start.sh"), String(await freePort())];
  const [program, ...args] = hasOwnNetwork
    ? ["unshare", "-rn", "/bin/sh", "-c", 'ip link set lo up && exec "$@"', "sh", ...call]
    : call;
  const { stdout, stderr } = spawnSync(program!, args, { encoding: "utf8", timeout: 120_000 });
  expect(stderr).toBe("");
  return JSON.parse(stdout) as {
    readonly said: string;
    readonly code: number | null;
    readonly seen: { readonly [part: string]: string | number } | null;
  };
}

describe("the page of the portable folder", () => {
  it("answers to this machine's own names only, with an address or without", async () => {
    const services = await openServices({ dataFolder: join(place, "own"), address: null });
    try {
      const app = startPageApp(services, new ReachTests());
      const asked = async (host: string) => app.request("http://127.0.0.1/", { headers: { host } });
      expect((await asked("rebound.example")).status).toBe(404);
      const page = await asked("localhost:4000");
      expect(page.status).toBe(200);
      expect(page.headers.get("cache-control")).toBe("no-store");
      const text = await page.text();
      expect(text).toContain("还没有接上网络");
      expect(text).toContain("有 1 项要先处理。");
      expect(text).not.toContain("<script");
    } finally {
      await services.close();
    }
  });
});

describe.skipIf(!isThisKind)(
  orSkipped(isThisKind, "the portable folder", "the portable folder is made for another system"),
  { timeout: 300_000 },
  () => {
    beforeAll(() => {
      const built = buildPortable("linux-x64", "--out", join(place, "built"));
      expect(built, built.stderr).toMatchObject({ status: 0 });
      spawnSync("mkdir", ["-p", join(place, "U 盘 一")]);
      renameSync(join(place, "built", "plumbline-linux-x64"), carried);
    }, 300_000);

    it("has Node, one binary of each kind and its papers inside, and nothing that is made at home", () => {
      expect(readdirSync(carried).toSorted()).toEqual([
        "plumbline.sh",
        "program",
        "start.sh",
        "使用说明.txt",
      ]);
      const binaries = readdirSync(join(carried, "program"), { recursive: true })
        .map(String)
        .filter((name) => name.endsWith(".node"));
      expect(binaries).toHaveLength(3);
      for (const name of ["node", ...binaries]) {
        expect(TARGETS["linux-x64"].isFor(join(carried, "program", name)), name).toBe(true);
        expect(TARGETS["linux-arm64"].isFor(join(carried, "program", name)), name).toBe(false);
        expect(TARGETS["windows-x64"].isFor(join(carried, "program", name)), name).toBe(false);
      }
      const words = readFileSync(join(carried, "使用说明.txt"), "utf8");
      expect(words).toContain(`准绳 ${packageFile.version}`);
      expect(words).toContain("sh start.sh");
    });

    it("starts without Node and without a network, shows address, code and self-check, and stops in order", async () => {
      const { said, code, seen } = await visit();
      expect(said).toContain(`数据放在：${join(carried, "data")}`);
      expect(said).toMatch(/▀|▄|█/);
      expect(said).toMatch(/^正常　数据文件夹能写/m);
      expect(seen).toMatchObject({ shown: 200, signedIn: 200 });
      expect(seen!["phone"]).toContain("<title>");
      expect(seen!["test"]).toContain("可以打开");
      expect(seen!["page"]).toContain("还没有手机打开过试用页");
      expect(seen!["page"]).toContain("<svg");
      expect(seen!["pageAfterPhone"]).toContain("试用页打开过 1 次");
      expect(code).toBe(0);
      // Only an orderly end leaves this.
      expect(existsSync(join(carried, "data", "at-rest.json"))).toBe(true);
      expect(existsSync(join(carried, "data", "in-use"))).toBe(false);
    });

    it("has the command line too", () => {
      const { status, stdout } = spawnSync("/bin/sh", [join(carried, "plumbline.sh"), "accounts", "list"], {
        cwd: "/",
        env: { PATH: "/nowhere" },
        encoding: "utf8",
      });
      expect(status).toBe(0);
      expect(stdout).toContain("承办人");
    });

    const mounts = (options: string): boolean => {
      spawnSync("mkdir", ["-p", stick]);
      return spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", stick]).status === 0;
    };
    const startOn = async (data: string) =>
      spawnSync("/bin/sh", [join(carried, "start.sh"), data], {
        cwd: "/",
        env: { PATH: "/nowhere", PORT: String(await freePort()), PLUMBLINE_BROWSER: "none" },
        encoding: "utf8",
        timeout: 60_000,
      });

    it.each([
      ["a stick that takes no writing", "ro", "数据文件夹写不进去"],
      ["a full stick", "size=64k", "磁盘满了"],
    ])("refuses %s in a sentence", async (_, options, words) => {
      if (!mounts(options)) {
        process.stderr.write("SKIPPED: sticks, because nothing may be mounted here.\n");
        return;
      }
      try {
        const { status, stdout, stderr } = await startOn(join(stick, "data"));
        expect(status).toBe(1);
        expect(stdout).toBe("");
        expect(stderr).toContain(words);
        expect(stderr).not.toContain("    at ");
      } finally {
        spawnSync("umount", [stick]);
      }
    });

    it("says in a sentence that a target is unknown, or that nothing can be fetched", () => {
      expect(buildPortable("solaris")).toMatchObject({ status: 2 });
      const offline = spawnSync(
        process.execPath,
        ["scripts/portable/build-portable.mjs", "windows-x64", "--out", place],
        {
          cwd: ROOT,
          encoding: "utf8",
          env: { ...process.env, npm_config_offline: "true", npm_config_cache: join(place, "empty-cache") },
        },
      );
      expect(offline.status).toBe(1);
      expect(offline.stderr).toContain("windows-x64: not built. There is no network to the npm registry");
      expect(existsSync(join(place, "plumbline-windows-x64"))).toBe(false);
    });
  },
);
