/** Faults of the machine around the product: each has a sentence, and nothing that was acknowledged is lost. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openServices } from "../../server/compose.ts";
import { BUILT_SERVER } from "../journeys/built-server.ts";
import { clockBehindMs } from "../../server/services/check-clock.ts";
import { createRound } from "../../server/services/create-round.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { openStores } from "../../server/store/sqlite/open-stores.ts";
import { firstAccounts } from "../../server/cli/first-accounts.ts";
import { machine } from "../../web/text/machine.ts";
import { bundleProgram } from "./bundle-program.ts";
import { freePort } from "../journeys/free-port.ts";
import { problemLine } from "../../web/text/problems.ts";
import { orSkipped } from "../or-skipped.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "plumbline-machine-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const mount = (...args: string[]): boolean => spawnSync("mount", args, { stdio: "ignore" }).status === 0;
const place = mkdtempSync(join(tmpdir(), "plumbline-mount-"));
const canMount = process.platform === "linux" && mount("-t", "tmpfs", "-o", "size=8m", "tmpfs", place);
afterAll(() => {
  if (canMount) spawnSync("umount", [place]);
  rmSync(place, { recursive: true, force: true });
});
if (!canMount)
  process.stderr.write("SKIPPED: a disk mounted read-only, because nothing may be mounted here.\n");

describe.skipIf(!canMount)(
  orSkipped(canMount, "a disk that is mounted read-only", "nothing may be mounted here"),
  () => {
    it("is refused at the start in a sentence, and served again once it can be written", async () => {
      await (await openStores(place)).close();
      expect(mount("-o", "remount,ro", place)).toBe(true);
      const refusal = await openStores(place).then(
        () => null,
        (error: unknown) => error,
      );
      expect(refusal).toMatchObject({ code: "store.read-only", facts: { folder: place } });
      expect(problemLine(refusal as { code: string })).toContain("磁盘是只读的");
      expect(mount("-o", "remount,rw", place)).toBe(true);
      await (await openStores(place)).close();
    });
  },
);

describe("a clock that was set back", () => {
  it("is noticed against the record, and a minute is not", async () => {
    const services = await openServices({ dataFolder: join(folder, "clock"), address: null });
    const { deps } = services;
    expect(await clockBehindMs(deps)).toBeNull();
    await createRound({ ...deps, clock: () => new Date("2026-11-20T08:00:00Z") }, KEEPER, {
      title: "一轮",
      authority: "县委",
      setUp: "onsite",
      period: "",
      openUntil: "",
      contactPhone: "",
      scheme: "political-ecology",
      forms: [],
    });
    const at = (utc: string) => clockBehindMs({ ...deps, clock: () => new Date(utc) });
    expect(await at("2026-11-20T07:59:30Z")).toBeNull();
    expect(await at("2026-11-20T09:00:00Z")).toBeNull();
    expect(await at("2025-01-01T00:00:00Z")).toBe(
      Date.parse("2026-11-20T08:00:00Z") - Date.parse("2025-01-01T00:00:00Z"),
    );
    await services.close();
  });

  it("is told by the command that serves, which serves all the same", async () => {
    const dataFolder = join(folder, "clock");
    const services = await openServices({ dataFolder, address: null });
    const ahead = { ...services.deps, clock: () => new Date(Date.now() + 3 * 3_600_000) };
    await firstAccounts(ahead);
    await services.close();
    const port = await freePort();
    const served = spawn(process.execPath, BUILT_SERVER, {
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      env: { ...process.env, PLUMBLINE_DATA: dataFolder, PORT: String(port), PLUMBLINE_HOST: "127.0.0.1" },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const ended = once(served, "exit");
    const [before, after] = machine.clockBehind(0).split("0");
    let said = "";
    for await (const chunk of served.stderr) {
      said += String(chunk);
      if (said.includes(after!)) break;
    }
    expect(said).toContain(before!);
    expect((await fetch(`http://127.0.0.1:${port}/ready`)).status).toBe(200);
    served.kill("SIGTERM");
    await ended;
  });
});

const canLimit = spawnSync("prlimit", ["--version"]).status === 0;
const OUT_OF_FILES = await bundleProgram(new URL("out-of-files.ts", import.meta.url));
const CASTING = await bundleProgram(new URL("cast-until-killed.ts", import.meta.url));
if (!canLimit)
  process.stderr.write("SKIPPED: no more files, because prlimit (util-linux) is not installed here.\n");

describe.skipIf(!canLimit)(
  orSkipped(canLimit, "no file descriptors left", "prlimit (util-linux) is not installed here"),
  () => {
    it("a store that is open goes on taking ballots; one that opens is refused and opens later", async () => {
      const ran = spawnSync(process.execPath, [OUT_OF_FILES, join(folder, "files")], {
        encoding: "utf8",
      });
      expect(JSON.parse(ran.stdout)).toEqual({
        cast: "new",
        wasOut: true,
        opened: "machine.out-of-files",
        castAfter: "new",
        kept: 2,
      });
    });
  },
);

describe("a process that runs out of memory", () => {
  it("dies like a killed one: every acknowledged ballot is there, and the folder opens again", async () => {
    const key = randomBytes(32).toString("hex");
    const place = join(folder, "memory");
    const flood = new URL("flood-memory.mjs", import.meta.url).href;
    const child = spawn(
      process.execPath,
      ["--max-old-space-size=80", "--import", flood, CASTING, place, key, "1"],
      {
        stdio: ["ignore", "pipe", "ignore"],
        env: { ...process.env, FLOOD_FILE: join(place, "box.db-wal"), FLOOD_BYTES: "200000" },
      },
    );
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
    const [code, signal] = (await once(child, "close")) as [number | null, string | null];
    expect([code, signal]).not.toEqual([0, null]);
    const nullifiers = [...said.matchAll(/^cast ([0-9a-f]{64})$/gm)].map(([, hex]) =>
      Buffer.from(hex!, "hex"),
    );
    expect(nullifiers.length).toBeGreaterThan(5);
    const { box, close } = await openStores(place);
    for (const nullifier of nullifiers)
      expect(await box.isSpent(new Uint8Array(Buffer.from(key, "hex")), new Uint8Array(nullifier))).toBe(
        true,
      );
    await close();
  });
});
