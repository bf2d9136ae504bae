/** What the journeys of each role share: a round of two groups, the walk along every link, and pages that are not theirs. */
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { crawlConsole, type Said } from "../attacks/disclosure/crawl-console.ts";
import { startTestServer, testUnit, type TestServer } from "../journeys/start-server.ts";
import { fillSignIn, type Person } from "./console-on-desk.ts";

export const GROUP = "县委第一巡察组";
export const OWN = "县水利局党组";
export const OTHER = "县交通运输局党组";

/** A sealed round that nobody has opened: 水利局 of the first group, 交通运输局 of the second. */
export const startRoundOfTwoGroups = (): Promise<TestServer> =>
  startTestServer({
    units: [
      testUnit("water", OWN, [4, 6, 13]),
      { ...testUnit("roads", OTHER, [4, 5, 11]), group: "县委第二巡察组" },
    ],
    opens: false,
  });

/** All who are asked scan their slips and hand in, but for the given number of them. */
export async function answerAllBut(server: TestServer, unit: string, missing: number): Promise<void> {
  const { plan } = await server.deps.live.get(server.polls.get(unit)!);
  const urls: string[] = [];
  for (const { id, eligible } of plan.batches) urls.push(...(await server.tickets(unit, id, eligible)));
  const people = urls.slice(missing).map((url) => ({ url, climate: 0.6 }));
  await answerAll(httpPort(server.address), people, seeded(11), () => {});
}

export async function signInAgain(page: Page, server: TestServer, person: Person): Promise<void> {
  await page.goto(`${server.address}/`);
  await fillSignIn(page, person);
  await page.locator("header.chrome").waitFor();
}

/**
 * Follows every link of every page from the first one on, those in the menus too.
 *
 * @returns what was said on each page
 */
export async function walkLinks(page: Page, server: TestServer): Promise<Said> {
  const said = await crawlConsole(page, server.address);
  const dead = [...said].flatMap(([hash, words]) =>
    /没有这一页|没有找到|不在您的权限内|服务器出了故障|连不上服务器/.test(words) ? [hash] : [],
  );
  expect(dead).toEqual([]);
  return said;
}

/** Each address, typed by hand, says that there is no such page, with the way back and nothing else. */
export async function expectNoPages(page: Page, server: TestServer, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await page.goto(`${server.address}/#${path}`);
    await page.reload();
    await page.getByRole("heading", { name: "没有这一页" }).waitFor();
    expect([path, await page.locator("main button, main input, main table").count()]).toEqual([path, 0]);
  }
}

/**
 * Every document that the page offers is handed out to whoever sees the page: each in the last of its formats, which is
 * the quickest to make; who may have the archive of all of them is in the table of roles. @returns how many
 */
export async function expectFiles(page: Page): Promise<number> {
  const files = await page
    .locator('main a[href^="/api/"]')
    .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
  const documents = new Map(files.map((file) => [file.replace(/\.\w+$/, ""), file]));
  for (const file of [...documents.values()].filter((one) => !one.endsWith(".zip"))) {
    const status = await page.evaluate(async (address) => (await fetch(address)).status, file);
    expect([file, status]).toEqual([file, 200]);
  }
  return documents.size;
}

/** Names of the pages that the bar offers. */
export const bar = (page: Page): Promise<readonly string[]> =>
  page.getByRole("navigation").getByRole("link").allInnerTexts();

/** What the menu of the account offers, theme apart. */
export async function accountMenu(page: Page): Promise<readonly string[]> {
  await page.locator(".account > button").click();
  const links = await page.locator(".account .pop a").allInnerTexts();
  await page.keyboard.press("Escape");
  return links;
}
