/** Accounts, record and the pages for the meeting in a real browser. */
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { enter, redeem } from "../../server/core/ticket/respondent.ts";
import { parseTicket } from "../../server/core/ticket/ticket-url.ts";
import { OfficeClient } from "../journeys/office-client.ts";
import { startTestServer, type TestServer } from "../journeys/start-server.ts";
import { brokenRules } from "./broken-rules.ts";
import { agree, signInNew, takeDesk, type Person } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

let server: TestServer;
let browser: Browser;
let page: Page;
let complaints: readonly string[];
let own: Person;
let second: OfficeClient;

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), openBrowser()]);
  ({ page, complaints } = await takeDesk(browser));
  own = await signInNew(page, server, "承办人");
  second = await OfficeClient.signIn(server, "审核人");
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** Fills the two people's fields of a form on the page itself. */
async function agreeOnPage(section: ReturnType<Page["locator"]>): Promise<void> {
  await section.getByLabel("您自己的密码").fill(own.password);
  await section.getByLabel("另一位同志的账号").fill(second.name);
  await section.getByLabel("另一位同志的密码").fill(second.password);
}
const sectionOf = (title: string) =>
  page.locator("section", { has: page.getByRole("heading", { name: title, exact: true }) });

describe("accounts", () => {
  it("are made by two, and the first password is shown this once", async () => {
    await page.goto(`${server.address}/#/accounts`);
    await page.getByRole("button", { name: "新建账号…" }).click();
    await page.getByLabel("账号名称").fill("一组组长");
    await page.getByLabel("巡察组名称").fill("县委第一巡察组");
    await agree(page, own, second);
    const shown = page.getByRole("dialog", { name: "账号 一组组长 的初始密码" });
    await shown.waitFor();
    const password = /[2-9A-Z]{4}(-[2-9A-Z]{4}){2}/.exec(await shown.innerText())?.[0] ?? "";
    await page.getByRole("button", { name: "已记下" }).click();
    expect(await page.locator("body").innerText()).not.toContain(password);
    const line = page.getByRole("row", { name: /一组组长/ });
    expect(await line.innerText()).toContain("还没有改初始密码");
    expect(await brokenRules(page)).toEqual([]);
    await picture(page, "console-accounts");
    const signedIn = await fetch(`${server.address}/api/office/session`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: server.address },
      body: JSON.stringify({ name: "一组组长", password }),
    });
    expect(signedIn.status).toBe(200);
  });

  it("are not made when the second person's password is wrong: the dialog says whose", async () => {
    await page.getByRole("button", { name: "新建账号…" }).click();
    await page.getByLabel("账号名称").fill("二组组长");
    await page.getByLabel("巡察组名称").fill("县委第二巡察组");
    await agree(page, own, { name: second.name, password: "wrong-password" });
    await page.getByText("没有执行：另一位同志的账号或密码不对。").waitFor();
    await page.getByRole("button", { name: "取消" }).click();
    expect(await page.getByRole("row", { name: /二组组长/ }).count()).toBe(0);
  });
});

describe("the record", () => {
  it("says in words what was done and that nothing was changed", async () => {
    await page.goto(`${server.address}/#/audit`);
    await page.getByText(/校验通过：共 \d+ 条，一条不少，没有改动。/).waitFor();
    const table = await page.getByRole("table").innerText();
    for (const words of ["新建账号", "密码没有通过", "登录", "封存设置（轮次）", "另一位 审核人"])
      expect(table).toContain(words);
    expect(await brokenRules(page)).toEqual([]);
    await picture(page, "console-audit");
  });

  it("is looked through by whom, what, round and day, and exported as it is shown", async () => {
    const filters = page.getByRole("group", { name: "筛选" });
    await filters.getByLabel("操作", { exact: true }).selectOption({ label: "新建账号" });
    const rows = page.getByRole("table").getByRole("row");
    const acts = () => rows.locator("td:nth-child(4)").allInnerTexts();
    await expect.poll(async () => [...new Set(await acts())]).toEqual(["新建账号"]);
    const shown = (await acts()).length;
    await filters.getByText(`${shown} 条`, { exact: true }).waitFor();
    await filters.getByLabel("操作人").selectOption({ label: "命令行" });
    await expect
      .poll(async () => [...new Set(await rows.locator("td:nth-child(3)").allInnerTexts())])
      .toEqual(["命令行"]);
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "导出 CSV" }).click(),
    ]);
    const lines = (await readFile(await file.path(), "utf8")).trim().split("\n");
    await expect.poll(async () => (await acts()).length).toBe(lines.length - 1);
    await filters.getByRole("button", { name: "看全部" }).click();
    await filters.getByLabel("轮次").selectOption({ label: "十五届县委第三轮巡察" });
    // The lines of the choice before stand until those of this one are there.
    await expect.poll(acts, { timeout: 60_000 }).not.toContain("登录");
    expect(await acts()).toContain("封存设置（轮次）");
    // What changed stands below what is said of the act: few at once, many behind their number.
    await page.getByText("加上单位“县水利局党组”（应参加 45 人）").waitFor();
    const made = rows.filter({ hasText: "新建轮次" });
    expect(await made.getByText("联系电话").isVisible()).toBe(false);
    await made.getByText(/改动 \d+ 处/).click();
    await made.getByText("联系电话：（空）→“0000-1234567”").waitFor();
    await made.scrollIntoViewIfNeeded();
    await picture(page, "console-audit-changes");
    await filters.getByLabel("日期").fill("2001-01-01");
    await filters.getByText("0 条", { exact: true }).waitFor();
    expect(await brokenRules(page)).toEqual([]);
    await picture(page, "console-audit-filtered");
  });
});

