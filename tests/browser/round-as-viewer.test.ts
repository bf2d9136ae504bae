/** A whole round as a viewer (查阅人): turnout in steps while it runs, released results and tables afterwards, nothing to press. */
import type { Browser, Page, Request } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPoll } from "../../server/services/change-poll-state.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { approveAll } from "../journeys/freeze-round.ts";
import { OfficeClient } from "../journeys/office-client.ts";
import type { TestServer } from "../journeys/start-server.ts";
import { type Desk, lookAt, signInNew, takeDesk } from "./console-on-desk.ts";
import { openBrowser } from "./phone-in-hand.ts";
import {
  accountMenu,
  answerAllBut,
  bar,
  expectFiles,
  expectNoPages,
  OTHER,
  OWN,
  startRoundOfTwoGroups,
  walkLinks,
} from "./round-as.ts";

let server: TestServer;
let browser: Browser;
let desk: Desk;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([startRoundOfTwoGroups(), openBrowser()]);
  desk = await takeDesk(browser);
  ({ page } = desk);
  // The paper itself is looked at elsewhere; its window would hold the page.
  await page.addInitScript(() => {
    globalThis.print = () => {};
  });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const open = async (path: string): Promise<void> => {
  await page.goto(`${server.address}/#/rounds/${server.round}${path}`);
  await page.locator("h1").first().waitFor();
};
const row = (unit: string) => page.getByRole("row", { name: new RegExp(unit) });

/** Presses every button of the page once. @returns the calls that were more than reading */
async function pressEverything(): Promise<readonly string[]> {
  const calls: string[] = [];
  const note = (request: Request): void => {
    if (request.method() !== "GET") calls.push(`${request.method()} ${request.url()}`);
  };
  page.on("request", note);
  const buttons = page.locator("main button");
  for (let at = 0; at < (await buttons.count()); at += 1)
    if (await buttons.nth(at).isEnabled()) await buttons.nth(at).click();
  await page.waitForLoadState("networkidle");
  page.off("request", note);
  expect(await page.getByRole("dialog").count()).toBe(0);
  return calls;
}

describe("while people answer", () => {
  it("signs in for the first time and finds the round of every group, without an act", async () => {
    await signInNew(page, server, "查阅人", { role: "viewer" });
    expect(await pressEverything()).toEqual([]);
    expect(await page.getByRole("link", { name: /新建轮次|表单|台账/ }).count()).toBe(0);
    await page.getByRole("link", { name: "十五届县委第三轮巡察" }).click();
    await row(OWN).waitFor();
    await row(OTHER).waitFor();
    expect(await bar(page)).toEqual(["进度", "单位结果", "比较", "等次", "材料"]);
    expect(await accountMenu(page)).toEqual(["修改密码"]);
  });

  it("sees turnout in steps of five and nothing to press", async () => {
    await openPoll(server.deps, KEEPER, server.polls.get("water")!);
    await answerAllBut(server, "water", 1);
    await page.reload();
    await row(OWN).getByText("20–23 / 23").waitFor();
    expect(await page.locator("main").innerText()).not.toMatch(/\b22\b/);
    expect(await pressEverything()).toEqual([]);
    await lookAt(page, "viewer-progress");
  });

  it("finds no result before the close, and every link leads somewhere", async () => {
    for (const path of ["/units", "/grades", "/compare"]) {
      await open(path);
      await page.getByRole("heading", { name: /还没有单位封存|还没有可以比较的单位/ }).waitFor();
    }
    const said = await walkLinks(page, server);
    expect(said.size).toBeGreaterThan(5);
  });
});

