/** A backup made while people answer is put back elsewhere: verified, it goes on, and what was acknowledged before it is there. */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createProgram } from "../../server/cli/program.ts";
import { openServices } from "../../server/compose.ts";
import { isProblem } from "../../server/core/problem.ts";
import { castBallot } from "../../server/services/cast-ballot.ts";
import { backup } from "../../server/store/sqlite/backup.ts";
import { restore } from "../../server/store/sqlite/restore.ts";
import { type ClosingFolder, prepareClosingFolder } from "./closing-folder.ts";
import { expectClosed } from "./expect-closed.ts";

let parent: string;
let prepared: ClosingFolder;
beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), "plumbline-restore-"));
  prepared = await prepareClosingFolder(join(parent, "data"));
  // Beside a server that holds the folder and takes a ballot meanwhile.
  const services = await openServices({ dataFolder: join(parent, "data"), address: null });
  backup(join(parent, "data"), join(parent, "copy"), { privateKeys: true });
  backup(join(parent, "data"), join(parent, "copy-without-keys"), { privateKeys: false });
  await castBallot(services.deps, prepared.ballotsOfOther[1]!);
  await services.close();
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

/** Runs the command in this process. */
async function run(...args: string[]): Promise<{ code: number; out: string }> {
  let out = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const before = process.exitCode;
  process.exitCode = 0;
  try {
    await createProgram().parseAsync(["node", "plumbline", ...args]);
    return { code: Number(process.exitCode), out };
  } finally {
    process.exitCode = before;
    write.mockRestore();
  }
}

describe("a backup put back on another machine", () => {
  it("goes on: the open polls take ballots and close with everything that was acknowledged before the copy", async () => {
    const target = join(parent, "elsewhere");
    vi.stubEnv("PLUMBLINE_DATA", target);
    const { code, out } = await run("restore", join(parent, "copy"), "--json");
    vi.unstubAllEnvs();
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ ok: true, privateKeys: true, differences: [] });
    expect((JSON.parse(out) as { live: unknown[] }).live).toEqual([
      { unit: expect.any(String), state: "open", canGoOn: true },
      { unit: expect.any(String), state: "open", canGoOn: true },
    ]);
    await expectClosed(target, prepared);
  });

  it("without private keys says which polls cannot go on", async () => {
    vi.stubEnv("PLUMBLINE_DATA", join(parent, "no-keys"));
    const { code, out } = await run("restore", join(parent, "copy-without-keys"));
    vi.unstubAllEnvs();
    expect(code).toBe(0);
    expect(out.match(/备份里没有私钥/g)).toHaveLength(2);
  });
});

describe("a second copy while polls take ballots", () => {
  it("is warned of by unit, and the first is not", () => {
    const first = mkdtempSync(join(tmpdir(), "plumbline-again-"));
    cpSync(join(parent, "data"), join(first, "data"), { recursive: true });
    rmSync(join(first, "data", "copies.json"));
    const copy = (name: string) =>
      backup(join(first, "data"), join(first, name), { privateKeys: false }).copiedAgain;
    expect(copy("one")).toEqual([]);
    expect(copy("two")).toEqual(["县水利局党组", "县粮食局党组"]);
    // The copy does not carry the memory of its source: it is a folder of its own.
    expect(existsSync(join(first, "two", "copies.json"))).toBe(false);
    rmSync(first, { recursive: true });
  });
});

describe("a drill", () => {
  it("says the same and leaves nothing", async () => {
    const before = readdirSync(parent).toSorted();
    const { code, out } = await run("restore", join(parent, "copy"), "--drill");
    expect(code).toBe(0);
    expect(out).toContain("正在用的数据没有动过");
    expect(readdirSync(parent).toSorted()).toEqual(before);
  });
});

describe("what is refused, leaving nothing behind", () => {
  const refusalOf = (copy: string, target: string): unknown => {
    try {
      restore(copy, target);
      return null;
    } catch (error) {
      return isProblem(error) ? [error.code, error.facts] : error;
    }
  };
  const spoiled = (change: (copy: string) => void): unknown => {
    const copy = join(parent, "spoiled");
    rmSync(copy, { recursive: true, force: true });
    cpSync(join(parent, "copy"), copy, { recursive: true });
    change(copy);
    const target = join(parent, "target");
    const refusal = refusalOf(copy, target);
    expect(existsSync(target)).toBe(false);
    return refusal;
  };

  it("a file with one changed byte", () => {
    const refusal = spoiled((copy) => {
      const bytes = readFileSync(join(copy, "box.db"));
      bytes[5000] = bytes[5000]! ^ 1;
      writeFileSync(join(copy, "box.db"), bytes);
    });
    expect(refusal).toEqual(["store.damaged", { file: "box.db", reason: "other-than-backed-up" }]);
  });

  it("a file that is missing, and a copy that was never finished", () => {
    expect(spoiled((copy) => rmSync(join(copy, "roll.db")))).toEqual([
      "store.damaged",
      { file: "roll.db", reason: "missing" },
    ]);
    expect(spoiled((copy) => rmSync(join(copy, "backup.json")))).toEqual([
      "usage",
      { reason: "not a backup" },
    ]);
  });

  it("a list that names files elsewhere", () => {
    const list = JSON.stringify({ formatVersion: 1, files: [{ file: "../data/office.db", digest: "" }] });
    expect(spoiled((copy) => writeFileSync(join(copy, "backup.json"), list))).toEqual([
      "store.damaged",
      { file: "backup.json", reason: "wrong-file" },
    ]);
  });

  it("a folder that holds something already", () => {
    expect(refusalOf(join(parent, "copy"), join(parent, "data"))).toEqual([
      "usage",
      { reason: "restore target is not empty" },
    ]);
  });
});
