/** A session that ends by itself in a real browser: what was half typed comes back, to the same account only. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { OfficeClient } from "../journeys/office-client.ts";
import { startTestServer, type TestServer } from "../journeys/start-server.ts";
import { brokenRules } from "./broken-rules.ts";
import { agree, fillSignIn, signInNew, takeDesk, type Desk, type Person } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

let server: TestServer;
let browser: Browser;
let desk: Desk;
let page: Page;
let own: Person;
let other: OfficeClient;
let names = 0;

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), openBrowser()]);
  other = await OfficeClient.signIn(server, "审核人");
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});
beforeEach(async () => {
  desk = await takeDesk(browser);
  page = desk.page;
  await page.clock.install();
  names += 1;
  own = await signInNew(page, server, `承办人${names}`);
});
afterEach(async () => {
  expect(desk.complaints).toEqual([]);
  await desk.context.close();
});

/** As after 15 idle minutes: the server does not know the session any more. */
async function endSession(): Promise<void> {
  await server.deps.office.inTransaction(async (office) => {
    const account = await office.accountByName(own.name);
    await office.deleteSessionsOf(account!.id, null);
  });
}
const settingsPage = () => page.goto(`${server.address}/#/rounds/new`);

it("gives back what was typed in a form, without the session's own page being left", async () => {
  await settingsPage();
  await page.getByLabel("名称").first().fill("十五届县委第五轮");
  await page.getByLabel("联系电话").fill("0000-7654321");
  await endSession();
  await page.clock.runFor(61_000);
  await page.getByText("没有提交的内容还在这一页").waitFor();
  await picture(page, "console-signed-out");
  expect(await page.locator("body").innerText()).not.toContain("十五届县委第五轮");
  await fillSignIn(page, own);
  await page.getByText("已经填回").waitFor();
  await expect.poll(() => page.getByLabel("联系电话").inputValue()).toBe("0000-7654321");
  expect(await page.getByLabel("名称").first().inputValue()).toBe("十五届县委第五轮");
  expect(await brokenRules(page)).toEqual([]);
  await picture(page, "console-typing-back");
});

it("gives nothing to another account", async () => {
  await settingsPage();
  await page.getByLabel("联系电话").fill("0000-7654321");
  await endSession();
  await page.clock.runFor(61_000);
  await page.getByText("没有提交的内容还在这一页").waitFor();
  await fillSignIn(page, other);
  await page.getByLabel("联系电话").waitFor();
  expect(await page.getByText("已经填回").count()).toBe(0);
  expect(await page.getByLabel("联系电话").inputValue()).toBe("");
  // Nor to the first one afterwards: it is gone.
  await page.evaluate("fetch('/api/office/session', { method: 'DELETE' })");
  await page.reload();
  await fillSignIn(page, own);
  await page.getByLabel("联系电话").waitFor();
  expect(await page.getByLabel("联系电话").inputValue()).toBe("");
});

it("gives a dialog's text back when that dialog is opened again, and never a password", async () => {
  await page.goto(`${server.address}/#/rounds/${server.round}/on-site/water`);
  await page.getByRole("button", { name: "作废…" }).click();
  await page.getByRole("dialog").getByLabel("理由").fill("名册有误，须重");
  await endSession();
  await agree(page, own, other);
  await page.getByText("没有提交的内容还在这一页").waitFor();
  await fillSignIn(page, own);
  await page.getByRole("button", { name: "作废…" }).click();
  await expect.poll(() => page.getByRole("dialog").getByLabel("理由").inputValue()).toBe("名册有误，须重");
  await expect
    .poll(() => page.getByRole("dialog").getByLabel("另一位同志的账号").inputValue())
    .toBe(other.name);
  expect(await page.getByRole("dialog").getByLabel("您自己的密码").inputValue()).toBe("");
  expect(await page.getByRole("dialog").getByLabel("另一位同志的密码").inputValue()).toBe("");
});

