/** BO: three times as many ballots as can be taken, for some seconds: how long people wait, and how soon it is over. */
import { cpus } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { ask, childInFolder } from "./child.ts";
import { ballotMaker } from "./intake.ts";
import type { Ready } from "./intake-server.ts";
import { type Answer, sendAll, sendAnew, sendPaced } from "./load.ts";
import { busySeconds, ownSeconds } from "./machine.ts";
import type { Count, CountRow, Effort } from "./row.ts";
import { quantileOf } from "./statistics.ts";

const TIMES = 3;
const SECONDS = 6;
const CONNECTIONS = 100;
/** Of whoever stands before the server, as a proxy does, and hands the crowd on. */
const LINES = 2_000;
/** Of which the capacity is read. */
const WARM = 1_500;
/** Ballots of their own, sent again and again: who is told to come back sends the same. */
const OWN = 6_000;

/** Our own: a person who waits longer wonders whether it went. */
const ANSWER_MS = 2_000;
/** Who is sent away waits no longer than who is taken. */
const AWAY_MS = 2_000;
const RECOVERY_MS = 5_000;
/** Answered so many times running, each as fast as a person notices no wait. */
const [RUNNING, AT_ONCE_MS] = [20, 100];

export const overload: CountRow = {
  id: "BO",
  what: `${TIMES} times as many ballots as can be taken arrive for ${SECONDS} s: answers, refusals, and how soon it is over`,
  notQuick: "a rush of a moment is over before anybody is sent away",
  count,
};

async function count({ scale, isQuick }: Effort): Promise<readonly Count[]> {
  const { child, ready, stop } = await childInFolder<Ready>("intake-server.ts", isQuick);
  try {
    const make = ballotMaker(ready.checked, true);
    await sendAll(ready.port, CONNECTIONS, make.casts(WARM));
    const warm = make.casts(WARM);
    const warmFrom = performance.now();
    await sendAll(ready.port, CONNECTIONS, warm);
    const perSecond = (WARM * 1000) / (performance.now() - warmFrom);
    const fresh = make.casts(WARM);
    const freshFrom = performance.now();
    const { failed } = await sendAnew(ready.port, CONNECTIONS, fresh);
    if (failed > 0) throw new Error(`${failed} ballots were refused before the rush`);
    const freshPerSecond = (WARM * 1000) / (performance.now() - freshFrom);
    const own = make.casts(OWN);
    const requests = Array.from(
      { length: Math.round(TIMES * perSecond * SECONDS * scale) },
      (_, at) => own[at % OWN]!,
    );
    const used = async () => ownSeconds() + (await ask<number>(child, "cpu"));
    const [busy, before, from] = [busySeconds(), await used(), performance.now()];
    const send = (port: number) => sendPaced(port, LINES, TIMES * perSecond, requests);
    const answers = await send(ready.port);
    const seconds = (performance.now() - from) / 1000;
    const others = busySeconds() - busy - ((await used()) - before);
    const othersShare = Math.max(0, others / (seconds * cpus().length));
    const recovery = await recovered(ready.port, own[0]!);
    await requireAll(child, ready.port, own);
    const bare = await send(ready.noopPort);
    return figures({ answers, bare, perSecond, freshPerSecond, recovery, othersShare });
  } finally {
    await stop();
  }
}

interface Measured {
  readonly answers: readonly Answer[];
  /** Of a server that does nothing, at the same pace: what the bench itself and the lines take. */
  readonly bare: readonly Answer[];
  /** Ballots that were taken in a second before. */
  readonly perSecond: number;
  /** The same, each over a connection of its own, as phones come that have been answering for minutes. */
  readonly freshPerSecond: number;
  readonly recovery: number;
  readonly othersShare: number;
}

function figures({
  answers,
  bare,
  perSecond,
  freshPerSecond,
  recovery,
  othersShare,
}: Measured): readonly Count[] {
  const timesOf = (isWanted: (status: number) => boolean): readonly number[] =>
    answers.filter(({ status }) => isWanted(status)).map(({ ms }) => ms);
  const taken = timesOf((status) => status >= 200 && status < 300);
  const away = timesOf((status) => status === 503);
  const at = (times: readonly number[], share: number): number =>
    times.length === 0 ? 0 : Math.round(quantileOf(times, share));
  const nothing = bare.map(({ ms }) => ms);
  const waited = (what: string, times: readonly number[], atMost: number): readonly Count[] =>
    ([0.5, 0.99] as const).map((share) => ({
      what: `ms ${share === 0.5 ? "median" : "p99"} until ${what}`,
      value: at(times, share),
      base: { what: "of a server that does nothing", value: at(nothing, share) },
      ...(share === 0.99 && { atMost }),
      othersShare,
    }));
  return [
    {
      what: "ballots in a second, each over a connection of its own",
      value: Math.round(freshPerSecond),
      base: { what: "over kept connections", value: Math.round(perSecond) },
    },
    {
      what: "requests that got neither an answer nor a time to come back",
      value: answers.length - taken.length - away.length,
      base: { what: "sent", value: answers.length },
      atMost: 0,
    },
    {
      what: "percent told to come back",
      value: Math.round((away.length * 100) / answers.length),
      base: { what: "taken in a second before", value: Math.round(perSecond) },
    },
    ...waited("one is taken", taken, ANSWER_MS),
    ...waited("one is sent away", away, AWAY_MS),
    {
      what: `ms after the last until ${RUNNING} running are answered within ${AT_ONCE_MS}`,
      value: recovery,
      base: { none: "before the rush it is so from the start" },
      atMost: RECOVERY_MS,
      othersShare,
    },
  ];
}

/** Milliseconds until it is as before. */
async function recovered(port: number, request: Buffer): Promise<number> {
  const from = performance.now();
  let since = from;
  for (let running = 0; running < RUNNING;) {
    const [answer] = await sendPaced(port, 1, 1000, [request]);
    if (answer!.status === 200 && answer!.ms <= AT_ONCE_MS) running += 1;
    else {
      running = 0;
      await sleep(AT_ONCE_MS);
      since = performance.now();
    }
  }
  return Math.round(since - from);
}

/** Nobody's ballot is lost or doubled: at the next try each is in, and as many rows are there as there were ballots. */
async function requireAll(
  child: Parameters<typeof ask>[0],
  port: number,
  own: readonly Buffer[],
): Promise<void> {
  const again = await sendAll(port, CONNECTIONS, own);
  if (again.failed > 0) throw new Error(`${again.failed} ballots were refused after the rush`);
  const [rows] = await ask<readonly [number, number]>(child, "rows");
  if (rows !== 3 * WARM + own.length) throw new Error(`${rows} rows after ${3 * WARM + own.length} ballots`);
}
