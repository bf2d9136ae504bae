/**
 * Walks every page of the console that somebody can reach, opens what can be opened, and keeps what is said there. The page
 * is asked as seldom as can be: each question from outside costs more than all that it does for it.
 */
import type { Page, Request } from "playwright-core";

/** What was said, by address. */
export type Said = ReadonlyMap<string, string>;

const VISITS_MAX = 150;

/** Buttons that only show more of what was read; nothing else is pressed but 试算, which is kept nowhere. */
const SHOWING = /^(看表格|全部展开|其余 \d+ 项|再看 \d+ 行)$/;
const SHOWN_MAX = 20;

/** Pages whose choices stand in their address: they are made on the first that is met of a kind. */
const CHOSEN_ONCE = /^#\/(?:rounds\/[^/]+\/(?:compare|past|totals)|register|county-results)(?=\/|$)/;

interface Walk {
  /** Addresses to begin with besides the first page. */
  readonly start?: readonly string[];
  /** Which addresses are gone to; all unless said. */
  readonly isWalked?: (hash: string) => boolean;
}

/** @param page signed in */
export async function crawlConsole(
  page: Page,
  address: string,
  { start = [], isWalked = () => true }: Walk = {},
): Promise<Said> {
  const settled = watchRequests(page);
  await page.goto(`${address}/`);
  await settled();
  const said = new Map<string, string>();
  const chosen: (readonly [hash: string, words: string])[] = [];
  const seen: Seen = { menus: new Set(), choices: new Set() };
  const waiting = ["#/", ...start];
  while (waiting.length > 0) {
    const hash = waiting.shift()!;
    if (said.has(hash) || !isWalked(hash)) continue;
    if (said.size >= VISITS_MAX)
      throw new Error(`more than ${VISITS_MAX} pages, ${waiting.length} are waiting`);
    // Within the page, so that what was read is not read again; after the page itself has taken the address over.
    await page.evaluate((to) => {
      location.hash = to;
    }, hash);
    await settled();
    const texts = [await wordsOn(page)];
    await showMore(page, settled);
    if (hash.endsWith("/trial")) await tryOther(page, settled);
    const opened = await page.evaluate(holdings);
    texts.push(opened.words);
    said.set(hash, texts.join("\n"));
    const links = new Set([...opened.links, ...(await linksInMenus(page, opened.menus, seen))]);
    // A list may lead to another address, and what it leads to is said there.
    for (const one of await chooseEach(page, settled, seen)) {
      chosen.push([one.hash, one.words]);
      for (const link of one.links) links.add(link);
    }
    for (const link of links) {
      // Which rows of a derivation stand open is told in the address; all of them were opened above.
      const known = link
        .split("/")
        .slice(0, link.includes("/units/") ? 5 : 6)
        .join("/");
      if (isDefinition(known) && [...said.keys(), ...waiting].some((one) => isDefinition(one))) continue;
      if (!said.has(known) && !waiting.includes(known)) waiting.push(known);
    }
  }
  for (const [hash, words] of chosen) said.set(hash, `${said.get(hash) ?? ""}\n${words}`);
  return said;
}

/** Forms of the library are definitions and hold no result: one of them is walked, not all of them. */
const isDefinition = (hash: string): boolean => /^#\/forms\/(of|change|copy)\//.test(hash);

/** What is the same on many pages and was gone through on one of them. */
interface Seen {
  readonly menus: Set<string>;
  readonly choices: Set<string>;
}

interface Holdings {
  readonly hash: string;
  /** Words, names for who does not see, and what stands in fields. */
  readonly words: string;
  /** Inside the console. */
  readonly links: readonly string[];
  /** Labels of the menus of the bar. */
  readonly menus: readonly string[];
}

