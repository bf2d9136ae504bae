/** axe-core on every kind of page of the phone, in light, dark and large type; nothing may overflow sideways. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../journeys/start-server.ts";
import { brokenRules } from "./broken-rules.ts";
import { isFocusCovered } from "./focus-covered.ts";
import {
  fillAll,
  fillForm,
  openBrowser,
  picture,
  primary,
  start,
  submitForm,
  takePhone,
} from "./phone-in-hand.ts";

let server: TestServer;
let browser: Browser;
let slips: string[];

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), openBrowser()]);
  slips = [...(await server.tickets("water", "C", 10))];
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function expectFit(page: Page): Promise<void> {
  expect(await brokenRules(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
}

describe.each([
  { name: "light", width: 360, dark: false, isLarge: false },
  { name: "dark, 320 px, large type", width: 320, dark: true, isLarge: true },
])("the phone page, $name", ({ name, width, dark, isLarge }) => {
  it("breaks no rule on any of its pages", async () => {
    const { page, context } = await takePhone(browser, { width, dark });
    const shot = (what: string) => picture(page, `phone-${what}-${name.replace(/\W+/g, "-")}`);
    await page.goto(slips.pop()!);
    await primary(page).waitFor();
    if (isLarge) await page.getByRole("button", { name: "大字" }).click();
    await expectFit(page);
    await page.getByRole("button", { name: "我们记什么、不记什么" }).click();
    await expectFit(page);
    await page.getByRole("button", { name: "返回" }).click();
    await start(page);
    await primary(page).click();
    await page.getByText(/还有 4 题未答/).waitFor();
    await expectFit(page);
    await shot("fault");
    await fillForm(page);
    await expectFit(page);
    await submitForm(page);
    await page.getByRole("heading", { name: "林向东" }).waitFor();
    await expectFit(page);
    await shot("leader");
    await fillForm(page);
    await submitForm(page);
    await page.getByText("接着填第 3 份").waitFor();
    await fillAll(page);
    await page.getByRole("button", { name: /我的回执码/ }).click();
    await expectFit(page);
    await shot("done");
    await page.goto(`${server.address}/v`);
    await page.getByLabel("领码纸上的代码").waitFor();
    await expectFit(page);
    await context.close();
  });
});

describe.each([
  { name: "tablet", width: 800, dark: false },
  { name: "narrow and dark", width: 320, dark: true },
])("the group's tablet, $name", ({ width, dark }) => {
  it("breaks no rule while typing, choosing and leaving", async () => {
    const { page, context } = await takePhone(browser, { width, dark });
    await page.goto(`${server.address}/v?kiosk`);
    await page.getByLabel("领码纸上的代码").waitFor();
    await expectFit(page);
    await page.getByRole("button", { name: "大字" }).click();
    await expectFit(page);
    await page.getByLabel("领码纸上的代码").fill(/#([^.]+)/.exec(slips.pop()!)![1]!);
    await primary(page).click();
    await start(page);
    await page.locator(".step").first().click();
    await page.getByRole("button", { name: "离开", exact: true }).click();
    await page.getByText("没有提交的内容会清空").waitFor();
    await expectFit(page);
    await context.close();
  });
});

describe("what is looked for", () => {
  it("holds the rule of WCAG 2.2 AA on sizes: two small buttons side by side are found, the same under a bar are measured", async () => {
    const { page, context } = await takePhone(browser);
    await page.setContent(
      `<html lang="zh-CN"><title>大小</title><main><h1>大小</h1>
       <style>button { padding: 0; border: 0 } .small { width: 16px; height: 16px; font-size: 8px }
       .wide { display: block; width: 60px; height: 60px }
       .over { position: sticky; bottom: 0; height: 690px; background: #fff }</style>
       <button class="wide">一</button><button class="wide">二</button><p class="over">栏</p></main>`,
    );
    expect(await brokenRules(page)).toEqual([]);
    expect(await page.locator("[style]").count()).toBe(0);
    await page.evaluate(() => {
      for (const one of document.querySelectorAll("button")) one.className = "small";
    });
    expect((await brokenRules(page)).map((line) => line.split(":")[0])).toEqual(["serious target-size"]);
    await context.close();
  });
});

describe("without a pointer", () => {
  it("answers a scale with the arrow keys and goes on with the keyboard alone", async () => {
    const { page, context } = await takePhone(browser);
    await page.goto(slips.pop()!);
    await start(page);
    for (const _ of [1, 2, 3, 4]) {
      await page.keyboard.press("Tab");
      await page.keyboard.press("Space");
      await page.keyboard.press("ArrowRight");
    }
    expect(await page.locator("label.chosen").allInnerTexts()).toEqual(["较好", "较好", "较好", "较好"]);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("第 5–8 题").waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
    await context.close();
  });

  it("never has what has the focus wholly under a bar, at 320 px with large type", async () => {
    const { page, context } = await takePhone(browser, { width: 320 });
    await page.setViewportSize({ width: 320, height: 568 });
    await page.goto(slips.pop()!);
    await primary(page).waitFor();
    await page.getByRole("button", { name: "大字" }).click();
    await expectNoneCovered(page, 2);
    await start(page);
    await expectNoneCovered(page, 2);
    await fillForm(page);
    await expectNoneCovered(page, 2);
    await submitForm(page);
    await page.getByRole("heading", { name: "林向东" }).waitFor();
    await expectNoneCovered(page, 2);
    await context.close();
  });
});

/** Goes with Tab to the end of the page and back with Shift and Tab. @param least stops that it has at the least */
async function expectNoneCovered(page: Page, least: number): Promise<void> {
  for (const key of ["Tab", "Shift+Tab"]) {
    const covered: string[] = [];
    let stops = 0;
    for (let press = 0; press < 80; press += 1) {
      await page.keyboard.press(key);
      const html = await page.evaluate(() =>
        document.activeElement === document.body ? "" : document.activeElement!.outerHTML.slice(0, 120),
      );
      if (html === "") break;
      stops += 1;
      if (await page.evaluate(isFocusCovered)) covered.push(html);
    }
    expect(covered).toEqual([]);
    expect(stops).toBeGreaterThanOrEqual(least);
  }
}
