/**
 * Closing survives being killed at any moment. More rounds of random kills: `CLOSING_KILLS=200 npx vitest run
 * tests/faults/closing.test.ts`.
 */
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openServices, type Services } from "../../server/compose.ts";
import { castBallot } from "../../server/services/cast-ballot.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { prepareClosingFolder, type ClosingFolder } from "./closing-folder.ts";

const RANDOM_KILLS = Number(process.env["CLOSING_KILLS"] ?? 6);
const CHILD = fileURLToPath(new URL("closing-child.ts", import.meta.url));

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
  const child = spawn(process.execPath, ["--import", "tsx", CHILD, folder, prepared.poll, point], {
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

/** Opens the folder as the product does, which resumes closing, and looks at everything that was promised. */
async function expectClosed(): Promise<void> {
  const services = await openServices({ dataFolder: folder, address: null });
  try {
    const { deps } = services;
    const { poll, other, reference } = prepared;
    await closeIfOpen(services);
    const row = await deps.office.inTransaction((office) => office.poll(poll));
    expect(row?.state).toBe("closed");
    expect((await deps.closed.check(poll)).digest).toBe(row?.closedDigest);
    await expectReference(services);
    expect(await deps.roll.holds(poll)).toBe(false);
    expect(await deps.box.countSpent(reference.keyIds)).toEqual(reference.keyIds.map(() => 0));
    expect(readdirSync(join(folder, "closed"))).toEqual([`${poll}.db`]);
    const otherRow = await deps.office.inTransaction((office) => office.poll(other));
    expect(otherRow?.state).toBe("open");
    expect((await castBallot(deps, prepared.lateOfOther)).isNew).toBe(true);
    await expect(castBallot(deps, prepared.late)).rejects.toMatchObject({ code: "poll.closed" });
  } finally {
    await services.close();
  }
  expect(traces()).toEqual([]);
}

/** Killed before its first step was on disk, the poll is open as before and can be closed. */
async function closeIfOpen({ deps }: Services): Promise<void> {
  const { poll } = prepared;
  const row = await deps.office.inTransaction((office) => office.poll(poll));
  if (row?.state !== "open") return;
  await beginClosing(deps, KEEPER, poll, { second: KEEPER });
  await continueClosing(deps, KEEPER, poll);
}

/** 0 lost, 0 doubled: every acknowledged ballot once, with its answers, texts and receipt. */
async function expectReference({ deps }: Services): Promise<void> {
  const { poll, reference } = prepared;
  const ballots: string[] = [];
  for await (const { instrument, block, answers } of deps.closed.ballots(poll)) {
    ballots.push(`${instrument} ${block} ${answers}`);
  }
  const texts: string[] = [];
  for await (const { instrument, question, text } of deps.closed.texts(poll)) {
    texts.push(`${instrument} ${question} ${text}`);
  }
  expect(ballots.toSorted()).toEqual(reference.ballots);
  expect(texts.toSorted()).toEqual(reference.texts);
  expect(await deps.closed.receipts(poll)).toEqual(reference.receipts);
  expect((await deps.closed.head(poll)).tally).toEqual(reference.tally);
}

/** Files and logs of box and roll that hold a key id of the poll: every row of both names one. */
function traces(): string[] {
  return readdirSync(folder).filter((name) => {
    if (!/^(box|roll)\.db/.test(name)) return false;
    const bytes = readFileSync(join(folder, name));
    return prepared.reference.keyIds.some((keyId) => bytes.includes(Buffer.from(keyId)));
  });
}

it("starts from a folder whose files name the poll's keys", () => {
  expect(traces()).toEqual(expect.arrayContaining(["box.db", "roll.db"]));
});

describe("closing killed at a known point", () => {
  const states = ["closing", "sealing", "counted", "closed"];
  const acts = ["drain", "write", "check", "box.erase", "roll.erase"];
  const points = [...states, ...acts].flatMap((name) => [`before ${name}`, `after ${name}`]);
  it.each([...points, "among credentials", "among ballots", "among texts"])(
    "%s",
    async (point) => {
      expect(await runChild(point)).toBe("SIGKILL");
      await expectClosed();
    },
    60_000,
  );
});

describe("closing killed at any moment, again and again", () => {
  it(
    `${RANDOM_KILLS} kills`,
    async () => {
      expect(await runChild("")).toBe(null);
      const spanMs = lastRunMs;
      await expectClosed();
      for (let kills = 0; kills < RANDOM_KILLS;) {
        rmSync(folder, { recursive: true });
        cpSync(join(parent, "prepared"), folder, { recursive: true });
        while (kills < RANDOM_KILLS && (await runChild("", Math.random() * spanMs)) !== null) kills += 1;
        await expectClosed();
      }
    },
    60_000 + RANDOM_KILLS * 15_000,
  );
});
