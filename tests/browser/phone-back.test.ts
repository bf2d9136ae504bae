/** The phone's back button at every step: one step back, nothing lost, and never a form that is received. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../journeys/start-server.ts";
import { answerPage, fillForm, openBrowser, primary, start, submitForm, takePhone } from "./phone-in-hand.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const slipOf = async (): Promise<string> => (await server.tickets("water", "C", 1))[0]!;
const chosen = (page: Page) => page.locator("label.chosen").count();

/** Back as the phone does it: no page is loaded, so nothing is waited for. */
const back = (page: Page) => page.evaluate(() => history.back());

describe("the back button", () => {
  it("leads from the review over the pages to the start, and loses nothing on the way", async () => {
    const { page, context } = await takePhone(browser);
    await page.goto(await slipOf());
    await start(page);
    await fillForm(page, 2);
    for (const place of ["第 14–17 题", "第 9–13 题", "第 5–8 题", "第 1–4 题"]) {
      await back(page);
      await page.getByText(place).waitFor();
      expect(await chosen(page)).toBeGreaterThan(2);
    }
    await back(page);
    await page.getByRole("button", { name: "接着填写" }).click();
    await page.getByText("上次填到这里，接着来。").waitFor();
    expect(await chosen(page)).toBe(4);
    await fillForm(page, 2);
    await submitForm(page);
    await page.getByText("接着填第 2 份").waitFor();
    await context.close();
  });

  it("leads from a received form to the start, not into it", async () => {
    const { page, context } = await takePhone(browser);
    await page.goto(await slipOf());
    await start(page);
    await fillForm(page);
    await submitForm(page);
    await page.getByText("接着填第 2 份").waitFor();
    await back(page);
    await page.getByRole("heading", { name: "县水利局党组" }).waitFor();
    expect(await chosen(page)).toBe(0);
    const rows = await page.locator(".rows.forms li").allInnerTexts();
    expect(rows.map((row) => row.includes("已收到"))).toEqual([true, false, false]);
    await start(page);
    await page.getByRole("heading", { name: "林向东" }).waitFor();
    for (const _ of [2, 3]) {
      await fillForm(page);
      await submitForm(page);
    }
    await page.getByRole("button", { name: /我的回执码/ }).click();
    expect(await page.locator(".receipts code").count()).toBe(3);
    await context.close();
  });

  it("leaves the last page, and shows no answers to who comes forward again", async () => {
    const { page, context } = await takePhone(browser);
    await page.goto(`${server.address}/receipts`);
    await page.goto(await slipOf());
    await start(page);
    for (const _ of [1, 2, 3]) {
      await fillForm(page);
      await submitForm(page);
    }
    await page.getByRole("heading", { name: "已收到，谢谢您" }).waitFor();
    await back(page);
    await page.waitForURL(/\/receipts$/);
    await page.goForward();
    await page.locator("h1").waitFor();
    expect(await chosen(page)).toBe(0);
    expect(await page.locator(".where").count()).toBe(0);
    await context.close();
  });

  it("leads back from what is kept and not kept", async () => {
    const { page, context } = await takePhone(browser);
    await page.goto(await slipOf());
    await page.getByRole("button", { name: "我们记什么、不记什么" }).click();
    await page.getByRole("heading", { name: "系统不记的" }).waitFor();
    await back(page);
    await page.getByRole("button", { name: "开始填写" }).waitFor();
    await context.close();
  });

  it("works after a reload in the middle of a form", async () => {
    const { page, context } = await takePhone(browser);
    await page.goto(await slipOf());
    await start(page);
    await answerPage(page, 3);
    await primary(page).click();
    await page.getByText("第 5–8 题").waitFor();
    await page.reload();
    await page.getByText("上次填到这里，接着来。").waitFor();
    await back(page);
    await page.getByText("第 1–4 题").waitFor();
    expect(await chosen(page)).toBe(4);
    await context.close();
  });

  it("without storage still loses nothing", async () => {
    const { page, context } = await takePhone(browser);
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("", "QuotaExceededError");
      };
    });
    await page.goto(await slipOf());
    await start(page);
    await answerPage(page, 2);
    await back(page);
    await page.getByRole("button", { name: "接着填写" }).click();
    await page.getByText("上次填到这里，接着来。").waitFor();
    expect(await chosen(page)).toBe(4);
    await context.close();
  });

  it("does nothing while a ballot is on its way", async () => {
    const { page, context } = await takePhone(browser);
    await page.goto(await slipOf());
    await start(page);
    await fillForm(page);
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route("**/api/ballots", async (route) => {
      await held;
      await route.continue();
    });
    await page.getByRole("button", { name: "提交", exact: true }).click();
    await page.getByText("正在提交，请不要关闭…").waitFor();
    await back(page);
    await page.getByText("正在提交，请不要关闭…").waitFor();
    release();
    await page.getByText("接着填第 2 份").waitFor();
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await context.close();
  });
});
