/** The group's tablet: one person after the other, and nothing of the one before. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../journeys/start-server.ts";
import { answerPage, fillAll, openBrowser, picture, primary, start, takePhone } from "./phone-in-hand.ts";

let server: TestServer;
let browser: Browser;
let slips: string[];

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), openBrowser()]);
  slips = [...(await server.tickets("water", "C", 12))];
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const nextCode = (): string => /#([^.]+)/.exec(slips.pop()!)![1]!;

async function takeTablet() {
  const tablet = await takePhone(browser);
  await tablet.page.setViewportSize({ width: 800, height: 1180 });
  await tablet.page.clock.install();
  await tablet.page.goto(`${server.address}/v?kiosk`);
  await expectEmpty(tablet.page);
  return tablet;
}

const keys = (page: Page) => page.getByRole("group", { name: "输入代码的键盘" }).getByRole("button");

async function pressCode(page: Page, code: string): Promise<void> {
  for (const letter of code) await page.locator(".keypad .key").getByText(letter, { exact: true }).click();
}

async function begin(page: Page): Promise<void> {
  await pressCode(page, nextCode());
  await primary(page).click();
  await start(page);
}

/** The page for typing, with an empty field and nothing kept anywhere. */
async function expectEmpty(page: Page): Promise<void> {
  await page.getByRole("heading", { name: "输入代码" }).waitFor();
  expect(await page.getByLabel("领码纸上的代码").inputValue()).toBe("");
  expect(await page.getByRole("button", { name: "离开" }).isVisible()).toBe(false);
  expect(await kept(page)).toEqual([0, 0, ""]);
}

const kept = (page: Page) =>
  page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);

/** Keys that stand within the window and are hit by nobody who presses them there. */
const coveredKeys = (): readonly string[] =>
  [...document.querySelectorAll(".keypad button")].flatMap((key) => {
    const { left, top, width, height, bottom } = key.getBoundingClientRect();
    const isHit = (share: number): boolean =>
      key.contains(document.elementFromPoint(left + width / 2, top + height * share));
    return bottom > innerHeight || [0.1, 0.5, 0.9].every(isHit) ? [] : [key.textContent];
  });

const bottomOf = (one: Element): number => one.getBoundingClientRect().bottom;

