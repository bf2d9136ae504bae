/** How cost, storage and closing grow with the ballots of a poll, on both engines. */
import { mkdtempSync, rmSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { ask, startChild } from "./child.ts";
import type { Closed, Filled } from "./count-server.ts";
import { ARTIFACTS, busySeconds, ownSeconds } from "./machine.ts";
import { type MeasuredPostgres, measuredPostgres } from "./measured-postgres.ts";
import type { Count, CountRow } from "./row.ts";
import { growthOf, type Point } from "./statistics.ts";

const SIZES = [10_000, 100_000, 1_000_000];
/** The cost of a cast is read in parts, each with as many ballots before it as came so far. */
const PARTS = 10;
/** Ballots of the other poll that is closed while the first one stays open. */
const FEW = 1_000;
const NOT_QUICK = "a few thousand ballots say nothing of growth";

export const growthOnSqlite: CountRow = {
  id: "BS sqlite",
  what: "growth with the ballots of a poll on the embedded database: cost of a cast, storage, closing",
  notQuick: NOT_QUICK,
  count: () => growth(null),
};

export const growthOnPostgres: CountRow = {
  id: "BS postgres",
  what: "the same on PostgreSQL, the CPU of its server counted too",
  notQuick: NOT_QUICK,
  async count() {
    const server = measuredPostgres();
    try {
      return await growth(server);
    } finally {
      server.stop();
    }
  },
};

interface Measured {
  readonly ballots: number;
  /** Ballots before, and µs of CPU of each that was cast then. */
  readonly casts: readonly Point[];
  readonly openBytes: number;
  readonly closedBytes: number;
  readonly closeMs: number;
  readonly besideMs: number;
  readonly othersShare: number;
}

async function growth(server: MeasuredPostgres | null): Promise<readonly Count[]> {
  const measured: Measured[] = [];
  for (const ballots of SIZES) measured.push(await measure(server, ballots));
  const perBallot = (of: (one: Measured) => number): Point[] =>
    measured.map((one) => [one.ballots, of(one) / one.ballots]);
  const casts = measured.flatMap((one) => one.casts);
  return [
    ...measured.flatMap((one) => countsOf(one, measured[0]!)),
    ...exponentOf("CPU of a cast", casts),
    ...exponentOf(
      "bytes of a ballot while open",
      perBallot(({ openBytes }) => openBytes),
    ),
    ...exponentOf(
      "time to close, per ballot",
      perBallot(({ closeMs }) => closeMs),
    ),
  ];
}

/** Each beside the same at the fewest ballots. */
function countsOf(one: Measured, fewest: Measured): readonly Count[] {
  const { othersShare } = one;
  const figure = (what: string, of: (measured: Measured) => number): Count => ({
    what: `${what} at ${one.ballots} ballots`,
    value: of(one),
    base:
      one === fewest
        ? { none: "the figures for more ballots are beside this one" }
        : { what: `at ${fewest.ballots}`, value: of(fewest) },
  });
  const timed = (what: string, of: (measured: Measured) => number): Count => ({
    ...figure(what, of),
    othersShare,
  });
  return [
    timed("µs CPU of a cast", ({ casts }) => rounded(casts.at(-1)![1])),
    figure("bytes of a ballot while open", ({ openBytes, ballots }) => rounded(openBytes / ballots)),
    figure("bytes of the whole installation after close, for each ballot,", ({ closedBytes, ballots }) =>
      rounded(closedBytes / ballots),
    ),
    timed("ms to close", ({ closeMs }) => Math.round(closeMs)),
    timed(`ms to close another poll of ${FEW} beside it`, ({ besideMs }) => Math.round(besideMs)),
  ];
}

/** 0: as much for each of a million as for each of ten thousand; 1: ten times as much for ten times as many. */
function exponentOf(of: string, points: readonly Point[]): readonly Count[] {
  const { exponent, error } = growthOf(points);
  return [
    {
      what: `growth of ${of} (power of their number), standard error ${error.toFixed(3)}`,
      value: Number(exponent.toFixed(3)),
      base: { none: "a power fitted to the figures above" },
    },
  ];
}

const rounded = (value: number): number => Number(value.toPrecision(3));

async function measure(server: MeasuredPostgres | null, ballots: number): Promise<Measured> {
  const folder = mkdtempSync(join(ARTIFACTS, "growth-"));
  const database = server ? await server.newDatabase() : null;
  const { child } = await startChild("count-server.ts", database === null ? [folder] : [folder, database]);
  const seconds = async () => (await ask<number>(child, "cpu")) + (server?.seconds() ?? 0);
  const bytes = async () =>
    (await ask<number>(child, "disk")) + (database === null ? 0 : await server!.bytesOf(database));
  const [busy, own, from] = [busySeconds(), ownSeconds() + (await seconds()), performance.now()];
  try {
    // Opens the poll, and lets the process get warm.
    await ask<Filled>(child, "fill", FEW);
    const few = await bytes();
    const casts: Point[] = [];
    for (let part = 0; part < PARTS; part += 1) {
      const before = await seconds();
      await ask<Filled>(child, "fill", ballots / PARTS);
      const used = (await seconds()) - before;
      casts.push([FEW + ((part + 0.5) * ballots) / PARTS, (used * 1e6 * PARTS) / ballots]);
    }
    const openBytes = (await bytes()) - few;
    const besideMs = (await ask<number>(child, "beside", FEW)) * 1000;
    const closed = await ask<Closed>(child, "close");
    const used = ownSeconds() + (await seconds()) - own;
    const elapsed = (performance.now() - from) / 1000;
    return {
      ballots,
      casts,
      openBytes,
      closedBytes: await bytes(),
      closeMs: closed.seconds * 1000,
      besideMs,
      othersShare: Math.max(0, (busySeconds() - busy - used) / (elapsed * cpus().length)),
    };
  } finally {
    await ask(child, "stop").catch(() => child.kill());
    rmSync(folder, { recursive: true, force: true });
  }
}
