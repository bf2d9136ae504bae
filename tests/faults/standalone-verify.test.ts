/** The recount as one file: carried into an empty folder it runs on Node alone and says what the product says. */
import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { presentVerification, verificationLines } from "../../server/exports/verification-report.ts";
import { BUILT_FOLDER } from "../../server/places.ts";
import "../journeys/built-server.ts";
import { changeRows } from "./spoil.ts";
import { closedRound, type ClosedRound, verifyFolder } from "./verify-kit.ts";

const SINGLE = "plumbline-verify.mjs";

let round: ClosedRound;
let away: string;
beforeAll(async () => {
  round = await closedRound();
  away = join(mkdtempSync(join(tmpdir(), "plumbline-away-")), "几 年 以后");
  mkdirSync(away);
  copyFileSync(join(BUILT_FOLDER, SINGLE), join(away, SINGLE));
  cpSync(round.exported, join(away, "卷"), { recursive: true });
});
afterAll(() => {
  round.dispose();
  rmSync(join(away, ".."), { recursive: true, force: true });
});

/** Node and the file, nothing else: no settings, no path, no library folder above. */
function runSingle(...args: string[]) {
  return spawnSync(process.execPath, [SINGLE, ...args], { cwd: away, env: {}, encoding: "utf8" });
}

describe("plumbline-verify.mjs", () => {
  it("asks for nothing but what is in Node", () => {
    const text = readFileSync(join(BUILT_FOLDER, SINGLE), "utf8");
    const asked = [
      ...text.matchAll(/^import .*?from "([^"]+)"|\bimport\("([^"]+)"\)|\brequire\("([^"]+)"\)/gm),
    ];
    const names = asked.map(([, from, later, required]) => from ?? later ?? required ?? "");
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !builtinModules.includes(name.replace(/^node:/, "")))).toEqual([]);
  });

  it.each([
    ["without the signed digest", false],
    ["with it", true],
  ])("says what `plumbline verify` says, %s", async (_, isBound) => {
    const digest = isBound ? round.digest : null;
    const args = ["卷", ...(isBound ? ["--sheet", round.digest.toUpperCase()] : [])];
    const verification = await verifyFolder(round.exported, digest);
    const said = runSingle(...args);
    expect(said).toMatchObject({ status: 0, stderr: "" });
    expect(said.stdout.trimEnd()).toBe(verificationLines(verification).join("\n"));
    const told: unknown = JSON.parse(runSingle(...args, "--json").stdout);
    expect(told).toEqual(JSON.parse(JSON.stringify(presentVerification(verification))));
  });

  it("finds a changed answer, with exit code 1", async () => {
    const folder = join(away, "改过");
    cpSync(round.exported, folder, { recursive: true });
    changeRows(folder, round.polls.get("water")!, (db) =>
      db.exec(
        "update ballots set answers = replace(answers, '0', '1') where tag = (select min(tag) from ballots)",
      ),
    );
    const verification = await verifyFolder(folder, round.digest);
    const said = runSingle("改过", "--sheet", round.digest);
    expect(said.status).toBe(1);
    expect(said.stdout.trimEnd()).toBe(verificationLines(verification).join("\n"));
    expect(said.stdout).toContain("封存文件被换过或改过");
  });

  it("recounts the folder in which it lies when none is named", () => {
    copyFileSync(join(away, SINGLE), join(away, "卷", SINGLE));
    const inside = spawnSync(process.execPath, [SINGLE], {
      cwd: join(away, "卷"),
      env: {},
      encoding: "utf8",
    });
    expect(inside).toMatchObject({ status: 0, stderr: "" });
    expect(inside.stdout).toContain(round.digest);
  });

  it("refuses, in a sentence, what is no verification folder, a broken one and a wrong call", () => {
    expect(runSingle(".")).toMatchObject({ status: 2, stdout: "" });
    expect(runSingle(".").stderr).toContain("不是核验文件夹");
    expect(runSingle("卷", "--sheet", "12").stderr).toContain("64 位校验码");
    expect(runSingle("卷", "--all")).toMatchObject({ status: 2, stdout: "" });
    const folder = join(away, "半份");
    cpSync(round.exported, folder, { recursive: true });
    writeFileSync(join(folder, "office.json"), readFileSync(join(folder, "office.json")).subarray(0, 2_000));
    expect(runSingle("半份")).toMatchObject({ status: 1, stdout: "" });
    expect(runSingle("半份").stderr).not.toContain("    at ");
  });
});
