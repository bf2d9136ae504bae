/** Small promises of the phone page to people who are tired: large, plain, never weaker, never a shortcut, nothing that moves. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../journeys/start-server.ts";
import { answerPage, openBrowser, primary, start, takePhone } from "./phone-in-hand.ts";

const SIZES = [
  { width: 360, height: 740 },
  { width: 320, height: 568 },
] as const;

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  const forms = [{ instrument: "staff-questionnaire", categories: ["A", "B", "C"], include: [] }];
  [server, browser] = await Promise.all([startTestServer({ round: { forms } }), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function open(size: (typeof SIZES)[number] = SIZES[0]) {
  const phone = await takePhone(browser, { width: size.width });
  await phone.page.setViewportSize(size);
  await phone.page.goto((await server.tickets("water", "C", 1))[0]!);
  await primary(phone.page).waitFor();
  return phone;
}

/** To the page with the questions that take several answers. */
async function goToLists(page: Page): Promise<void> {
  await start(page);
  while (!(await page.locator(".opt input[type=checkbox]").first().isVisible())) {
    const before = await page.locator(".where").innerText();
    await answerPage(page);
    await primary(page).click();
    await page.waitForFunction(
      (text) => document.querySelector<HTMLElement>(".where")!.innerText !== text,
      before,
    );
  }
}

const fontSizes = (page: Page): Promise<number[]> =>
  page
    .locator("main :is(h1, h2, p, li, b, span)")
    .evaluateAll((found) => found.map((one) => Number.parseFloat(getComputedStyle(one).fontSize)));

describe("the landing page", () => {
  it("shows the unit in the largest type, the minutes of each form and of all of them", async () => {
    const { page, context } = await open();
    const [unit, ...others] = (await fontSizes(page)).toSorted((a, b) => b - a);
    expect(unit).toBeGreaterThanOrEqual(28);
    expect(Math.max(...others)).toBeLessThan(unit!);
    const size = await page
      .getByRole("heading", { level: 1 })
      .evaluate((one) => getComputedStyle(one).fontSize);
    expect(Number.parseFloat(size)).toBe(unit);
    await page.getByText(/^22 题.约 5 分钟$/).waitFor();
    await page.getByText("共 1 份，约 5 分钟。可以中途离开，回来接着填。").waitFor();
    await context.close();
  });

  it("grows by a quarter, every word of it, when 大字 is pressed", async () => {
    const { page, context } = await open();
    const before = await fontSizes(page);
    await page.getByRole("button", { name: "大字" }).click();
    expect(await fontSizes(page)).toEqual(before.map((size) => expect.closeTo(size * 1.25, 1)));
    await context.close();
  });
});

describe.each(SIZES)("a form at $width×$height", (size) => {
  it("marks what is required, and brings the first fault into view with a sentence of its own", async () => {
    const { page, context } = await open(size);
    await start(page);
    expect(await page.locator(".q").count()).toBe(5);
    expect(await page.locator(".q .req").count()).toBe(5);
    await page.getByText("为必填").first().waitFor();
    for (const at of [0, 1])
      await page.locator('[role="radiogroup"]').nth(at).locator("label").first().click();
    await primary(page).scrollIntoViewIfNeeded();
    await primary(page).click();
    await page.getByText("还有 3 题未答：第 3、4、5 题").waitFor();
    const fault = page.locator(".q.missing").first();
    expect(await fault.locator(".n").innerText()).toBe("3");
    const said = fault.getByText("这一题还没有选，请选一项；不清楚就选“不了解”");
    await expect
      .poll(async () => {
        const box = (await said.boundingBox())!;
        const head = (await page.locator(".where").boundingBox())!;
        const bar = (await page.locator(".bar").boundingBox())!;
        return box.y >= head.y + head.height && box.y + box.height <= bar.y;
      })
      .toBe(true);
    await context.close();
  });
});

describe("a list of options", () => {
  it("makes 不了解 and 没有发现 as large, as dark and as heavy as every other answer", async () => {
    const { page, context } = await open();
    await goToLists(page);
    const faces = page.locator(".q").first().locator(".opt .face");
    const labels = await faces.allInnerTexts();
    expect(labels.slice(-2)).toEqual(["没有发现", "不了解"]);
    const looks = await faces.evaluateAll((found) =>
      found.map((face) => {
        const { color, fontSize, fontWeight, backgroundColor, borderColor, opacity } = getComputedStyle(face);
        return [color, fontSize, fontWeight, backgroundColor, borderColor, opacity, face.clientWidth].join();
      }),
    );
    expect(looks.length).toBeGreaterThan(5);
    expect(new Set(looks).size).toBe(1);
    await context.close();
  });

  it("offers nothing that answers more than one question", async () => {
    const { page, context } = await open();
    await start(page);
    for (let pages = 0; pages < 3; pages += 1) {
      const buttons = await page.getByRole("button").allInnerTexts();
      expect(buttons.filter((text) => !/大字|上一页|下一页/.test(text))).toEqual([]);
      await page.locator('[role="radiogroup"] label').first().click();
      expect(await page.locator("label.chosen").count()).toBe(1);
      await answerPage(page);
      await primary(page).click();
      await page.getByRole("button", { name: "上一页" }).waitFor();
    }
    await context.close();
  });
});

describe("for who cannot bear movement", () => {
  it("moves nothing", async () => {
    const { page, context } = await open();
    await page.emulateMedia({ reducedMotion: "reduce" });
    await start(page);
    await answerPage(page);
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll("*")]
        .filter((one) => {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(one);
          return (
            !/^(0s(, )?)+$/.test(transitionDuration) ||
            animationName !== "none" ||
            scrollBehavior === "smooth"
          );
        })
        .map((one) => one.outerHTML.slice(0, 80)),
    );
    expect(moving).toEqual([]);
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    await context.close();
  });
});