describe("the group's tablet", () => {
  it("takes a code from 32 large keys without the system's keyboard", async () => {
    const { page, context } = await takeTablet();
    const field = page.getByLabel("领码纸上的代码");
    expect(await field.getAttribute("inputmode")).toBe("none");
    expect(await keys(page).count()).toBe(34);
    for (const key of await keys(page).all()) {
      const box = (await key.boundingBox())!;
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(48);
    }
    await pressCode(page, "7K3MX");
    expect(await field.inputValue()).toBe("7K3M-X");
    await page.getByText("还差 15 位").waitFor();
    await page.getByRole("button", { name: "删除一位" }).click();
    expect(await field.inputValue()).toBe("7K3M");
    await page.getByRole("button", { name: "全部清除" }).click();
    expect(await field.inputValue()).toBe("");
    await picture(page, "kiosk-typing");
    await page.setViewportSize({ width: 360, height: 740 });
    for (const key of await keys(page).all())
      expect((await key.boundingBox())!.width).toBeGreaterThanOrEqual(48);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await context.close();
  });

  it("has nothing over its keys, however low the tablet, and 继续 in sight on its side", async () => {
    const { page, context } = await takeTablet();
    for (const [width, height] of [
      [800, 740],
      [800, 600],
      [360, 740],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.reload();
      await expectEmpty(page);
      await pressCode(page, "7K3M");
      await primary(page).click();
      await page.getByText("代码还没有输全。").waitFor();
      await page.evaluate(() => scrollTo(0, 0));
      expect([width, height, await page.evaluate(coveredKeys)]).toEqual([width, height, []]);
      await picture(page, `kiosk-low-${width}-${height}`);
      if (width === 800 && height === 740)
        expect(await primary(page).evaluate(bottomOf)).toBeLessThanOrEqual(height);
    }
    await context.close();
  });

  it("takes a code from a keyboard, and says what is wrong with it", async () => {
    const { page, context } = await takeTablet();
    await page.keyboard.type(nextCode().slice(1).toLowerCase());
    await page.keyboard.press("Enter");
    await page.getByText("代码还没有输全。").waitFor();
    await page.keyboard.type("U");
    await page.keyboard.press("Enter");
    await page.getByText("有一两位与纸面不一样").waitFor();
    await page.keyboard.press("Control+A");
    await page.keyboard.type(nextCode().toLowerCase());
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "县水利局党组" }).waitFor();
    await page.getByText("这台平板不保存您填的内容，提交或离开后自动清空。填写时请您自己操作。").waitFor();
    expect(await page.getByText("可以中途离开").count()).toBe(0);
    await picture(page, "kiosk-landing");
    await context.close();
  });

  it("goes all the way with nothing stored, and is empty after 完成", async () => {
    const { page, context, complaints } = await takeTablet();
    await begin(page);
    await answerPage(page);
    expect(await kept(page)).toEqual([0, 0, ""]);
    await picture(page, "kiosk-question");
    await fillAll(page);
    await page.getByRole("heading", { name: "已收到，谢谢您" }).waitFor();
    await picture(page, "kiosk-done");
    await page.getByRole("button", { name: "完成" }).click();
    await expectEmpty(page);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("asks before 离开 throws answers away, and is empty after it; going back shows nobody", async () => {
    const { page, context } = await takeTablet();
    await page.goto(`${server.address}/receipts`);
    await page.goto(`${server.address}/v?kiosk`);
    await begin(page);
    await answerPage(page, 2);
    await page.getByRole("button", { name: "离开", exact: true }).click();
    await page.getByText("离开后，没有提交的内容会清空").waitFor();
    await picture(page, "kiosk-leave");
    await page.getByRole("button", { name: "继续", exact: true }).click();
    expect(await page.locator("label.chosen").count()).toBe(4);
    await page.getByRole("button", { name: "离开", exact: true }).click();
    await page.getByRole("button", { name: "离开并清空" }).click();
    await expectEmpty(page);
    await page.goBack();
    await page.getByRole("heading", { name: "回执" }).waitFor();
    await page.goForward();
    await expectEmpty(page);
    await context.close();
  });

  it("shows nobody to who goes back to a page that was left with the address bar", async () => {
    const { page, context } = await takeTablet();
    await begin(page);
    await answerPage(page, 2);
    await page.goto(`${server.address}/receipts`);
    await page.goBack();
    await expectEmpty(page);
    await context.close();
  });

  it("asks quietly after two minutes without a touch, and is empty after three", async () => {
    const { page, context } = await takeTablet();
    await begin(page);
    await answerPage(page, 2);
    const question = page.getByText("还在填吗？");
    await page.clock.fastForward(110_000);
    expect(await question.count()).toBe(0);
    await page.clock.fastForward(15_000);
    await question.waitFor();
    expect(await page.locator(".kiosk-ask").innerText()).not.toMatch(/\d/);
    await picture(page, "kiosk-quiet");
    await page.getByRole("button", { name: "继续", exact: true }).click();
    await page.clock.fastForward(100_000);
    expect(await question.count()).toBe(0);
    expect(await page.locator("label.chosen").count()).toBe(4);
    await page.clock.fastForward(85_000);
    await expectEmpty(page);
    await context.close();
  });

  it("clears a code that was typed and left", async () => {
    const { page, context } = await takeTablet();
    await pressCode(page, nextCode().slice(0, 12));
    await page.clock.fastForward(181_000);
    await expectEmpty(page);
    await context.close();
  });

  it("ignores a slip's address, which would stay in the browser's history", async () => {
    const { page, context } = await takeTablet();
    await page.goto(`${server.address}/v?kiosk#${nextCode()}.00000000000000000000`);
    await expectEmpty(page);
    expect(page.url()).toBe(`${server.address}/v?kiosk`);
    await context.close();
  });
});
