/** 模板包 down to a county and 结果包 back up to the city, as people at two desks do it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KEEPER } from "../../server/services/deps.ts";
import { saveOwnForm } from "../../server/services/save-own-form.ts";
import { freezeAll } from "../journeys/freeze-round.ts";
import { draftRound, holdRound } from "../journeys/three-installations.ts";
import { brokenRules } from "./broken-rules.ts";
import { agree, lookAt, overflow } from "./console-on-desk.ts";
import { bring, type Machine, onStick, openMachine, trust } from "./machines.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

const ROUND_ID = "r2026";

let browser: Browser;
let city: Machine;
let county: Machine;
const sticks = mkdtempSync(join(tmpdir(), "plumbline-stick-"));

beforeAll(async () => {
  browser = await openBrowser();
  [city, county] = [await openMachine(browser), await openMachine(browser)];
  await trust(city, county, "青河县委巡察办");
  await trust(county, city, "市委巡察办", "上级巡察办");
  const { instrument } = county.deps.library.instruments.get("leadership-team")!;
  const own = { ...instrument, version: "2026.91", title: "县里改过的测评表" };
  await saveOwnForm(county.deps, KEEPER, JSON.stringify(own));
}, 180_000);
afterAll(async () => {
  await browser.close();
  await Promise.all([city.stop(), county.stop()]);
  rmSync(sticks, { recursive: true });
});

/** Two people of the county say whether the city is the office above theirs. */
async function sayIsCity(isCity: boolean): Promise<void> {
  const { page } = county.desk;
  await page.goto(`${county.address}/#/installations`);
  await page.getByRole("button", { name: `${isCity ? "设为" : "不再作"}上级巡察办：市委巡察办` }).click();
  await picture(page, `installations-${isCity ? "to" : "from"}-city`);
  await agree(page, county.own, county.second);
  await page.getByRole("cell", { name: isCity ? "信任，上级巡察办" : "信任", exact: true }).waitFor();
}

describe("a city and a county", () => {
  it("make a template of chosen forms for chosen counties, and hand it over as one file", async () => {
    const { page } = city.desk;
    await page.goto(`${city.address}/#/templates`);
    await page.getByText("还没有模板包").waitFor();
    await page.getByRole("button", { name: "制作模板包" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("名称").fill("2026 年全市模板");
    expect(await dialog.getByLabel("青河县委巡察办").isChecked()).toBe(true);
    await picture(page, "templates-making");
    await agree(page, city.own, city.second);
    await page.getByRole("heading", { name: "2026 年全市模板　第 1 版" }).waitFor();
    await picture(page, "templates-made");
    expect(await brokenRules(page)).toEqual([]);
    const link = page.getByRole("link", { name: "下载 2026 年全市模板 第 1 版" });
    const template = await onStick(sticks, page, () => link.click());
    await sayIsCity(false);
    await bring(county, template);
    await county.desk.page.getByText("“市委巡察办”不是本单位认定的上级巡察办").waitFor();
    await lookAt(county.desk.page, "installations-not-city");
    await sayIsCity(true);
    await lookAt(county.desk.page, "installations-city");
    await bring(county, template);
    await county.desk.page.getByText("收下了模板包：2026 年全市模板，第 1 版").waitFor();
    await county.desk.page.getByRole("link", { name: "看模板包" }).click();
    await county.desk.page.getByText("与市里不同：表单《县里改过的测评表》").waitFor();
    await picture(county.desk.page, "templates-taken");
    expect(await brokenRules(county.desk.page)).toEqual([]);
  }, 120_000);

  it("say which county has not handed in, and what it handed in once it has", async () => {
    const { page } = city.desk;
    await page.goto(`${city.address}/#/county-results`);
    await page.getByText("还有 1 个没有交：青河县委巡察办。").waitFor();
    await draftRound(county, ROUND_ID);
    await holdRound(county, ROUND_ID);
    const desk = county.desk.page;
    await desk.goto(`${county.address}/#/rounds/${ROUND_ID}/parcels`);
    await desk.getByRole("button", { name: "制作结果包" }).click();
    await agree(desk, county.own, county.second);
    await desk.getByText("还有单位的等次没有审定、冻结").waitFor();
    await freezeAll(county.deps, ROUND_ID);
    await desk.reload();
    await desk.getByRole("button", { name: "制作结果包" }).click();
    await agree(desk, county.own, county.second);
    const link = desk.getByRole("link", { name: "下载第 1 版" });
    await link.waitFor();
    await picture(desk, "result-made");
    await bring(city, await onStick(sticks, desk, () => link.click()));
    await page.getByText("收下了结果包：青河县委巡察办，十五届县委第三轮巡察，第 1 版，3 个单位。").waitFor();
    await page.getByRole("link", { name: "看各县结果" }).click();
    await page.getByText("1 个县都交来了。").waitFor();
    await page.getByRole("cell", { name: "县水利局党组" }).first().waitFor();
    await picture(page, "county-results");
    expect(await brokenRules(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.getByLabel("单位类型").selectOption("县直");
    await page.waitForURL(/county-results\/%E5%8E%BF%E7%9B%B4$/);
    const table = await onStick(sticks, page, () => page.getByRole("link", { name: "导出 XLSX" }).click());
    expect(table).toMatch(/各县评估结果汇总表_.*\.xlsx$/);
    await page.reload();
    await expect.poll(() => page.getByLabel("单位类型").inputValue()).toBe("县直");
    await page.goBack();
    await expect.poll(() => page.getByLabel("单位类型").inputValue()).toBe("");
    await page.goForward();
    await expect.poll(() => page.getByLabel("单位类型").inputValue()).toBe("县直");
  }, 180_000);

  it("complain of nothing but what was refused", () => {
    const complaints = [...city.desk.complaints, ...county.desk.complaints];
    expect(complaints.filter((one) => !/409|422/.test(one))).toEqual([]);
  });
});
