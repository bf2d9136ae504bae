/**
 * The console and its interface as each role can walk them, and the big screens of the meeting rooms, before the close,
 * after it, after 审定 and after 归档, beside an earlier round: every number, whole ones too, is one that `release` gave to
 * that reader, or of a kind that is listed by name.
 * @source anonymity.md §5, P10, P11
 */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ResultsAnswer, TextsAnswer, TotalAnswer } from "../../../server/http/office/answers-results.ts";
import type { ScreenAnswer } from "../../../server/http/office/answers-screen.ts";
import type { TrialAnswer } from "../../../server/http/office/answers-trial.ts";
import { presentForm } from "../../../server/http/office/results/present-form.ts";
import { readRelease, releaseOf } from "../../../server/services/release-poll.ts";
import { openBrowser } from "../../browser/phone-in-hand.ts";
import { answersTo, type Answers } from "./crawl-calls.ts";
import type { Said } from "./crawl-console.ts";
import { screenOf, walkScreens } from "./crawl-screens.ts";
import {
  crawlWorld,
  forEachReader,
  goOnTo,
  KEEPERS,
  LAST,
  OPEN,
  READERS,
  PARENT,
  STATES,
  UNITS,
  walkAs,
  type CrawlWorld,
  type Reader,
  type State,
} from "./crawl-world.ts";
import { unexplainedIn } from "./explain-answers.ts";
import { unexplainedOn } from "./explain-pages.ts";
import { releasedTo, releasedToRooms, type ByUnit } from "./released-numbers.ts";

interface Seen {
  readonly answers: Answers;
  readonly said: Said;
  readonly released: ByUnit;
}

let world: CrawlWorld;
let browser: Browser;
/** The few pages of keepers hold nothing of a round in any state; they are walked where most could be told. */
const isWalked = (role: Reader, state: State): boolean => state === LAST || !KEEPERS.includes(role);
const screens = new Map<State, Seen>();
const seen = new Map<string, Seen>();
const seenBy = (role: Reader, state: State): Seen => seen.get(`${role} ${state}`)!;

beforeAll(async () => {
  browser = await openBrowser();
  world = await crawlWorld(browser);
  for (const state of STATES) {
    await goOnTo(state, world);
    const found = await forEachReader(world, async (role) => ({
      answers: await answersTo(role, world),
      said: isWalked(role, state) ? await walkAs(role, world, { state }) : new Map(),
      released: await releasedTo(role, state, world),
    }));
    for (const [role, one] of found) seen.set(`${role} ${state}`, one);
    screens.set(state, { ...(await walkScreens(world)), released: await releasedToRooms(world) });
  }
}, 1_500_000);
afterAll(async () => {
  await browser.close();
  await world.server.stop();
});

describe.each(STATES)("in the state %s", (state) => {
  it.each(READERS)("%s is answered no number that was not released to them", (role) => {
    const { answers, released } = seenBy(role, state);
    expect(answers.size).toBeGreaterThan(KEEPERS.includes(role) ? 2 : 10);
    expect(unexplainedIn(answers, released, world.server.polls)).toEqual([]);
  });

  it.each(READERS.filter((role) => isWalked(role, state)))(
    "%s sees no number on any page that no call told",
    (role) => {
      const { answers, said } = seenBy(role, state);
      expect(said.size).toBeGreaterThan(state === LAST ? 45 : 30);
      expect(unexplainedOn(said, answers, world)).toEqual([]);
    },
  );

  it("a meeting room is told and sees nothing but its turnout in steps while its poll is open", () => {
    const { answers, said, released } = screens.get(state)!;
    expect([answers.size, said.size]).toEqual([UNITS.length, UNITS.length]);
    expect(unexplainedIn(answers, released, world.server.polls)).toEqual([]);
    expect(unexplainedOn(said, answers, world)).toEqual([]);
  });
});

