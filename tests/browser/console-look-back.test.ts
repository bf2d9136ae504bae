/** A merged unit beside what it came from, with the means of the rounds, and places among its like: API and page. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerAndClose, startClosedRound } from "../journeys/closed-round.ts";
import { openPoll } from "../../server/services/change-poll-state.ts";
import { createRound } from "../../server/services/create-round.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { saveAssessment } from "../../server/services/save-assessment.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { sealRound } from "../../server/services/seal-round.ts";
import type { GradeTableAnswer, ResultsAnswer } from "../../server/http/office/answers-results.ts";
import { OfficeClient } from "../journeys/office-client.ts";
import { ROUND, testAssessment, testUnit, type TestServer } from "../journeys/start-server.ts";
import { brokenRules } from "./broken-rules.ts";
import { type Desk, fillSignIn, takeDesk } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

const PEOPLE = [2, 3, 6] as const;
/** Two units that are alike in everything have the same total. */
const CLIMATES: { readonly [unit: string]: number } = {
  merged: 0.95,
  roads: 0.6,
  parks: 0.6,
  fund: 0.1,
  town: 0.5,
};

let server: TestServer;
let browser: Browser;
let desk: Desk;
let page: Page;
let office: OfficeClient;
let later: string;

/** The merged unit, three others of its type and one of another, answered by everybody and closed. */
async function holdMerged(): Promise<string> {
  const { deps } = server;
  const units = [
    testUnit("fund", "县城投公司党委", PEOPLE),
    testUnit("roads", "县交通运输局党组", PEOPLE),
    { ...testUnit("merged", "县水利局党组", PEOPLE), predecessors: ["县水务局党组", "县河道局党组"] },
    testUnit("parks", "县园林局党组", PEOPLE),
    { ...testUnit("town", "青石镇党委", PEOPLE), unitType: "乡镇" },
  ];
  const { id } = await createRound(deps, KEEPER, { ...ROUND, title: "十五届县委第四轮巡察" });
  await saveUnits(deps, KEEPER, id, units);
  for (const unit of units) await saveAssessment(deps, KEEPER, id, unit.id, testAssessment, null);
  await sealRound(deps, KEEPER, id);
  for (const poll of await deps.office.inTransaction((store) => store.polls(id))) {
    await openPoll(deps, KEEPER, poll.id);
    await answerAndClose(server, poll.id, CLIMATES[poll.unit]!);
  }
  return id;
}

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startClosedRound({
      units: [testUnit("water", "县水务局党组", PEOPLE), testUnit("river", "县河道局党组", PEOPLE)],
      climate: (unit) => (unit === "water" ? 0.8 : 0.4),
    }),
    openBrowser(),
  ]);
  later = await holdMerged();
  office = await OfficeClient.signIn(server, "承办人");
  desk = await takeDesk(browser);
  page = desk.page;
  await page.goto(`${server.address}/`);
  await fillSignIn(page, office);
  await page.getByRole("heading", { name: "轮次", exact: true }).waitFor();
}, 240_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const resultsOf = (poll: string): Promise<ResultsAnswer> => office.get(`/polls/${poll}/results`);
const gradesOf = (): Promise<GradeTableAnswer> => office.get(`/rounds/${later}/grades`);

