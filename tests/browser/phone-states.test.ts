/** What a person meets when the office pauses or closes the poll, or the server refuses; nothing filled in is lost. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pausePoll, resumePoll } from "../../server/services/change-poll-state.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { startTestServer, testUnit, type TestServer } from "../journeys/start-server.ts";
import {
  answerPage,
  fillAll,
  fillForm,
  openBrowser,
  picture,
  start,
  submitForm,
  takePhone,
} from "./phone-in-hand.ts";
import { changeDocument } from "./changed-document.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  const units = ["calm", "paused", "closing", "closed"].map((id) =>
    testUnit(id, `县${id}局党组`, [5, 10, 30]),
  );
  [server, browser] = await Promise.all([startTestServer({ units }), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const slipOf = async (unit: string): Promise<string> => (await server.tickets(unit, "C", 1))[0]!;
const submitButton = (page: Page) => page.getByRole("button", { name: "提交", exact: true });
const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name }).waitFor();
const drafts = (page: Page) => page.evaluate(() => localStorage.length);

describe("a pause", () => {
  it("keeps what is filled in, and goes on from there when it is over", async () => {
    const poll = server.polls.get("paused")!;
    const { page, context } = await takePhone(browser);
    await page.goto(await slipOf("paused"));
    await start(page);
    await fillForm(page, 2);
    await pausePoll(server.deps, KEEPER, poll);
    await submitButton(page).click();
    await heading(page, "暂停一会儿");
    await page.getByText("已填的内容还在这部手机上").waitFor();
    await picture(page, "phone-paused");
    expect(await drafts(page)).toBe(1);
    await page.getByRole("button", { name: "重新打开" }).click();
    await heading(page, "暂停一会儿");
    await resumePoll(server.deps, KEEPER, poll);
    await page.getByRole("button", { name: "重新打开" }).click();
    await page.getByText("上次填到这里，接着来。").waitFor();
    await fillAll(page);
    await heading(page, "已收到，谢谢您");
    await context.close();
  });

  it("on the group's tablet keeps the page's memory, and says what leaving means", async () => {
    const poll = server.polls.get("paused")!;
    const { page, context } = await takePhone(browser);
    await page.goto(`${server.address}/v?kiosk`);
    const field = page.getByLabel("领码纸上的代码");
    await field.fill(/#([^.]+)/.exec(await slipOf("paused"))![1]!);
    await field.press("Enter");
    await start(page);
    await fillForm(page, 2);
    await pausePoll(server.deps, KEEPER, poll);
    await submitButton(page).click();
    await page.getByText("离开的话，没有提交的内容会清空").waitFor();
    await resumePoll(server.deps, KEEPER, poll);
    await page.getByRole("button", { name: "重新打开" }).click();
    await page.getByText("上次填到这里，接着来。").waitFor();
    expect(await page.locator("label.chosen").count()).toBeGreaterThan(0);
    await context.close();
  });
});

describe("closing", () => {
  it("lets who has begun submit, names the minutes, and takes nobody new", async () => {
    const poll = server.polls.get("closing")!;
    const begun = await takePhone(browser);
    const away = await takePhone(browser);
    const late = await takePhone(browser);
    const awaySlip = await slipOf("closing");
    const lateSlip = await slipOf("closing");
    await begun.page.goto(await slipOf("closing"));
    await start(begun.page);
    await fillForm(begun.page);
    await away.page.goto(awaySlip);
    await start(away.page);
    await answerPage(away.page);
    await away.page.close();
    await beginClosing(server.deps, KEEPER, poll, { second: null });

    await late.page.goto(lateSlip);
    await heading(late.page, "正在封存");
    await late.page.getByText(/已经开始的还可以在 [1-5] 分钟内提交/).waitFor();
    await picture(late.page, "phone-closing");
    await late.page.getByRole("button", { name: "已经开始过，接着填" }).click();
    await late.page.getByText("已经开始的还可以在几分钟内提交").waitFor();
    expect(await late.page.getByRole("button", { name: /接着填/ }).count()).toBe(0);

    await submitForm(begun.page);
    await begun.page.getByText(/还有 [1-5] 分钟截止。没填完的题可以选“不了解”，然后提交。/).waitFor();
    await picture(begun.page, "phone-closing-soon");
    await fillAll(begun.page);
    await heading(begun.page, "已收到，谢谢您");

    const again = await away.context.newPage();
    await again.goto(awaySlip);
    await again.getByText("上次填到这里，接着来。").waitFor();
    expect(await again.locator("label.chosen").count()).toBe(4);
    await fillAll(again);
    await heading(again, "已收到，谢谢您");
    for (const { context } of [begun, away, late]) await context.close();
  });

  it("lets who began on another device go on when they say so", async () => {
    const slip = await slipOf("calm");
    const first = await takePhone(browser);
    const second = await takePhone(browser);
    await first.page.goto(slip);
    await start(first.page);
    const closingEndsAt = new Date(Date.now() + 150_000).toISOString();
    await changeDocument<object>(second.page, (document) => ({
      ...document,
      state: "closing",
      closingEndsAt,
    }));
    await second.page.goto(slip);
    await second.page.getByText("已经开始的还可以在 3 分钟内提交").waitFor();
    await second.page.getByRole("button", { name: "已经开始过，接着填" }).click();
    await second.page.getByText("还有 3 分钟截止").waitFor();
    await second.page.unrouteAll({ behavior: "wait" });
    for (const { context } of [first, second]) await context.close();
  });
});

describe("a closed poll", () => {
  it("says so to who is still filling in, and leaves nothing on the phone", async () => {
    const poll = server.polls.get("closed")!;
    const { page, context } = await takePhone(browser);
    const slip = await slipOf("closed");
    await page.goto(slip);
    await start(page);
    await fillForm(page);
    expect(await drafts(page)).toBe(1);
    await beginClosing(server.deps, KEEPER, poll, { second: { account: "second", name: "审核人" } });
    await continueClosing(server.deps, KEEPER, poll);
    await submitButton(page).click();
    await heading(page, "已经结束");
    await page.getByText("没有赶上的，可以向巡察组当面或来电反映：0000-1234567。").waitFor();
    await page.getByText(/^县closed局党组的测评已于 \d{4}年\d+月\d+日 \d\d:\d\d 结束并封存。$/).waitFor();
    await picture(page, "phone-closed");
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
    await page.goto("about:blank");
    await page.goto(slip);
    await page.getByText("或者测评已经结束（封存后码即失效）").waitFor();
    await context.close();
  });
});
