/** B4: what a whole respondent costs the server, from the page to the third receipt. */
import { alternate, type Comparison, type Done } from "./alternate.ts";
import { ask, childInFolder } from "./child.ts";
import { answerAsPerson, takePhone } from "./person.ts";
import type { Ready } from "./respondent-server.ts";
import type { Effort, Row } from "./row.ts";

const PEOPLE = 60;
const AT_ONCE = 4;
const NOOPS = 1_500;
const GOAL_MICROSECONDS = 2_500;
const FORMS = 3;

export const respondent: Row = {
  id: "B4",
  what: "server CPU of a whole respondent, every request of the page ÷ one node:http no-op POST of 16 KiB",
  goal: { atMost: GOAL_MICROSECONDS, of: "this" },
  unit: "µs CPU",
  run: (effort) => run(effort, false),
};

export const respondentSealed: Row = {
  id: "B4 sealed",
  what: "the same on plain http: redeem, checks and ballots sealed to the poll's key",
  goal: { atMost: GOAL_MICROSECONDS, of: "this" },
  unit: "µs CPU",
  notQuick: "B4 with another way of sending",
  run: (effort) => run(effort, true),
};

async function run({ pairs, scale, isQuick }: Effort, seals: boolean): Promise<Comparison> {
  const { child, ready, stop } = await childInFolder<Ready>("respondent-server.ts", isQuick);
  const storedBefore = await ask<number>(child, "ballots");
  const count = Math.round(PEOPLE * scale);
  const noops = Math.round(NOOPS * scale);
  const body = JSON.stringify({ pad: "0".repeat(16 * 1024 - 10) });
  let ballots = 0;

  const slice = async (work: number, one: () => Promise<void>): Promise<Done> => {
    const before = await ask<number>(child, "cpu");
    const failed = await allOf(work, one);
    const used = (await ask<number>(child, "cpu")) - before;
    return { work: work - failed, failed, childSeconds: used, measuredSeconds: used };
  };
  const base = async () => {
    const phones = Array.from({ length: AT_ONCE }, () => takePhone(ready.noopPort, false));
    let next = 0;
    const done = await slice(noops, async () => {
      const phone = phones[(next += 1) % AT_ONCE]!;
      const { status } = await phone.fetch("/", { method: "POST", headers: {}, body });
      if (status !== 201) throw new Error(`${status}`);
    });
    for (const phone of phones) phone.hangUp();
    return done;
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
  const printTickets = async () => {
    urls = await ask<string[]>(child, "tickets", count);
  };
  const people = () => slice(count, () => person(urls.pop()!));
  try {
    await base();
    await printTickets();
    await people();
    const compared = await alternate(pairs, "cpuMicroseconds", base, people, printTickets);
    const stored = (await ask<number>(child, "ballots")) - storedBefore;
    if (compared.voided === 0 && stored !== ballots)
      throw new Error(`${stored} ballots after ${ballots} receipts`);
    if (ballots % FORMS !== 0) throw new Error("a person filled in more or less than three forms");
    return compared;
  } finally {
    await stop();
  }
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
