/** B6 and B7: a million ballots closed, released and recounted, and what they take on disk. */
import { mkdtempSync, rmSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { ask, startChild } from "./child.ts";
import type { Closed, Filled, Recounted, Standing } from "./count-server.ts";
import { ARTIFACTS, busySeconds, ownSeconds } from "./machine.ts";
import type { Count, CountRow, Effort } from "./row.ts";

const MILLION = 1_000_000;
const FEW = 1_000;
const CLOSE_MS = 30_000;
const RECOUNT_MS = 5_000;
const MEMORY_BYTES = 400_000_000;
const DISK_RATIO = 2;
/** Of a credential: key id, message, signature. */
const CREDENTIAL_BYTES = 320;

export const countMillion: CountRow = {
  id: "B6",
  what: "a poll of a million ballots: closed (rewritten, counted, released, erased from the box), then counted again",
  count,
};

async function count({ scale }: Effort): Promise<readonly Count[]> {
  const folder = mkdtempSync(join(ARTIFACTS, "b6-"));
  const { child } = await startChild("count-server.ts", [folder]);
  try {
    const ballots = scale === 1 ? MILLION : FEW;
    // What fewer ballots take says nothing about a million: shown, not judged.
    const goal = (atMost: number) => (scale === 1 ? { atMost } : {});
    const empty = await ask<number>(child, "memory");
    const { answerBytes } = await ask<Filled>(child, "fill", ballots);
    const { rewriteSeconds } = await ask<Standing>(child, "standing");
    const usedByOthers = async <T>(act: () => Promise<T>): Promise<readonly [T, number]> => {
      const used = async () => ownSeconds() + (await ask<number>(child, "cpu"));
      const [busy, own, from] = [busySeconds(), await used(), performance.now()];
      const done = await act();
      const others = busySeconds() - busy - ((await used()) - own);
      return [done, Math.max(0, (others * 1000) / ((performance.now() - from) * cpus().length))];
    };
    const [closed, besideClose] = await usedByOthers(() => ask<Closed>(child, "close"));
    const [recounted, besideRecount] = await usedByOthers(() => ask<Recounted>(child, "recount"));
    if (recounted.ballots !== ballots) throw new Error(`${recounted.ballots} counted of ${ballots} ballots`);
    const ms = (seconds: number) => Math.round(seconds * 1000);
    return [
      { what: "ballots", value: ballots, base: { none: "how many were asked for" } },
      {
        what: "ms to close",
        value: ms(closed.seconds),
        base: { what: "ms in which the engine writes the box anew", value: ms(rewriteSeconds) },
        ...goal(CLOSE_MS),
        othersShare: besideClose,
      },
      {
        what: "ms to count again",
        value: ms(recounted.seconds),
        base: { what: "ms to read them without counting", value: ms(recounted.readSeconds) },
        ...goal(RECOUNT_MS),
        othersShare: besideRecount,
      },
      {
        what: "bytes of memory at most, filling included",
        value: closed.memoryBytes,
        base: { what: "before the first ballot", value: empty },
        ...goal(MEMORY_BYTES),
      },
      {
        what: "(B7) bytes of the data folder after close",
        value: closed.diskBytes,
        base: { what: "of answers and 320 per credential", value: answerBytes + CREDENTIAL_BYTES * ballots },
        ...goal(DISK_RATIO),
        of: "ratio",
      },
    ];
  } finally {
    await ask(child, "stop").catch(() => child.kill());
    rmSync(folder, { recursive: true, force: true });
  }
}
