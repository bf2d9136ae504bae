/** axe-core over a page, with what it leaves out of a plain run: all tests of accessibility look through this one. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const axeSource = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The one rule of WCAG 2.2 AA that axe has (2.5.8: 24 × 24 CSS px, or so far apart); it is off unless asked for. */
const OPTIONS = JSON.stringify({ rules: { "target-size": { enabled: true } } });

/**
 * Rules of any impact that the page breaks as it stands, one line each.
 *
 * What lies under a bar that sticks is measured where it comes out by scrolling: the bars are let go for as long as axe looks.
 *
 * @param within selector of the part that is looked at; absent: the whole page
 */
export async function brokenRules(page: Page, within = "html"): Promise<readonly string[]> {
  await page.evaluate(await axeSource);
  await page.evaluate(loosen);
  const { violations } = (await page.evaluate(
    `axe.run(${JSON.stringify(within)}, ${OPTIONS})`,
  )) as AxeResults;
  await page.evaluate(fasten);
  return violations.map(
    ({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(" ")}`,
  );
}

function loosen(): void {
  for (const one of document.querySelectorAll<HTMLElement>("body *")) {
    if (getComputedStyle(one).position !== "sticky") continue;
    one.dataset["loosened"] = one.getAttribute("style") ?? "";
    one.style.cssText += ";position: relative !important; top: auto !important; bottom: auto !important";
  }
}

function fasten(): void {
  for (const one of document.querySelectorAll<HTMLElement>("[data-loosened]")) {
    const before = one.dataset["loosened"]!;
    if (before === "") one.removeAttribute("style");
    else one.style.cssText = before;
    delete one.dataset["loosened"];
  }
}
