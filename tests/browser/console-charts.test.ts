/** Charts of one unit's results: blocks beside each other, ticked problems, and pictures that explain themselves. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ResultsAnswer } from "../../server/http/office/answers-results.ts";
import { startClosedRound } from "../journeys/closed-round.ts";
import { OfficeClient } from "../journeys/office-client.ts";
import { testUnit, type TestServer } from "../journeys/start-server.ts";
import { blockMean } from "../../web/charts/block-means.ts";
import { problemBars } from "../../web/charts/problem-bars.ts";
import { brokenRules } from "./broken-rules.ts";
import { type Desk, fillSignIn, overflow, takeDesk } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

let server: TestServer;
let browser: Browser;
let desk: Desk;
let results: ResultsAnswer;
beforeAll(async () => {
  [server, browser] = await Promise.all([
    startClosedRound({
      units: [
        testUnit("water", "县水利局党组", [12, 14, 40]),
        testUnit("archive", "县档案馆党组", [2, 3, 6]),
      ],
      climate: 0.5,
    }),
    openBrowser(),
  ]);
  const office = await OfficeClient.signIn(server, "承办人");
  results = await office.get(`/polls/${server.polls.get("water")}/results`);
  desk = await takeDesk(browser);
  await desk.page.goto(`${server.address}/`);
  await fillSignIn(desk.page, office);
  await desk.page.getByRole("heading", { name: "轮次", exact: true }).waitFor();
}, 180_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const panelOf = (heading: string): Locator =>
  desk.page
    .locator("section")
    .filter({ has: desk.page.getByRole("heading", { name: heading, exact: true }) });

async function open(unit: string): Promise<void> {
  const { page } = desk;
  await page.goto("about:blank");
  await page.goto(`${server.address}/#/rounds/${server.round}/units/${unit}`);
  await page
    .getByRole("img", { name: /^勾选最多的是|^六维雷达图/ })
    .first()
    .waitFor();
  // Over plain http a browser lets no page write pictures to the clipboard.
  await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
}

/** Saved to be looked at. */
async function pictureOf(figure: Locator, name: string): Promise<string> {
  const download = desk.page.waitForEvent("download");
  await figure.getByRole("button", { name: "复制为图片" }).click();
  mkdirSync(join("tests", "artifacts"), { recursive: true });
  const file = join("tests", "artifacts", `${name}.png`);
  writeFileSync(file, readFileSync(await (await download).path()));
  return file;
}

const cellsOf = async (panel: Locator): Promise<readonly (readonly string[])[]> => {
  await panel.getByRole("button", { name: "看表格" }).click();
  const rows = await panel.locator("tbody tr").all();
  return Promise.all(rows.map((row) => row.locator("th, td").allInnerTexts()));
};

describe("计票组 beside each other", () => {
  it("stand as dots with the whole form, and the same scores in the table", async () => {
    await open("water");
    const panel = panelOf("分计票组");
    const chart = panel.getByRole("img", { name: /^分计票组得分：相差最大的是.+分，.+分$/ });
    await chart.scrollIntoViewIfNeeded();
    await picture(desk.page, "console-blocks-chart");
    await pictureOf(panel, "picture-blocks");
    const wanted = results.forms.flatMap((form) => {
      if (form.level !== "tables") throw new Error("every form of this unit has tables");
      const blocks = form.blocks.map(({ id }) => blockMean(form, id) ?? "人数少，不予显示");
      return form.blocks.length > 1 ? [form.score?.printed, ...blocks] : [form.score?.printed];
    });
    expect(wanted.length).toBeGreaterThan(results.forms.length + 3);
    expect((await cellsOf(panel)).map((cells) => cells.at(-1))).toEqual(wanted);
    expect(await brokenRules(desk.page)).toEqual([]);
    expect(await overflow(desk.page)).toBeLessThanOrEqual(0);
  });

  it("have no chart where a unit has one block, and the table says 不分票种", async () => {
    await open("archive");
    const panel = panelOf("分计票组");
    expect(await panel.locator("canvas").count()).toBe(0);
    await panel.getByText("不分票种").first().waitFor();
  });
});

describe("问卷中的突出问题", () => {
  it("are bars with the two lines, copied as a picture, with question, count and share in the table", async () => {
    await open("water");
    const panel = panelOf("问卷中的突出问题");
    const bars = problemBars(results.forms);
    const chart = panel.getByRole("img", { name: `勾选最多的是“${bars[0]!.title}”，${bars[0]!.printed}%` });
    await chart.scrollIntoViewIfNeeded();
    await picture(desk.page, "console-problems-chart");
    await pictureOf(panel, "picture-problems");
    await panel.getByRole("button", { name: /^其余 \d+ 项$/ }).click();
    const cells = await cellsOf(panel);
    const wanted = bars.map(({ title, question, count, base, printed, line }) => [
      title,
      question,
      `${count} / ${base}`,
      `${printed}%`,
      line === null ? "" : line === "salient" ? "突出" : "关注",
    ]);
    expect(cells).toEqual(wanted);
    expect(await brokenRules(desk.page)).toEqual([]);
  });
});

describe("a picture of stacked bars", () => {
  it("has the key of its colours under the title", async () => {
    await open("water");
    const panel = desk.page
      .locator("section")
      .filter({ has: desk.page.locator("header .key") })
      .first();
    const levels = await panel.locator("header .key i").count();
    const image = await loadImage(await pictureOf(panel, "picture-stacked"));
    const pen = createCanvas(image.width, image.height).getContext("2d");
    pen.drawImage(image, 0, 0);
    // Twice the size: margin 16, title 32, then swatches of 12 points.
    const { data } = pen.getImageData(0, (16 + 32 + 6) * 2, image.width, 1);
    const runs = new Map<string, number>();
    for (let at = 0; at < data.length; at += 4) {
      const colour = data.subarray(at, at + 3).join();
      runs.set(colour, (runs.get(colour) ?? 0) + 1);
    }
    const solid = [...runs].filter(([colour, length]) => colour !== "255,255,255" && length >= 20);
    // All but the last, which is hatched.
    expect(solid.length).toBeGreaterThanOrEqual(levels - 1);
    expect(desk.complaints).toEqual([]);
  });
});
