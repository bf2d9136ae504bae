/** Every type of question that a definition may have, filled in by hand on a phone and taken by the real checker. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ALLOWED_TYPES, CELL_TYPES, INPUT_TYPES } from "../../server/core/definition/allowed-properties.ts";
import { readInstrument } from "../../server/definitions/read-instrument.ts";
import { startTestServer, type TestServer } from "../journeys/start-server.ts";
import { answerCheck } from "./answer-check.ts";
import { ENTERED, EVERY_LOOK } from "./every-look.ts";
import { openBrowser, picture, primary, start, takePhone } from "./phone-in-hand.ts";
import { expectNoFlaws, see, type Seen } from "./phone-looks.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  const { instrument } = await readInstrument(EVERY_LOOK);
  const forms = ["leadership-team", "leadership-members", "staff-questionnaire", instrument.id].map((id) => ({
    instrument: id,
    categories: id === "leadership-members" ? ["B", "C"] : ["A", "B", "C"],
    include: [],
  }));
  [server, browser] = await Promise.all([
    startTestServer({ instruments: [instrument], round: { forms } }),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** Opens the form of all types; the other forms of the ticket are told to be in already. */
async function openForm() {
  const phone = await takePhone(browser);
  const [slip] = await server.tickets("water", "C", 1);
  let asked = 0;
  await phone.page.route("**/api/ballots/check", (route) => {
    asked += 1;
    return asked % 4 !== 0 ? answerCheck(server, route, true) : route.continue();
  });
  await phone.page.goto(slip!);
  await start(phone.page);
  return phone;
}

const of = (page: Page, name: string) => page.locator(`[data-name="${name}"]`);
const press = (page: Page, name: string, text: string) =>
  of(page, name).locator("label").filter({ hasText: text }).first().click();

async function whole(page: Page, name: string): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: 360, height });
  await picture(page, name);
  await page.setViewportSize({ width: 360, height: 740 });
  const seen: Seen = new Map();
  await see(page, name, seen);
  expectNoFlaws(seen);
}

/** Buttons, answers and sliders that a finger would miss: less than 44 px high. */
const smallTargets = (page: Page): Promise<string[]> =>
  page
    .locator("[data-name] .face, [data-name] button, [data-name] select, [data-name] input[type=range]")
    .evaluateAll((found) =>
      found.filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML.slice(0, 80)),
    );

async function choosing(page: Page): Promise<void> {
  await press(page, "one", "其他");
  await of(page, "one").locator("textarea").fill("群众反映");
  for (const text of ["学习", "调研", "办事流程"]) await press(page, "some", text);
  await of(page, "list").locator("select").selectOption({ label: "社保窗口" });
  await press(page, "truth", "是");
  await press(page, "named", "没有看过");
  await press(page, "five", "4");
  await of(page, "five").locator("textarea").fill("办得快");
  await press(page, "eleven", "10");
  await press(page, "hundred", "100");
}

async function tables(page: Page): Promise<void> {
  for (const name of ["short", "long"])
    for (const row of await of(page, name).locator('[role="radiogroup"]').all())
      await row.locator("label").nth(1).click();
  for (const card of await of(page, "cells").locator(".card").all()) {
    await card.locator("select").selectOption({ label: "比较清楚" });
    for (const text of ["没参加", "线上", "是", "3"])
      await card.locator("label").filter({ hasText: text }).first().click();
    await card.locator("input.line").fill("12");
    await card.locator("textarea").fill("按时开的");
  }
}

