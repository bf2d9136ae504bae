/** The console at the level of Chromium 86 (360, 奇安信): nothing newer in what is built, every page without newer globals. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { takeDesk } from "./console-on-desk.ts";
import { enter, type FullConsole, go, placesOf, startFullConsole } from "./console-places.ts";
import { forget, NEWER } from "./old-web-view.ts";
import { openBrowser } from "./phone-in-hand.ts";

const ASSETS = join(import.meta.dirname, "..", "..", "dist", "web", "assets");
const sheets = readdirSync(ASSETS)
  .filter((name) => /^(office|screen|preview).*\.css$/.test(name))
  .map((name) => readFileSync(join(ASSETS, name), "utf8"));

/** Rules of a sheet that a browser of Chromium 86's age drops or reads otherwise. @source MDN, Chrome platform status */
const NEWER_RULES: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["selectors :has (105), :is and :where (88)", /:(has|is|where)\(/],
  ["a list in :not (88), :dir, :modal, :user-valid", /:not\([^)]*,|:(dir\(|modal\b|user-(in)?valid)/],
  ["mixed and relative colours (111), new colour spaces", /color-mix\(|\(from |\b(ok)?l(ab|ch)\(/],
  [
    "shorthands of two sides (87), aspect-ratio (88)",
    /[;{](inset|aspect-ratio|(padding|margin|border)-(inline|block)):/,
  ],
  ["single transforms (104), overflow:clip (90)", /[;{](translate|rotate|scale):|overflow(-[xy])?:clip/],
  ["new units (108)", /\d[sdl]v[hw]\b|\dcq[wh]\b/],
  ["layers, containers, nesting", /@(layer|container|scope|starting-style)\b|[{;]\s*&/],
  ["ranges in media queries (104)", /@media[^{]*[<>]/],
];
const newerIn = (css: string, pattern: RegExp): string[] =>
  css.split("}").filter((rule) => pattern.test(rule));

describe("the console's built styles", () => {
  it.each(NEWER_RULES)("use no %s", (_, pattern) => {
    expect(sheets.length).toBeGreaterThan(1);
    expect(sheets.flatMap((css) => newerIn(css, pattern))).toEqual([]);
  });

  it.each([
    ".a:has(.b){top:0}",
    ".a:not(.b,.c){top:0}",
    ".a{color:color-mix(in srgb,red,blue)}",
    ".a{top:0;inset:0}",
    ".a{rotate:5deg}",
    ".a{height:100dvh}",
    "@layer a{.a{top:0}}",
    "@media (width<=40em){.a{top:0}}",
  ])("would be caught with %s", (css) => {
    expect(NEWER_RULES.some(([, pattern]) => newerIn(css, pattern).length > 0)).toBe(true);
  });
});

describe("a browser of Chromium 86's age", () => {
  /** Of what the phone's web views lack, Chromium has had native dialogs since 37. */
  const missing = NEWER.filter((name) => name !== "HTMLDialogElement#showModal");
  let full: FullConsole;
  let browser: Browser;
  beforeAll(async () => {
    [full, browser] = await Promise.all([startFullConsole(), openBrowser()]);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await full.server.stop();
  });

  it("shows every page of the console whole", async () => {
    const { page, context, complaints } = await takeDesk(browser);
    await page.addInitScript(forget, missing);
    await enter(page, full);
    expect(await page.evaluate(() => ["toSpliced" in [], "structuredClone" in window])).toEqual([
      true,
      false,
    ]);
    for (const place of placesOf(full)) {
      await go(page, full, place);
      expect(complaints, place.path).toEqual([]);
    }
    await context.close();
  }, 180_000);
});
