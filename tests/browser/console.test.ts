/** The console in a real browser: sign-in, progress, closing by two, results, grades, download, keyboard. */
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { OfficeClient } from "../journeys/office-client.ts";
import { startTestServer, testUnit, type TestServer } from "../journeys/start-server.ts";
import { agree, fillSignIn, signInNew, takeDesk, type Desk, type Person } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

let server: TestServer;
let browser: Browser;
let desk: Desk;
let page: Page;
let first: Person;
let second: Person;

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startTestServer({
      units: [
        testUnit("water", "县水利局党组", [5, 10, 30]),
        testUnit("archive", "县档案馆党支部", [2, 2, 3]),
      ],
    }),
    openBrowser(),
  ]);
  const bags: readonly [string, string, number][] = [
    ["water", "A", 5],
    ["water", "B", 10],
    ["water", "C", 28],
    ["archive", "A", 2],
    ["archive", "B+C", 5],
  ];
  for (const [unit, batch, count] of bags) {
    const people = (await server.tickets(unit, batch, count)).map((url) => ({ url, climate: 0.8 }));
    await answerAll(httpPort(server.address), people, seeded(7), () => {});
  }
  desk = await takeDesk(browser);
  page = desk.page;
  const other = await takeDesk(browser);
  second = await signInNew(other.page, server, "审核人");
  await other.context.close();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const open = (path: string) => page.goto(`${server.address}/#/rounds/${server.round}${path}`);
const focused = () => page.evaluate(() => document.activeElement?.textContent);

