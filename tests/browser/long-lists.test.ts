/**
 * Lists of thousands of rows in a real browser: the page stays small however far somebody has come, and scrolling, keyboard,
 * search, paper and readers of the screen still reach every row. @source ui.md, docs/performance/README.md
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { audit } from "../../server/services/audit.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { archiveRound } from "../../server/services/archive-round.ts";
import { freezeAll } from "../journeys/freeze-round.ts";
import { startClosedRound } from "../journeys/closed-round.ts";
import { testUnit, type TestServer } from "../journeys/start-server.ts";
import { brokenRules } from "./broken-rules.ts";
import { overflow, signInNew, takeDesk } from "./console-on-desk.ts";
import { growAnswers, LISTS, nameAt, openList, ROWS, type LongList } from "./long-list-pages.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

/** Of a page that holds a few screens of rows; all rows of the shortest list here are several times as many. */
const ELEMENTS_MAX = 9_000;
const PATIENCE = { timeout: 120_000 };
const LAST = nameAt(ROWS - 1);

let server: TestServer;
let browser: Browser;
let page: Page;
let complaints: readonly string[];
beforeAll(async () => {
  [server, browser] = await Promise.all([
    startClosedRound({ units: [testUnit("water", "县水利局党组", [4, 6, 13])] }),
    openBrowser(),
  ]);
  ({ page, complaints } = await takeDesk(browser));
  await signInNew(page, server, "承办人");
  await growAnswers(page);
}, 300_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const elements = () => page.evaluate(() => document.querySelectorAll("*").length);
const listOf = (title: string): LongList => LISTS.find((list) => list.title === title)!;
/** Like somebody with the wheel: a screen a frame until the page has an end. */
const scrollDown = (screens: number) =>
  page.evaluate(async (count) => {
    for (let at = 0; at < count; at += 1) {
      scrollBy(0, innerHeight);
      await new Promise(requestAnimationFrame);
    }
  }, screens);

describe.each(LISTS)("$title", (list) => {
  it("begins small, stays small while it is scrolled, and has its last row at its end", async () => {
    await openList(page, server, list);
    expect(await elements()).toBeLessThan(ELEMENTS_MAX);
    await scrollDown(40);
    expect(await elements()).toBeLessThan(ELEMENTS_MAX);
    expect(await overflow(page)).toBe(0);
    const last = page.locator(list.row, { hasText: LAST }).last();
    await expect
      .poll(async () => {
        await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
        return last.count();
      }, PATIENCE)
      .toBe(1);
    expect(await elements()).toBeLessThan(ELEMENTS_MAX);
    await picture(page, `long-list-${list.title.replaceAll(" ", "-")}-end`);
    await page.evaluate(() => scrollTo(0, 0));
    await page
      .locator(list.row, { hasText: nameAt(0) })
      .first()
      .waitFor();
    await picture(page, `long-list-${list.title.replaceAll(" ", "-")}`);
  });

  it("is whole as soon as the browser's own search is opened", async () => {
    await openList(page, server, list);
    expect(await page.locator(list.row, { hasText: LAST }).count()).toBe(0);
    await page.keyboard.press("Control+f");
    // The search is the browser's own and looks through what the page holds.
    expect(await page.evaluate((name) => document.body.innerText.includes(name), LAST)).toBe(true);
    if (list.title !== "accounts") expect(await elements()).toBeGreaterThan(2 * ELEMENTS_MAX);
  });
});

it("keeps of the blocks before the seal, which stand below another long list, what is near the window", async () => {
  await openList(page, server, listOf("units before the seal"));
  const last = page.locator("#blocks tbody tr:not(.gap)", { hasText: LAST });
  expect(await last.count()).toBe(0);
  await expect
    .poll(async () => {
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      return last.count();
    }, PATIENCE)
    // A row for each of its forms.
    .toBe(3);
  expect(await elements()).toBeLessThan(ELEMENTS_MAX);
});

it("keeps the columns where they are while rows come and go", async () => {
  const list = listOf("grade table");
  await openList(page, server, list);
  const edges = () =>
    page
      .locator("table.grades thead th")
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left));
  const before = await edges();
  await scrollDown(60);
  expect(await edges()).toEqual(before);
});

it("goes on with Tab where the rows of the next piece come, and back again", async () => {
  await openList(page, server, listOf("units of a round"));
  const places = () =>
    page.evaluate(() => Number(document.activeElement?.closest("tr")?.getAttribute("aria-rowindex") ?? 0));
  await page
    .locator("tr", { hasText: nameAt(44) })
    .getByRole("link")
    .first()
    .focus();
  const seen = [46];
  while (seen.at(-1)! < 110) {
    await page.keyboard.press("Tab");
    seen.push(await places());
  }
  // No row is left out and none comes twice: each has its name and its buttons.
  expect([...new Set(seen)]).toEqual(Array.from({ length: 65 }, (_, at) => at + 46));
  while (seen.at(-1)! > 98) {
    await page.keyboard.press("Shift+Tab");
    seen.push(await places());
  }
  expect(seen.at(-1)).toBe(98);
});

it("goes into a gap with the keyboard: its rows come and the first is in focus", async () => {
  await openList(page, server, listOf("units of a round"));
  const gap = page.getByRole("button", { name: "第 2001–2050 行" });
  await gap.focus();
  const row = page.locator("tr", { hasText: nameAt(2_000) });
  await expect.poll(() => row.evaluate((one) => one.contains(document.activeElement)), PATIENCE).toBe(true);
});

it("tells readers of the screen how many rows there are and where each of them is", async () => {
  await openList(page, server, listOf("grade table"));
  expect(await page.locator("table.grades").getAttribute("aria-rowcount")).toBe(String(ROWS + 1));
  const row = page.locator("table.grades tr", { hasText: nameAt(40) });
  expect(await row.getAttribute("aria-rowindex")).toBe("42");
  expect(await brokenRules(page)).toEqual([]);
});

