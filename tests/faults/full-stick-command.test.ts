/** `plumbline parcel` with a file that is in the way, and with a stick that is full. @source docs/parcels.md */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openServices } from "../../server/compose.ts";
import { readParcel } from "../../server/imports/read-parcel.ts";
import { readBytesFile } from "../../server/cli/file-problem.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { trustInstallation } from "../../server/services/parcel/trust-installation.ts";
import { runCommand } from "../journeys/run-command.ts";
import { draftRound, FIRST, type Installation, SECOND } from "../journeys/three-installations.ts";
import { orSkipped } from "../or-skipped.ts";

const ROUND_ID = "r2026";
const LAPTOPS = { [FIRST]: "7K3M9QXD7K3M9QXD7K3M", [SECOND]: "8K3M9QXD7K3M9QXD7K3M" };

const folder = mkdtempSync(join(tmpdir(), "plumbline-office-"));
const files = mkdtempSync(join(tmpdir(), "plumbline-files-"));
const stick = mkdtempSync(join(tmpdir(), "plumbline-full-stick-"));
const canMount =
  process.platform === "linux" &&
  spawnSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", stick], { stdio: "ignore" }).status === 0;
if (!canMount) process.stderr.write("SKIPPED: a full stick, because nothing may be mounted here.\n");

const env = { PLUMBLINE_DATA: folder, PLUMBLINE_URL: "http://127.0.0.1" };

beforeAll(async () => {
  const services = await openServices({ dataFolder: folder, address: env.PLUMBLINE_URL });
  const { deps } = services;
  await draftRound({ deps } as Installation, ROUND_ID);
  for (const [name, fingerprint] of Object.entries(LAPTOPS)) {
    await trustInstallation(deps, KEEPER, { fingerprint, name });
  }
  await services.close();
}, 120_000);
afterAll(() => {
  if (canMount) spawnSync("umount", [stick]);
  for (const one of [folder, files, stick]) rmSync(one, { recursive: true, force: true });
});

const task = (group: keyof typeof LAPTOPS, out: string) =>
  runCommand(["parcel", "task", ROUND_ID, "--group", group, "--to", LAPTOPS[group], "--out", out], env);

const awayNow = async (): Promise<readonly string[]> => {
  const { out } = await runCommand(["parcel", "status", ROUND_ID, "--json"], env);
  return JSON.parse(out).away;
};

describe("a task whose file", () => {
  it.each([
    ["is there already", () => join(files, "there.zip"), "已经有"],
    ["has no folder to lie in", () => join(files, "nowhere", "task.zip"), "没有这个文件或文件夹"],
  ])("%s is not made", async (_, place, sentence) => {
    const out = place();
    if (out.endsWith("there.zip")) writeFileSync(out, "x");
    const { code, error } = await task(FIRST, out);
    expect({ code, error }).toEqual({ code: 1, error: expect.stringContaining(sentence) });
    expect(await awayNow()).toEqual([]);
  });

  it("cannot be made leaves no file", async () => {
    const out = join(files, "none.zip");
    const { code } = await runCommand(
      ["parcel", "task", ROUND_ID, "--group", "没有这个组", "--to", LAPTOPS[FIRST]!, "--out", out],
      env,
    );
    expect({ code, isThere: existsSync(out) }).toEqual({ code: 1, isThere: false });
  });
});

describe.skipIf(!canMount)(orSkipped(canMount, "a full stick", "nothing may be mounted here"), () => {
  it("leaves no file, and the id by which the same parcel is written elsewhere", async () => {
    const { bavail, bsize } = statfsSync(stick);
    writeFileSync(join(stick, "full"), Buffer.alloc(bavail * bsize - bsize));
    const { code, error } = await task(SECOND, join(stick, "task.zip"));
    expect({ code, error }).toEqual({
      code: 1,
      error: expect.stringContaining("任务包做好了，没有写成文件"),
    });
    expect(readdirSync(stick)).toEqual(["full"]);
    expect(await awayNow()).toEqual(["县交通局党组"]);
    const [id = ""] = /[0-9a-f]{64}/.exec(error) ?? [];
    const out = join(files, "task.zip");
    expect((await runCommand(["parcel", "again", id, "--out", out], env)).code).toBe(0);
    expect(readParcel(await readBytesFile(out)).id).toBe(id);
  });
});
