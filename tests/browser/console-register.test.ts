/** 全覆盖台账 in a real browser: history in, filters in the address, picking for the next round, thousands of units. */
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTables } from "../../server/imports/read-table.ts";
import { startTestServer, testUnit, type TestServer } from "../journeys/start-server.ts";
import { brokenRules } from "./broken-rules.ts";
import { overflow, signInNew, takeDesk } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

const UNITS = ["县教育局党组", "县卫健局党组", "县档案馆党组", "河东镇党委", "河西镇党委", "城关镇党委"];
const HEAD = "单位名称,单位类型,前身单位,届次,年份,轮次,情况";
const HISTORY = [
  HEAD,
  `${UNITS[0]},县直,,十五届,2023,第一轮,已巡察`,
  `${UNITS[0]},县直,,十四届,2018,第二轮,已巡察`,
  `${UNITS[1]},县直,,十五届,2024,第二轮,已巡察`,
  `${UNITS[2]},县直,,,,,`,
  `${UNITS[3]},乡镇,,十五届,2024,第二轮,已巡察`,
  `${UNITS[4]},乡镇,,十五届,2027,第四轮,计划`,
  `${UNITS[5]},乡镇,,,,,`,
].join("\n");

let server: TestServer;
let browser: Browser;
let page: Page;
let complaints: readonly string[];
beforeAll(async () => {
  [server, browser] = await Promise.all([
    startTestServer({ units: [testUnit("water", "县水利局党组", [5, 10, 30])] }),
    openBrowser(),
  ]);
  ({ page, complaints } = await takeDesk(browser));
  await signInNew(page, server, "承办人");
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const csv = (text: string) => ({ name: "台账.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
const names = () => page.locator("table.register tbody td:nth-child(2)").allInnerTexts();
async function choose(text: string): Promise<void> {
  await page.getByRole("button", { name: "导入历史" }).click();
  await page.getByLabel("选择文件").setInputFiles(csv(text));
}
async function load(text: string): Promise<void> {
  await choose(text);
  await page.getByRole("dialog").getByRole("button", { name: "导入", exact: true }).click();
}

describe("the register", () => {
  it("is reached from the rounds, takes history in, and lists what is wrong with a file", async () => {
    await page.getByRole("link", { name: "全覆盖台账" }).click();
    await page.getByText("十五届：1 个单位，已巡察 0 个，计划 1 个，未安排 0 个，覆盖率 0.0%。").waitFor();
    const dialog = page.getByRole("dialog");
    const act = dialog.getByRole("button", { name: "导入", exact: true });
    await choose(HISTORY.replace("2018", "18"));
    await page.getByText("要填四位数的年份，1990 到 2100").waitFor();
    expect(await act.isDisabled()).toBe(true);
    // The mended file is chosen in the same window.
    await page.getByLabel("选择文件").setInputFiles(csv(HISTORY));
    await page.getByText("文件里 7 行。与现在导入的相比：新填 11 项，改动 0 项，去掉 0 项。").waitFor();
    expect(await dialog.getByText("要填四位数的年份").count()).toBe(0);
    await page.getByRole("button", { name: "不导入" }).click();
    await load(HISTORY);
    await page.getByText("已导入 7 行。").waitFor();
    await page.getByRole("button", { name: "关闭" }).click();
    await page.getByText("十五届：7 个单位，已巡察 3 个，计划 2 个，未安排 2 个，覆盖率 42.9%。").waitFor();
    expect((await names()).slice(0, 2)).toEqual([`${UNITS[2]} 县直`, `${UNITS[5]} 乡镇`]);
    expect(await brokenRules(page)).toEqual([]);
    await picture(page, "console-register");
  });

  it("shows from what to what a file changes the history before it takes the place of it", async () => {
    const next = HISTORY.replace(",十五届,2023,", ",十五届,2025,").replace(`${UNITS[2]},县直,,,,,\n`, "");
    await choose(next);
    const preview = page.getByRole("dialog").getByRole("region", { name: "将导入的内容" });
    const rows = preview.locator("tbody tr");
    await expect
      .poll(async () => (await rows.allInnerTexts()).map((row) => row.split("\t")))
      .toEqual([
        [UNITS[0], "十五届第一轮", "已巡察（2023 年）", "已巡察（2025 年）", "改动"],
        [UNITS[2], "单位类型", "县直", "（空）", "去掉"],
      ]);
    await preview.getByText("标“改动”“去掉”的，导入后原来的不再保留。").waitFor();
    expect(await brokenRules(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await picture(page, "console-register-preview");
    await page.getByRole("button", { name: "不导入" }).click();
    await page.getByText("十五届：7 个单位，已巡察 3 个").waitFor();
  });

  it("keeps what is shown in its address, and the back button goes back", async () => {
    const filters = page.getByRole("group", { name: "筛选" });
    await filters.getByLabel("单位类型").selectOption("乡镇");
    await filters.getByLabel("情况").selectOption({ label: "已巡察" });
    await expect.poll(names).toEqual([`${UNITS[3]} 乡镇`]);
    const address = page.url();
    expect(decodeURIComponent(address)).toContain("unitType=乡镇/standing=inspected");
    await page.goBack();
    await expect.poll(async () => (await names()).length).toBe(3);
    await page.goto(address);
    await expect.poll(names).toEqual([`${UNITS[3]} 乡镇`]);
    await filters.getByLabel("届次").selectOption({ label: "十四届" });
    await page.getByText("十四届：7 个单位，已巡察 1 个").waitFor();
    await page.goBack();
    await page.getByRole("button", { name: "看全部" }).click();
    await expect.poll(async () => (await names()).length).toBe(7);
  });

  it("exports what is shown", async () => {
    await page.getByRole("group", { name: "筛选" }).getByLabel("单位类型").selectOption("县直");
    await expect.poll(async () => (await names()).length).toBe(4);
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "导出 XLSX" }).click(),
    ]);
    const tables = await readTables(new Uint8Array(await readFile(await file.path())), "x.xlsx");
    const cells = tables.flatMap(({ rows }) => rows.flat());
    expect(cells).toContain(UNITS[0]);
    expect(cells).not.toContain(UNITS[4]);
    await page.getByRole("button", { name: "看全部" }).click();
  });

  it("gives picked units a roster, and warns of those that had their turn", async () => {
    await page.getByLabel(`挑选${UNITS[2]}`).check();
    await page.getByLabel(`挑选${UNITS[0]}`).check();
    await page.getByText(`其中 ${UNITS[0]} 本届已经巡察过。`).waitFor();
    await page.getByLabel(`挑选${UNITS[0]}`).uncheck();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "下载名册模板（已挑 1 个单位）" }).click(),
    ]);
    const [sheet] = await readTables(new Uint8Array(await readFile(await file.path())), "x.xlsx");
    expect(sheet!.rows[1]![0]).toBe(UNITS[2]);
  });
});

