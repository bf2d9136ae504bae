/** What the phone page promises to hands and eyes: one screen a leader, keys alone, another phone, the same bytes again. */
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
import { startTlsFront } from "./tls-front.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  const forms = ["leadership-members-long", "leadership-team"].map((instrument) => ({
    instrument,
    categories: ["A", "B", "C"],
    include: [],
  }));
  [server, browser] = await Promise.all([startTestServer({ round: { forms } }), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const slipOf = async (): Promise<string> => (await server.tickets("water", "C", 1))[0]!;

/** Bottom of the last thing to press on the card, and where the bar with the buttons begins. */
const room = (page: Page) =>
  page.evaluate(() => ({
    last: Math.max(
      ...[...document.querySelectorAll(".q .face, .skip")].map((face) => face.getBoundingClientRect().bottom),
    ),
    bar: document.querySelector(".bar")!.getBoundingClientRect().top,
  }));

describe("the long form about leaders", () => {
  it("has one leader a card, five dimensions and the whole on one screen of 360×740", async () => {
    const { page, context } = await takePhone(browser);
    await page.goto(await slipOf());
    await start(page);
    await page.getByRole("button", { name: "对这位同志不了解" }).click();
    expect(await page.locator("label.chosen").allInnerTexts()).toEqual(Array(6).fill("不了解"));
    await primary(page).click();
    await page.getByRole("heading", { name: "陈志远" }).waitFor();
    expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
    expect(await page.getByRole("radiogroup").count()).toBe(6);
    const { last, bar } = await room(page);
    expect(last).toBeLessThanOrEqual(bar);
    await picture(page, "states/leader-long-360");
    await page.setViewportSize({ width: 320, height: 568 });
    await picture(page, "states/leader-long-320");
    await context.close();
  });

  it("makes 不了解 as large, as dark and as heavy as every other answer, and offers no way to choose all at once", async () => {
    const { page, context } = await takePhone(browser);
    await page.goto(await slipOf());
    await start(page);
    const looks = await page
      .locator(".scale")
      .first()
      .locator(".face")
      .evaluateAll((faces) =>
        faces.map((face) => {
          const { color, fontSize, fontWeight, backgroundColor, borderColor } = getComputedStyle(face);
          return [color, fontSize, fontWeight, backgroundColor, borderColor, face.clientHeight].join();
        }),
      );
    expect(looks).toHaveLength(5);
    expect(new Set(looks).size).toBe(1);
    expect(await page.getByRole("button").allInnerTexts()).toEqual([
      expect.stringContaining("大字"),
      "对这位同志不了解",
      "下一位",
    ]);
    await context.close();
  });
});

describe("with keys alone", () => {
  it("goes from the scan to the receipts", async () => {
    const { page, context } = await takePhone(browser);
    await page.goto(await slipOf());
    await primary(page).waitFor();
    const heading = page.getByRole("heading", { name: "已收到，谢谢您" });
    for (let steps = 0; steps < 400 && !(await heading.isVisible()); steps += 1) {
      await page.keyboard.press("Tab");
      const focus = await page.evaluate(() => {
        const element = document.activeElement as HTMLInputElement | null;
        return {
          isRadio: element?.type === "radio" && !element.checked,
          isStep: element?.matches(".bar .primary:not([disabled])") === true,
        };
      });
      if (focus.isRadio) await page.keyboard.press("Space");
      if (focus.isStep) await page.keyboard.press("Enter");
    }
    await heading.waitFor();
    await context.close();
  });

  it("shows where the focus is on everything to press", async () => {
    const { page, context } = await takePhone(browser);
    await page.goto(await slipOf());
    await start(page);
    for (let tabs = 0; tabs < 9; tabs += 1) {
      await page.keyboard.press("Tab");
      const outline = await page.evaluate(() => {
        const element = document.activeElement!;
        const shown = element.matches(".step input, .opt input") ? element.nextElementSibling! : element;
        return element === document.body ? "body" : getComputedStyle(shown).outlineStyle;
      });
      expect(["solid", "body"]).toContain(outline);
    }
    await context.close();
  });
});

describe("nothing is lost", () => {
  it("when the page is killed in the middle, answers and page are there after the next scan", async () => {
    const { page, context } = await takePhone(browser);
    const slip = await slipOf();
    await page.goto(slip);
    await start(page);
    await page.getByRole("button", { name: "对这位同志不了解" }).click();
    await primary(page).click();
    await page.getByRole("heading", { name: "陈志远" }).waitFor();
    await page.locator(".scale").first().locator("label").nth(2).click();
    const session = await context.newCDPSession(page);
    const crashed = page.waitForEvent("crash");
    // Who is killed gives no answer.
    void session.send("Page.crash").catch(() => {});
    await crashed;
    const again = await context.newPage();
    await again.goto(slip);
    await start(again);
    await again.getByRole("heading", { name: "陈志远" }).waitFor();
    expect(await again.locator("label.chosen").allInnerTexts()).toEqual(["一般"]);
    await context.close();
  });

  it("when another phone goes on: it begins with the first form not received yet", async () => {
    const slip = await slipOf();
    const first = await takePhone(browser);
    await first.page.goto(slip);
    await start(first.page);
    await fillForm(first.page);
    await submitForm(first.page);
    await first.page.getByText("接着填第 2 份").waitFor();
    const second = await takePhone(browser);
    await second.page.goto(slip);
    await start(second.page);
    await second.page.getByText("第 2 份，共 2 份").first().waitFor();
    await fillAll(second.page);
    await second.page.getByRole("heading", { name: "已收到，谢谢您" }).waitFor();
    for (const { context } of [first, second]) await context.close();
  });

  it("when the network fails: the very same bytes are sent again until they are received", async () => {
    const front = await startTlsFront(server.address);
    const { page, context } = await takePhone(browser);
    await page.goto(`${front.address}/v${new URL(await slipOf()).hash}`);
    await start(page);
    await fillForm(page);
    const sent: (string | null)[] = [];
    await page.route("**/api/ballots", async (route) => {
      sent.push(route.request().postData());
      if (sent.length < 3) await route.abort();
      else await route.continue();
    });
    await page.getByRole("button", { name: "提交", exact: true }).click();
    await page.getByRole("heading", { name: "网络断了，还没有提交" }).waitFor();
    const again = page.getByRole("button", { name: /再试一次/ });
    // A hand that is slow comes after the page, which tries by itself: then there is nothing to press.
    const pressed = async (): Promise<number> => {
      if (sent.length < 3) await again.click({ timeout: 500 }).catch(() => undefined);
      return sent.length;
    };
    await expect.poll(pressed, { timeout: 30_000 }).toBe(3);
    await page.getByText("接着填第 2 份").waitFor();
    expect(sent).toHaveLength(3);
    expect(new Set(sent).size).toBe(1);
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await context.close();
    await front.stop();
  });

  it("on a slow network nothing is pressed in vain: it says what it waits for and goes on by itself", async () => {
    const { page, context } = await takePhone(browser);
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    // 2G: 250 kbit/s, 800 ms for each answer.
    await session.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 800,
      downloadThroughput: 31_250,
      uploadThroughput: 12_500,
    });
    // Not when all of it is there: by then the answer may be as well.
    await page.goto(await slipOf(), { waitUntil: "commit" });
    await page.getByText("正在打开…").first().waitFor();
    await picture(page, "states/opening-slow-360");
    await page.getByRole("button", { name: "开始填写" }).click();
    await page.getByRole("button", { name: "正在打开…" }).waitFor();
    await page.locator(".where").waitFor({ timeout: 240_000 });
    await context.close();
  });
});
