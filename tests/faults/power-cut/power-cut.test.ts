/**
 * P7: the power fails at any moment, and whatever was acknowledged is there afterwards.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seeded } from "../../../server/cli/demo/simulated-answers.ts";
import { isProblem } from "../../../server/core/problem.ts";
import { castRows } from "../../../server/store/box.case.ts";
import { openStores } from "../../../server/store/sqlite/open-stores.ts";
import { verifyAudit } from "../../../server/store/audit-chain.ts";
import type { Stores } from "../../../server/store/stores.ts";
import { rounds } from "../long-form.ts";
import { cutTimes } from "./cut-times.ts";
import { ModelDisk } from "./model-disk.ts";
import { bundleProgram } from "../bundle-program.ts";
import { canTrace, type DiskEvent, traceRun } from "./read-trace.ts";
import { orSkipped } from "../../or-skipped.ts";

const CUTS = rounds(60, 2_000);
/** Enough for the logs to be written back to their files on the way. */
const TURNS = 60;
const CHILD = await bundleProgram(new URL("cast-and-say.ts", import.meta.url));
const hasTracer = canTrace();
if (!hasTracer)
  process.stderr.write(
    "SKIPPED: no power cut is replayed, because strace is not installed or not allowed here.\n",
  );

const parent = mkdtempSync(join(tmpdir(), "plumbline-cut-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const key = randomBytes(32).toString("hex");
const keyId = new Uint8Array(Buffer.from(key, "hex"));

/** Runs the child on a new folder. */
async function traceCasting(synchronous: string, turns: number): Promise<readonly DiskEvent[]> {
  const folder = mkdtempSync(join(parent, "live-"));
  return traceRun(CHILD, [folder, key, synchronous, String(turns)], folder);
}

/** Replays the trace and looks at the folder after each cut. @returns everything that is wrong, with its cut */
async function replay(
  events: readonly DiskEvent[],
  times: ReadonlySet<number>,
  random: () => number,
): Promise<string[]> {
  const empty = mkdtempSync(join(parent, "empty-"));
  const disk = new ModelDisk(empty);
  const said: string[] = [];
  const wrong: string[] = [];
  for (const [time, event] of events.entries()) {
    disk.apply(event);
    if (event.kind === "said") said.push(event.line);
    if (!times.has(time)) continue;
    const folder = join(parent, "after");
    disk.cut(folder, random);
    wrong.push(...(await wrongAfter(folder, said)).map((what) => `cut ${time}: ${what}`));
  }
  return wrong;
}

async function wrongAfter(folder: string, said: readonly string[]): Promise<string[]> {
  let stores: Stores;
  try {
    stores = await openStores(folder);
  } catch (error) {
    if (isProblem(error)) return [`refused: ${error.code} ${JSON.stringify(error.facts)}`];
    throw error;
  }
  try {
    return [...(await lostOf(stores, said)), ...(await strangeIn(stores))];
  } finally {
    await stores.close();
  }
}

/** What was acknowledged and is not there. */
async function lostOf({ office, roll, box }: Stores, said: readonly string[]): Promise<string[]> {
  const lost: string[] = [];
  for (const line of said) {
    const [what, name = ""] = line.split(" ");
    const bytes = new Uint8Array(Buffer.from(name, "hex"));
    const isThere =
      what === "used"
        ? (await roll.ticket(bytes))?.state === "used"
        : what === "cast"
          ? await box.isSpent(keyId, bytes)
          : what === "act"
            ? (await office.inTransaction((transaction) => transaction.accountByName(name))) !== null
            : true;
    if (!isThere) lost.push(`lost ${what}`);
  }
  return lost;
}

/** Half ballots, ballots counted twice, a box that takes no more, half acts of the office, and a broken record. */
async function strangeIn({ office, roll, box }: Stores): Promise<string[]> {
  const strange: string[] = [];
  await office.inTransaction(async (transaction) => {
    const lines = await transaction.audit();
    const done = (await transaction.accounts()).map(({ name }) => name);
    if (!verifyAudit(lines).ok) strange.push("a broken record");
    if (lines.map(({ about }) => about).join() !== done.toSorted(byTurn).join()) strange.push("half an act");
  });
  const answers: string[] = [];
  for await (const ballot of box.ballots(keyId)) answers.push(ballot.answers);
  let texts = 0;
  for await (const { text } of box.texts(keyId)) texts += text === "一" ? 1 : 0;
  const [spent] = await box.countSpent([keyId]);
  if (answers.length !== spent || texts !== spent) strange.push("half a ballot");
  if (new Set(answers).size !== answers.length) strange.push("a ballot twice");
  if (answers.length > (await roll.used("p1"))) strange.push("a ballot without its ticket");
  if ((await box.cast(castRows(keyId, "[0]", ["一"]))) !== "new") strange.push("takes no more");
  return strange;
}

/** The names of acts are a0, a1, …, in the order in which they were done. */
const byTurn = (one: string, other: string): number => Number(one.slice(1)) - Number(other.slice(1));

describe.skipIf(!hasTracer)(
  orSkipped(
    hasTracer,
    "power that fails while people cast and the office acts",
    "strace is not installed or not allowed here",
  ),
  () => {
    let events: readonly DiskEvent[];
    let firstSaid: number;
    beforeAll(async () => {
      events = await traceCasting("full", TURNS);
      firstSaid = events.findIndex(({ kind }) => kind === "said");
    }, 240_000);

    it("was traced whole: everything said, every file synced, logs written back and begun anew", () => {
      expect(events.filter(({ kind }) => kind === "said").length).toBe(TURNS * (20 + 20 + 1) + 1);
      const lastCast = events.findLastIndex((one) => one.kind === "said" && one.line.startsWith("cast"));
      for (const file of ["box.db", "roll.db", "office.db"]) {
        const back = events.findIndex(
          (one, time) => time > firstSaid && one.kind === "write" && one.path === file,
        );
        expect(back).toBeGreaterThan(firstSaid);
        expect(back).toBeLessThan(lastCast);
      }
    });

    it("leaves a folder that opens when it failed while the folder was made", async () => {
      const random = seeded(4);
      const times = cutTimes(events.slice(0, firstSaid), CUTS, random);
      expect(await replay(events.slice(0, firstSaid), times, random)).toEqual([]);
    });

    it("loses nothing that was acknowledged, doubles nothing, and leaves files that open", async () => {
      const random = seeded(1);
      expect(await replay(events, cutTimes(events, CUTS, random), random)).toEqual([]);
    });

    it.each(["normal", "off"])(
      "would be noticed: synchronous = %s loses what was acknowledged",
      async (synchronous) => {
        const random = seeded(2);
        const weak = await traceCasting(synchronous, 5);
        const unseen = new Set(["cast", "used", "act"]);
        // What a cut takes along is chance, and a file that does not open any more tells nothing.
        for (let tries = 0; unseen.size > 0 && tries < 20; tries += 1)
          for (const one of await replay(weak, cutTimes(weak, 20, random), random))
            for (const what of unseen) if (one.includes(`lost ${what}`)) unseen.delete(what);
        expect([...unseen]).toEqual([]);
      },
    );
  },
);