describe("what stands in no field", () => {
  const comeBack = async (): Promise<void> => {
    await endSession();
    await page.clock.runFor(61_000);
    await page.getByText("没有提交的内容还在这一页").waitFor();
    await fillSignIn(page, own);
  };

  it("comes back too: the text of a form in the editor", async () => {
    await page.getByRole("link", { name: "表单库" }).click();
    await page.getByRole("link", { name: "复制为新表单：领导班子民主测评表" }).click();
    await page.getByLabel("导语").fill("请评价本县的班子。");
    await page.getByRole("tab", { name: "定义文本" }).click();
    await page.locator(".cm-line", { hasText: '"shortTitle"' }).click();
    await page.keyboard.press("End");
    await page.keyboard.type(" 写到一半");
    await comeBack();
    await page.getByRole("tab", { name: "定义文本" }).click();
    await page.locator(".cm-line", { hasText: "写到一半" }).waitFor();
    await page.locator(".cm-line", { hasText: "请评价本县的班子。" }).waitFor();
  });

  it("comes back too: a sheet of paper that is half keyed", async () => {
    await page.goto(`${server.address}/#/rounds/${server.round}/on-site/water`);
    await page.getByLabel("哪个票袋、哪份表").selectOption({ label: "其他干部职工　领导班子表" });
    await page.getByLabel("张数").fill("3");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "第 1 张，共 3 张" }).waitFor();
    for (const key of ["1", "2", "3"]) await page.keyboard.press(key);
    await page.getByText("还有 13 项没有录").waitFor();
    await comeBack();
    await page.getByRole("heading", { name: "第 1 张，共 3 张" }).waitFor();
    await page.getByText("还有 13 项没有录").waitFor();
  });
});

describe("on a page that nobody touches", () => {
  it("asks on a timer only in the timer's name, and shows the sign-in page when the session is over", async () => {
    const asked: { readonly address: string; readonly byTimer: boolean }[] = [];
    await page.goto(`${server.address}/#/rounds/${server.round}`);
    await page.reload();
    await page.getByRole("table").first().waitFor();
    page.on("request", (request) => {
      asked.push({
        address: new URL(request.url()).pathname.replace("/api/office", ""),
        byTimer: request.headers()["x-plumbline-by-timer"] === "1",
      });
    });
    await page.clock.runFor(61_000);
    await expect.poll(() => asked.length).toBeGreaterThanOrEqual(2);
    expect(asked.filter(({ byTimer }) => !byTimer)).toEqual([]);
    expect(asked.map(({ address }) => address)).toEqual(
      expect.arrayContaining(["/session", `/rounds/${server.round}`]),
    );
    await page.keyboard.press("Shift");
    await page.clock.runFor(61_000);
    await expect.poll(() => asked.some(({ byTimer }) => !byTimer)).toBe(true);
    await endSession();
    await page.clock.runFor(61_000);
    await page.getByRole("heading", { name: "登录" }).waitFor();
  });
});

describe("keepers", () => {
  it("are switched on in the console, and see their own page only", async () => {
    for (const [name, role] of [
      ["系统管理员", "sysadmin"],
      ["安全保密员", "security"],
      ["安全审计员", "auditor"],
    ] as const) {
      await OfficeClient.signIn(server, name, role);
    }
    await page.goto(`${server.address}/#/accounts`);
    await page.getByRole("button", { name: "启用三员管理…" }).click();
    await picture(page, "console-keepers-switch");
    await agree(page, own, other);
    await page.getByRole("heading", { name: "没有这一页" }).waitFor();
    const auditor = await takeDesk(browser);
    const next = await server.account("第二位审计员", "auditor");
    await auditor.page.goto(server.address);
    await fillSignIn(auditor.page, next);
    await auditor.page.getByLabel("现在的密码").fill(next.password);
    await auditor.page.getByLabel("新密码", { exact: true }).fill("第二位审计员的新密码");
    await auditor.page.getByLabel("再输一遍新密码").fill("第二位审计员的新密码");
    await auditor.page.keyboard.press("Enter");
    await auditor.page.getByRole("heading", { name: "记录", exact: true }).waitFor();
    await auditor.page.getByRole("cell", { name: "切换账号管理方式" }).waitFor();
    expect(await brokenRules(auditor.page)).toEqual([]);
    await picture(auditor.page, "console-auditor");
    await auditor.context.close();
  });
});
