/** axe-core on every kind of page of the phone, in light, dark and large type; nothing may overflow sideways. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../journeys/start-server.ts";
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
let axe: string;
let slips: string[];

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), openBrowser()]);
  slips = [...(await server.tickets("water", "C", 10))];
  axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** Rules that are broken on the page as it stands, one line each. */
async function broken(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate("axe.run(document)")) as AxeResults;
  return violations.map(
    ({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map((node) => node.html).join(" ")}`,
  );
}

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function expectFit(page: Page): Promise<void> {
  expect(await broken(page)).toEqual([]);
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
});
