/** What a way to a page of refusal is, and the moves of a hand on it. */
import type { Page, Route } from "playwright-core";
import type { Desk } from "./phone-desk.ts";
import { fillForm, start } from "./phone-in-hand.ts";

export interface Way {
  /** Words that the page must say: title, reason, what to do. */
  readonly says: readonly [title: string, reason: string | RegExp, action: string | RegExp];
  /** @returns the phone on which the refusal stands */
  readonly arrive: (desk: Desk) => Promise<Page>;
  /** Goes on from the refusal; afterwards a form with what had been answered stands there, or the end of the way. */
  readonly goOn?: (page: Page, desk: Desk) => Promise<void>;
}

export const submit = (page: Page) => page.getByRole("button", { name: "提交", exact: true }).click();
export const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).click();
export const second = (page: Page) => page.getByText("接着填第 2 份").waitFor();

/** Nothing is on its way when the page goes. */
export const unroute = (page: Page) => page.unrouteAll({ behavior: "ignoreErrors" });

/** A phone with the first form filled in and its review on the screen. */
export async function filled(desk: Desk, slip: string): Promise<Page> {
  const page = await desk.take();
  await page.goto(slip);
  await start(page);
  await fillForm(page, 2);
  return page;
}

/** Every cast is answered so until `unroute`. */
export const answerCasts = (page: Page, answer: (route: Route) => Promise<void>) =>
  page.route("**/api/ballots", answer);

export async function kioskWith(desk: Desk, code: string, at = ""): Promise<Page> {
  const page = await desk.take();
  await page.goto(`${desk.server.address}/v?kiosk${at}`);
  await page.getByLabel("领码纸上的代码").waitFor();
  await page.keyboard.type(code);
  await page.keyboard.press("Enter");
  return page;
}

export const codeOf = (slip: string): string => /#([^.]+)/.exec(slip)![1]!;

/** What had been chosen on the page in view is still chosen. */
export async function expectChosen(page: Page, answers: number): Promise<void> {
  const chosen = page.locator("label.chosen");
  await chosen.nth(answers - 1).waitFor();
  if ((await chosen.count()) !== answers) throw new Error(`${await chosen.count()} answers are there`);
}
