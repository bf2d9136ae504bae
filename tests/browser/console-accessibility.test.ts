/** axe-core on every page and dialog of the console, and no English word, light and dark, at a desk, in a smaller window and on a tablet; nothing overflows, no button touches another or is cut off. */
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokenRules } from "./broken-rules.ts";
import { crowdedButtons, type Desk, overflow, takeDesk } from "./console-on-desk.ts";
import { enter, type FullConsole, go, placesOf, startFullConsole } from "./console-places.ts";
import { englishOn, englishWords } from "./english-words.ts";
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

interface Look {
  readonly name: string;
  readonly dark: boolean;
  readonly width: number;
  readonly height: number;
  readonly hasTouch?: boolean;
}

/** Runs in the page: buttons, and links that stand for buttons, that a finger would miss. @source WCAG 2.2, 2.5.8 */
function tooSmallToTouch(): readonly string[] {
  const shown = [...document.querySelectorAll<HTMLElement>("button, .btn, header a, nav a, select")].filter(
    (one) => one.getClientRects().length > 0 && !one.matches(".sr, .skip"),
  );
  return shown.flatMap((one) => {
    const { width, height } = one.getBoundingClientRect();
    return width < 24 || height < 24 ? [`${one.textContent}: ${width} × ${height}`] : [];
  });
}

describe.each([
  { name: "light", dark: false, width: 1366, height: 768 },
  { name: "dark", dark: true, width: 1024, height: 768 },
  { name: "tablet", dark: false, width: 768, height: 1024, hasTouch: true },
])("the console, $name", ({ name, ...settings }: Look) => {
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
  /** With the finger where there is one. */
  const press = (one: Locator): Promise<void> => (settings.hasTouch ? one.tap() : one.click());

  it("breaks no rule on any page", async () => {
    for (const [position, place] of placesOf(full).entries()) {
      await go(page, full, place);
      await expectSound(page, place.path);
      expect([place.path, await englishOn(page)]).toEqual([place.path, []]);
      if (settings.hasTouch) expect(await page.evaluate(tooSmallToTouch), place.path).toEqual([]);
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
    await press(page.getByRole("button", { name: /^保存/ }));
    await page.getByText("还没有填").first().waitFor();
    await expectSound(page, "faults of a form");
    await at(`/rounds/${round}`, "main table");
    for (const act of ["领码纸", "封存"]) {
      await press(page.getByRole("button", { name: `${act}：县融媒体中心党组` }));
      await page.getByRole("dialog").waitFor();
      await expectSound(page, act);
      await page.keyboard.press("Escape");
    }
    await at(`/rounds/${round}/units/water`, "main canvas");
    await press(page.getByRole("button", { name: "全部展开" }));
    await press(page.getByRole("button", { name: "看表格" }).nth(1));
    await expectSound(page, "tables beside charts");
    expect(desk.complaints).toEqual([]);
  }, 120_000);
});

it("positive control: ids and states would be found; addresses, formats and digests are none", () => {
  const found = ["办法（political-ecology）", "表单 leadership-team；张数 5–9", "原来 sealed"].map(
    englishWords,
  );
  expect(found).toEqual([["political-ecology"], ["leadership-team"], ["sealed"]]);
  const sound = [
    "导出 XLSX",
    "http://192.168.1.10:8080/v 打不开",
    "校验码 d8d1d686",
    "编号 leadership-team",
    "票袋 B+C",
  ];
  expect(sound.flatMap(englishWords)).toEqual([]);
});

/** Runs in the page: what moves by itself, bars that leave less than half of the window, cells with a letter or two a line. */
function squeezed(): readonly string[] {
  const all = [...document.querySelectorAll<HTMLElement>("body *")];
  const bars = all
    .filter((one) => one.offsetWidth > 300 && ["sticky", "fixed"].includes(getComputedStyle(one).position))
    .reduce((sum, { offsetHeight }) => sum + offsetHeight, 0);
  const cells = all.filter(
    ({ localName, offsetWidth, offsetHeight, innerText }) =>
      /^t[dh]$/.test(localName) &&
      offsetWidth > 0 &&
      offsetWidth < 60 &&
      offsetHeight > 120 &&
      innerText.length > 5,
  );
  return [
    ...document.getAnimations().map(({ id }) => `moves: ${id}`),
    ...(bars > innerHeight / 2 ? [`${bars} px of bars`] : []),
    ...cells.map(({ innerText }) => `squeezed: ${innerText}`),
  ];
}

/** Runs in the page: fill or edge of each kind of thing that has no other sign of what it is. */
const filled = (selectors: readonly (readonly [string, string, "backgroundColor" | "borderBottomColor"])[]) =>
  selectors.map(
    ([selector, part, style]) => getComputedStyle(document.querySelector(selector)!, part)[style],
  );

describe("the console at 200 % of a screen of 1366 × 768, colours forced", () => {
  let page: Page;
  let desk: Desk;
  beforeAll(async () => {
    desk = await takeDesk(browser, { width: 683, height: 384, forced: true });
    page = desk.page;
    await enter(page, full);
  });
  afterAll(() => desk.context.close());

  it("has no page that scrolls sideways, moves, is covered by its bars or squeezed", async () => {
    for (const [position, place] of placesOf(full).entries()) {
      await go(page, full, place);
      const faults = [await overflow(page), await crowdedButtons(page), await page.evaluate(squeezed)];
      expect([place.path, ...faults]).toEqual([place.path, 0, [], []]);
      await picture(page, `console-${String(position).padStart(2, "0")}-forced`);
    }
    expect(desk.complaints).toEqual([]);
  }, 240_000);

  it("tells by the system's colours what is told by a fill otherwise", async () => {
    const { round } = full.server;
    await go(page, full, { path: `/rounds/${round}/grades`, ready: "table.grades" });
    const [here, other, mark] = await page.evaluate(filled, [
      ["nav a[aria-current]", "", "borderBottomColor"],
      ["nav a:not([aria-current])", "", "borderBottomColor"],
      [".stations li.done, .stations li.now", "::after", "borderBottomColor"],
    ] as const);
    expect(here).not.toBe(other);
    expect(mark).not.toBe(other);
    await go(page, full, { path: `/rounds/${round}`, ready: "main table" });
    const [bar, ground] = await page.evaluate(filled, [
      [".turn .track i", "", "backgroundColor"],
      [".turn .track", "", "backgroundColor"],
    ] as const);
    expect(bar).not.toBe(ground);
  });
});
