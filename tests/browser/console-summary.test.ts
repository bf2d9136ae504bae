/** A unit's page: one sheet of paper first, then down to the counts, the way kept in the address. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startClosedRound } from "../journeys/closed-round.ts";
import { OfficeClient } from "../journeys/office-client.ts";
import { testUnit, type TestServer } from "../journeys/start-server.ts";
import { brokenRules } from "./broken-rules.ts";
import { overflow, signInNew, takeDesk } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

const CLIMATES: { readonly [unit: string]: number } = { large: 0.35, water: 0.8, roads: 0.9 };
const leader = (at: number) => ({
  name: `成员${at}`,
  post: at === 0 ? "党组书记、局长" : "党组成员、副局长兼任若干职务",
  since: "2022-01",
  isPrincipal: at === 0,
});

let server: TestServer;
let browser: Browser;
let page: Page;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "plumbline-summary-"));
  const nine = Array.from({ length: 9 }, (_, at) => leader(at));
  [server, browser] = await Promise.all([
    startClosedRound({
      climate: (unit) => CLIMATES[unit] ?? 0.5,
      units: [
        {
          ...testUnit("large", "县住房和城乡建设局党组（县人民防空办公室）", [9, 40, 90]),
          leaders: nine,
        },
        testUnit("water", "县水利局党组", [4, 5, 11]),
        testUnit("roads", "县交通局党组", [4, 5, 11]),
        testUnit("small", "县供销社党组", [2, 2, 3]),
        // Its members' form is filled in by four: nothing of it is shown.
        testUnit("tiny", "县残联党组", [3, 2, 2]),
      ],
    }),
    openBrowser(),
  ]);
  ({ page } = await takeDesk(browser));
  await signInNew(page, server, "承办人");
}, 180_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** A4 less its margins, 180 mm. */
const PAPER_PX = 680;

const at = (path: string): string => `${server.address}/#/rounds/${server.round}${path}`;
const summary = () => page.locator(".summary");

/** Pages of the page as Chromium prints it, and the text of the first. */
async function printed(name: string): Promise<{ readonly pages: number; readonly text: string }> {
  const file = join(folder, `${name}.pdf`);
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true }));
  const told = execFileSync("pdfinfo", [file], { encoding: "utf8" });
  mkdirSync("tests/artifacts", { recursive: true });
  execFileSync("pdftoppm", ["-png", "-r", "60", file, join("tests/artifacts", `printed-${name}`)]);
  const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
  return { pages: Number(/Pages:\s+(\d+)/.exec(told)?.[1]), text };
}

