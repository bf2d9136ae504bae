/** P16: text of forms, rosters, settings and answers never becomes part of a page, with the content policy and without. */
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../../../scripts/find-chromium.mjs";
import { answerPage, primary, start, submitForm } from "../../browser/phone-in-hand.ts";
import { rounds } from "../../faults/long-form.ts";
import { fillSignIn, overflow } from "../../browser/console-on-desk.ts";
import { OfficeClient } from "../../journeys/office-client.ts";
import { acceptedHtml, FORM_TEXTS } from "./hostile-form.ts";
import { type HostileServer, PEOPLE, startHostileServer, TYPED } from "./hostile-round.ts";
import { MARKUP, SCRIPTS, VERY_LONG } from "./script-corpus.ts";
import { watchPages } from "./watch-pages.ts";

/** Each takes a page of its own: in the short form every fifth. */
const CONTROLS = MARKUP.filter((_, at) => at % rounds(5, 1) === 0);

let hostile: HostileServer;
let address: string;
let browser: Browser;
let clerk: OfficeClient;

beforeAll(async () => {
  hostile = await startHostileServer();
  ({ address } = hostile.server);
  clerk = await OfficeClient.signIn(hostile.server, "<img src=x onerror=hostile(0)>");
  const executablePath = findChromium();
  if (executablePath === null) throw new Error("no Chromium: run npm test, or name one in CHROMIUM_PATH");
  browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
  });
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await hostile?.server.stop();
});

/** Without blanks and characters that are not drawn. */
const plain = (text: string): string => text.replace(/[\s\p{C}]/gu, "");

/** All text of the page, drawn or in a field, run together. */
const shownBy = async (page: Page): Promise<string> =>
  plain(
    await page.evaluate(() => {
      const fields = [...document.querySelectorAll<HTMLInputElement>("input, textarea")];
      return [
        document.title,
        document.body.textContent,
        ...fields.flatMap((f) => [f.value, f.placeholder]),
      ].join();
    }),
  );

const missingFrom = (shown: string, texts: readonly string[]): string[] =>
  texts.filter((text) => !shown.includes(plain(text)));

describe.each([
  ["with the content policy", false],
  ["without the content policy", true],
])("%s", (_, bypassCsp) => {
  it("a phone shows every hostile text as text, and runs none, from the slip to the receipt", async () => {
    const watched = await watchPages(browser, address, bypassCsp, true);
    const page = await watched.context.newPage();
    const [slip] = await hostile.server.tickets("u0", "C", 1);
    await page.goto(`${address}/v${new URL(slip!).hash}`);
    await primary(page).waitFor();
    let shown = await shownBy(page);
    await start(page);
    const typed = MARKUP[10]!;
    while (!(await page.locator(".review").isVisible())) {
      const before = await page.locator(".where").innerText();
      await answerPage(page, 1);
      for (const field of await page.locator("textarea, input.line").all()) await field.fill(typed);
      for (const list of await page.locator("select").all()) await list.selectOption({ index: 1 });
      shown += await shownBy(page);
      // No text is so long that the buttons move away from where they are drawn.
      expect(await overflow(page)).toBe(0);
      expect(await page.locator(".sv-scroll__scrollbar").count()).toBe(0);
      await primary(page).click();
      await page.waitForFunction(
        (place) =>
          document.querySelector(".review") !== null ||
          document.querySelector<HTMLElement>(".where")?.innerText !== place,
        before,
      );
    }
    const review = await shownBy(page);
    expect(missingFrom(review, [typed])).toEqual([]);
    await submitForm(page);
    await page.getByRole("heading", { name: "已收到，谢谢您" }).waitFor();
    shown += review + (await shownBy(page));
    // SurveyJS fills in its own variables, so a text with braces comes out changed, as text.
    expect(missingFrom(shown, [...FORM_TEXTS.filter((one) => !one.includes("{")), VERY_LONG])).toEqual([]);
    expect(watched.take()).toEqual([]);
    await watched.context.close();
  }, 240_000);

  it("the console shows every hostile text as text, and runs none", async () => {
    const watched = await watchPages(browser, address, bypassCsp);
    const page = await watched.context.newPage();
    await page.goto(`${address}/`);
    await fillSignIn(page, clerk);
    await page.locator('input[type="password"]').waitFor({ state: "detached" });
    /** What of the texts is not on the page at last; a page that still loads shows less. */
    const missingOn = async (path: string, texts: readonly string[] = []): Promise<string[]> => {
      await page.goto(`${address}${path}`);
      await page.locator("body").getByText("hostile(1)").first().waitFor({ state: "attached" });
      await page.waitForLoadState("networkidle");
      let missing = missingFrom(await shownBy(page), texts);
      for (let look = 0; look < 40 && missing.length > 0; look += 1) {
        await page.waitForTimeout(250);
        missing = missingFrom(await shownBy(page), texts);
      }
      return missing;
    };
    const round = `/#/rounds/${hostile.server.round}`;
    const prepared = await missingOn(`/#/rounds/${hostile.draft}/prepare`, [...SCRIPTS, VERY_LONG]);
    expect(prepared).toEqual([]);
    const named = SCRIPTS.filter((one) => one.length <= 50);
    expect(await missingOn("/#/accounts", named)).toEqual([]);
    expect(await missingOn(`${round}/units/u1`, FORM_TEXTS)).toEqual([]);
    await page.getByText(TYPED).first().waitFor({ state: "attached" });
    for (const button of await page.locator("main button[aria-expanded=false]").all()) {
      if (await button.isVisible()) await button.click();
    }
    for (const path of ["", "/settings", "/prepare", "/units", "/units/u0", "/grades"])
      await missingOn(`${round}${path}`);
    for (const path of ["/#/", `/#/rounds/${hostile.draft}`, "/#/audit"]) await missingOn(path);
    await upload(page);
    const sheets = `/api/office/polls/${hostile.closed}/roll-sheet.html`;
    for (const path of ["/receipts", `/receipts/${hostile.closed}`, sheets]) await missingOn(path);
    expect(watched.take()).toEqual([]);
    await watched.context.close();
  }, 240_000);

  it("would be caught: the same texts as markup are noticed", async () => {
    const watched = await watchPages(browser, address, bypassCsp);
    const unnoticed: string[] = [];
    let runs = 0;
    for (const markup of CONTROLS) {
      const page = await watched.context.newPage();
      await page.goto(`${address}/receipts`);
      await page.evaluate((html) => {
        const place = document.createElement("div");
        document.body.append(place);
        place.innerHTML = html;
      }, markup);
      const noticed: string[] = [];
      // Without the policy a request may be noticed before the run that follows it.
      const enough = (): boolean => (bypassCsp ? noticed.includes("run: 1") : noticed.length > 0);
      for (let look = 0; look < 20 && !enough(); look += 1) {
        await page.waitForTimeout(25);
        noticed.push(...watched.take());
      }
      await page.close();
      noticed.push(...watched.take());
      if (noticed.length === 0) unnoticed.push(markup);
      if (noticed.some((one) => one === "run: 1")) runs += 1;
    }
    expect(unnoticed).toEqual([]);
    // The policy stops what would run; without it the texts are as dangerous as they look.
    if (bypassCsp) expect(runs).toBeGreaterThan(CONTROLS.length / 5);
    else expect(runs).toBe(0);
    await watched.context.close();
  }, 120_000);
});

