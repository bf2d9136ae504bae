/** Kills an act of the office at places of its writes and lets it be done again, on copies of one folder. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { seeded } from "../../../server/cli/demo/simulated-answers.ts";
import { openServices } from "../../../server/compose.ts";
import type { Deps } from "../../../server/services/deps.ts";
import { verifyAudit } from "../../../server/store/audit-chain.ts";
import { bundleProgram } from "../bundle-program.ts";
import { canInject, type InjectedRun, runInjected, type WritePlace } from "../inject.ts";
import { rounds } from "../long-form.ts";
import { type ActsFolder, BALLOTS } from "./acts-folder.ts";
import type { Act } from "./act-child.ts";
import { acknowledged, requireCast } from "./ballots-meanwhile.ts";

/** Of each act. */
export const KILLS = rounds(2, 50);

export const hasTracer = canInject();
if (!hasTracer)
  process.stderr.write(
    "SKIPPED: no act is killed at a write, because strace is not installed or not allowed here.\n",
  );

type Prepared = Pick<ActsFolder, "openKeyId">;
type Look = (deps: Deps) => Promise<void>;

export interface Killing<P extends Prepared> {
  /** What the file's own preparation made; there from the first test on. */
  readonly prepared: P;
  /** For folders of the file's own. */
  readonly parent: string;
  /** On which the acts are done. */
  readonly folder: string;
  /** Into which an act writes; it is not there at the beginning. */
  readonly out: string;
  /** The folder as it was prepared. */
  startOver(): void;
  /** An act to its end, no ballots beside it. */
  run(act: Act, about: string): InjectedRun;
  /** Opens a folder by itself, which brings it to the present shape; killed `at` a place, or to its end. */
  open(dataFolder: string, at: WritePlace | null): InjectedRun;
  /** Kills the act at random places of its writes; after each `look` finds nothing half done, and the act goes through. */
  killAct(act: Act, about: string, look: Look, done: Look): Promise<void>;
}

/**
 * For the tests of one file.
 *
 * @param prepare fills an empty folder; what it gives names a key of an open poll whose ballots come in beside each act
 */
export async function killing<P extends Prepared>(
  prepare: (dataFolder: string) => Promise<P>,
): Promise<Killing<P>> {
  const program = await bundleProgram(new URL("act-child.ts", import.meta.url));
  const parent = mkdtempSync(join(tmpdir(), "plumbline-acts-"));
  const [folder, out] = [join(parent, "data"), join(parent, "out")];
  let found: P | null = null;
  beforeAll(async () => {
    if (hasTracer) found = await prepare(join(parent, "prepared"));
  });
  afterAll(() => rmSync(parent, { recursive: true, force: true }));

  const startOver = (): void => {
    for (const path of [folder, out, `${out}-sheet`]) rmSync(path, { recursive: true, force: true });
    cpSync(join(parent, "prepared"), folder, { recursive: true });
  };

  async function killAct(act: Act, about: string, look: Look, done: Look): Promise<void> {
    const { openKeyId } = found!;
    startOver();
    const args = [act, folder, about, out, openKeyId.toString("hex")];
    const whole = runInjected(program, args, null);
    expect([whole.code, whole.places.length > 5]).toEqual([0, true]);
    await withFolder(folder, done);
    await withFolder(folder, (deps) => requireCast(deps, openKeyId, acknowledged(whole.out), 0));
    expect(acknowledged(whole.out)).toHaveLength(BALLOTS);
    const random = seeded(act.length);
    let killed = 0;
    for (let i = 0; i < KILLS; i += 1) {
      startOver();
      const at = whole.places[Math.floor(random() * whole.places.length)]!;
      const cut = runInjected(program, args, { at, what: "signal=SIGKILL" });
      if (cut.isKilled) killed += 1;
      await withFolder(folder, async (deps) => {
        await requireCast(deps, openKeyId, acknowledged(cut.out), 1);
        await look(deps);
      });
      rmSync(`${out}-sheet`, { recursive: true, force: true });
      const again = runInjected(program, args, null);
      expect([at, again.code]).toEqual([at, 0]);
      await withFolder(folder, async (deps) => {
        await requireCast(deps, openKeyId, [...acknowledged(cut.out), ...acknowledged(again.out)], 1);
        await done(deps);
      });
    }
    // Random keys make the number of writes differ a little from run to run: the last may not be reached.
    expect(killed).toBeGreaterThanOrEqual(KILLS - 1);
  }

  return {
    get prepared() {
      return found!;
    },
    parent,
    folder,
    out,
    startOver,
    run: (act, about) => runInjected(program, [act, folder, about, out], null),
    open: (dataFolder, at) =>
      runInjected(program, ["migrate", dataFolder, "", ""], at && { at, what: "signal=SIGKILL" }),
    killAct,
  };
}

/** Opens the folder as every start does; its record is whole. */
async function withFolder(folder: string, look: Look): Promise<void> {
  const { deps, close } = await openServices({ dataFolder: folder, address: "https://ceping.test" });
  try {
    const lines = await deps.office.inTransaction((office) => office.audit());
    expect(verifyAudit(lines)).toEqual({ ok: true, lines: lines.length });
    await look(deps);
  } finally {
    await close();
  }
}
