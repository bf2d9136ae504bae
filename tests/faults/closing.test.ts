/** Closing survives being killed at any moment. */
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bundleProgram } from "./bundle-program.ts";
import { prepareClosingFolder, type ClosingFolder } from "./closing-folder.ts";
import { CLOSING_POINTS } from "./closing-points.ts";
import { expectClosed, traces } from "./expect-closed.ts";
import { rounds } from "./long-form.ts";

const RANDOM_KILLS = rounds(6, 200);
const CHILD = await bundleProgram(new URL("closing-child.ts", import.meta.url));

let parent: string;
let prepared: ClosingFolder;
let folder: string;
/** How long the last child worked on the folder. */
let lastRunMs = 0;

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), "plumbline-closing-"));
  prepared = await prepareClosingFolder(join(parent, "prepared"));
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));
beforeEach(() => {
  folder = join(parent, "data");
  cpSync(join(parent, "prepared"), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/**
 * Runs the child on the folder until it has closed the poll, reaches the point, or is killed.
 *
 * @param afterMs from its first step to SIGKILL
 * @returns the signal that ended it; null when it ended by itself
 */
async function runChild(point: string, afterMs = Number.POSITIVE_INFINITY): Promise<string | null> {
  const child = spawn(process.execPath, [CHILD, folder, prepared.poll, point], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit") as Promise<[number | null, string | null]>;
  await once(child.stdout, "data");
  const startedAt = performance.now();
  if (Number.isFinite(afterMs)) {
    await sleep(afterMs);
    child.kill("SIGKILL");
  }
  const [code, signal] = await ended;
  lastRunMs = performance.now() - startedAt;
  if (signal === null) expect(code).toBe(0);
  return signal;
}

it("starts from a folder whose files name the poll's keys", () => {
  expect(traces(folder, prepared)).toEqual(expect.arrayContaining(["box.db", "roll.db"]));
});

describe("closing killed at a known point", () => {
  it.each(CLOSING_POINTS)("%s", async (point) => {
    expect(await runChild(point)).toBe("SIGKILL");
    await expectClosed(folder, prepared);
  });
});

describe("closing killed at any moment, again and again", () => {
  it(
    `${RANDOM_KILLS} kills`,
    async () => {
      expect(await runChild("")).toBe(null);
      const spanMs = lastRunMs;
      await expectClosed(folder, prepared);
      for (let kills = 0; kills < RANDOM_KILLS;) {
        rmSync(folder, { recursive: true });
        cpSync(join(parent, "prepared"), folder, { recursive: true });
        while (kills < RANDOM_KILLS && (await runChild("", Math.random() * spanMs)) !== null) kills += 1;
        await expectClosed(folder, prepared);
      }
    },
    60_000 + RANDOM_KILLS * 15_000,
  );
});
