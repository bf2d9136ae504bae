/** Walks every page of the console that somebody can reach, opens what can be opened, and keeps what is said there. */
import type { Page, Request } from "playwright-core";

/** What was said, by address. */
export type Said = ReadonlyMap<string, string>;

const VISITS_MAX = 150;

/** Buttons that only show more of what was read; nothing else is pressed. */
const SHOWING = /^(看表格|全部展开|其余 \d+ 项|再看 \d+ 行)$/;

/** @param page signed in @param start addresses to begin with besides the first page */
export async function crawlConsole(page: Page, address: string, start: readonly string[]): Promise<Said> {
  const settled = watchRequests(page);
  await page.goto(`${address}/`);
  await settled();
  const said = new Map<string, string>();
  const waiting = ["#/", ...start];
  while (waiting.length > 0) {
    const hash = waiting.shift()!;
    if (said.has(hash)) continue;
    if (said.size >= VISITS_MAX)
      throw new Error(`more than ${VISITS_MAX} pages, ${waiting.length} are waiting`);
    // Within the page, so that what was read is not read again; after the page itself has taken the address over.
    await page.evaluate((to) => {
      location.hash = to;
    }, hash);
    await settled();
    const texts = [await wordsOn(page)];
    await showMore(page);
    texts.push(await wordsOn(page));
    for (const chosen of await chooseEach(page, settled)) texts.push(chosen);
    said.set(hash, texts.join("\n"));
    for (const link of await linksOn(page)) {
      // Which rows of a derivation stand open is told in the address; all of them were opened above.
      const known = link
        .split("/")
        .slice(0, link.includes("/units/") ? 5 : 6)
        .join("/");
      if (isDefinition(known) && [...said.keys(), ...waiting].some((one) => isDefinition(one))) continue;
      if (!said.has(known) && !waiting.includes(known)) waiting.push(known);
    }
  }
  return said;
}

/** Forms of the library are definitions and hold no result: one of them is walked, not all of them. */
const isDefinition = (hash: string): boolean => /^#\/forms\/(of|change|copy)\//.test(hash);

/** Each choice of each list on the page, one after the other, and what the page says then. */
async function chooseEach(page: Page, settled: () => Promise<void>): Promise<readonly string[]> {
  const texts: string[] = [];
  if (/^#\/(forms|audit)/.test(await page.evaluate(() => location.hash))) return texts;
  const lists = page.locator("main select:not(form select)");
  for (let at = 0; at < (await lists.count()); at += 1) {
    const values = await lists
      .nth(at)
      .locator("option")
      .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
    for (const value of values) {
      await lists.nth(at).selectOption(value);
      await settled();
      texts.push(await wordsOn(page));
    }
  }
  return texts;
}

/** @returns waits until nothing is asked for and nothing is said to be loading, for three looks in a row */
function watchRequests(page: Page): () => Promise<void> {
  const open = new Set<Request>();
  page.on("request", (request) => open.add(request));
  page.on("requestfinished", (request) => open.delete(request));
  page.on("requestfailed", (request) => open.delete(request));
  return async () => {
    for (let quiet = 0; quiet < 3;) {
      const isLoading = await page.evaluate(
        () =>
          new Promise<boolean>((done) => {
            requestAnimationFrame(() =>
              done(
                document.querySelector(".loading, main") === null ||
                  document.querySelector(".loading") !== null,
              ),
            );
          }),
      );
      quiet = open.size === 0 && !isLoading ? quiet + 1 : 0;
    }
  };
}

async function showMore(page: Page): Promise<void> {
  for (let pressed = 0; pressed < 80; pressed += 1) {
    const button = page.locator("main button").filter({ hasText: SHOWING }).first();
    if ((await button.count()) === 0) break;
    await button.click();
  }
  await page.evaluate(() => {
    for (const one of document.querySelectorAll("details")) one.open = true;
  });
}

/** Links inside the console, those in closed menus too. */
async function linksOn(page: Page): Promise<readonly string[]> {
  const found = new Set<string>();
  const read = async (): Promise<void> => {
    const links = await page
      .locator('a[href^="#/"]')
      .evaluateAll((all) => all.map((one) => one.getAttribute("href")!));
    for (const link of links) found.add(link);
  };
  await read();
  const menus = page.locator(".chrome .menu > button");
  for (let at = 0; at < (await menus.count()); at += 1) {
    await menus.nth(at).click();
    await read();
    await page.keyboard.press("Escape");
  }
  return [...found];
}

/** Words, names for who does not see, and what stands in fields. */
export const wordsOn = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const named = [...document.querySelectorAll("[aria-label], [title], [alt], [aria-description]")];
    const names = ["aria-label", "title", "alt", "aria-description"];
    const fields = [...document.querySelectorAll<HTMLInputElement>("input, textarea")].map(
      ({ value }) => value,
    );
    return [
      document.body.innerText,
      ...named.flatMap((one) => names.map((name) => one.getAttribute(name) ?? "")),
      ...fields,
    ].join("\n");
  });

/** Numbers with decimals, as scores, shares and differences are written. */
export const decimalsIn = (text: string): readonly string[] =>
  text.match(/(?<![\d.])\d+\.\d+(?![\d.])/g) ?? [];
