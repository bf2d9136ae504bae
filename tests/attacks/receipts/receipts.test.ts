/**
 * Promise P15: a receipt proves inclusion only. Two people exchange their answers between two worlds that are otherwise
 * the same: their phones, their receipts and everything published are byte for byte the same in both.
 */
import { rmSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseTicket } from "../../../server/core/ticket/ticket-url.ts";
import {
  answerPage,
  fillForm,
  openBrowser,
  start,
  submitForm,
  takePhone,
} from "../../browser/phone-in-hand.ts";
import { draftIn, type LeftBehind, leftBehind } from "./phone-left-behind.ts";
import { type Beginning, beginning, type Published, world } from "./twin-worlds.ts";

interface Person {
  readonly whileFilling: LeftBehind;
  readonly betweenForms: LeftBehind;
  readonly atTheEnd: LeftBehind;
  readonly receipts: readonly string[];
}

interface Outcome {
  readonly people: readonly Person[];
  readonly published: Published;
}

let from: Beginning;
let browser: Browser;
let outcomes: readonly Outcome[];

beforeAll(async () => {
  [from, browser] = await Promise.all([beginning(), openBrowser()]);
  const first = await live("first", 0, [0, 3]);
  // The same address, so that an address alone tells no world from the other.
  const second = await live("second", Number(new URL(first.address).port), [3, 0]);
  outcomes = [first.outcome, second.outcome];
});
afterAll(async () => {
  await browser.close();
  rmSync(from.folder, { recursive: true, force: true });
});

/** @param steps which option of every scale each of the two chooses */
async function live(
  name: string,
  port: number,
  steps: readonly [number, number],
): Promise<{ outcome: Outcome; address: string }> {
  const place = await world(from, name, port);
  try {
    const people: Person[] = [];
    for (const [i, step] of steps.entries())
      people.push(await vote(`${place.address}/v${from.slips[i]}`, step));
    return { outcome: { people, published: await place.close() }, address: place.address };
  } finally {
    await place.stop();
  }
}

async function vote(slip: string, step: number): Promise<Person> {
  const { page, context } = await takePhone(browser);
  await page.goto(slip);
  await start(page);
  await answerPage(page, step);
  const whileFilling = await leftBehind(page);
  await fillForm(page, step);
  await submitForm(page);
  await page.getByText("接着填第 2 份").waitFor();
  const betweenForms = await leftBehind(page);
  await fillForm(page, step);
  await submitForm(page);
  await page.getByRole("button", { name: /我的回执码/ }).click();
  const receipts = await page.locator(".receipts code").allInnerTexts();
  const atTheEnd = await leftBehind(page);
  await context.close();
  return { whileFilling, betweenForms, atTheEnd, receipts };
}

const both = <T>(of: (outcome: Outcome) => T): [T, T] => [of(outcomes[0]!), of(outcomes[1]!)];

const choicesIn = (phone: LeftBehind, slip: string): unknown =>
  draftIn(phone, parseTicket(slip).code, from.poll, "leadership-team")?.answers;

describe("two people who exchange their answers", () => {
  it("did answer otherwise: whoever has phone and code sees it before they submit, and not after", () => {
    const before = both(({ people }) => choicesIn(people[0]!.whileFilling, from.slips[0]));
    expect(before[0]).toMatchObject({ t01: "good" });
    expect(before[1]).toMatchObject({ t01: "poor" });
    expect(both(({ people }) => choicesIn(people[0]!.betweenForms, from.slips[0]))).toEqual([
      undefined,
      undefined,
    ]);
  });

  it("have the same receipts", () => {
    for (const i of [0, 1]) {
      const [one, other] = both(({ people }) => people[i]!.receipts);
      expect(one).toHaveLength(2);
      expect(other).toEqual(one);
    }
  });

  it("have the same on their phones, between two forms and at the end, when nothing is left", () => {
    for (const i of [0, 1]) {
      const [early, earlyOther] = both(({ people }) => people[i]!.betweenForms);
      expect(withoutSealed(earlyOther)).toEqual(withoutSealed(early));
      const [late, lateOther] = both(({ people }) => people[i]!.atTheEnd);
      expect(lateOther).toEqual(late);
      expect([late.local, late.tab, late.databases, late.caches, late.workers, late.cookies]).toEqual([
        {},
        {},
        0,
        0,
        0,
        "",
      ]);
      expect(late.address).not.toContain("#");
    }
  });

  it("find their receipts in the same published list, beside the same results", () => {
    const [one, other] = both(({ published }) => published);
    expect(other).toEqual(one);
    for (const receipt of outcomes[0]!.people.flatMap(({ receipts }) => receipts)) {
      expect(one.receipts).toContain(receipt.replace(/[^0-9A-Z]/g, ""));
    }
    expect(JSON.stringify(one.tally)).not.toBe("{}");
  });
});

/** Sealed drafts differ by their random nonce; their names and lengths must not. */
function withoutSealed(phone: LeftBehind): unknown {
  const local = Object.fromEntries(Object.entries(phone.local).map(([name, text]) => [name, text.length]));
  return { ...phone, local };
}
