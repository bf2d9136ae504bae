/** An open link in a real browser: the passer-by's phone, and where the office shows the code. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readOpenLink } from "../../server/services/open-link.ts";
import { startTestServer, type TestServer, testUnit } from "../journeys/start-server.ts";
import { brokenRules } from "./broken-rules.ts";
import { canScan, codesOn } from "./codes-on-screen.ts";
import { overflow, signInNew, takeDesk } from "./console-on-desk.ts";
import {
  answerPage,
  fillForm,
  openBrowser,
  picture,
  primary,
  start,
  submitForm,
  takePhone,
} from "./phone-in-hand.ts";

const unit = testUnit("water", "县水利局党组", [12, 12, 30]);
const OUTSIDE = { id: "D", name: "服务对象、“两代表一委员”", weight: "0", eligible: 0, isOutside: true };

let server: TestServer;
let browser: Browser;
let url: string;

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startTestServer({
      units: [{ ...unit, categories: [...unit.categories, OUTSIDE] }],
      round: {
        forms: [
          { instrument: "leadership-team", categories: ["A", "B", "C"], include: [] },
          { instrument: "public-questionnaire", categories: ["D"], include: [] },
        ],
        openCategories: ["D"],
      },
    }),
    openBrowser(),
  ]);
  ({ url } = await readOpenLink(server.deps, server.polls.get("water")!, "D"));
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function expectFit(page: Page): Promise<void> {
  expect(await brokenRules(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
}

describe("a passer-by's phone", () => {
  it("goes from the poster to “已收到” without a code, goes on after a reload, and answers once", async () => {
    const { page, context, complaints, requests } = await takePhone(browser);
    await page.goto(url);
    await primary(page).waitFor();
    expect(page.url()).toBe(`${server.address}/v`);
    const said = await page.locator("main").innerText();
    expect(said).toContain("谁都可以填");
    expect(said).toContain("不能保证没有人重复填");
    expect(said).toContain("服务对象");
    expect(said).not.toMatch(/核对码|领码纸|您抽到的码|盲章/);
    await expectFit(page);
    await picture(page, "open-link-landing");
    await page.getByRole("button", { name: "我们记什么、不记什么" }).click();
    await page.getByRole("heading", { name: "我们记什么、不记什么" }).waitFor();
    const kept = await page.locator("main").innerText();
    expect(kept).toContain("不能保证没有人重复填写");
    expect(kept).not.toMatch(/张码|盲章|核对码|领码纸/);
    await expectFit(page);
    await picture(page, "open-link-kept");
    await page.getByRole("button", { name: "返回" }).click();
    await start(page);
    await answerPage(page);
    await page.reload();
    await page.locator(".where").waitFor();
    await page.getByText("上次填到这里，接着来").waitFor();
    await fillForm(page);
    // What the landing page has promised to stand at the end.
    expect(said).toContain("要反映具体问题线索，请用文末的举报渠道");
    expect(await page.locator("main").innerText()).toContain("请用举报渠道（0000-1234567）");
    await expectFit(page);
    await picture(page, "open-link-review");
    await submitForm(page);
    await page.getByRole("heading", { name: "已收到，谢谢您" }).waitFor();
    expect(await page.locator("main").innerText()).not.toContain("领码纸");
    await picture(page, "open-link-done");
    expect(await page.evaluate(() => Object.values(localStorage))).toEqual(["done"]);
    await page.goto("about:blank");
    await page.goto(url);
    await page.getByRole("heading", { name: "这部手机已经填过了" }).waitFor();
    await expectFit(page);
    expect(requests.filter((address) => address.includes("/api/entry"))).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("stops at keys other than the poster's, in words of the poster", async () => {
    const { page, context } = await takePhone(browser);
    await page.goto(url.replace(/\.[^.]+$/, `.${"0".repeat(20)}`));
    await page.getByRole("heading", { name: "核对没有通过，已替您停下" }).waitFor();
    expect(await page.locator("main").innerText()).not.toContain("领码纸");
    await context.close();
  });
});

describe("the office", () => {
  it("has the code, the big screen and the poster on the unit's page", async () => {
    const { page, context, complaints } = await takeDesk(browser);
    await signInNew(page, server, "承办人");
    await page.goto(`${server.address}/#/rounds/${server.round}/on-site/water`);
    await page.getByRole("heading", { name: "开放二维码" }).waitFor();
    const image = page.getByRole("img", { name: /开放二维码/ });
    await image.waitFor();
    expect(await image.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
    await expectFit(page);
    await picture(page, "open-link-console");
    if (canScan) expect(await codesOn(page)).toEqual([url]);
    const poster = page.waitForEvent("download");
    await page.getByRole("link", { name: "公开海报（A4）" }).click();
    expect((await poster).suggestedFilename()).toMatch(/^.+_县水利局党组_公开海报_A4_\d{4}-\d\d-\d\d\.pdf$/);
    const opened = page.waitForEvent("popup");
    await page.getByRole("link", { name: "投到大屏" }).click();
    const screen = await opened;
    await screen.setViewportSize({ width: 1600, height: 900 });
    await screen.getByRole("heading", { name: "县水利局党组服务对象" }).waitFor();
    await expectFit(screen);
    await picture(screen, "open-link-screen");
    if (canScan) expect(await codesOn(screen)).toEqual([url]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("chooses the way of outside raters in the settings of a round", async () => {
    const { page, context } = await takeDesk(browser);
    await signInNew(page, server, "审核人");
    await page.goto(`${server.address}/#/rounds/new`);
    await page.getByRole("heading", { name: "表单" }).waitFor();
    expect(await page.getByText("开放二维码", { exact: true }).count()).toBe(0);
    await page.getByRole("checkbox", { name: "使用《服务对象和群众问卷》" }).check();
    await page.getByRole("radio", { name: /开放二维码/ }).check();
    await expectFit(page);
    await page.getByRole("radio", { name: /开放二维码/ }).scrollIntoViewIfNeeded();
    await picture(page, "open-link-settings");
    await context.close();
  });
});