it("is printed whole, and says that it is too long for a picture", async () => {
  await openList(page, server, listOf("heat map"));
  await page.getByRole("button", { name: "复制为图片" }).last().click();
  await page.getByText("单位超过 300 个，一张图放不下。请打印这一页。").waitFor();
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  expect(await page.locator("table.heat tbody tr:not(.gap)").count()).toBe(ROWS);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await expect.poll(() => page.locator("table.heat tbody tr:not(.gap)").count(), PATIENCE).toBeLessThan(300);
});

describe("coming back to a long list", () => {
  const topOf = (name: string) =>
    page
      .locator("table.heat tbody tr", { hasText: name })
      .first()
      .evaluate((row) => Math.round(row.getBoundingClientRect().top));
  /** @param left of the table within its box */
  const openUnit = async (name: string, left = 0): Promise<number> => {
    const link = page.locator("table.heat tbody tr", { hasText: name }).locator("th a");
    // A hand: what a place from before still brings back ends here.
    await page.keyboard.press("Shift");
    await link.evaluate((one, x) => {
      one.scrollIntoView({ block: "center" });
      one.closest(".scroll")!.scrollLeft = x;
    }, left);
    const top = await topOf(name);
    await link.evaluate((one: HTMLElement) => {
      one.focus({ preventScroll: true });
      one.click();
    });
    await page.getByRole("heading", { name: "县水利局党组", level: 1 }).waitFor();
    return top;
  };
  const landsAt = async (name: string, top: number): Promise<void> => {
    await page.locator("table.heat tbody tr", { hasText: name }).first().waitFor();
    await expect.poll(async () => Math.abs((await topOf(name)) - top), PATIENCE).toBeLessThanOrEqual(1);
  };

  it("lands at the row that was left, with its link in focus; a page that is new begins at its top", async () => {
    await openList(page, server, listOf("heat map"));
    const name = nameAt(64);
    await page.getByRole("button", { name: "第 51–100 行" }).focus();
    const top = await openUnit(name);
    expect(await page.evaluate(() => scrollY)).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("content");
    await page.goBack();
    await landsAt(name, top);
    expect(
      await page.evaluate(() => document.activeElement?.closest("tr")?.querySelector("th")?.textContent),
    ).toContain(name);
    await page.goForward();
    await page.getByRole("heading", { name: "县水利局党组", level: 1 }).waitFor();
    await page.goBack();
    await landsAt(name, top);
    await page.getByRole("link", { name: "等次", exact: true }).click();
    await page.locator("table.grades").waitFor();
    expect(await page.evaluate(() => scrollY)).toBe(0);
  });

  it("lands at a row far down, whose place is only guessed until its rows are drawn, and after a reload too", async () => {
    await openList(page, server, listOf("heat map"));
    const name = nameAt(2_010);
    await page.getByRole("button", { name: "第 2001–2050 行" }).focus();
    const top = await openUnit(name);
    await page.goBack();
    await landsAt(name, top);
    await page.reload();
    await landsAt(name, top);
  });

  it("brings back what was scrolled within the page, and lets go as soon as a hand is there", async () => {
    await page.setViewportSize({ width: 420, height: 768 });
    await openList(page, server, listOf("heat map"));
    const box = page.locator(".panel.scroll", { has: page.locator("table.heat") });
    const name = nameAt(80);
    await page.getByRole("button", { name: "第 51–100 行" }).focus();
    const top = await openUnit(name, 60);
    await page.goBack();
    await landsAt(name, top);
    await expect.poll(() => box.evaluate(({ scrollLeft }) => scrollLeft), PATIENCE).toBe(60);
    await page.keyboard.press("Home");
    await expect.poll(() => page.evaluate(() => scrollY), PATIENCE).toBe(0);
    await page.setViewportSize({ width: 1366, height: 768 });
  });
});

it("reads the record on by itself to its first line", async () => {
  await server.deps.office.inTransaction(async (office) => {
    for (let at = 0; at < 700; at += 1)
      await audit(server.deps, office, KEEPER, "account.signed-in", `u${at}`);
  });
  await page.goto(`${server.address}/#/audit`);
  const first = page.locator("main table td:first-child", { hasText: /^1$/ });
  await expect
    .poll(async () => {
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      return first.count();
    }, PATIENCE)
    .toBe(1);
  expect(await elements()).toBeLessThan(ELEMENTS_MAX);
});

it("shows what is tried out on an archived round the same way", async () => {
  await freezeAll(server.deps, server.round);
  await archiveRound(server.deps, KEEPER, server.round);
  await page.goto(`${server.address}/#/rounds/${server.round}/trial`);
  // It was archived elsewhere, perhaps within the seconds for which what was read of the round still counts.
  await page.reload();
  await page.getByLabel("领导班子民主测评的试用分值").fill("10");
  await page.getByLabel("监督情况的试用分值").fill("30");
  await page.getByRole("button", { name: "试算", exact: true }).click();
  const rows = page.getByRole("table", { name: "试算结果（不是等次）" }).locator("tbody tr:not(.gap)");
  await rows
    .filter({ hasText: nameAt(0) })
    .first()
    .waitFor();
  expect(await elements()).toBeLessThan(ELEMENTS_MAX);
  const last = rows.filter({ hasText: LAST });
  expect(await last.count()).toBe(0);
  await expect
    .poll(async () => {
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      return last.count();
    }, PATIENCE)
    .toBe(1);
  expect(await elements()).toBeLessThan(ELEMENTS_MAX);
});

it("complains about nothing", () => expect(complaints).toEqual([]));