async function more(page: Page): Promise<void> {
  for (const text of ["社保", "补贴"]) await press(page, "tags", text);
  await press(page, "buttons", "办成了");
  const rank = (name: string, text: string) => of(page, name).getByRole("button", { name: text }).click();
  for (const text of ["公开", "态度"]) await rank("order", text);
  for (const text of ["办事", "学习"]) await rank("best", text);
  expect(await of(page, "best").getByRole("button", { name: "调研" }).isDisabled()).toBe(true);
  const fields = of(page, "fields").locator("input");
  await fields.nth(0).fill("3");
  await fields.nth(1).fill("一楼大厅");
  await of(page, "twice").getByText("6", { exact: true }).waitFor();
  await press(page, "steps", "8");
  await of(page, "line").locator("input").fill("35");
  await of(page, "span").locator("input").first().fill("10");
  await of(page, "span").locator("input").last().fill("12");
  await of(page, "added").locator("input.line").first().fill("停车难");
  await of(page, "added").getByRole("button", { name: "再加一项" }).click();
  await of(page, "added").locator("input.line").nth(1).fill("排队久");
  await of(page, "added").locator("label").filter({ hasText: "比较清楚" }).last().click();
  await of(page, "talks").getByRole("button", { name: "加一次座谈" }).click();
  await of(page, "talks").locator("select").selectOption({ label: "社区" });
  await of(page, "talks").locator("textarea").fill("办事流程");
}

async function writing(page: Page): Promise<void> {
  await of(page, "word").locator("input").fill("踏实");
  await of(page, "number").locator("input").fill("15");
  for (const [name, entered] of ENTERED) await of(page, name).locator("input").fill(entered);
  await of(page, "more").locator("textarea").fill("没有了。");
}

describe("every type of question", () => {
  it("is in the form that is walked here", () => {
    const inputs = new Set(["text", "number", ...ENTERED.keys()]);
    for (const type of ALLOWED_TYPES.keys()) expect(EVERY_LOOK).toContain(`"type":"${type}"`);
    for (const type of CELL_TYPES) expect(EVERY_LOOK).toContain(`"cellType":"${type}"`);
    expect([...INPUT_TYPES].filter((type) => !inputs.has(type) && type !== "range")).toEqual([]);
  });

  it("is filled in by hand, survives a reload, and counts", async () => {
    const { page, context, complaints } = await openForm();
    await choosing(page);
    await whole(page, "types-choosing");
    await primary(page).click();
    await tables(page);
    await whole(page, "types-tables");
    await primary(page).click();
    await more(page);
    await whole(page, "types-more");
    expect(await smallTargets(page)).toEqual([]);
    await primary(page).click();
    await writing(page);
    await whole(page, "types-writing");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.reload();
    await page.getByText("上次填到这里，接着来。").waitFor();
    expect(await of(page, "number").locator("input").inputValue()).toBe("15");
    for (const [name, entered] of ENTERED)
      expect(await of(page, name).locator("input").inputValue()).toBe(entered);
    await primary(page).click();
    await page.getByRole("heading", { name: /可以提交/ }).waitFor();
    await whole(page, "types-review");
    await page.getByRole("button", { name: "提交", exact: true }).click();
    await page.getByRole("heading", { name: "已收到，谢谢您" }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("says what is missing or amiss beside it", async () => {
    const { page, context } = await openForm();
    await primary(page).click();
    await page.getByText(/还有 5 题未答/).waitFor();
    await whole(page, "types-choosing-fault");
    await choosing(page);
    await primary(page).click();
    await of(page, "cells").waitFor();
    await primary(page).click();
    await page.locator(".where .fault").waitFor();
    await whole(page, "types-tables-fault");
    await tables(page);
    await primary(page).click();
    await of(page, "added").waitFor();
    await primary(page).click();
    await page.locator(".where .fault").waitFor();
    await whole(page, "types-more-fault");
    await more(page);
    await primary(page).click();
    await of(page, "word").waitFor();
    await of(page, "number").locator("input").fill("500");
    await of(page, "email").locator("input").fill("不是邮箱");
    await primary(page).click();
    await page.locator(".where .fault").waitFor();
    await page.getByText("有 3 题需要看一下").waitFor();
    await whole(page, "types-writing-fault");
    const faults = (await page.locator("[data-name] .fault").allInnerTexts()).join();
    expect(faults).toMatch(/\p{Script=Han}/u);
    expect(faults).not.toMatch(/[A-Za-z]{4,}/);
    await context.close();
  });
});
