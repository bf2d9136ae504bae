/**
 * The console at the level of Chromium 86 (360, 奇安信): nothing newer in what is built, every page without newer globals,
 * and in Chromium 86 itself, with the big screen, dialogs, a file up and one down.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { takeDesk } from "./console-on-desk.ts";
import { enter, type FullConsole, go, placesOf, startFullConsole } from "./console-places.ts";
import { forget, NEWER } from "./old-web-view.ts";
import { fromElsewhere, type OldPage, skipWithout, openOldChromium, withText } from "./old-chromium.ts";
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

  it("is as good as Chromium 86, which shows every page over plain http, charts painted", async (test) => {
    skipWithout(86, test);
    const old = await openOldChromium(86);
    test.onTestFinished(() => old.close());
    const page = await old.openPage({ width: 1366, height: 768, isPhone: false });
    const address = fromElsewhere(full.server.address);
    await page.open(`${address}/`);
    await page.type(fieldNamed("账号"), full.person.name);
    await page.type(fieldNamed("密码"), full.person.password);
    await page.press(withText("button", "登录"));
    await page.until(withText("h1", "轮次"));
    expect(await page.look("[navigator.userAgent, isSecureContext]")).toEqual([
      expect.stringContaining("Chrome/86."),
      false,
    ]);
    // Who is signed in is asked first, and nobody is answered with 401; a header for https only is not heeded without it.
    const complaints = () =>
      page.complaints.filter((text) => !/401|^The Cross-Origin-Opener-Policy header/.test(text));
    for (const [i, { path, ready }] of placesOf(full).entries()) {
      await page.open(`${address}/#${path}`);
      await page.until(
        `document.querySelector(${JSON.stringify(ready)}) && !document.querySelector(".skeleton")`,
      );
      expect(complaints(), path).toEqual([]);
      expect(await page.look(WIDER), path).toBe(0);
      expect(await page.look(FRAMED), path).toBe(false);
      await page.picture(`console-${String(i).padStart(2, "0")}`);
      if (!ready.endsWith("canvas")) continue;
      await page.until(PAINTED);
      await page.look(`document.querySelector("main canvas").scrollIntoView({ block: "center" })`);
      await page.picture("console-charts");
    }
    await useDialogs(page, address);
    await showScreen(page, address);
    expect(complaints()).toEqual([]);
  });

  /** A file goes up in one dialog, and one that is made in the page comes down from another. */
  async function useDialogs(page: OldPage, address: string): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), "plumbline-old-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const history = join(folder, "台账.csv");
    const lines = [
      "单位名称,单位类型,前身单位,届次,年份,轮次,情况",
      "县教育局党组,县直,,十五届,2023,第一轮,已巡察",
    ];
    writeFileSync(history, lines.join("\n"));
    await page.open(`${address}/#/register`);
    await page.press(withText("button", "导入历史"));
    await page.until(`document.querySelector("dialog[open] input[type=file]")`);
    await page.choose("dialog[open] input[type=file]", history);
    await page.until(`!(${withText("dialog[open] button", "导入")}).disabled`);
    await page.picture("console-dialog");
    await page.press(
      `[...document.querySelectorAll("dialog[open] button")].find((one) => one.innerText === "导入")`,
    );
    await page.until(withText("dialog[open] *", "已导入 1 行。"));

    await page.downloadInto(folder);
    await page.open(`${address}/#/rounds/${full.server.round}`);
    await page.press(`document.querySelector('[aria-label="领码纸：县融媒体中心党组"]')`);
    await page.press(withText("dialog[open] button", "生成 PDF"));
    await page.until(withText("dialog[open] *", "已下载。"));
    const slips = () => readdirSync(folder).find((name) => name.endsWith(".pdf"));
    await expect.poll(slips).toBeDefined();
    expect(readFileSync(join(folder, slips()!)).subarray(0, 5).toString()).toBe("%PDF-");
  }

  /** The meeting room's projector is no newer. */
  async function showScreen(page: OldPage, address: string): Promise<void> {
    const { path } = await full.person.get(`/polls/${full.server.polls.get("media")!}/screen`);
    await page.open(`${address}${path}`);
    await page.until(withText("h1", "县融媒体中心党组"));
    await page.until(withText("main", "已收"));
    expect(await page.look(WIDER)).toBe(0);
    await page.picture("big-screen");
  }
});

const fieldNamed = (label: string): string =>
  `[...document.querySelectorAll("label")].filter((one) => one.innerText.includes("${label}")).map((one) => one.control || one.querySelector("input"))[0]`;
const WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
/** The page has the focus after each step, and no frame around it. */
const FRAMED = `getComputedStyle(document.querySelector("main")).outlineStyle !== "none"`;
/** Every chart in the page has pixels of more than one colour. */
const PAINTED = `[...document.querySelectorAll("main canvas")].every((canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size > 3;
})`;
