/** The shipped forms beside the usual three, page by page and in every look, and the group's tablet from code to receipt. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../journeys/start-server.ts";
import { answerPage, fillForm, openBrowser, primary, start, submitForm, takePhone } from "./phone-in-hand.ts";
import { expectNoFlaws, see, type Seen } from "./phone-looks.ts";
import { codeOf } from "./refusal-way.ts";

const FORMS = [
  "leadership-members-long",
  "appraisal",
  "rectification",
  "inspectors",
  "public-questionnaire",
] as const;

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  const categories = ["A", "B", "C"];
  const forms = ["leadership-team", ...FORMS].map((instrument) => ({
    instrument,
    categories,
    include: [],
  }));
  [server, browser] = await Promise.all([
    startTestServer({ round: { forms, feedbackDate: "2026年9月1日" } }),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const slipOf = async (): Promise<string> => (await server.tickets("water", "C", 1))[0]!;

/** Every page of the form in hand, as it comes and answered by its last step, to the review. */
async function walkForm(page: Page, name: string, seen: Seen): Promise<void> {
  for (let at = 1; !(await page.locator(".review").isVisible()); at += 1) {
    await see(page, `${name}-${at}`, seen);
    const where = await page.locator(".where").innerText();
    await answerPage(page, 3);
    if (at === 1) await see(page, `${name}-${at}-answered`, seen);
    await primary(page).click();
    await page.waitForFunction(
      (text) =>
        document.querySelector(".review") !== null ||
        document.querySelector<HTMLElement>(".where")?.innerText !== text,
      where,
    );
  }
  await see(page, `${name}-review`, seen);
}

describe("a shipped form", () => {
  it("breaks no rule on any of its pages, none of its variables is left open", async () => {
    const { page, context, complaints } = await takePhone(browser);
    await page.goto(await slipOf());
    await primary(page).waitFor();
    const seen: Seen = new Map();
    await see(page, "landing-six-forms", seen);
    await start(page);
    await fillForm(page);
    await submitForm(page);
    for (const [at, instrument] of FORMS.entries()) {
      await page.getByText(`接着填第 ${at + 2} 份`).waitFor();
      expect(await page.locator("body").innerText()).not.toMatch(/[{}]/);
      await walkForm(page, `form-${instrument}`, seen);
      await submitForm(page);
    }
    await page.getByRole("heading", { name: "已收到，谢谢您" }).waitFor();
    expectNoFlaws(seen);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe("the group's tablet", () => {
  it("breaks no rule from the code to the receipt", async () => {
    const { page, context } = await takePhone(browser);
    const seen: Seen = new Map();
    await page.goto(`${server.address}/v?kiosk`);
    await page.getByLabel("领码纸上的代码").waitFor();
    await see(page, "kiosk-code", seen);
    await page.getByLabel("领码纸上的代码").fill(codeOf(await slipOf()));
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "开始填写" }).waitFor();
    await see(page, "kiosk-landing", seen);
    await start(page);
    await answerPage(page);
    await see(page, "kiosk-question", seen);
    await page.getByRole("button", { name: "离开", exact: true }).click();
    await page.getByText("没有提交的内容会清空").waitFor();
    await see(page, "kiosk-leave", seen);
    await page.getByRole("button", { name: "继续", exact: true }).click();
    while (await page.locator(".where").isVisible()) {
      await fillForm(page);
      await submitForm(page);
    }
    await page.getByRole("button", { name: "完成" }).waitFor();
    await see(page, "kiosk-done", seen);
    expectNoFlaws(seen);
    await context.close();
  });
});