/** A roster of hostile cells in a round in draft: refused, and the refusal quotes them. */
async function upload(page: Page): Promise<void> {
  await page.goto(`${address}/#/rounds/${hostile.draft}/prepare`);
  const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  const rows = SCRIPTS.map((text, at) => [text, "县直", text, text, text, `${at}`].map(quoted).join(","));
  const csv = ["单位名称,单位类型,巡察组,在册数,应参加口径,A类应参加", ...rows].join("\n");
  const file = { name: "<img src=x onerror=hostile(1)>.csv", mimeType: "text/csv", buffer: Buffer.from(csv) };
  await page.getByLabel("选择 Excel 或 CSV 文件").setInputFiles(file);
  const faults = page.getByRole("alert").filter({ hasText: "全部未导入" });
  await faults.getByText("hostile(1)").nth(5).waitFor({ state: "attached" });
}

describe("words between questions", () => {
  it("are taken without tags that do anything", () => {
    const accepted = SCRIPTS.filter(acceptedHtml);
    expect(accepted.filter((one) => MARKUP.includes(one))).toEqual([]);
    expect(accepted.length).toBeGreaterThan(5);
  });
});

describe("what people wrote", () => {
  it("comes back from the one address that is made for it", async () => {
    const { server, closed } = hostile;
    const texts: string[] = [];
    for await (const { text } of server.deps.closed.texts(closed)) texts.push(text);
    expect(texts.filter((text) => text.startsWith(TYPED)).length).toBe(PEOPLE);
    const { paths } = await clerk.get("/openapi.json");
    const values: Record<string, string> = { round: server.round, poll: closed, account: "none" };
    const gets = Object.keys(paths).filter((path) => paths[path].get !== undefined);
    expect(gets.length).toBeGreaterThan(12);
    const known = [`/api/polls/${closed}`, "/receipts", `/receipts/${closed}`];
    const telling: string[] = [];
    for (const path of [...gets, ...known]) {
      const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? "none");
      const response = await fetch(`${address}${filled}`, { headers: { cookie: clerk.cookie } });
      const body = Buffer.from(await response.arrayBuffer()).toString();
      if (body.includes(TYPED)) telling.push(path);
    }
    expect(telling).toEqual(["/api/office/polls/{poll}/texts"]);
  });
});