describe("at the meeting", () => {
  it("a spoiled slip is exchanged, and the new one is downloaded, not shown", async () => {
    const [spoiled] = await server.tickets("water", "C", 1);
    await page.goto(`${server.address}/#/rounds/${server.round}/on-site/water`);
    const section = sectionOf("换一张码");
    await section.getByLabel("旧码").fill(spoiled!);
    await agreeOnPage(section);
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      section.getByRole("button", { name: "作废旧码，印新码" }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/_县水利局党组_换发_其他干部职工_\d{4}-\d\d-\d\d\.pdf$/);
    await section.getByText("旧码已作废，新码已下载。").waitFor();
    expect(await section.getByLabel("旧码").inputValue()).toBe("");
  });

  it("the roll sheet is typed by two and kept", async () => {
    const section = sectionOf("登记表");
    // The slip of the test before was exchanged while this form stood on the page.
    const exchanged = () => sectionOf("登记表").getByLabel("其他干部职工的换发").inputValue();
    await expect.poll(exchanged).toBe("1");
    await section.getByLabel("会议名称").fill("专题汇报会");
    await section.getByLabel("领导班子成员的发出").fill("5");
    await agreeOnPage(section);
    await section.getByRole("button", { name: "保存登记表" }).click();
    await section.getByText("登记表已保存。").waitFor();
    expect(await brokenRules(page)).toEqual([]);
    await picture(page, "console-on-site");
    await page.reload();
    expect(await sectionOf("登记表").getByLabel("领导班子成员的发出").inputValue()).toBe("5");
    const saved = await server.deps.office.inTransaction((o) => o.rollSheet(server.polls.get("water")!));
    expect([await exchanged(), saved?.batches.map((line) => line.exchanged)]).toEqual(["1", [0, 0, 1]]);
  });

  it("a slip that was scanned is not exchanged, and the desk reads what to do with it", async () => {
    const [scanned] = await server.tickets("water", "C", 1);
    const port = httpPort(server.address);
    await redeem(port, await enter(port, parseTicket(scanned!)));
    const section = sectionOf("换一张码");
    await section.getByLabel("旧码").fill(scanned!);
    await agreeOnPage(section);
    await section.getByRole("button", { name: "作废旧码，印新码" }).click();
    await section.getByText("这张码已经扫过，不能换").waitFor();
    await section.scrollIntoViewIfNeeded();
    await picture(page, "console-exchange-scanned");
    await page.reload();
  });

  it("a poll is voided by two with a reason", async () => {
    await page.getByRole("button", { name: "作废…" }).click();
    await page.getByRole("dialog").getByLabel("理由").fill("名册有误");
    await agree(page, own, second);
    await page.getByRole("dialog").waitFor({ state: "detached" });
    const row = await server.deps.office.inTransaction((o) => o.poll(server.polls.get("water")!));
    expect(row?.state).toBe("void");
    // The slip that was not exchanged is a refusal, which the browser names by its status.
    expect(complaints.filter((one) => !one.includes("409"))).toEqual([]);
  });
});