describe("the summary of a unit", () => {
  it("tells ballots, score, dimensions, problems, low questions and what is withheld, as released", async () => {
    const office = await OfficeClient.signIn(server);
    const answer = await office.get(`/polls/${server.polls.get("large")}/results`);
    await page.goto(at("/units/large"));
    await summary().waitFor();
    const said = await summary().innerText();
    expect(said).toContain(answer.score.total.printed);
    for (const form of answer.forms) {
      const row = summary().getByRole("row", { name: new RegExp(form.shortTitle) });
      const cells = await row.locator("td").allInnerTexts();
      // 发出 of a form that shares its bags with another is told by the 登记表 only, and nobody has typed it.
      expect(cells.slice(1)).toEqual([
        `${form.eligible}`,
        "__",
        `${form.ballots}`,
        `${form.valid}`,
        `${form.participation.printed}%`,
        form.score.printed,
      ]);
    }
    for (const { score } of answer.dimensions) expect(said).toContain(score.printed);
    const scores = answer.forms
      .flatMap(
        ({ items }: { items: { leader: null | number; weight: unknown; score: { printed: string } }[] }) =>
          items,
      )
      .filter((item: { leader: unknown; weight: unknown; score: unknown }) => {
        return item.leader === null && item.weight !== null && item.score !== null;
      })
      .map((item: { score: { printed: string } }) => Number(item.score.printed))
      .toSorted((a: number, b: number) => a - b);
    const low = summary().locator("div", { has: page.getByRole("heading", { name: /^得分较低的题/ }) });
    const shown = (await low.locator("li b").allInnerTexts()).map(Number);
    expect(shown).toEqual(scores.slice(0, 5));
    expect(await brokenRules(page)).toEqual([]);
    await picture(page, "console-summary");
  });

  it.each(["large", "water", "small", "tiny"])(
    "of %s is exactly one sheet of A4, and nothing of it is lost",
    async (unit) => {
      await page.goto(at(`/units/${unit}`));
      await summary().waitFor();
      const heads = await summary().locator("h2").allTextContents();
      const { pages, text } = await printed(unit);
      expect(pages).toBe(1);
      // What hangs out of its half of the sheet is cut off, and is in the text all the same.
      await page.emulateMedia({ media: "print" });
      await page.setViewportSize({ width: PAPER_PX, height: 1000 });
      const beyond = await summary()
        .locator("> div")
        .evaluateAll((all) => all.map((one) => one.scrollWidth - one.clientWidth));
      const lines = await summary()
        .locator(".withheld > span")
        .evaluateAll((all) => all.map((one) => one.getClientRects().length));
      await page.emulateMedia({ media: null });
      await page.setViewportSize({ width: 1366, height: 768 });
      expect(beyond).toEqual(beyond.map(() => 0));
      // What is withheld is said in one line.
      expect(lines).toEqual(lines.map(() => 1));
      expect(lines.length > 0).toBe(unit === "small" || unit === "tiny");
      const squeezed = text.replace(/\s/g, "");
      for (const head of heads.slice(1)) expect(squeezed).toContain(head.split(" ")[0]!.replace(/\s/g, ""));
      expect(squeezed).toContain("十五届县委第三轮巡察");
    },
  );

  it("is followed by everything else when all is asked for", async () => {
    await page.goto(at("/units/large"));
    await summary().waitFor();
    // The browser's own dialog cannot be driven: what the button does to the page is looked at instead.
    await page.evaluate(() => {
      globalThis.print = () => {};
    });
    await page.getByRole("button", { name: "打印全部" }).click();
    expect((await printed("everything")).pages).toBeGreaterThan(2);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    expect((await printed("again")).pages).toBe(1);
  });

  it("withholds what a small unit withholds, and says so", async () => {
    await page.goto(at("/units/small"));
    await summary().waitFor();
    const said = await summary().innerText();
    expect(said).toContain("只显示总体得分");
    expect(said).toContain("没有可以单独显示得分的题");
    expect(said).not.toMatch(/\b0\.00\b/);
    await picture(page, "console-summary-small");
  });
});

describe("the way down", () => {
  const opened = () =>
    page.locator(".tree [aria-expanded=true]").evaluateAll((all) => all.map((one) => one.textContent));

  /** What is marked is every question of the dimension that the address names, and one of them has the focus. */
  async function expectQuestionsOfDimension(): Promise<void> {
    await page.locator(".tree .marked").first().waitFor();
    const office = await OfficeClient.signIn(server);
    const answer = await office.get(`/polls/${server.polls.get("large")}/results`);
    const dimension = decodeURIComponent(page.url()).split("dimension=")[1];
    const titles = answer.forms.flatMap(
      ({ items }: { items: { title: string; dimension: string; weight: unknown; leader: unknown }[] }) =>
        items
          .filter((item) => item.dimension === dimension && item.weight !== null)
          .map(({ title }) => title),
    );
    expect(titles.length).toBeGreaterThan(0);
    const marked = await page.locator(".tree .marked button").allInnerTexts();
    expect(marked.map((one) => one.trim()).toSorted()).toEqual(titles.toSorted());
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest("tr")?.className))
      .toContain("marked");
  }

  it.each([
    ["summary", ".summary .six"],
    ["radar", ".details .six"],
  ])("goes from a dimension of the %s to its questions, by keys alone, and back", async (_, list) => {
    await page.goto(at("/units/large"));
    await page.locator(list).waitFor();
    const before = await opened();
    const links = page.locator(`${list} dt a`);
    expect(await links.count()).toBe(6);
    await links.nth(3).focus();
    await page.keyboard.press("Enter");
    await expectQuestionsOfDimension();
    await page.goBack();
    await expect.poll(opened).toEqual(before);
  });

  it("goes from the summary to a question's counts, and back", async () => {
    await page.goto(at("/units/large"));
    await summary().waitFor();
    const before = await opened();
    const low = summary().locator(".summary-list button").first();
    const title = await low.innerText();
    await low.click();
    const row = page.locator(".tree .marked");
    await row.waitFor();
    expect(await row.innerText()).toContain(title);
    await page.locator(".counts [role=img]").waitFor();
    const there = await opened();
    await page.getByRole("button", { name: "全部展开" }).click();
    await expect.poll(async () => (await opened()).length).toBeGreaterThan(20);
    await page.goBack();
    await expect.poll(opened).toEqual(there);
    await page.goBack();
    await expect.poll(opened).toEqual(before);
    await page.goForward();
    await expect.poll(opened).toEqual(there);
    await page.reload();
    await expect.poll(opened).toEqual(there);
  });

  it("goes from the comparison to the questions of the dimension, and back to where it was", async () => {
    await page.goto(at("/compare/type"));
    const cell = page.locator(".heat tbody tr").first().locator("td.cell a").nth(2);
    const name = await cell.locator(".sr").innerText();
    await cell.click();
    await page.locator(".tree .marked").first().waitFor();
    await expectQuestionsOfDimension();
    expect(name).toContain("县住房和城乡建设局党组");
    await page.goBack();
    await page.locator(".heat").waitFor();
    expect(page.url()).toContain("/compare/type");
  });
});

