/** B5: people arriving one after the other at the pace of 1 000 a minute, and how long each step of theirs takes. */
import { setTimeout as sleep } from "node:timers/promises";
import { alternate, type Comparison, type Done } from "./alternate.ts";
import { ask, childInFolder } from "./child.ts";
import { answerAsPerson, type Phone, takePhone } from "./person.ts";
import type { Ready } from "./respondent-server.ts";
import type { Effort, Row } from "./row.ts";
import { quantileOf } from "./statistics.ts";

const EVERY_MS = 60;
/** A third of a minute. */
const PEOPLE = 333;
const NOOPS = 333;
const GOAL_MICROSECONDS = 100_000;

export const rush: Row = {
  id: "B5",
  what: "1 000 people in a minute: p99 of the slowest step, beside p99 of node:http no-op POSTs at the same pace",
  goal: { atMost: GOAL_MICROSECONDS, of: "this", isWhole: true },
  unit: "µs",
  run,
};

/** Step → milliseconds of every request of that step. */
type Times = Map<string, number[]>;

async function run({ pairs, scale, isQuick }: Effort): Promise<Comparison> {
  const { child, ready, stop } = await childInFolder<Ready>("respondent-server.ts", isQuick);
  const people = Math.round(PEOPLE * scale);
  let urls: string[] = [];
  const printTickets = async () => {
    urls = await ask<string[]>(child, "tickets", people);
  };
  const slice = async (count: number, one: (times: Times) => Promise<unknown>): Promise<Done> => {
    const before = await ask<number>(child, "cpu");
    const times: Times = new Map();
    const failed = await arriving(count, () => one(times));
    const childSeconds = (await ask<number>(child, "cpu")) - before;
    const detail = Object.fromEntries(
      [...times].map(([step, all]) => [step, Math.round(quantileOf(all, 0.99) * 1000)]),
    );
    // One piece of work: what stands under its CPU is the p99 of the slowest step.
    return {
      work: 1,
      failed,
      childSeconds,
      measuredSeconds: Math.max(...Object.values(detail)) / 1e6,
      detail,
    };
  };
  const noop = async (times: Times) => {
    const phone = timed(takePhone(ready.noopPort, false), times, () => "noop");
    const body = JSON.stringify({ pad: "0".repeat(16 * 1024 - 10) });
    await phone.fetch("/", { method: "POST", headers: {}, body }).finally(() => phone.hangUp());
  };
  const person = async (times: Times) => {
    const phone = timed(takePhone(ready.port, false), times, stepOf);
    await answerAsPerson(phone, urls.pop()!, ready).finally(() => phone.hangUp());
  };
  const base = () => slice(Math.round(NOOPS * scale), noop);
  try {
    if (!isQuick) {
      await base();
      await printTickets();
      await slice(people, person);
    }
    return await alternate(pairs, "cpuMicroseconds", base, () => slice(people, person), printTickets);
  } finally {
    await stop();
  }
}

/** Starts one every `EVERY_MS`, whether those before have finished or not. @returns how many failed */
async function arriving(count: number, one: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  let failed = 0;
  const all: Promise<unknown>[] = [];
  for (let at = 0; at < count; at += 1) {
    await sleep(Math.max(0, from + at * EVERY_MS - performance.now()));
    all.push(one().catch(() => (failed += 1)));
  }
  await Promise.all(all);
  return failed;
}

function timed(phone: Phone, times: Times, nameOf: (path: string) => string): Phone {
  const measured = async <T>(path: string, act: () => Promise<T>): Promise<T> => {
    const from = performance.now();
    const value = await act();
    const step = nameOf(path);
    const list = times.get(step) ?? [];
    list.push(performance.now() - from);
    times.set(step, list);
    return value;
  };
  return {
    ...phone,
    get: (path) => measured(path, () => phone.get(path)),
    fetch: (path, request) => measured(path, () => phone.fetch(path, request)),
  };
}

/** "/api/polls/x" → "polls"; everything the page is made of → "page". */
const stepOf = (path: string): string => /^\/api\/(ballots\/check|[\w-]+)/.exec(path)?.[1] ?? "page";