/** The dialog that closes one unit's box, opened with the keyboard. */
async function askToClose(unit: string): Promise<void> {
  await open("");
  await page.getByRole("button", { name: `封存：${unit}` }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
}

describe("signing in", () => {
  it("says that a wrong password is wrong, and asks for a new one in place of the first", async () => {
    await page.goto(`${server.address}/`);
    await fillSignIn(page, { name: "承办人", password: "不是这个密码" });
    await page.getByText("账号或密码不对。").waitFor();
    first = await signInNew(page, server, "承办人");
    await page.getByRole("link", { name: "十五届县委第三轮巡察" }).click();
    await page.getByRole("table", { name: "各单位收票进度" }).waitFor();
  });
});

describe("while collecting", () => {
  it("shows turnout in steps of five and no exact number", async () => {
    const row = page.getByRole("row", { name: /县水利局党组/ });
    await row.getByText("40–44 / 45").waitFor();
    expect(await row.innerText()).toContain("已达参评线");
    expect(await page.locator("main").innerText()).not.toMatch(/\b43\b/);
    await picture(page, "console-progress");
  });

  it("explains why there is no result yet, to the office too", async () => {
    await open("/units/water");
    await page.getByRole("heading", { name: "还没有封存，没有结果可看" }).waitFor();
    expect(await page.locator("canvas").count()).toBe(0);
    await open("/units");
    await page.getByRole("heading", { name: "还没有单位封存" }).waitFor();
    await open("/grades");
    await page.getByRole("heading", { name: "还没有单位封存" }).waitFor();
  });

  it("hands a batch's tickets out as one PDF and says that it happens once", async () => {
    await open("");
    await page.getByRole("button", { name: "领码纸：县档案馆党支部" }).click();
    const dialog = page.getByRole("dialog");
    expect(await dialog.innerText()).toContain("不能再打印");
    await dialog
      .getByRole("button", { name: /^作废重印/ })
      .first()
      .click();
    const downloading = page.waitForEvent("download");
    await agree(page, first, second);
    const download = await downloading;
    expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe("%PDF-");
    await dialog.getByRole("button", { name: "关闭" }).click();
  });

  it("pauses and goes on", async () => {
    const row = page.getByRole("row", { name: /县档案馆党支部/ });
    await row.getByRole("button", { name: /^暂停/ }).click();
    const dialog = page.getByRole("dialog", { name: "暂停县档案馆党支部的收票？" });
    await dialog.getByText(/没有开始的不能开始，已经开始的也交不上来/).waitFor();
    await picture(page, "console-pause");
    await dialog.getByRole("button", { name: "先不暂停" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(await row.innerText()).toContain("正在收票");
    await row.getByRole("button", { name: /^暂停/ }).click();
    await dialog.getByRole("button", { name: "暂停收票" }).click();
    await row.getByText("已暂停").waitFor();
    await dialog.waitFor({ state: "detached" });
    await row.getByRole("button", { name: /^继续收票/ }).click();
    await row.getByText("正在收票").waitFor();
    await page.getByText("县档案馆党支部继续收票。").waitFor();
  });

  it("says of a refused act that it was refused, and how the poll stands since", async () => {
    const office = await OfficeClient.signIn(server);
    const path = `/polls/${server.polls.get("archive")}`;
    expect(await office.status("POST", `${path}/pause`)).toBe(200);
    const row = page.getByRole("row", { name: /县档案馆党支部/ });
    await row.getByRole("button", { name: /^暂停/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "暂停收票" }).click();
    await dialog.getByRole("alert").waitFor();
    expect(await page.locator(".note.ok").count()).toBe(0);
    await row.getByText("已暂停").waitFor();
    await dialog.getByRole("button", { name: "先不暂停" }).click();
    await row.getByRole("button", { name: /^继续收票/ }).click();
    await row.getByText("正在收票").waitFor();
    expect(await page.getByRole("alert").count()).toBe(0);
  });
});

describe("closing a box", () => {
  it("puts the focus on the safe choice, and back on the button after Escape", async () => {
    await askToClose("县水利局党组");
    expect(await focused()).toBe("继续收票");
    expect(await page.getByRole("dialog").innerText()).toContain("不能恢复，也不能再开放");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await focused()).toBe("封存");
  });

  it("is refused with the same person twice and with a wrong password", async () => {
    await askToClose("县水利局党组");
    const wrong = "不是这个密码";
    await agree(page, first, { ...second, password: wrong });
    await page.getByText("没有执行：另一位同志的账号或密码不对。").waitFor();
    await agree(page, { ...first, password: wrong }, second);
    await page.getByText("没有执行：您自己的密码不对。").waitFor();
    await agree(page, first, first);
    await page.getByRole("alert").filter({ hasNotText: "密码不对" }).waitFor();
    const office = await OfficeClient.signIn(server);
    const { units } = await office.get(`/rounds/${server.round}`);
    expect(units.map(({ state }: { state: string }) => state)).toEqual(["open", "open"]);
    await page.keyboard.press("Escape");
  });

  it("is done by two people; then the turnout is exact", async () => {
    for (const unit of ["县水利局党组", "县档案馆党支部"]) {
      await askToClose(unit);
      await agree(page, first, second);
      await page.getByText("票箱已经封存，不能再开放。这里只有份数，没有结果。").waitFor();
      await open("");
      await page
        .getByRole("row", { name: new RegExp(unit) })
        .getByText("已封存")
        .waitFor();
    }
    await page
      .getByRole("row", { name: /县水利局党组/ })
      .getByText("43 / 45")
      .waitFor();
  });
});

describe("results", () => {
  it("are not shown where the box was closed, but after signing in anew", async () => {
    await open("/units/water");
    await page.getByRole("heading", { name: "结果要另行登录后再看" }).waitFor();
    expect(await page.locator("canvas, .summary").count()).toBe(0);
    expect(await page.locator("main").innerText()).not.toMatch(/\d+\.\d\d/);
    await picture(page, "console-sign-in-again");
    await page.locator("main").getByRole("button", { name: "退出登录" }).click();
    await fillSignIn(page, first);
    await page.locator(".summary").waitFor();
  });

  it("opens the score by keyboard down to the counts of one item, as released", async () => {
    const office = await OfficeClient.signIn(server);
    const answer = await office.get(`/polls/${server.polls.get("water")}/results`);
    await open("/units/water");
    await page.getByText(answer.score.total.printed).first().waitFor();
    const part = page.getByRole("button", { name: "五、作风建设" });
    await part.focus();
    await page.keyboard.press("Enter");
    expect(await part.getAttribute("aria-expanded")).toBe("true");
    const item = answer.forms[0].items.find((one: { item: string }) => one.item === "t14");
    const row = page.locator(".tree").getByRole("button", { name: item.title });
    await row.focus();
    await page.keyboard.press("Space");
    const name = await page.locator(".counts [role=img]").getAttribute("aria-label");
    const levels = ["好", "较好", "一般", "差"].map((level, at) => `${level} ${item.counts[at]}`).join("，");
    expect(name?.startsWith(levels)).toBe(true);
    await picture(page, "console-results");
  });

  it("gives every chart a name with its finding, and the same numbers as a table", async () => {
    const names = await page
      .locator("canvas")
      .evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
    expect(names.length).toBeGreaterThanOrEqual(4);
    for (const name of names) expect(name).toMatch(/最低的是|最多的是|相差最大的是|\d 人，按班子排序$/);
    const title = page.getByRole("heading", { name: "领导班子民主测评表，逐项" });
    const figure = page.locator("section.panel").filter({ has: title });
    await figure.getByRole("button", { name: "看表格" }).click();
    expect(await figure.getByRole("row").count()).toBe(17);
    await figure.getByRole("button", { name: "看图" }).click();
    await figure.locator("canvas").waitFor();
  });

  it("shows a small unit's one score, and the withheld rest as withheld", async () => {
    await open("/units/archive");
    await page.getByText("人数少，不予显示").first().waitFor();
    expect(await page.locator(".withheld-box").count()).toBe(3);
    expect(await page.locator("canvas").count()).toBe(0);
    await page.getByText("为什么").first().click();
    await page.getByText("填的人太少，看了结果就可能猜出谁怎么选的").first().waitFor();
    await picture(page, "console-withheld");
  });

  it("walks to the next unit and back", async () => {
    await open("/units");
    const heading = page.locator("h1");
    await page.getByRole("link", { name: /^下一个/ }).click();
    await page.getByRole("link", { name: /^上一个/ }).waitFor();
    const there = await heading.innerText();
    await page.getByRole("link", { name: /^上一个/ }).click();
    await page.getByRole("link", { name: /^下一个/ }).waitFor();
    expect(await heading.innerText()).not.toBe(there);
  });
});

describe("grades", () => {
  it("prints the numbers of the interface, and hands out the workbook", async () => {
    const office = await OfficeClient.signIn(server);
    const table = await office.get(`/rounds/${server.round}/grades`);
    await open("/grades");
    await page.getByRole("table", { name: "政治生态评估等次汇总" }).waitFor();
    for (const row of table.rows) {
      const shown = await page.getByRole("row", { name: new RegExp(row.unit.name) }).innerText();
      expect(shown).toContain(row.total.printed);
      expect(shown).toContain(row.computed);
    }
    await picture(page, "console-grades");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "导出 Excel" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
    expect((await readFile(await download.path())).subarray(0, 2).toString()).toBe("PK");
  });

  it("marks every number of the paragraph that nobody entered", async () => {
    const paragraph = page.locator(".paragraph");
    await paragraph.waitFor();
    const marks = await paragraph.locator("mark").allInnerTexts();
    expect(marks.length).toBeGreaterThan(0);
    expect(marks.every((mark) => mark.includes("__"))).toBe(true);
  });
});

describe("the whole visit", () => {
  it("asked no other host and raised no error but the refusals it provoked", () => {
    expect(
      desk.requests.filter((url) => !url.startsWith(server.address) && !/^(data|blob):/.test(url)),
    ).toEqual([]);
    expect(desk.complaints.filter((line) => !/status of 4(01|03|09)/.test(line))).toEqual([]);
  });

  it("comes back to the sign-in page when the session has ended meanwhile", async () => {
    await page.goto(`${server.address}/#/`);
    await page.getByRole("link", { name: "新建轮次" }).waitFor();
    const cookies = await desk.context.cookies();
    await desk.context.clearCookies();
    await page.getByRole("link", { name: "新建轮次" }).click();
    await page.getByRole("heading", { name: "登录" }).waitFor();
    expect(await page.locator("header").count()).toBe(0);
    await desk.context.addCookies(cookies);
    await page.reload();
    await page.getByRole("heading", { name: "新建轮次" }).waitFor();
  });

  it("ends with the sign-in page and nothing left behind it", async () => {
    await page.locator(".account button").first().click();
    await page.getByRole("button", { name: "退出登录" }).click();
    await page.getByRole("heading", { name: "登录" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "登录" }).waitFor();
  });
});
