/** The way of a respondent through the phone page, with a stop at every state on it. */
import type { Page } from "playwright-core";
import { answerPage, fillForm, primary, start, submitForm } from "./phone-in-hand.ts";

export type See = (state: string) => Promise<void>;

/**
 * From the landing page to the receipts, over the three usual forms.
 *
 * @param slip what the QR code says
 */
export async function walkWay(page: Page, slip: string, see: See): Promise<void> {
  await seeLanding(page, slip, see);
  await start(page);
  await see("question");
  await primary(page).click();
  await page.getByText(/还有 4 题未答/).waitFor();
  await see("question-fault");
  await answerPage(page);
  await see("question-chosen");
  await fillForm(page);
  await see("review");
  await submitForm(page);
  await seeLeader(page, see);
  await fillForm(page);
  await see("review-leaders");
  await submitForm(page);
  await seeQuestionnaire(page, see);
  await seeEnd(page, see);
}

async function seeLanding(page: Page, slip: string, see: See): Promise<void> {
  await page.goto(slip);
  await primary(page).waitFor();
  await see("landing");
  await page.getByRole("button", { name: "我们记什么、不记什么" }).click();
  await see("kept");
  await page.getByRole("button", { name: "返回" }).click();
  await primary(page).waitFor();
}

/** One of several leaders' cards on a page. */
export const cardOf = (page: Page, leader: string) =>
  page.locator(".card-of-leader").filter({ hasText: leader });

async function seeLeader(page: Page, see: See): Promise<void> {
  await page.getByText("接着填第 2 份").waitFor();
  await see("leader-first");
  await primary(page).click();
  await page.getByText(/还有 3 题未答/).waitFor();
  await see("leader-fault");
  await cardOf(page, "林向东").locator("label").nth(1).click();
  await see("leader");
  await cardOf(page, "陈志远").locator("label").last().click();
  await see("leader-skipped");
}

async function seeQuestionnaire(page: Page, see: See): Promise<void> {
  await page.getByText("接着填第 3 份").waitFor();
  await see("questionnaire");
  for (let turn = 0; turn < 3; turn += 1) {
    await answerPage(page);
    await primary(page).click();
  }
  await page.getByText(/第 18–19 题/).waitFor();
  const options = page.locator('[role="group"]').first().locator("label");
  await options.first().click();
  await options.filter({ hasText: "没有发现" }).click();
  await page.getByText("选了“没有发现”，其他选项已取消").waitFor();
  await see("options");
  await options.first().click();
  await page.locator("textarea").first().fill("我是林向东，电话 13800138000");
  await page.getByText(/您写了“林向东”/).waitFor();
  await see("word-noticed");
  await fillForm(page);
  await see("review-questionnaire");
}

async function seeEnd(page: Page, see: See): Promise<void> {
  await page.route("**/api/ballots", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 20_000));
    await route.continue().catch(() => {});
  });
  await page.getByRole("button", { name: "提交", exact: true }).click();
  await page.getByText("正在提交，请不要关闭…").waitFor();
  await see("submitting");
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.getByRole("heading", { name: "已收到，谢谢您" }).waitFor();
  await see("done");
  await page.getByRole("button", { name: /我的回执码/ }).click();
  await see("receipts");
}
