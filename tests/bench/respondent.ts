/** B4: what a whole respondent costs the server, from the page to the third receipt, beside what cannot be left out of one. */
import type { ChildProcess } from "node:child_process";
import { alternate, type Comparison, type Done } from "./alternate.ts";
import { ask, childInFolder } from "./child.ts";
import { notePerson, repeatPerson } from "./floor.ts";
import { answerAsPerson, takePhone } from "./person.ts";
import type { Ready } from "./respondent-server.ts";
import type { Effort, Row } from "./row.ts";

const PEOPLE = 60;
/** As many as a day of meetings: code that has run a few hundred times only is still being compiled. */
const PEOPLE_BEFORE = 2_000;
const FLOOR_PEOPLE = 180;
const AT_ONCE = 4;
const NOOPS = 1_500;
const GOAL_MICROSECONDS = 2_500;
const FORMS = 3;

type Base = "noop" | "floor";

export const respondentRows: readonly Row[] = [
  {
    id: "B4",
    what: "server CPU of a whole respondent, every request of the page ÷ one node:http no-op POST of 16 KiB",
    goal: { atMost: GOAL_MICROSECONDS, of: "this" },
    unit: "µs CPU",
    run: (effort) => run(effort, false, "noop"),
  },
  {
    id: "B4 floor",
    what: "the same ÷ what cannot be left out of it, done barely in the same process",
    goal: {},
    unit: "µs CPU",
    notQuick: "B4 with another base",
    run: (effort) => run(effort, false, "floor"),
  },
  {
    id: "B4 sealed",
    what: "the same on plain http: redeem, checks and ballots sealed to the poll's key",
    goal: { atMost: GOAL_MICROSECONDS, of: "this" },
    unit: "µs CPU",
    notQuick: "B4 with another way of sending",
    run: (effort) => run(effort, true, "noop"),
  },
  {
    id: "B4 sealed floor",
    what: "the same on plain http ÷ what cannot be left out of it",
    goal: {},
    unit: "µs CPU",
    notQuick: "B4 with another base and way of sending",
    run: (effort) => run(effort, true, "floor"),
  },
];

/** Ways of sending that a server has served its many people in. */
const warmed = new WeakMap<ChildProcess, Set<boolean>>();

async function run({ pairs, scale, isQuick }: Effort, seals: boolean, against: Base): Promise<Comparison> {
  // One process for all four rows, so that its people before are served once for each way of sending.
  const { child, ready } = await childInFolder<Ready>("respondent-server.ts", true);
  const storedBefore = await ask<number>(child, "ballots");
  const count = Math.round(PEOPLE * scale);
  let ballots = 0;

  const slice = async (work: number, one: () => Promise<void>): Promise<Done> => {
    const before = await ask<number>(child, "cpu");
    const failed = await allOf(work, one);
    const used = (await ask<number>(child, "cpu")) - before;
    return { work: work - failed, failed, childSeconds: used, measuredSeconds: used };
  };
  const person = async (url: string) => {
    const phone = takePhone(ready.port, seals);
    try {
      const cast = await answerAsPerson(phone, url, ready);
      ballots += cast;
    } finally {
      phone.hangUp();
    }
  };
  let urls: string[] = [];
  const printTickets = async (wanted = count) => {
    urls = await ask<string[]>(child, "tickets", wanted);
  };
  const people = (served = count) => slice(served, () => person(urls.pop()!));

  await printTickets(1);
  const noted = await notePerson(ready, seals, urls.pop()!);
  ballots += FORMS;
  const base =
    against === "noop"
      ? () => noopSlice(ready.noopPort, Math.round(NOOPS * scale), slice)
      : () => slice(Math.round(FLOOR_PEOPLE * scale), () => repeatPerson(ready.floorPort, noted));
  if (!isQuick) {
    for (let i = 0; i * FLOOR_PEOPLE < PEOPLE_BEFORE; i += 1) await base();
    const served = warmed.get(child) ?? new Set();
    warmed.set(child, served);
    if (!served.has(seals)) {
      await printTickets(PEOPLE_BEFORE);
      await people(PEOPLE_BEFORE);
      served.add(seals);
    }
  }
  const compared = await alternate(
    pairs,
    "cpuMicroseconds",
    base,
    () => people(),
    () => printTickets(),
  );
  const stored = (await ask<number>(child, "ballots")) - storedBefore;
  if (compared.voided === 0 && stored !== ballots)
    throw new Error(`${stored} ballots after ${ballots} receipts`);
  if (ballots % FORMS !== 0) throw new Error("a person filled in more or less than three forms");
  return compared;
}

type Slice = (work: number, one: () => Promise<void>) => Promise<Done>;

async function noopSlice(port: number, count: number, slice: Slice): Promise<Done> {
  const body = JSON.stringify({ pad: "0".repeat(16 * 1024 - 10) });
  const phones = Array.from({ length: AT_ONCE }, () => takePhone(port, false));
  let next = 0;
  const done = await slice(count, async () => {
    const phone = phones[(next += 1) % AT_ONCE]!;
    const { status } = await phone.fetch("/", { method: "POST", headers: {}, body });
    if (status !== 201) throw new Error(`${status}`);
  });
  for (const phone of phones) phone.hangUp();
  return done;
}

/** Runs `one` as often as told, a few at a time. @returns how many failed */
async function allOf(times: number, one: () => Promise<void>): Promise<number> {
  let begun = 0;
  let failed = 0;
  const work = async () => {
    while (begun < times) {
      begun += 1;
      await one().catch(() => (failed += 1));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return failed;
}
