/** `verify` opens no connection: every network call of the process is watched while it recounts. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BUILT_COMMAND } from "../../journeys/built-server.ts";
import { closedRound, type ClosedRound } from "../../faults/verify-kit.ts";
import { orSkipped } from "../../or-skipped.ts";

const canWatch = spawnSync("strace", ["-f", "-o", "/dev/null", "true"]).status === 0;
if (!canWatch) process.stderr.write("SKIPPED, NOT PASSED: strace is not installed or may not watch here.\n");

const COMMAND = BUILT_COMMAND;

let round: ClosedRound;
let folder: string;
beforeAll(async () => {
  if (!canWatch) return;
  folder = mkdtempSync(join(tmpdir(), "plumbline-offline-"));
  round = await closedRound();
}, 120_000);
afterAll(() => {
  if (!canWatch) return;
  round.dispose();
  rmSync(folder, { recursive: true, force: true });
});

interface Watched {
  readonly status: number | null;
  readonly out: string;
  /** Calls that name an address of a network; sockets of the machine itself are none. */
  readonly calls: readonly string[];
}

function watch(args: readonly string[]): Watched {
  const log = join(folder, "calls");
  const traced = ["-f", "-qq", "-e", "trace=%network", "-o", log, process.execPath, ...args];
  const { status, stdout } = spawnSync("strace", traced, { encoding: "utf8" });
  const calls = readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => /AF_INET6?\b/.test(line));
  return { status, out: stdout, calls };
}

describe.skipIf(!canWatch)(
  orSkipped(canWatch, "verify without a network", "strace is not installed or may not watch here"),
  () => {
    it.each(["exported", "dataFolder"] as const)("recounts the %s and calls nobody", (which) => {
      const { status, out, calls } = watch([
        ...COMMAND,
        "verify",
        round[which],
        "--sheet",
        round.digest,
        "--json",
      ]);
      expect([status, JSON.parse(out)]).toEqual([0, expect.objectContaining({ differences: [] })]);
      expect(calls).toEqual([]);
    });

    it("would be seen calling: one request of any program is", () => {
      const { calls } = watch(["-e", "fetch('http://127.0.0.1:65431').catch(() => {})"]);
      expect(calls.length).toBeGreaterThan(0);
    });
  },
);