describe("what people wrote", () => {
  it("is searched and put aside in this page's memory only", async () => {
    await page.goto(at("/units/large"));
    const panel = page.locator("section", { has: page.getByRole("heading", { name: "文字意见" }) });
    await panel.locator("li").first().waitFor();
    const lines = async () => panel.locator("li > span").allInnerTexts();
    const all = await lines();
    const wanted = all[0]!.slice(0, 4);
    await panel.getByLabel("在文字意见里查找").fill(wanted);
    await expect.poll(lines).toEqual(all.filter((line) => line.includes(wanted)));
    await panel.getByLabel("在文字意见里查找").fill("");
    const first = panel.locator("ul").first();
    const own = (await first.locator("li").count()) - 1;
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await first.getByRole("button", { name: /^隐藏/ }).first().click();
    await expect.poll(() => first.locator("li").count()).toBe(own);
    await panel.getByRole("button", { name: "显示隐藏的 1 条" }).waitFor();
    expect(asked).toEqual([]);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
    await picture(page, "console-texts");
    await page.reload();
    await expect.poll(async () => (await lines()).length).toBe(all.length);
  });

  it("is not taken for nothing when it could not be read, nor are the earlier rounds", async () => {
    const failing = /\/(texts|look-back)$/;
    await page.route(failing, (route) => route.fulfill({ status: 500, body: "" }));
    await page.reload();
    for (const title of ["文字意见", "历次变化", "前后对照"]) {
      const panel = page.locator("section", { has: page.getByRole("heading", { name: title }) });
      await panel.getByRole("button", { name: "再试一次" }).waitFor();
    }
    expect(await brokenRules(page)).toEqual([]);
    await page.getByRole("heading", { name: "文字意见" }).scrollIntoViewIfNeeded();
    await picture(page, "console-panels-unread");
    await page.unroute(failing);
    const texts = page.locator("section", { has: page.getByRole("heading", { name: "文字意见" }) });
    await texts.getByRole("button", { name: "再试一次" }).click();
    await texts.locator("li").first().waitFor();
  });
});

describe.each([
  { name: "dark", dark: true, width: 1366, height: 768 },
  { name: "tablet", dark: false, width: 768, height: 1024 },
])("the summary, $name", ({ name, ...settings }) => {
  it("breaks no rule and is no wider than its window", async () => {
    const desk = await takeDesk(browser, settings);
    await signInNew(desk.page, server, `看结果的人${name}`);
    await desk.page.goto(at("/units/large"));
    await desk.page.locator(".summary").waitFor();
    expect(await brokenRules(desk.page)).toEqual([]);
    expect(await overflow(desk.page)).toBe(0);
    await picture(desk.page, `console-summary-${name}`);
    expect(desk.complaints).toEqual([]);
    await desk.context.close();
  });
});