describe("the walk came to the numbers", () => {
  const resultsOf = (role: Reader, state: State): readonly ResultsAnswer[] =>
    [...seenBy(role, state).answers].flatMap(([path, answer]) =>
      path.endsWith("/results") ? [answer as ResultsAnswer] : [],
    );

  it("office and group meet released scores from the close on, a viewer totals from 审定 on, keepers none", () => {
    for (const state of ["after", "approved", "archived"] as const) {
      for (const role of ["office", "group", "viewer"] as const) {
        const words = [...seenBy(role, state).said.values()].join("\n");
        const results = resultsOf(role, state);
        expect([role, results.length]).toEqual([role, role === "group" ? 3 : 4]);
        for (const { score, forms } of results) {
          if (role === "viewer" && state === "after") expect(score.total).toBeNull();
          else expect(words).toContain(score.total!.printed);
          for (const form of forms) if (form.level === "tables") expect(words).toContain(form.score!.printed);
        }
      }
      for (const role of KEEPERS) expect(resultsOf(role, state)).toEqual([]);
    }
    for (const role of READERS) expect(resultsOf(role, "before")).toEqual([]);
  });

  it("nobody meets a result of the unit that is still open, and a group none of another group's", () => {
    for (const role of READERS)
      expect(
        seenBy(role, "approved").answers.has(`/api/office/polls/${world.server.polls.get(OPEN)!}/results`),
      ).toBe(false);
    expect(
      resultsOf("group", "approved")
        .map(({ unit }) => unit.id)
        .toSorted(),
    ).toEqual(["archive", "water", "well"]);
  });

  it("a reader of results meets no word that somebody wrote, the others do", () => {
    const path = `/api/office/polls/${world.server.polls.get("water")!}/texts`;
    const forms = seenBy("office", "after").answers.get(path) as readonly TextsAnswer[];
    const written = forms.flatMap(({ questions }) => (questions ?? []).flatMap(({ texts }) => texts));
    expect(written.length).toBeGreaterThan(0);
    const met = (role: Reader) =>
      written.some((line) => [...seenBy(role, "archived").said.values()].some((text) => text.includes(line)));
    expect([met("office"), met("group"), met("viewer"), met("auditor")]).toEqual([true, true, false, false]);
  });

  it("the office meets totals once all that are in them are closed, and what is tried out once it is archived", () => {
    const { round } = world.server;
    const told = (state: State, path: string) =>
      seenBy("office", state).answers.get(`/api/office/rounds/${round}/${path}`);
    const said = (state: State, page: string) =>
      seenBy("office", state).said.get(`#/rounds/${round}/${page}`);
    for (const [path, page, states] of [
      [`totals?parent=${PARENT}`, `totals/${PARENT}`, [false, true, true, true]],
      ["totals", "totals", [false, false, false, true]],
    ] as const) {
      expect([path, STATES.map((state) => told(state, path) !== undefined)]).toEqual([path, states]);
      const totals = told("archived", path) as readonly TotalAnswer[];
      expect(totals.length).toBeGreaterThan(1);
      for (const { score } of totals) expect(said("archived", page)).toContain(score!.printed);
    }
    expect(STATES.map((state) => told(state, "trials") !== undefined)).toEqual([false, false, false, true]);
    const { rows } = told("archived", "trials") as TrialAnswer;
    const changed = rows.filter(({ total, tried }) => total !== null && tried.total !== total);
    expect(changed.length).toBeGreaterThan(1);
    for (const { tried } of changed) expect(said("archived", "trial")).toContain(tried.total);
  });

  it("a meeting room meets the steps of its turnout before the close, and nothing of it afterwards", () => {
    const water = (state: State) => screens.get(state)!.said.get(screenOf("water"));
    expect(water("before")).toMatch(/已收\s*23\s*\/ 23 人/);
    expect(water("after")).toContain("已经封存");
    expect(water("after")).not.toContain("已收");
  });
});

describe("positive control", () => {
  it("an answer and a page that show the withheld counts of a small unit are both caught", async () => {
    const { server, typed } = world;
    const poll = server.polls.get("archive")!;
    const path = `/api/office/polls/${poll}/results`;
    const { head } = await readRelease(server.deps, poll);
    const thresholds = { ...head.round.thresholds, floor: 1, table: 1, block: 1 };
    const leaking = releaseOf({ ...head, round: { ...head.round, thresholds } });
    const { answers, released } = seenBy("office", "archived");
    const honest = answers.get(path) as ResultsAnswer;
    const forms = honest.forms.map((form, at) => ({
      ...form,
      ...presentForm(leaking.forms[at]!, head.forms[at]!.form.scoring),
    }));
    const told = new Map([...answers, [path, { ...honest, forms }]]);
    const caught = unexplainedIn(told, released, server.polls);
    for (const field of ["items.counts", "items.valid", "items.score.printed"])
      expect([field, caught.some((line) => line.includes(`#forms.${field}: `))]).toEqual([field, true]);
    const hash = typed.find((one) => one.endsWith("/units/archive"))!;
    const said = await walkAs("office", world, {
      only: hash,
      instead: async (page) => {
        await page.route(`**${path}`, async (route) => route.fulfill({ json: { ...honest, forms } }));
      },
    });
    const found = unexplainedOn(said, answers, world);
    expect(found.length).toBeGreaterThan(5);
    for (const alone of ["98.76", "98.76\t较好", "12. 98.76"])
      expect(unexplainedOn(new Map([[hash, alone]]), answers, world)).toEqual([`${hash}: 98.76 in ${alone}`]);
    const lines = said.get(hash)!.split("\n").length;
    expect(lines).toBeGreaterThan(seenBy("office", "archived").said.get(hash)!.split("\n").length);
  });

  it("an exact turnout in a meeting room is caught, in the answer and on the screen", () => {
    const { answers, said, released } = screens.get("before")!;
    const call = `/api/screens/${world.server.polls.get(OPEN)!}`;
    const honest = answers.get(call) as ScreenAnswer;
    const exact = { ...honest, turnout: { ...honest.turnout!, step: 26 } };
    const caught = unexplainedIn(new Map([...answers, [call, exact]]), released, world.server.polls);
    expect(caught).toEqual([`${OPEN} screens#turnout.step: 26 in 26`]);
    const shown = new Map([...said, [screenOf(OPEN), "已收\n26\n/ 27 人"]]);
    expect(unexplainedOn(shown, answers, world)).toEqual([`${screenOf(OPEN)}: 26 in 26`]);
  });
});
