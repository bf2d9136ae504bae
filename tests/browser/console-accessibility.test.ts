/** axe-core on every page and dialog of the console, light and dark, at a desk and on a tablet; nothing overflows, no button touches another or is cut off. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokenRules, crowdedButtons, type Desk, overflow, takeDesk } from "./console-on-desk.ts";
import { enter, type FullConsole, go, placesOf, startFullConsole } from "./console-places.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

let full: FullConsole;
let browser: Browser;

beforeAll(async () => {
  [full, browser] = await Promise.all([startFullConsole(), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await full.server.stop();
});

/** The same at an address and in a state that a click has brought about. */
async function expectSound(page: Page, where: string): Promise<void> {
  expect(await brokenRules(page), where).toEqual([]);
  expect(await overflow(page), where).toBe(0);
  expect(await crowdedButtons(page), where).toEqual([]);
}

describe.each([
  { name: "light", dark: false, width: 1366, height: 768 },
  { name: "dark", dark: true, width: 1366, height: 768 },
  { name: "tablet", dark: false, width: 768, height: 1024 },
  { name: "tablet-dark", dark: true, width: 1024, height: 768 },
])("the console, $name", ({ name, ...settings }) => {
  let desk: Desk;
  let page: Page;
  beforeAll(async () => {
    desk = await takeDesk(browser, settings);
    page = desk.page;
    await page.goto(`${full.server.address}/`);
    await page.getByRole("heading", { name: "登录" }).waitFor();
    await expectSound(page, "sign-in");
    await enter(page, full);
  });
  afterAll(() => desk.context.close());

  it("breaks no rule on any page", async () => {
    for (const [position, place] of placesOf(full).entries()) {
      await go(page, full, place);
      await expectSound(page, place.path);
      await picture(page, `console-${String(position).padStart(2, "0")}-${name}`);
    }
    expect(desk.complaints).toEqual([]);
  }, 240_000);

  it("shows totals, grades and every dimension without scrolling sideways", async () => {
    const { round } = full.server;
    for (const [path, table] of [
      [`/rounds/${round}/grades`, "table.grades"],
      [`/rounds/${round}/compare`, "table.heat"],
    ] as const) {
      await go(page, full, { path, ready: table });
      const panel = page.locator("section.panel.scroll").filter({ has: page.locator(table) });
      const beyond = await panel.evaluate((one) => one.scrollWidth - one.clientWidth);
      expect([path, beyond]).toEqual([path, 0]);
    }
  });

  it("breaks none in what opens on a page either", async () => {
    const { round } = full.server;
    const at = (path: string, ready: string) => go(page, full, { path, ready });
    await at("/rounds/new", "form.settings");
    await page.getByRole("button", { name: /^保存/ }).click();
    await page.getByText("还没有填").first().waitFor();
    await expectSound(page, "faults of a form");
    await at(`/rounds/${round}`, "main table");
    for (const act of ["领码纸", "封存"]) {
      await page.getByRole("button", { name: `${act}：县融媒体中心党组` }).click();
      await page.getByRole("dialog").waitFor();
      await expectSound(page, act);
      await page.keyboard.press("Escape");
    }
    await at(`/rounds/${round}/units/water`, "main canvas");
    await page.getByRole("button", { name: "全部展开" }).click();
    await page.getByRole("button", { name: "看表格" }).nth(1).click();
    await expectSound(page, "tables beside charts");
    expect(desk.complaints).toEqual([]);
  }, 120_000);
});
