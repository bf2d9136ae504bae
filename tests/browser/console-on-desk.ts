/** A desktop Chromium before the real server, signed in to the console. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import type { Role } from "../../server/core/access/role.ts";
import type { TestServer } from "../journeys/start-server.ts";
import { brokenRules } from "./broken-rules.ts";
import { picture } from "./phone-in-hand.ts";

export interface Desk {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Addresses of everything the page asked for. */
  readonly requests: readonly string[];
  /** Uncaught errors and what the browser complained about. */
  readonly complaints: readonly string[];
}

export async function takeDesk(
  browser: Browser,
  settings: { dark?: boolean; width?: number; height?: number; forced?: boolean; hasTouch?: boolean } = {},
): Promise<Desk> {
  const context = await browser.newContext({
    viewport: { width: settings.width ?? 1366, height: settings.height ?? 768 },
    colorScheme: settings.dark ? "dark" : "light",
    reducedMotion: "reduce",
    forcedColors: settings.forced ? "active" : "none",
    hasTouch: settings.hasTouch ?? false,
    locale: "zh-CN",
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // The first question of every visit is who is signed in; nobody is answered with 401.
    if (message.type() === "error" && !message.text().includes("401")) complaints.push(message.text());
  });
  return { context, page, requests, complaints };
}

export interface Person {
  readonly name: string;
  readonly password: string;
}

export async function fillSignIn(page: Page, { name, password }: Person): Promise<void> {
  await page.getByLabel("账号").fill(name);
  await page.getByLabel("密码").fill(password);
  await page.keyboard.press("Enter");
}

/** Signs a new account in and replaces its first password. @param as the role, and for a group its name in the roster */
export async function signInNew(
  page: Page,
  server: TestServer,
  name: string,
  as: { readonly role?: Role; readonly group?: string } = {},
): Promise<Person> {
  const first = await server.account(name, as.role, as.group);
  const next = `${first.password}-下一个`;
  await page.goto(`${server.address}/`);
  await fillSignIn(page, first);
  await page.getByLabel("现在的密码").fill(first.password);
  await page.getByLabel("新密码", { exact: true }).fill(next);
  await page.getByLabel("再输一遍新密码").fill(next);
  await page.keyboard.press("Enter");
  await page.locator("header.chrome").waitFor();
  await page.locator("h1").waitFor();
  return { name, password: next };
}

/** Fills in the dialog of an act that takes two people, and sends it. */
export async function agree(page: Page, own: Person, second: Person): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("您自己的密码").fill(own.password);
  await dialog.getByLabel("另一位同志的账号").fill(second.name);
  await dialog.getByLabel("另一位同志的密码").fill(second.password);
  await page.keyboard.press("Enter");
}

/** Breaks no rule, is no wider than its window, and is kept as a picture of that name. */
export async function lookAt(page: Page, name: string): Promise<void> {
  expect([name, await brokenRules(page), await overflow(page)]).toEqual([name, [], 0]);
  await picture(page, name);
}

/** CSS pixels by which the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Buttons that touch the one beside or above them, and buttons of a row of a table of which a part lies outside its panel. */
export const crowdedButtons = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const shown = [...document.querySelectorAll<HTMLElement>("main .btn")].filter(
      (one) => one.getClientRects().length > 0,
    );
    const touching = shown.flatMap((one) => {
      const next = one.nextElementSibling;
      if (!next?.matches(".btn") || next.getClientRects().length === 0) return [];
      const [a, b] = [one.getBoundingClientRect(), next.getBoundingClientRect()];
      const apart = Math.max(b.left - a.right, b.top - a.bottom);
      return apart < 4 ? [`${one.textContent} touches ${next.textContent}`] : [];
    });
    const cut = shown.flatMap((one) => {
      const panel = one.closest("td.acts-cell") && one.closest(".panel.scroll");
      if (!panel) return [];
      const over = one.getBoundingClientRect().right - panel.getBoundingClientRect().right;
      return over > 0 ? [`${one.textContent} is cut off`] : [];
    });
    return [...touching, ...cut];
  });
