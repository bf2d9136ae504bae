/**
 * P7 while a poll closes: the power fails at any moment, closing goes on at the next start, and nothing is lost; once a
 * poll is closed, nothing of its ballots is left in box and roll, however the power failed.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seeded } from "../../../server/cli/demo/simulated-answers.ts";
import { type ClosingFolder, prepareClosingFolder } from "../closing-folder.ts";
import { expectClosed, traces } from "../expect-closed.ts";
import { rounds } from "../long-form.ts";
import { cutTimes } from "./cut-times.ts";
import { ModelDisk } from "./model-disk.ts";
import { bundleProgram } from "../bundle-program.ts";
import { canTrace, type DiskEvent, traceRun } from "./read-trace.ts";
import { orSkipped } from "../../or-skipped.ts";

const CUTS = rounds(60, 2_000);
const CHILD = await bundleProgram(new URL("../closing-child.ts", import.meta.url));
const hasTracer = canTrace();
if (!hasTracer)
  process.stderr.write(
    "SKIPPED: no power cut of a closing is replayed, because strace is not installed here.\n",
  );

describe.skipIf(!hasTracer)(
  orSkipped(hasTracer, "power that fails while a poll closes", "strace is not installed or not allowed here"),
  () => {
    const parent = mkdtempSync(join(tmpdir(), "plumbline-cut-"));
    const before = join(parent, "before");
    const after = join(parent, "after");
    let prepared: ClosingFolder;
    let events: readonly DiskEvent[];

    beforeAll(async () => {
      prepared = await prepareClosingFolder(before);
      const live = join(parent, "live");
      cpSync(before, live, { recursive: true });
      events = await traceRun(CHILD, [live, prepared.poll, ""], live);
    }, 240_000);
    afterAll(() => rmSync(parent, { recursive: true, force: true }));

    /** State of the poll as the disk says it after a cut, before anything of ours has looked at it. */
    function stateOnDisk(): string | undefined {
      const copy = join(parent, "office");
      rmSync(copy, { recursive: true, force: true });
      mkdirSync(copy);
      for (const name of ["office.db", "office.db-wal"]) {
        if (existsSync(join(after, name))) cpSync(join(after, name), join(copy, name));
      }
      const db = new Database(join(copy, "office.db"));
      try {
        return db
          .prepare<[string], string>("select state from polls where id = ?")
          .pluck()
          .get(prepared.poll);
      } finally {
        db.close();
      }
    }

    it("was traced whole: build, rename and sync of the closed file, then both files emptied", () => {
      const file = `closed/${prepared.poll}.db`;
      const renamed = events.findIndex((one) => one.kind === "rename" && one.to === file);
      expect(events.slice(0, renamed).some((one) => one.kind === "sync" && one.path === `${file}.tmp`)).toBe(
        true,
      );
      expect(events.slice(renamed).some((one) => one.kind === "sync" && one.path === "closed")).toBe(true);
      for (const log of ["box.db-wal", "roll.db-wal"])
        expect(events.some((one) => one.kind === "cut-off" && one.path === log && one.length === 0)).toBe(
          true,
        );
    });

    it(`goes on after ${CUTS} cuts, with every ballot once and no trace of a closed poll`, async () => {
      const random = seeded(3);
      const disk = new ModelDisk(before);
      // Every step of closing ends with a commit of the office, so each state is seen.
      const commits = events.flatMap(({ kind, ...one }, time) =>
        kind === "sync" && "path" in one && one.path === "office.db-wal" ? [time] : [],
      );
      const times = new Set([...cutTimes(events, CUTS, random), ...commits, events.length - 1]);
      const states = new Set<string | undefined>();
      for (const [time, event] of events.entries()) {
        disk.apply(event);
        if (!times.has(time)) continue;
        disk.cut(after, random);
        const state = stateOnDisk();
        states.add(state);
        if (state === "closed") expect(traces(after, prepared), `cut ${time}`).toEqual([]);
        try {
          await expectClosed(after, prepared);
        } catch (error) {
          throw new Error(`cut ${time} of ${events.length}, in state ${state}`, { cause: error });
        }
      }
      expect([...states].toSorted()).toEqual(["closed", "closing", "counted", "open", "sealing"]);
    });
  },
);
