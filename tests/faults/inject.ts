/** Kills a program at a chosen one of its writes, syncs and renames, with strace's fault injection. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What touches the disk; modules are only read, so all of these are the program's own. */
const CALLS = "pwrite64,fsync,fdatasync,ftruncate,rename,unlink";

/** Whoever waits longer waits for ever. */
const LONGEST_MS = 240_000;

/** One place in a run: the `nth` of these calls by one thread, from 1; "5..8" for some in a row. */
export interface WritePlace {
  readonly call: string;
  readonly nth: number | string;
}

export interface InjectedRun {
  readonly isKilled: boolean;
  readonly code: number | null;
  /** What the program printed. */
  readonly out: string;
  /** Every call that touched the disk, in order. */
  readonly places: readonly WritePlace[];
}

export const canInject = (): boolean =>
  process.platform === "linux" &&
  spawnSync("strace", ["-f", "-o", "/dev/null", "-e", "inject=rename:error=EIO:when=1000", "true"], {
    stdio: "ignore",
  }).status === 0;

/**
 * Runs a program of `bundleProgram` under strace; one that does not end has the code null.
 *
 * @param inject where, and what happens there (`signal=SIGKILL`, `error=EIO`); null: nothing
 */
export function runInjected(
  program: string,
  args: readonly string[],
  inject: { readonly at: WritePlace; readonly what: string } | null,
): InjectedRun {
  const place = mkdtempSync(join(tmpdir(), "plumbline-inject-"));
  const file = join(place, "trace");
  try {
    const options = ["-f", "-qq", "-o", file, "-e", `trace=${CALLS}`, "-e", "signal=none"];
    if (inject) options.push("-e", `inject=${inject.at.call}:${inject.what}:when=${inject.at.nth}`);
    const { status, signal, stdout } = spawnSync("strace", [...options, process.execPath, program, ...args], {
      stdio: ["ignore", "pipe", "inherit"],
      encoding: "utf8",
      timeout: LONGEST_MS,
    });
    const isKilled = signal === "SIGKILL" || status === 128 + 9;
    return { isKilled, code: status, out: stdout, places: placesIn(readFileSync(file, "utf8")) };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function placesIn(trace: string): WritePlace[] {
  const counts = new Map<string, number>();
  return [...trace.matchAll(/^(\d+)\s+(\w+)\(/gm)].map(([, thread, call]) => {
    const nth = (counts.get(`${thread} ${call}`) ?? 0) + 1;
    counts.set(`${thread} ${call}`, nth);
    return { call: call!, nth };
  });
}
