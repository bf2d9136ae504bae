/** 手机能打开吗: a phone that really shows the page is counted, and nothing else of it is kept. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../journeys/start-server.ts";
import { brokenRules } from "./broken-rules.ts";
import { canScan, codesOn } from "./codes-on-screen.ts";
import { overflow, signInNew, takeDesk } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";
import { orSkipped } from "../or-skipped.ts";

const AGENT = "MicroMessenger-canary-7731";

let server: TestServer;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), openBrowser()]);
  ({ page } = await takeDesk(browser));
  await signInNew(page, server, "承办人");
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** Path of the test page at the printed address. */
async function testPath(): Promise<string> {
  const typed = await page.locator(".reach code").first().innerText();
  expect(typed).toMatch(/^http:\/\/127\.0\.0\.1\/t\/[a-z]{3}$/);
  return new URL(typed).pathname;
}

describe("the page", () => {
  it("gives an address to type and a code to scan, and says that nobody has opened it", async () => {
    await page.goto(`${server.address}/#/reach`);
    await page.getByRole("heading", { name: "印在二维码里的网址" }).waitFor();
    expect(await page.getByRole("img", { name: "测试二维码：http://127.0.0.1" }).count()).toBe(1);
    await page.getByText("还没有手机打开过").first().waitFor();
    await page.getByText("印在二维码里的网址只有这台电脑打得开，手机打不开。").waitFor();
    expect(await brokenRules(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await picture(page, "console-reach");
  });

  it.skipIf(!canScan)(
    orSkipped(canScan, "says with each code what is typed beside it", "zbarimg is not installed"),
    async () => {
      const typed = await page.locator(".reach code").allInnerTexts();
      expect(typed.length).toBeGreaterThan(0);
      expect(await codesOn(page)).toEqual(typed.toSorted());
    },
  );

  it("counts a phone that shows the test page, and not one that only fetches it", async () => {
    const path = await testPath();
    expect((await fetch(`${server.address}${path}`)).status).toBe(200);
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, userAgent: AGENT });
    const phone = await context.newPage();
    await phone.goto(`${server.address}${path}`);
    await phone.getByRole("heading", { name: "可以打开" }).waitFor();
    expect(await brokenRules(phone)).toEqual([]);
    await picture(phone, "phone-reach");
    await context.close();
    await page.getByText("打开过 1 次").waitFor();
  });

  it("keeps nothing of the phone, and knows no other code", async () => {
    const files = readdirSync(server.dataFolder, { recursive: true, withFileTypes: true });
    const found = files.filter(
      (file) => file.isFile() && readFileSync(join(file.parentPath, file.name)).includes(AGENT),
    );
    expect(found.map(({ name }) => name)).toEqual([]);
    expect((await fetch(`${server.address}/t/zzzz`)).status).toBe(404);
    expect((await fetch(`${server.address}/t/zzzz/shown.svg`)).status).toBe(200);
    await page.reload();
    await page.getByText("打开过 1 次").waitFor();
  });
});
