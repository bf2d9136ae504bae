/** The console by keyboard alone: on every page Tab reaches everything, what has the focus is seen. Dialogs: console-dialogs. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, takeDesk } from "./console-on-desk.ts";
import { enter, type FullConsole, go, placesOf, startFullConsole } from "./console-places.ts";
import { isFocusCovered } from "./focus-covered.ts";
import { openBrowser } from "./phone-in-hand.ts";

let full: FullConsole;
let browser: Browser;
let desk: Desk;
let page: Page;

beforeAll(async () => {
  [full, browser] = await Promise.all([startFullConsole(), openBrowser()]);
  desk = await takeDesk(browser);
  page = desk.page;
  await enter(page, full);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await full.server.stop();
});

/** Numbers everything that a mouse could use; of radio buttons of one name Tab stops at one. @returns how many */
function numberTargets(): number {
  const all =
    "a[href], button, input, select, textarea, summary, iframe, [tabindex='0'], [contenteditable='true']";
  const shown = [...document.querySelectorAll<HTMLElement>(all)].filter((one) => {
    const isOff = (one as HTMLButtonElement).disabled || one.closest("[inert]") !== null || one.tabIndex < 0;
    return !isOff && one.checkVisibility({ visibilityProperty: true });
  });
  const groups = new Set<string>();
  let count = 0;
  for (const one of shown) {
    if (one instanceof HTMLInputElement && one.type === "radio") {
      if (groups.has(one.name)) continue;
      groups.add(one.name);
    }
    one.dataset["target"] = String(count);
    count += 1;
  }
  return count;
}

interface Focus {
  /** Number of what has the focus; null = nothing on the page, "other" = something without a number. */
  readonly target: string | null;
  readonly html: string;
  /** An outline, or a shadow in its place, on it or on what stands for it. */
  readonly isSeen: boolean;
}

function readFocus(): Focus {
  const one = document.activeElement as HTMLElement | null;
  if (!one || one === document.body) return { target: null, html: "", isSeen: true };
  const shows = (element: Element | null): boolean => {
    if (!element) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
  };
  const target =
    one instanceof HTMLInputElement && one.type === "radio"
      ? (document.querySelector<HTMLElement>(`input[name="${one.name}"][data-target]`)?.dataset["target"] ??
        "other")
      : (one.dataset["target"] ?? "other");
  return {
    target,
    html: one.outerHTML.slice(0, 120),
    isSeen:
      one.tagName === "IFRAME" ||
      // A heading that was given the focus for screen readers; Tab does not come back to it.
      one.tabIndex < 0 ||
      shows(one) ||
      shows(one.nextElementSibling) ||
      shows(one.closest("label")),
  };
}

/** Once round with Tab from where the focus is: off the end of the page, and on from its top. */
async function tabRound(): Promise<{
  readonly reached: ReadonlySet<string>;
  readonly faults: readonly string[];
}> {
  const reached = new Set<string>();
  const faults: string[] = [];
  let before: string | null = null;
  for (let press = 0; press < 600; press += 1) {
    const focus = await page.evaluate(readFocus);
    const { target } = focus;
    // Fields of a date, and what is in a frame, have several stops each.
    if (target !== null && reached.has(target) && target !== before && target !== "other") break;
    if (!focus.isSeen) faults.push(`not seen: ${focus.html}`);
    if (await page.evaluate(isFocusCovered)) faults.push(`covered: ${focus.html}`);
    if (target !== null) reached.add(target);
    before = target;
    await page.keyboard.press("Tab");
  }
  return { reached, faults };
}

describe("every page of the console", () => {
  it("is reached whole by Tab, and shows where the focus is", async () => {
    const found: Record<string, readonly string[]> = {};
    for (const place of placesOf(full)) {
      await page.goto("about:blank");
      await go(page, full, place);
      const targets = await page.evaluate(numberTargets);
      expect(targets, place.path).toBeGreaterThan(0);
      const { reached, faults } = await tabRound();
      const missed = await page.evaluate(
        (seen) =>
          [...document.querySelectorAll<HTMLElement>("[data-target]")]
            .filter(({ dataset }) => !seen.includes(dataset["target"]!))
            .map((one) => `missed: ${one.outerHTML.slice(0, 120)}`),
        [...reached],
      );
      if (faults.length + missed.length > 0) found[place.path] = [...new Set([...faults, ...missed])];
    }
    expect(found).toEqual({});
  }, 300_000);

  it("would be caught without a ring around the focus", async () => {
    await go(page, full, placesOf(full)[0]!);
    await page.addStyleTag({ content: "* { outline: none !important; box-shadow: none !important }" });
    await page.evaluate(numberTargets);
    expect((await tabRound()).faults.length).toBeGreaterThan(3);
  });

  it("would be caught with a bar over what has the focus", async () => {
    await page.goto("about:blank");
    await go(page, full, placesOf(full)[0]!);
    await page.addStyleTag({
      content: "body::after { content: ''; position: fixed; inset: 0; z-index: 9999 }",
    });
    await page.evaluate(numberTargets);
    expect((await tabRound()).faults.filter((fault) => fault.startsWith("covered")).length).toBeGreaterThan(
      3,
    );
  });
});

describe("signing in", () => {
  it("takes passwords and codes from the clipboard and from a password manager", async () => {
    const { page: door, context } = await takeDesk(browser);
    /** Of each field: what a password manager is told, and whether a paste goes through. */
    const fields = (on: Page) =>
      on
        .locator("main input:visible, form input:visible")
        .evaluateAll((all) =>
          (all as HTMLInputElement[]).map((one) => [
            one.autocomplete,
            one.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true })),
          ]),
        );
    await door.goto(`${full.server.address}/`);
    await door.getByRole("heading", { name: "登录" }).waitFor();
    expect(await fields(door)).toEqual([
      ["username", true],
      ["current-password", true],
    ]);
    await door.goto(`${full.server.address}/v`);
    await door.getByLabel("领码纸上的代码").waitFor();
    expect(await fields(door)).toEqual([["off", true]]);
    await context.close();
    await go(page, full, { path: "/password", ready: "form" });
    expect(await fields(page)).toEqual([
      ["current-password", true],
      ["new-password", true],
      ["new-password", true],
    ]);
  });
});
