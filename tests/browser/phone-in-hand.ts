/** A phone-sized Chromium before the real server, and the hands of somebody who fills in forms with it. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { findChromium } from "../../scripts/find-chromium.mjs";

/** Pictures for people to look at, left out of the repository. */
const PICTURES = join(import.meta.dirname, "..", "artifacts");

export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error("no Chromium: run npm test, or name one in CHROMIUM_PATH");
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

export interface PhoneInHand {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Addresses of everything the page asked for. */
  readonly requests: readonly string[];
  /** Uncaught errors and what the browser complained about (policies, blocked files). */
  readonly complaints: readonly string[];
}

export async function takePhone(
  browser: Browser,
  settings: {
    readonly dark?: boolean;
    readonly width?: number;
    readonly javaScriptEnabled?: boolean;
  } = {},
): Promise<PhoneInHand> {
  const context = await browser.newContext({
    viewport: { width: settings.width ?? 360, height: 740 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    colorScheme: settings.dark ? "dark" : "light",
    locale: "zh-CN",
    // The certificate of a TLS front is made by the test itself.
    ignoreHTTPSErrors: true,
    javaScriptEnabled: settings.javaScriptEnabled ?? true,
  });
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  return { context, page, requests, complaints };
}

export async function picture(page: Page, name: string): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

export const primary = (page: Page) => page.locator(".bar .primary");

/** From the landing page to the first question. */
export async function start(page: Page): Promise<void> {
  await page.getByRole("button", { name: /开始填写|接着填写/ }).click();
  await page.locator(".where").waitFor();
}

/** Answers every question in view: the given step of each scale, the first option of each list of options. */
export async function answerPage(page: Page, step = 1): Promise<void> {
  for (const group of await page.locator('[role="radiogroup"]').all())
    await group.locator("label").nth(step).click();
  for (const group of await page.locator('[role="group"]').all()) {
    const first = group.locator("label").first();
    if (!(await first.locator("input").isChecked())) await first.click();
  }
}

/** Goes through a form to its review. */
export async function fillForm(page: Page, step = 1): Promise<void> {
  while (!(await page.locator(".review").isVisible())) {
    const before = await page.locator(".where").innerText();
    await answerPage(page, step);
    await primary(page).click();
    await page.waitForFunction(
      (text) =>
        document.querySelector(".review") !== null ||
        document.querySelector<HTMLElement>(".where")?.innerText !== text,
      before,
    );
  }
}

/** Submits the form under review and waits for what comes next. */
export async function submitForm(page: Page): Promise<void> {
  await page.getByRole("button", { name: "提交", exact: true }).click();
  await page.locator(".where, .say").first().waitFor();
}

/** Fills in and submits everything that is left. */
export async function fillAll(page: Page): Promise<void> {
  while (await page.locator(".where").isVisible()) {
    await fillForm(page);
    await submitForm(page);
  }
}