describe("after the close", () => {
  beforeAll(async () => {
    const poll = server.polls.get("water")!;
    await beginClosing(server.deps, KEEPER, poll, { second: KEEPER });
    await continueClosing(server.deps, KEEPER, poll);
  });

  it("reads the released results, but no texts and nothing of who is still asked", async () => {
    await open("");
    await page.reload();
    await page.getByRole("link", { name: `看结果：${OWN}` }).click();
    await page.locator(".summary").waitFor();
    const office = await OfficeClient.signIn(server);
    const { forms } = await office.get(`/polls/${server.polls.get("water")}/results`);
    await page.locator(".summary").getByText(forms[0].score.printed, { exact: true }).waitFor();
    await page.getByText("尚未审定").waitFor();
    await page.getByText("总分和等次在领导小组审定后显示；各表的结果现在就可以看。").waitFor();
    await page.locator("main canvas").first().waitFor();
    expect(await page.getByRole("heading", { name: "文字意见" }).count()).toBe(0);
    expect(await pressEverything()).toEqual([]);
    await lookAt(page, "viewer-results");
    await open("/units/roads");
    await page.getByRole("heading", { name: "还没有封存，没有结果可看" }).waitFor();
  });

  it("finds no total and no grade anywhere before the grade is approved, and is told so", async () => {
    const office = await OfficeClient.signIn(server);
    const { score } = await office.get(`/polls/${server.polls.get("water")}/results`);
    for (const path of ["/units/water", "/grades", "/compare"]) {
      await open(path);
      await page.getByText("尚未审定").first().waitFor();
      const words = await page.locator("main").innerText();
      for (const number of [score.total.printed, score.opinion.printed])
        expect([path, number, words.includes(number)]).toEqual([path, number, false]);
    }
    await open("/grades");
    await row(OWN).getByText("尚未审定").waitFor();
    await page.getByText("已审定 0 个单位，共 2 个；总分和等次在领导小组审定后显示。").waitFor();
    expect(await row(OWN).locator(".grade").count()).toBe(0);
    await lookAt(page, "viewer-grades-awaited");
  });

  it("reads the approved grade, comparison and grades, and has the documents listed", async () => {
    await open("/documents");
    expect(await page.getByText(/得分推导表|政治生态评估报告/).count()).toBe(0);
    await approveAll(server.deps, server.round);
    await open("/units/water");
    await page.reload();
    const office = await OfficeClient.signIn(server);
    const { score } = await office.get(`/polls/${server.polls.get("water")}/results`);
    await page.locator(".score strong", { hasText: score.total.printed }).waitFor();
    await page.locator(".stages").getByText(score.approved).first().waitFor();
    await open("/compare");
    await page.locator("table.heat").waitFor();
    await lookAt(page, "viewer-compare");
    await open("/grades");
    await row(OWN).getByText(score.total.printed).waitFor();
    await page.getByText("已审定 1 个单位，共 2 个；总分和等次在领导小组审定后显示。").waitFor();
    expect(
      await row(OWN)
        .getByText(/同意|承办人|审核人/)
        .count(),
    ).toBe(0);
    expect(await pressEverything()).toEqual([]);
    await lookAt(page, "viewer-grades");
    expect(await expectFiles(page)).toBe(0);
    await open("/documents");
    await page.getByRole("heading", { name: OWN }).waitFor();
    await page.getByText("得分推导表").waitFor();
    expect(await pressEverything()).toEqual([]);
    await lookAt(page, "viewer-documents");
  });

  it("has every download of the page answered, and no dead end on any page", async () => {
    expect(await expectFiles(page)).toBeGreaterThan(3);
    const said = await walkLinks(page, server);
    expect([...said.keys()].some((hash) => hash.includes("/units/water"))).toBe(true);
  });

  it("is refused everything that acts when its address is typed", async () => {
    const round = `/rounds/${server.round}`;
    await expectNoPages(page, server, [
      "/rounds/new",
      "/forms",
      "/register",
      "/installations",
      "/accounts",
      "/audit",
      "/system",
      "/reach",
      ...["settings", "prepare", "parcels", "totals", "trial", "assessment"].map(
        (name) => `${round}/${name}`,
      ),
      ...["on-site", "closing", "assessment"].map((name) => `${round}/${name}/water`),
    ]);
    await lookAt(page, "viewer-no-page");
    expect(desk.complaints).toEqual([]);
  });
});
