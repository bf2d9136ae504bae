import { spawn, spawnSync } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStores } from "../../server/store/sqlite/open-stores.ts";
import { bundleProgram } from "./bundle-program.ts";
import { rounds } from "./long-form.ts";

/** Promise P7 asks for 200. */
const ROUNDS = rounds(12, 200);
const CHILD = await bundleProgram(new URL("cast-until-killed.ts", import.meta.url));
const EXITING = await bundleProgram(new URL("exit-without-closing.ts", import.meta.url));

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plumbline-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** About as long as a child of this test takes for a few transactions, each with its sync. */
const MOMENTS_MS = 25;

/**
 * Lets a child cast until it has acknowledged some lines, kills it at a moment of the time after that, whatever it is at, and
 * returns every line it printed.
 */
async function castUntilKilled(key: string, round: number): Promise<string[]> {
  const least = randomInt(20, 440);
  const child = spawn(process.execPath, [CHILD, folder, key, String(round)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === least) setTimeout(() => child.kill("SIGKILL"), randomInt(MOMENTS_MS));
  }
  expect(await ended).toEqual([null, "SIGKILL"]);
  return lines;
}

const hexes = (lines: readonly string[], word: string): Uint8Array[] =>
  lines
    .map((line) => line.split(" "))
    .filter(([first, hex]) => first === word && hex?.length === 64)
    .map(([, hex]) => new Uint8Array(Buffer.from(hex!, "hex")));

describe("kill -9 under load", () => {
  it(
    "loses no acknowledged redeem or cast, doubles none, and leaves the folder free",
    async () => {
      const key = randomBytes(32).toString("hex");
      const keyId = new Uint8Array(Buffer.from(key, "hex"));
      const acknowledged: string[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        acknowledged.push(...(await castUntilKilled(key, round)));
        const { box, roll, close } = await openStores(folder);
        const casts = hexes(acknowledged, "cast");
        expect(casts.length).toBeGreaterThan(round);
        for (const nullifier of casts) expect(await box.isSpent(keyId, nullifier)).toBe(true);
        for (const hash of hexes(acknowledged, "used")) expect((await roll.ticket(hash))?.state).toBe("used");
        const [spent] = await box.countSpent([keyId]);
        let ballots = 0;
        for await (const ballot of box.ballots(keyId)) ballots += ballot.answers === "[1,2,3]" ? 1 : 0;
        let texts = 0;
        for await (const { text } of box.texts(keyId)) texts += text === "一" ? 1 : 0;
        expect([ballots, texts]).toEqual([spent, spent]);
        expect(spent).toBeLessThanOrEqual(await roll.used("p1"));
        await close();
      }
    },
    240_000 + ROUNDS * 30_000,
  );
});

describe("a process that ends by an error", () => {
  it("leaves a folder that opens again with every acknowledged cast", async () => {
    const key = randomBytes(32).toString("hex");
    for (let round = 1; round <= 2; round += 1) {
      const ended = spawnSync(process.execPath, [EXITING, folder, key], {
        encoding: "utf8",
      });
      expect(ended.stderr).toContain("on purpose");
      const { box, close } = await openStores(folder);
      expect(await box.countSpent([new Uint8Array(Buffer.from(key, "hex"))])).toEqual([round]);
      await close();
    }
  });
});
