/** P7, P8: a disk that answers "input/output error" to a sync or a write. What it did not take is never said to be in. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { openStores } from "../../server/store/sqlite/open-stores.ts";
import { bundleProgram } from "./bundle-program.ts";
import { canInject, runInjected } from "./inject.ts";
import { rounds } from "./long-form.ts";
import { orSkipped } from "../or-skipped.ts";

const CHILD = await bundleProgram(new URL("cast-and-report.ts", import.meta.url));
const hasTracer = canInject();
if (!hasTracer)
  process.stderr.write("SKIPPED: no failing sync, because strace is not installed or not allowed here.\n");

interface Report {
  readonly acknowledged: readonly string[];
  readonly refused: readonly string[];
  readonly refusals: readonly string[];
}

const FAULTS = [
  { call: "sync", nth: "20..24", error: "EIO" },
  { call: "pwrite64", nth: "60..70", error: "EIO" },
  { call: "pwrite64", nth: "50..58", error: "ENOSPC" },
] as const;

/** `fsync` or `fdatasync`, as this build of SQLite has it. */
let sync = "";
beforeAll(() => {
  if (!hasTracer) return;
  const folder = mkdtempSync(join(tmpdir(), "plumbline-sync-"));
  const { places } = runInjected(CHILD, [folder, "00".repeat(32)], null);
  sync = places.some(({ call }) => call === "fdatasync") ? "fdatasync" : "fsync";
  rmSync(folder, { recursive: true });
});

describe.skipIf(!hasTracer)(
  orSkipped(hasTracer, "a disk that fails for a while", "strace is not installed or not allowed here"),
  () => {
    const cases = Array.from({ length: rounds(1, 20) }, () => FAULTS).flat();
    it.each(cases)("$call answers $error", async ({ call, nth, error }) => {
      const folder = mkdtempSync(join(tmpdir(), "plumbline-sync-"));
      const key = randomBytes(32).toString("hex");
      // The files are made beforehand, so that the fault falls into casting.
      await (await openStores(folder)).close();
      const { code, out } = runInjected(CHILD, [folder, key], {
        at: { call: call === "sync" ? sync : call, nth },
        what: `error=${error}`,
      });
      expect(code).toBe(0);
      const report = JSON.parse(out) as Report;
      expect(report.refusals).toEqual(["store.storage-full"]);
      expect(report.refused.length).toBeGreaterThan(0);
      // It worked before the fault and works again after it.
      expect(report.acknowledged.length).toBeGreaterThan(5);
      const { box, close } = await openStores(folder);
      const keyId = new Uint8Array(Buffer.from(key, "hex"));
      for (const nullifier of report.acknowledged)
        expect(await box.isSpent(keyId, new Uint8Array(Buffer.from(nullifier, "hex")))).toBe(true);
      const [spent] = await box.countSpent([keyId]);
      let ballots = 0;
      for await (const { answers } of box.ballots(keyId)) ballots += answers === "[1,2,3]" ? 1 : 0;
      // A refused ballot may be there or not, like an answer that was lost; credential and answers never differ.
      expect(ballots).toBe(spent);
      expect(spent).toBeLessThanOrEqual(report.acknowledged.length + report.refused.length);
      await close();
      rmSync(folder, { recursive: true });
    });
  },
);