describe("preparing a round", () => {
  it("marks units that another round of this term has, or that had their turn", async () => {
    await page.goto(`${server.address}/#/`);
    await page.getByRole("button", { name: "照上一轮新建" }).click();
    await page.getByRole("dialog").getByLabel("轮次名称").fill("十五届县委第四轮巡察");
    await page.keyboard.press("Enter");
    await page.getByText("县水利局党组 已在本届别的轮次里安排。").waitFor();
    const row = page.getByRole("row", { name: /县水利局党组/ });
    expect(await row.innerText()).toContain("计划：2026 年 第三轮");
    await page.getByRole("link", { name: "从全覆盖台账里挑单位" }).waitFor();
    await page.locator("#roster").scrollIntoViewIfNeeded();
    await picture(page, "console-register-prepare");
  });
});

describe.each([
  { name: "dark", dark: true, width: 1366, height: 768 },
  { name: "tablet", dark: false, width: 768, height: 1024 },
])("the register, $name", ({ name, ...settings }) => {
  it("breaks no rule and is no wider than its window", async () => {
    const desk = await takeDesk(browser, settings);
    await signInNew(desk.page, server, `承办人${name}`);
    await desk.page.goto(`${server.address}/#/register`);
    await desk.page.locator("table.register").waitFor();
    expect(await brokenRules(desk.page)).toEqual([]);
    expect(await overflow(desk.page)).toBe(0);
    await picture(desk.page, `console-register-${name}`);
    await desk.page.getByRole("button", { name: "导入历史" }).click();
    expect(await brokenRules(desk.page)).toEqual([]);
    await desk.context.close();
  });
});

it("keeps of a list of 3 000 units what is near the window, and has the last one at its end", async () => {
  const many = Array.from({ length: 3_000 }, (_, at) => `第${at + 1}个村党支部,村,,,,,`);
  await page.goto(`${server.address}/#/register`);
  await load([HEAD, ...many].join("\n"));
  await page.getByRole("button", { name: "关闭" }).click();
  await page.getByText("3001 个单位", { exact: true }).waitFor();
  const rows = page.locator("table.register tbody tr");
  const last = page.getByRole("checkbox", { name: "挑选第3000个村党支部" });
  expect(await rows.count()).toBeLessThan(600);
  await expect
    .poll(
      async () => {
        await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
        return last.count();
      },
      { timeout: 240_000 },
    )
    .toBe(1);
  expect(await rows.count()).toBeLessThan(600);
  await last.check();
  await page.evaluate(() => scrollTo(0, 0));
  await page.getByRole("button", { name: /下载名册模板（已挑 1 个单位）/ }).waitFor();
});

it("complains about nothing", () => expect(complaints.filter((one) => !one.includes("422"))).toEqual([]));
