/** One unit over three rounds: the chart of change with its table, and rounds side by side, in a real browser. */
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startClosedRound } from "../journeys/closed-round.ts";
import { holdLaterRound } from "../journeys/later-round.ts";
import { OfficeClient } from "../journeys/office-client.ts";
import { testUnit, type TestServer } from "../journeys/start-server.ts";
import { brokenRules } from "./broken-rules.ts";
import { type Desk, fillSignIn, overflow, takeDesk } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

const TITLES = ["十五届县委第三轮巡察", "十五届县委第四轮巡察", "十五届县委第五轮巡察"];

let server: TestServer;
let browser: Browser;
let desk: Desk;
let office: OfficeClient;
let second: string;
let last: string;
beforeAll(async () => {
  [server, browser] = await Promise.all([
    startClosedRound({ units: [testUnit("water", "县水利局党组", [4, 5, 11])], climate: 0.4 }),
    openBrowser(),
  ]);
  second = await holdLaterRound(server, TITLES[1]!, [testUnit("water", "县水利局党组", [4, 5, 11])], 0.6);
  const units = [
    testUnit("water", "县水利局党组", [4, 5, 11]),
    { ...testUnit("town", "青石镇党委", [4, 5, 11]), unitType: "乡镇" },
  ];
  last = await holdLaterRound(server, TITLES[2]!, units, 0.9);
  office = await OfficeClient.signIn(server, "承办人");
  desk = await takeDesk(browser);
  await desk.page.goto(`${server.address}/`);
  await fillSignIn(desk.page, office);
  await desk.page.getByRole("heading", { name: "轮次", exact: true }).waitFor();
}, 180_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const at = (path: string): string => `${server.address}/#/rounds/${last}/${path}`;

/** The page as Chromium prints it now: how many sheets, and the words on them; pictures stay to be looked at. */
async function printedPage(
  page: Page,
  nth: number,
): Promise<{ readonly pages: number; readonly words: string }> {
  const file = join("tests", "artifacts", `printed-chart-${nth}.pdf`);
  await page.pdf({ path: file, preferCSSPageSize: true });
  execFileSync("pdftoppm", ["-png", "-r", "60", file, file.replace(".pdf", "")]);
  const pages = /Pages:\s+(\d+)/.exec(execFileSync("pdfinfo", [file], { encoding: "utf8" }))?.[1];
  const words = execFileSync("pdftotext", [file, "-"], { encoding: "utf8" });
  return { pages: Number(pages), words: words.trim() };
}

describe("a unit over the rounds", () => {
  it("is drawn with what was printed in each round, and the same stands in the table beside it", async () => {
    const { page } = desk;
    await page.goto(at("units/water"));
    const panel = page
      .locator("section")
      .filter({ has: page.getByRole("heading", { name: "历次变化", exact: true }) });
    const chart = panel.getByRole("img", { name: /^历次变化折线图：总分，/ });
    await chart.scrollIntoViewIfNeeded();
    await picture(page, "console-changes");
    const { rows } = await office.get(`/rounds/${last}/past`);
    const totals = rows[0].cells.map(({ total }: { total: string }) => total);
    expect(totals).toHaveLength(3);
    const said = TITLES.map((title, i) => `${title} ${totals[i]}`).join("，");
    expect(await chart.getAttribute("aria-label")).toBe(`历次变化折线图：总分，${said}`);
    await panel.getByRole("button", { name: "看表格" }).click();
    expect(await panel.getByRole("columnheader").allInnerTexts()).toEqual(["项目", ...TITLES]);
    const row = panel.getByRole("row", { name: /^总分/ });
    expect(await row.getByRole("cell").allInnerTexts()).toEqual(totals);
    expect(await brokenRules(page)).toEqual([]);
    await panel.getByRole("button", { name: "看图" }).click();
    await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
    const download = page.waitForEvent("download");
    await panel.getByRole("button", { name: "复制为图片" }).click();
    const saved = await readFile(await (await download).path());
    expect(saved.subarray(1, 4).toString("latin1")).toBe("PNG");
    expect(desk.complaints).toEqual([]);
  });

  it("like every chart of the page is copied as a picture, and printed alone on one sheet", async () => {
    const { page } = desk;
    await page.goto("about:blank");
    await page.goto(at("units/water"));
    await page.getByRole("img", { name: /^历次变化折线图/ }).waitFor();
    await page.evaluate(() => {
      Object.defineProperty(navigator, "clipboard", { value: undefined });
      // The browser's own dialog cannot be driven: what the button does to the page is looked at instead.
      globalThis.print = () => {};
    });
    const figures = page.locator("main figure");
    const count = await figures.count();
    expect(await page.locator("main canvas").count()).toBe(count);
    expect(count).toBeGreaterThanOrEqual(4);
    for (let nth = 0; nth < count; nth += 1) {
      const download = page.waitForEvent("download");
      await figures.nth(nth).getByRole("button", { name: "复制为图片" }).click();
      const saved = await readFile(await (await download).path());
      expect(saved.subarray(1, 4).toString("latin1")).toBe("PNG");
      await figures.nth(nth).getByRole("button", { name: "打印这张图" }).click();
      const { pages, words } = await printedPage(page, nth);
      // A picture has no words, so whatever there is to read would be of the page around it.
      expect([nth, pages, words]).toEqual([nth, 1, ""]);
      await page.evaluate(() => dispatchEvent(new Event("afterprint")));
      expect(await page.locator(".printed-picture").count()).toBe(0);
    }
    expect(desk.complaints).toEqual([]);
  });

  it("is not drawn where there is nothing to compare with", async () => {
    const { page } = desk;
    await page.goto(at("units/town"));
    await page.getByRole("heading", { name: "青石镇党委" }).waitFor();
    await page.getByRole("heading", { name: "六个维度" }).first().waitFor();
    expect(await page.getByRole("heading", { name: "历次变化", exact: true }).count()).toBe(0);
  });
});

describe("rounds side by side", () => {
  it("keep their order and unit type in the address, lead to a round and to a unit, and back", async () => {
    const { page } = desk;
    await page.goto(at("compare"));
    await page.getByRole("link", { name: "历轮对照" }).click();
    const table = page.locator("table.past");
    await table.waitFor();
    expect((await table.getByRole("columnheader").allInnerTexts()).slice(1, 4)).toEqual(TITLES);
    const names = async () => (await table.locator("tbody th a").allInnerTexts()).map((name) => name.trim());
    expect(await names()).toEqual(["县水利局党组", "青石镇党委"]);
    expect(await table.getByRole("row", { name: /青石镇党委/ }).innerText()).toContain("—");
    expect(await brokenRules(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await picture(page, "console-past");
    await page.pdf({
      path: join(import.meta.dirname, "..", "artifacts", "console-past.pdf"),
      preferCSSPageSize: true,
    });
    await page.getByLabel("单位类型", { exact: true }).selectOption("县直");
    await expect.poll(names).toEqual(["县水利局党组"]);
    await page.reload();
    await expect.poll(names).toEqual(["县水利局党组"]);
    await table.getByRole("link", { name: "县水利局党组" }).click();
    await page.getByRole("heading", { name: "县水利局党组" }).waitFor();
    await page.goBack();
    await expect.poll(names).toEqual(["县水利局党组"]);
    await table.getByRole("link", { name: TITLES[1]! }).click();
    await page.locator("table.heat").waitFor();
    expect(page.url()).toContain(second);
    await page.goBack();
    await expect.poll(names).toEqual(["县水利局党组"]);
  });

  it("take order and unit type along between 单位 × 维度, 历轮对照 and another round's units", async () => {
    const { page } = desk;
    const chosen = async () => [
      await page.getByLabel("排列", { exact: true }).inputValue(),
      await page.getByLabel("单位类型", { exact: true }).inputValue(),
    ];
    await page.goto(at("compare"));
    await page.locator("table.heat").waitFor();
    await page.getByLabel("排列", { exact: true }).selectOption("type");
    await page.waitForURL(/compare\/type$/);
    await page.getByLabel("单位类型", { exact: true }).selectOption("县直");
    await page.waitForURL(/compare\/type\/%E5%8E%BF%E7%9B%B4$/);
    await page.getByRole("link", { name: "历轮对照" }).click();
    await page.locator("table.past").waitFor();
    expect(await chosen()).toEqual(["type", "县直"]);
    await page.locator(".acts").getByRole("link", { name: "单位 × 维度" }).click();
    await page.locator("table.heat").waitFor();
    expect(await chosen()).toEqual(["type", "县直"]);
    await page.goBack();
    await page.locator("table.past").getByRole("link", { name: TITLES[1]! }).click();
    await page.locator("table.heat").waitFor();
    expect(page.url()).toContain(second);
    expect(await page.getByLabel("排列", { exact: true }).inputValue()).toBe("type");
    await page.goBack();
    await page.locator("table.past").waitFor();
    expect(await chosen()).toEqual(["type", "县直"]);
    await page.goto(at(`compare/score/${encodeURIComponent("乡镇")}`));
    await page.locator("table.heat").waitFor();
    await page.getByRole("link", { name: "历轮对照" }).click();
    await page.locator("table.past").waitFor();
    // 历轮对照 has no order by score: it falls back to the roster's, never to one that was not asked for.
    expect(await chosen()).toEqual(["group", "乡镇"]);
  });
});
