/** A whole round as a group (巡察组): its own unit from the slips to the proposed grade; nothing of another group's. */
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OfficeClient } from "../journeys/office-client.ts";
import type { TestServer } from "../journeys/start-server.ts";
import { agree, type Desk, lookAt, type Person, signInNew, takeDesk } from "./console-on-desk.ts";
import { openBrowser } from "./phone-in-hand.ts";
import {
  accountMenu,
  answerAllBut,
  bar,
  expectFiles,
  expectNoPages,
  GROUP,
  OTHER,
  OWN,
  signInAgain,
  startRoundOfTwoGroups,
  walkLinks,
} from "./round-as.ts";

let server: TestServer;
let browser: Browser;
let desk: Desk;
let page: Page;
let own: Person;
let second: OfficeClient;
let office: OfficeClient;

beforeAll(async () => {
  [server, browser] = await Promise.all([startRoundOfTwoGroups(), openBrowser()]);
  second = await OfficeClient.signIn(server, "一组联络员", "group", GROUP);
  office = await OfficeClient.signIn(server, "审核人");
  desk = await takeDesk(browser);
  ({ page } = desk);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const open = async (path: string): Promise<void> => {
  await page.goto(`${server.address}/#/rounds/${server.round}${path}`);
  await page.locator("h1").first().waitFor();
};
const row = (unit: string) => page.getByRole("row", { name: new RegExp(unit) });
const act = (name: string) => page.getByRole("button", { name: `${name}：${OWN}` });

describe("before the meeting", () => {
  it("signs in for the first time and finds the round with its own unit only", async () => {
    own = await signInNew(page, server, "一组组长", { role: "group", group: GROUP });
    expect(await page.getByRole("link", { name: /新建轮次|表单|台账/ }).count()).toBe(0);
    await lookAt(page, "group-rounds");
    await page.getByRole("link", { name: "十五届县委第三轮巡察" }).click();
    await row(OWN).waitFor();
    expect(await row(OTHER).count()).toBe(0);
    expect(await bar(page)).toEqual(["进度", "单位结果", "比较", "评估", "等次", "材料"]);
    expect(await accountMenu(page)).toEqual(["修改密码", "手机能打开吗"]);
    await lookAt(page, "group-progress");
  });

  it("prints the slips of a bag and opens with a colleague of the group", async () => {
    await act("领码纸").click();
    const dialog = page.getByRole("dialog");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("button", { name: "生成 PDF：其他干部职工" }).click(),
    ]);
    expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe("%PDF-");
    await dialog.getByText("其他干部职工的领码纸已下载。").waitFor();
    await dialog.getByRole("button", { name: "关闭" }).click();
    await act("开放").click();
    await agree(page, own, second);
    await page.getByText(`${OWN}已开放，可以扫码填写了。`).waitFor();
  });
});

describe("at the meeting", () => {
  it("pauses, goes on, moves the end, and sees turnout in steps of five only", async () => {
    await act("暂停").click();
    await page.getByRole("dialog").getByRole("button", { name: "暂停收票" }).click();
    await row(OWN).getByText("已暂停").waitFor();
    await act("继续收票").click();
    await row(OWN).getByText("正在收票").waitFor();
    await act("改截止时间").click();
    await page.getByRole("dialog").getByLabel("截止时间").fill("2026年11月28日 12:00");
    await page.keyboard.press("Enter");
    await page.getByText(`${OWN}的截止时间已改为 2026年11月28日 12:00。`).waitFor();
    await answerAllBut(server, "water", 1);
    await page.reload();
    await row(OWN).getByText("20–23 / 23").waitFor();
    expect(await page.locator("main").innerText()).not.toMatch(/\b22\b/);
  });

  it("exchanges a spoiled slip with a colleague and has the page of the meeting before it", async () => {
    const [spoiled] = await server.tickets("water", "C", 1);
    await page.getByRole("link", { name: `现场办理：${OWN}` }).click();
    const section = page.locator("section", { has: page.getByRole("heading", { name: "换一张码" }) });
    await section.getByLabel("旧码").fill(spoiled!);
    await section.getByLabel("您自己的密码").fill(own.password);
    await section.getByLabel("另一位同志的账号").fill(second.name);
    await section.getByLabel("另一位同志的密码").fill(second.password);
    await Promise.all([
      page.waitForEvent("download"),
      section.getByRole("button", { name: "作废旧码，印新码" }).click(),
    ]);
    await section.getByText("旧码已作废，新码已下载。").waitFor();
    expect(await expectFiles(page)).toBeGreaterThan(0);
    await lookAt(page, "group-on-site");
  });

  it("finds no result while the poll is open, and every link leads somewhere", async () => {
    await open("/units/water");
    await page.getByRole("heading", { name: "还没有封存，没有结果可看" }).waitFor();
    const said = await walkLinks(page, server);
    expect(said.size).toBeGreaterThan(8);
    expect([...said.values()].join("\n")).not.toContain(OTHER);
  });

  it("closes by two on a page of counts, fills in the 登记表, and signs out", async () => {
    await open("");
    await act("封存").click();
    await agree(page, own, second);
    await page.getByText("票箱已经封存，不能再开放。这里只有份数，没有结果。").waitFor();
    await page.getByLabel("会议名称").fill("专题汇报会");
    await page.getByLabel("您自己的密码").fill(own.password);
    await page.getByLabel("另一位同志的账号").fill(second.name);
    await page.getByLabel("另一位同志的密码").fill(second.password);
    await page.getByRole("button", { name: "保存登记表" }).click();
    await page.getByText("登记表已保存。").waitFor();
    // Which bag, which rule and by how many, as it will be printed.
    const balance = page.getByText(/处不平衡，请核对/);
    expect(await balance.innerText()).toMatch(/不平衡：[^，]+，.+，[多少] \d+ 张。/);
    await balance.scrollIntoViewIfNeeded();
    await lookAt(page, "group-closing");
    await page.getByRole("button", { name: "退出登录" }).click();
    await page.getByRole("heading", { name: "登录" }).waitFor();
  });
});

