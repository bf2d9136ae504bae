/** Answers of the server that arrive late: nothing takes the place of what was typed or done since. */
import type { Browser, Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../journeys/start-server.ts";
import { signInNew, takeDesk } from "./console-on-desk.ts";
import { openBrowser } from "./phone-in-hand.ts";

let server: TestServer;
let browser: Browser;
let a: Page;
let b: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), openBrowser()]);
  [a, b] = [(await takeDesk(browser)).page, (await takeDesk(browser)).page];
  await signInNew(a, server, "录入甲");
  await signInNew(b, server, "录入乙");
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** Holds back answers to one kind of call, taken at the time of the call, until they are let go. */
async function hold(page: Page, address: RegExp, method: string) {
  const held: (() => Promise<void>)[] = [];
  let isHolding = true;
  await page.route(address, async (route: Route): Promise<void> => {
    if (!isHolding || route.request().method() !== method) return route.continue();
    const response = await route.fetch();
    if (isHolding) held.push(() => route.fulfill({ response }));
    else await route.fulfill({ response });
  });
  return {
    /** Waits until an answer is held back. */
    one: () => expect.poll(() => held.length, { timeout: 15_000 }).toBeGreaterThan(0),
    letGo: async () => {
      isHolding = false;
      await Promise.all(held.splice(0).map((fulfil) => fulfil()));
    },
  };
}

/** Cuts one kind of reading off until the page, which has seen it before, has tried it again and given up. */
async function cutOff(page: Page, address: RegExp): Promise<() => Promise<void>> {
  let failures = 0;
  page.on("requestfailed", (request) => (failures += address.test(request.url()) ? 1 : 0));
  const cut = (route: Route): Promise<void> => route.abort();
  await page.route(address, cut);
  // The page was out of sight and comes back, as by Alt and Tab; once what it shows is old enough it reads it again.
  await expect
    .poll(
      async () => {
        await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
        return failures;
      },
      { timeout: 30_000 },
    )
    .toBeGreaterThan(3);
  return () => page.unroute(address, cut);
}

/** Every text the page shows from now on that holds these words. */
async function watchFor(page: Page, words: string): Promise<() => Promise<number>> {
  await page.evaluate((looked) => {
    document.documentElement.dataset["seen"] = "0";
    const look = (): void => {
      if (document.querySelector("main")?.innerText.includes(looked))
        document.documentElement.dataset["seen"] = "1";
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  }, words);
  return async () => Number(await page.evaluate(() => document.documentElement.dataset["seen"]));
}

const sound = (): Promise<void> => a.getByText("检查通过，可以保存。").waitFor();
const title = () => a.getByLabel("标题", { exact: true });
const focused = (): Promise<string> => a.evaluate(() => document.activeElement?.tagName ?? "");

describe("a form that is being written", () => {
  it("keeps the focus in its field while the phone beside it is drawn anew", async () => {
    await a.getByRole("link", { name: "表单库" }).click();
    await a.getByRole("link", { name: "复制为新表单：领导班子民主测评表" }).click();
    await sound();
    await title().press("End");
    await a.keyboard.type("甲");
    await a.frameLocator("iframe").getByText("领导班子民主测评表甲").first().waitFor();
    // The frame draws its heading and hands it the focus in one go, when there is somebody in the frame.
    await a.frameLocator("iframe").locator("h1").waitFor();
    expect(await focused()).toBe("INPUT");
    await a.keyboard.type("乙");
    await a.frameLocator("iframe").getByText("领导班子民主测评表甲乙").first().waitFor();
    expect([await focused(), await title().inputValue()]).toEqual(["INPUT", "领导班子民主测评表甲乙"]);
  });

  it("keeps what was typed while the check of an earlier text is on its way", async () => {
    const checks = await hold(a, /library\/check$/, "POST");
    await a.keyboard.type("丙");
    await checks.one();
    await a.keyboard.type("丁");
    await a.getByLabel("导语").fill("后来写的导语");
    expect(await a.getByRole("button", { name: /^保存为版本/ }).isDisabled()).toBe(true);
    await checks.letGo();
    await sound();
    expect(await title().inputValue()).toBe("领导班子民主测评表甲乙丙丁");
    expect(await a.getByLabel("导语").inputValue()).toBe("后来写的导语");
  });

  it("stays on the page when what it began from cannot be read again", async () => {
    const mend = await cutOff(a, /api\/office\/library$/);
    await a.getByLabel("导语").fill("断线时写的导语");
    await mend();
    expect(await title().inputValue()).toBe("领导班子民主测评表甲乙丙丁");
    await sound();
    // Left unsaved, which asks first.
    await a.goto(`${server.address}/#/`);
    await a.getByRole("button", { name: "不保存，离开" }).click();
    await a.getByRole("heading", { name: "轮次", level: 1 }).waitFor();
  });

  it("keeps a judgement that is half typed when the round cannot be read again", async () => {
    await a.goto(`${server.address}/#/rounds/${server.round}/assessment/water`);
    const reason = a.getByLabel("工作作风理由");
    await reason.fill("深入一线");
    const mend = await cutOff(a, /api\/office\/rounds\/[^/]+$/);
    expect(await reason.inputValue()).toBe("深入一线");
    await mend();
    await a.goto(`${server.address}/#/`);
    await a.getByRole("button", { name: "不保存，离开" }).click();
    await a.getByRole("heading", { name: "轮次", level: 1 }).waitFor();
  });
});

describe("a stack of paper at two desks", () => {
  const onSite = (page: Page) => page.goto(`${server.address}/#/rounds/${server.round}/on-site/water`);
  const heading = (page: Page, name: string) => page.getByRole("heading", { name, exact: true });
  const begin = async (sheets: string): Promise<void> => {
    await onSite(a);
    await a.getByLabel("哪个票袋、哪份表").selectOption({ label: "其他干部职工　领导班子表" });
    await a.getByLabel("张数").fill(sheets);
    await a.keyboard.press("Enter");
    await heading(a, `第 1 张，共 ${sheets} 张`).waitFor();
  };
  const join = () => b.getByRole("button", { name: /^做第二个人录入/ });

  it("stays recounted when a look at it from before arrives after the correction", async () => {
    await begin("3");
    const looks = await hold(a, /\/stacks\/[^/]+$/, "GET");
    await looks.one();
    await a.getByRole("button", { name: "更正张数…" }).press("Enter");
    await a.getByLabel("实际张数").fill("1");
    await a.getByLabel("理由").fill("夹了两张空白的");
    await a.keyboard.press("Enter");
    await heading(a, "第 1 张，共 1 张").waitFor();
    const seenAgain = await watchFor(a, "共 3 张");
    const look = () => a.waitForResponse((response) => /\/stacks\/[^/]+$/.test(response.url()));
    const late = look();
    await looks.letGo();
    await late;
    await look();
    expect(await seenAgain()).toBe(0);
  });

  it("is offered to the second person from a list that was just read, not from an earlier visit", async () => {
    await onSite(b);
    await join().waitFor();
    await b.goto(`${server.address}/#/`);
    await a.getByRole("button", { name: "放弃这一叠…" }).press("Enter");
    await a.getByLabel("理由").fill("张数数错了");
    await a.keyboard.press("Enter");
    await heading(a, "纸质表").waitFor();
    await begin("2");
    const lists = await hold(b, /\/stacks$/, "GET");
    await onSite(b);
    await lists.one();
    expect(await join().count()).toBe(0);
    await lists.letGo();
    await join().press("Enter");
    await heading(b, "第 1 张，共 2 张").waitFor();
  });
});
