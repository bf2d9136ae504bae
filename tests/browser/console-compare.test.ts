/** 比较: units × dimensions in a real browser; its state in the address; what a group sees of it. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startClosedRound } from "../journeys/closed-round.ts";
import { OfficeClient } from "../journeys/office-client.ts";
import { testUnit, type TestServer } from "../journeys/start-server.ts";
import { brokenRules } from "./broken-rules.ts";
import { overflow, signInNew, takeDesk, type Desk } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

const CLIMATES: { readonly [unit: string]: number } = { water: 0.95, roads: 0.75, town: 0.5, fund: 0.2 };

let server: TestServer;
let browser: Browser;
let desk: Desk;
let page: Page;

beforeAll(async () => {
  const second = { group: "县委第二巡察组" };
  [server, browser] = await Promise.all([
    startClosedRound({
      climate: (unit) => CLIMATES[unit] ?? 0.8,
      units: [
        testUnit("water", "县水利局党组", [4, 5, 11]),
        { ...testUnit("roads", "县交通运输局党组", [4, 5, 11]), ...second },
        { ...testUnit("town", "青石镇党委", [4, 5, 11]), ...second, unitType: "乡镇" },
        { ...testUnit("fund", "县城投公司党委", [4, 5, 11]), ...second, unitType: "国企" },
        { ...testUnit("few", "县供销社党组", [2, 2, 3]), ...second },
      ],
    }),
    openBrowser(),
  ]);
  desk = await takeDesk(browser);
  page = desk.page;
  await signInNew(page, server, "承办人");
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const at = (path: string): string => `${server.address}/#/rounds/${server.round}/compare${path}`;
const names = async (): Promise<string[]> =>
  (await page.locator(".heat tbody th a").allInnerTexts()).map((name) => name.trim());

describe("units × dimensions", () => {
  it("shows what the server gave, each difference being the score less the mean", async () => {
    await page.goto(at(""));
    await page.locator(".heat").waitFor();
    const office = await OfficeClient.signIn(server);
    const answer = await office.get(`/rounds/${server.round}/comparison`);
    const cells = await page
      .locator(".heat .cell a")
      .evaluateAll((all) =>
        all.map((one) => [
          one.querySelector("b")!.textContent,
          one.querySelector("small")!.firstChild?.textContent,
        ]),
      );
    const given = answer.rows.flatMap(
      ({ cells: row }: { cells: ({ printed: string; difference: string } | null)[] }) =>
        row.flatMap((cell) => (cell ? [[cell.printed, cell.difference.replace("-", "−")]] : [])),
    );
    expect(cells).toEqual(given);
    expect(cells.length).toBeGreaterThanOrEqual(12);
    for (const { cells: row } of answer.rows) {
      row.forEach((cell: { printed: string; difference: string } | null, column: number) => {
        if (!cell) return;
        const mean = Number(answer.means.dimensions[column].printed);
        expect(Number(cell.difference)).toBeCloseTo(Number(cell.printed) - mean, 6);
      });
    }
    const few = page.getByRole("row", { name: /县供销社党组/ });
    expect(await few.innerText()).toContain("人数少，不予显示");
    expect(await page.locator(".heat tbody").innerText()).not.toMatch(/\b0\.0\b/);
  });

  it("is never ordered by score unless asked, keeps its state in the address, and goes back", async () => {
    await page.goto(at(""));
    await page.locator(".heat").waitFor();
    const roster = await names();
    await page.getByLabel("排列", { exact: true }).selectOption("score");
    await page.getByText("按得分排列只供查看").waitFor();
    expect(page.url()).toContain("/compare/score");
    const totals = (await page.locator(".heat tbody td.num").allInnerTexts()).filter((one) => one !== "—");
    expect(totals).toEqual(totals.toSorted((a, b) => Number(b) - Number(a)));
    await page.getByLabel("单位类型", { exact: true }).selectOption("乡镇");
    await expect.poll(names).toEqual(["青石镇党委"]);
    await page.reload();
    await expect.poll(names).toEqual(["青石镇党委"]);
    await page.locator(".heat .cell a").first().click();
    await page.getByRole("heading", { name: "青石镇党委" }).waitFor();
    await page.goBack();
    await expect.poll(names).toEqual(["青石镇党委"]);
    await page.goBack();
    await page.goBack();
    await expect.poll(names).toEqual(roster);
  });

  it("is copied as a picture, or downloaded where the page may not write to the clipboard", async () => {
    await page.goto(at(""));
    await page.locator(".heat").waitFor();
    await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "复制为图片" }).click();
    const saved = await readFile(await (await download).path());
    await mkdir(join("tests", "artifacts"), { recursive: true });
    await writeFile(join("tests", "artifacts", "picture-heat.png"), saved);
    const image = await loadImage(saved);
    const pen = createCanvas(image.width, image.height).getContext("2d");
    pen.drawImage(image, 0, 0);
    // Twice the size: margin 16, title, head, then a line of 36 for each unit; above its words, in the first column.
    const shown = await page.locator(".heat tbody th").allInnerTexts();
    const colours = shown.map((_, row) => {
      const { data } = pen.getImageData(372 * 2, (16 + 36 * (row + 2) + 5) * 2, 100, 1);
      return new Set(Array.from({ length: 100 }, (_, x) => data.subarray(4 * x, 4 * x + 3).join())).size;
    });
    // Below all of them the round's mean, the key, and why something is withheld: ink, not empty paper.
    const inkAt = (line: number): number => {
      const { data } = pen.getImageData(16 * 2, (16 + 36 * line + 10) * 2, 600, 32);
      return data.filter((value, at) => at % 4 === 0 && value < 128).length;
    };
    const below = await page.locator(".heat-foot > .sub, .heat-foot .withheld-reason").count();
    expect(below).toBeGreaterThan(1);
    for (let at = 0; at < below; at += 1) expect(inkAt(shown.length + 4 + at)).toBeGreaterThan(100);
    // One colour, but for what is withheld: lines on white.
    expect(colours.map((count) => count > 1)).toEqual(shown.map((name) => name.includes("县供销社党组")));
    await page.getByText("已改为下载").waitFor();
  });

  it("draws the mean of the round as a second shape of a unit's radar, with its numbers in the table", async () => {
    await page.goto(`${server.address}/#/rounds/${server.round}/units/fund`);
    const heading = page.getByRole("heading", { name: "六个维度" });
    // The summary above has the same heading, and nothing to change between.
    const radar = page
      .locator("section")
      .filter({ has: heading })
      .filter({ has: page.getByRole("button", { name: /^看/ }) });
    await radar.getByText("虚线是本轮均值。").waitFor();
    await radar.locator("canvas").scrollIntoViewIfNeeded();
    await picture(page, "console-radar-mean");
    await radar.getByRole("button", { name: "看表格" }).click();
    const answer = await (await OfficeClient.signIn(server)).get(`/rounds/${server.round}/comparison`);
    const said = await radar.locator("tbody td:last-child").allInnerTexts();
    expect(said).toEqual(answer.means.dimensions.map(({ printed }: { printed: string }) => printed));
  });

  it("gives a group its own units, and a mean only over three of others", async () => {
    const own = await OfficeClient.signIn(server, "第一组组长", "group", "县委第一巡察组");
    const first = await own.get(`/rounds/${server.round}/comparison`);
    expect(first.rows.map(({ unit }: { unit: { id: string } }) => unit.id)).toEqual(["water"]);
    expect(first.means.dimensions.every((mean: { units: number } | null) => mean?.units === 4)).toBe(true);
    const other = await OfficeClient.signIn(server, "第二组组长", "group", "县委第二巡察组");
    const second = await other.get(`/rounds/${server.round}/comparison`);
    expect(second.rows).toHaveLength(4);
    expect(second.means.total).toBeNull();
    expect(second.means.dimensions.every((mean: unknown) => mean === null)).toBe(true);
    const shown = second.rows.flatMap(({ cells }: { cells: ({ difference: unknown } | null)[] }) => cells);
    expect(shown.every((cell: { difference: unknown } | null) => !cell || cell.difference === null)).toBe(
      true,
    );
  });

  it.each([
    ["light", {}],
    ["dark", { dark: true }],
    ["tablet", { width: 1024, height: 768 }],
  ])("has no fault of accessibility and no sideways scrolling: %s", async (look, settings) => {
    const seen = await takeDesk(browser, settings);
    await signInNew(seen.page, server, `看比较的人${look}`);
    await seen.page.goto(at(""));
    await seen.page.locator(".heat").waitFor();
    expect(await brokenRules(seen.page)).toEqual([]);
    expect(await overflow(seen.page)).toBe(0);
    await picture(seen.page, `console-compare-${look}`);
    expect(seen.complaints).toEqual([]);
    await seen.context.close();
  });
});