/** Runs in the page. */
function holdings(): Holdings {
  const named = [...document.querySelectorAll("[aria-label], [title], [alt], [aria-description]")];
  const names = ["aria-label", "title", "alt", "aria-description"];
  const fields = [...document.querySelectorAll<HTMLInputElement>("input, textarea")].map(
    ({ value }) => value,
  );
  const links = [...document.querySelectorAll('a[href^="#/"]')].map((one) => one.getAttribute("href")!);
  const menus = [...document.querySelectorAll<HTMLElement>(".chrome .menu > button")];
  return {
    hash: location.hash,
    words: [
      document.body.innerText,
      ...named.flatMap((one) => names.map((name) => one.getAttribute(name) ?? "")),
      ...fields,
    ].join("\n"),
    links: [...new Set(links)],
    menus: menus.map(({ innerText }) => innerText),
  };
}

export const wordsOn = async (page: Page): Promise<string> => (await page.evaluate(holdings)).words;

/** Each choice of each list on the page, one after the other: what the page holds then. */
async function chooseEach(
  page: Page,
  settled: () => Promise<void>,
  { choices }: Seen,
): Promise<readonly Holdings[]> {
  const found: Holdings[] = [];
  const [here, count] = await page.evaluate(
    (selector) => [location.hash, document.querySelectorAll(selector).length] as const,
    "main select",
  );
  if (count === 0 || /^#\/(forms|audit)/.test(here)) return found;
  const [kind = here] = CHOSEN_ONCE.exec(here) ?? [];
  if (choices.has(kind)) return found;
  choices.add(kind);
  const lists = page.locator("main select:not(form select)");
  for (let at = 0; at < (await lists.count()); at += 1) {
    const values = await lists
      .nth(at)
      .locator("option")
      .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
    for (const value of values) {
      await lists.nth(at).selectOption(value);
      await settled();
      found.push(await page.evaluate(holdings));
    }
  }
  return found;
}

/** @returns waits until nothing is asked for, or begun to be, and nothing is said to be loading, for three frames in a row */
function watchRequests(page: Page): () => Promise<void> {
  const open = new Set<Request>();
  let begun = 0;
  page.on("request", (request) => {
    open.add(request);
    begun += 1;
  });
  page.on("requestfinished", (request) => open.delete(request));
  page.on("requestfailed", (request) => open.delete(request));
  return async () => {
    for (;;) {
      const before = begun;
      const isWhole = await page.evaluate(async () => {
        for (let frames = 0; frames < 3; frames += 1) {
          await new Promise((done) => requestAnimationFrame(done));
          if (document.querySelector("main") === null || document.querySelector(".loading")) return false;
        }
        return true;
      });
      if (isWhole && open.size === 0 && begun === before) return;
    }
  };
}

/** In the page itself, all buttons at once. */
async function showMore(page: Page, settled: () => Promise<void>): Promise<void> {
  const press = () =>
    page.evaluate((pattern) => {
      const showing = new RegExp(pattern);
      const buttons = [...document.querySelectorAll<HTMLButtonElement>("main button")].filter(
        ({ textContent }) => showing.test((textContent ?? "").trim()),
      );
      for (const one of buttons) one.click();
      for (const one of document.querySelectorAll("details")) one.open = true;
      return buttons.length;
    }, SHOWING.source);
  for (let pressed = 0; (await press()) > 0; pressed += 1) {
    if (pressed === SHOWN_MAX) throw new Error("pressed, and there is always more to show");
    await settled();
  }
}

/** 试算, where the page offers it: with the points of `triedPoints`. */
async function tryOther(page: Page, settled: () => Promise<void>): Promise<void> {
  const fields = page.locator("main .trial-fields table").first().locator("input");
  if ((await fields.count()) < 2) return;
  const [first, second] = [await fields.nth(0).inputValue(), await fields.nth(1).inputValue()];
  await fields.nth(0).fill(second);
  await fields.nth(1).fill(first);
  await page.getByRole("button", { name: "试算", exact: true }).click();
  await settled();
}

/** Links in closed menus; the menu of an account or a round is the same on every page. */
async function linksInMenus(
  page: Page,
  labels: readonly string[],
  { menus }: Seen,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [at, label] of labels.entries()) {
    if (menus.has(label)) continue;
    menus.add(label);
    await page.locator(".chrome .menu > button").nth(at).click();
    found.push(...(await page.evaluate(holdings)).links);
    await page.keyboard.press("Escape");
  }
  return found;
}