describe("after the meeting", () => {
  it("reads the results of its unit, the texts too, after signing in anew", async () => {
    await signInAgain(page, server, own);
    await open("/units/water");
    await page.locator(".summary").waitFor();
    // Theirs were begun before the close too.
    [second, office] = await Promise.all([second.signInAgain(), office.signInAgain()]);
    const answer = await second.get(`/polls/${server.polls.get("water")}/results`);
    await page.getByText(answer.score.total.printed).first().waitFor();
    await lookAt(page, "group-results");
    await open("/documents");
    await page.getByRole("heading", { name: OWN }).waitFor();
    expect(await page.getByRole("button", { name: "打包本轮全部材料" }).count()).toBe(0);
    expect(await expectFiles(page)).toBeGreaterThan(3);
    await lookAt(page, "group-documents");
  });

  it("enters its judgement and proposes a grade, which then waits for the office", async () => {
    await open("");
    await page.getByRole("link", { name: "评估", exact: true }).click();
    await page.getByRole("heading", { name: OWN }).waitFor();
    await page.getByLabel("工作作风理由").fill("深入一线多");
    await page.getByRole("button", { name: "保存", exact: true }).click();
    await page.getByText("已保存。").waitFor();
    await page.getByRole("button", { name: "提出建议等次" }).click();
    await page.getByText("等巡察办审核").first().waitFor();
    expect(await page.getByLabel("审核意见").count()).toBe(0);
    await lookAt(page, "group-assessment");
    const { state } = await office.get(`/rounds/${server.round}/units/water/assessment`);
    expect(state).toBe("proposed");
  });

  it("sees its own row of the grades, neither frozen nor archived by it, and no dead end on any page", async () => {
    await open("/grades");
    await row(OWN).waitFor();
    expect(await row(OTHER).count()).toBe(0);
    expect(await page.getByRole("button", { name: /冻结|归档/ }).count()).toBe(0);
    expect(await expectFiles(page)).toBe(0);
    await lookAt(page, "group-grades");
    const said = await walkLinks(page, server);
    expect([...said.keys()].some((hash) => hash.includes("/units/water"))).toBe(true);
    expect([...said.values()].join("\n")).not.toContain(OTHER);
  });

  it("is refused the office's pages and the other group's unit when their addresses are typed", async () => {
    const round = `/rounds/${server.round}`;
    await expectNoPages(page, server, [
      "/rounds/new",
      "/forms",
      "/register",
      "/installations",
      "/accounts",
      "/audit",
      "/system",
      ...["settings", "prepare", "parcels", "totals", "trial"].map((name) => `${round}/${name}`),
      ...["units", "on-site", "closing", "assessment"].map((name) => `${round}/${name}/roads`),
    ]);
    await lookAt(page, "group-no-page");
    expect(desk.complaints).toEqual([]);
  });
});