describe("a unit that came of two", () => {
  it("stands beside both, with the mean of their round and of its own on the same page", async () => {
    const { lines } = await office.get(`/rounds/${later}/units/merged/look-back`);
    const past = await Promise.all(["water", "river"].map((id) => resultsOf(server.polls.get(id)!)));
    const { rows } = await gradesOf();
    const now = await resultsOf(rows.find(({ unit }) => unit.id === "merged")!.poll!);
    const means = { before: past[0]!.roundMean!.printed, now: now.roundMean!.printed };
    expect(means.before).not.toBe(means.now);
    const wanted = past.map(({ unit, score }) => [unit.name, score.total!.printed, means]);
    const found = lines.map(
      ({ name, total, roundMean }: { name: string; total: { before: string }; roundMean: unknown }) => [
        name,
        total.before,
        roundMean,
      ],
    );
    expect(found.toSorted()).toEqual(wanted.toSorted());

    await page.goto(`${server.address}/#/rounds/${later}/units/merged`);
    await page.getByText(`本轮均值 ${means.now}`, { exact: true }).first().waitFor();
    const panel = page
      .locator("section")
      .filter({ has: page.getByRole("heading", { name: "前后对照", exact: true }) });
    const tables = panel.getByRole("table");
    await expect.poll(() => tables.count()).toBe(2);
    for (const { unit, score } of past) {
      const table = tables.filter({ hasText: `当时为${unit.name}` });
      const cells = async (row: string) =>
        table
          .getByRole("row", { name: new RegExp(`^${row}`) })
          .getByRole("cell")
          .allInnerTexts();
      expect((await cells("总分")).slice(0, 3)).toEqual([
        "总分",
        score.total!.printed,
        now.score.total!.printed,
      ]);
      expect((await cells("全轮均值")).slice(0, 3)).toEqual(["全轮均值", means.before, means.now]);
    }
    await panel.scrollIntoViewIfNeeded();
    await picture(page, "console-look-back");
    expect(await brokenRules(page)).toEqual([]);
  });
});

describe("places among units of one type", () => {
  it("are 1, 2, 2, 4 where two totals are equal, and stand on the page when asked for, its order unchanged", async () => {
    const ranks: readonly { unit: string; rank: number; of: number }[] = await office.get(
      `/rounds/${later}/ranks`,
    );
    const placeOf = new Map(ranks.map(({ unit, rank, of }) => [unit, [rank, of]]));
    expect(Object.fromEntries(placeOf)).toEqual({
      merged: [1, 4],
      roads: [2, 4],
      parks: [2, 4],
      fund: [4, 4],
      town: [1, 1],
    });
    await page.goto(`${server.address}/#/rounds/${later}/grades`);
    const table = page.locator("table.grades");
    await table.waitFor();
    const { rows } = await gradesOf();
    const names = rows.map(({ unit }) => unit.name);
    const shown = (): Promise<string[]> => table.locator("tbody tr").allInnerTexts();
    expect((await shown()).join("")).not.toMatch(/第 \d/);
    await page.getByRole("button", { name: "看同类名次" }).click();
    await page.getByText("得分相同的名次相同").waitFor();
    await expect.poll(async () => (await shown()).join("")).toMatch(/第 1（共 4 个）/);
    const lines = await shown();
    expect(lines).toHaveLength(names.length);
    rows.forEach(({ unit }, at) => {
      const [rank, of] = placeOf.get(unit.id)!;
      expect(lines[at]).toContain(unit.name);
      expect(lines[at]).toContain(`${unit.unitType}，第 ${rank}（共 ${of} 个）`);
    });
    await picture(page, "console-ranks");
    // It stands in the address: a reload and a copy of the address show the same, back and forth go through it.
    expect(page.url()).toBe(`${server.address}/#/rounds/${later}/grades/ranks`);
    await page.reload();
    await expect.poll(async () => (await shown()).join("")).toMatch(/第 1（共 4 个）/);
    await page.goBack();
    await expect.poll(async () => (await shown()).join("")).not.toMatch(/第 \d/);
    await page.goForward();
    await expect.poll(async () => (await shown()).join("")).toMatch(/第 1（共 4 个）/);
    await page.getByRole("button", { name: "收起名次" }).click();
    await expect.poll(async () => (await shown()).join("")).not.toMatch(/第 \d/);
    expect(page.url()).toBe(`${server.address}/#/rounds/${later}/grades`);
  });

  it("says to a group why it sees none", async () => {
    const other = await takeDesk(browser);
    const group = await OfficeClient.signIn(server, "组长", "group", "县委第一巡察组");
    await other.page.goto(`${server.address}/`);
    await fillSignIn(other.page, group);
    await other.page.getByRole("heading", { name: "轮次", exact: true }).waitFor();
    await other.page.goto(`${server.address}/#/rounds/${later}/grades`);
    await other.page.getByRole("button", { name: "看同类名次" }).click();
    await other.page.getByText("同类单位中别的组不足 3 个").waitFor();
    await other.context.close();
  });
});
