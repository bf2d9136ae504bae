/**
 * Pages whose answer does not come: nothing for 300 ms, then a skeleton, then what was read; never a spinner. The server is
 * held and the skeleton's own clock is moved, so that no time is waited for. @source ui.md §3
 */
import type { Browser, Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { takeDesk } from "./console-on-desk.ts";
import { enter, placesOf, startFullConsole, type FullConsole, type Place } from "./console-places.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

/** Pages of a round that read something of their own once the round is there. */
const OWN = ["prepare", "units", "compare", "past", "assessment", "grades", "documents", "paper"];

let full: FullConsole;
let browser: Browser;
let page: Page;
let complaints: readonly string[];
const held: Route[] = [];
/** What is held back of the answers. */
let holding: RegExp | null = null;
const ALL = /./;
beforeAll(async () => {
  [full, browser] = await Promise.all([startFullConsole(), openBrowser()]);
  ({ page, complaints } = await takeDesk(browser));
  await enter(page, full);
  await page.route(/\/api\/office\//, async (route) => {
    const url = route.request().url();
    if (holding?.test(url) && !url.endsWith("/session")) held.push(route);
    else await route.continue();
  });
});
afterAll(async () => {
  await browser.close();
  await full.server.stop();
});

/** So that the page begins with nothing read. */
async function leave(): Promise<void> {
  await letGo();
  await page.goto("about:blank");
}

async function letGo(): Promise<void> {
  holding = null;
  for (const route of held.splice(0)) await route.continue();
}

/** @returns what of the skeleton can be seen so many milliseconds after it came */
const seenAt = (ms: number) =>
  page
    .locator(".loading")
    .first()
    .evaluate((loading, at) => {
      const clock = loading.getAnimations()[0]!;
      clock.pause();
      clock.currentTime = at;
      return getComputedStyle(loading.firstElementChild!).visibility;
    }, ms);

async function expectSkeletonThen({ path, ready }: Place): Promise<void> {
  // Once something is held, the page that waits for it is the one that stands there.
  await expect.poll(() => held.length, { timeout: 60_000 }).toBeGreaterThan(0);
  await page.locator(".loading").first().waitFor({ state: "attached" });
  expect([path, await seenAt(299), await seenAt(301)]).toEqual([path, "hidden", "visible"]);
  if (path.endsWith("/grades")) await picture(page, "console-loading");
  const status = page.getByRole("status").filter({ hasText: "正在读取" }).first();
  expect(await status.getAttribute("aria-busy")).toBe("true");
  await letGo();
  await page.locator(ready).first().waitFor();
  await page.locator(".loading").first().waitFor({ state: "detached" });
}

describe("a page whose answers are held", () => {
  it("shows nothing for 300 ms, then a skeleton, then what it read: every address", async () => {
    // What asks for nothing has nothing to wait for.
    const asking = placesOf(full).filter(({ path }) => !/^\/(password|no\/such|forms\/new)/.test(path));
    expect(asking.length).toBeGreaterThan(25);
    for (const place of asking) {
      await leave();
      holding = ALL;
      await page.goto(`${full.server.address}/#${place.path}`);
      await expectSkeletonThen(place);
    }
  });

  it("does so where the round is there already and its page reads more", async () => {
    const { round } = full.server;
    for (const place of placesOf(full)) {
      const [, , of, own] = place.path.split("/");
      if (of !== round || !OWN.includes(own!) || place.ready === ".empty") continue;
      await leave();
      await page.goto(`${full.server.address}/#/rounds/${round}/progress`);
      await page.getByRole("table", { name: "各单位收票进度" }).waitFor();
      holding = ALL;
      await page.evaluate((path) => {
        location.hash = path;
      }, place.path);
      await expectSkeletonThen(place);
    }
  });
});

describe("a panel that reads more than its page", () => {
  it("shows a skeleton too: texts, earlier rounds and changes of a unit", async () => {
    const { path, ready } = placesOf(full).find((place) => place.path.includes("/units/"))!;
    await leave();
    holding = /\/(texts|look-back)$/;
    await page.goto(`${full.server.address}/#${path}`);
    await page.locator(ready).first().waitFor();
    await expect.poll(() => held.length).toBe(2);
    expect(await page.locator(".details .loading").count()).toBe(3);
    expect([await seenAt(299), await seenAt(301)]).toEqual(["hidden", "visible"]);
    await picture(page, "console-panels-loading");
    await letGo();
    await page.locator(".details .loading").first().waitFor({ state: "detached" });
  });
});

it("complains about nothing", () => expect(complaints).toEqual([]));

describe("a page that cannot be read again", () => {
  it("stays, with one quiet line that goes when it could", async () => {
    const line = page.getByText("刚才没有读到新的内容，这里是之前读到的。");
    const { round } = full.server;
    await leave();
    await page.clock.install();
    await page.goto(`${full.server.address}/#/rounds/${round}`);
    const table = page.getByRole("table", { name: "各单位收票进度" });
    await table.waitFor();
    expect(await line.count()).toBe(0);
    const failing = new RegExp(`/rounds/${round}$`);
    await page.route(failing, (route) => route.fulfill({ status: 500, body: "" }));
    await page.clock.runFor(61_000);
    await line.waitFor();
    expect(await table.count()).toBe(1);
    await picture(page, "console-stale");
    await page.unroute(failing);
    await page.getByRole("button", { name: "再试一次" }).click();
    await line.waitFor({ state: "detached" });
    expect(await table.count()).toBe(1);
  });
});
