/**
 * The phone page at the level of Chromium 79 and iOS 14: no newer syntax or style in what is built, the console's scripts
 * included, no newer global used, and the whole way gone in Chromium 79 itself.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "@swc/core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { listReceipts } from "../../server/services/list-receipts.ts";
import { tallyClosed } from "../../server/services/tally-closed.ts";
import { startTestServer, testUnit, type TestServer } from "../journeys/start-server.ts";
import { fillFormByHand, fromElsewhere, skipWithout, openOldChromium, withText } from "./old-chromium.ts";
import { forget, NEWER } from "./old-web-view.ts";
import { openBrowser, takePhone } from "./phone-in-hand.ts";
import { walkWay } from "./phone-walk.ts";

const ASSETS = join(import.meta.dirname, "..", "..", "dist", "web", "assets");
const built = (ending: string): string[] => readdirSync(ASSETS).filter((name) => name.endsWith(ending));
/** The console's styles may be those of Chromium 86: `older-desks.test.ts`. */
const phoneSheets = built(".css").filter((name) => !name.startsWith("office"));
const read = (name: string): string => readFileSync(join(ASSETS, name), "utf8");

/** Syntax that Chromium 79 or Safari 14.0 refuses to parse, by the parser's names. */
const NEWER_NODES = new Set([
  "OptionalChainingExpression",
  "PrivateName",
  "PrivateProperty",
  "PrivateMethod",
  "ClassProperty",
  "StaticBlock",
]);
const NEWER_OPERATORS = new Set(["??", "??=", "||=", "&&="]);

interface Found {
  readonly newer: Set<string>;
  readonly expressions: string[];
}

function walk(node: unknown, found: Found): Found {
  if (Array.isArray(node)) node.forEach((one) => walk(one, found));
  else if (typeof node === "object" && node !== null) {
    const { type, operator, pattern, flags } = node as Record<string, unknown>;
    if (NEWER_NODES.has(String(type))) found.newer.add(String(type));
    if (NEWER_OPERATORS.has(String(operator))) found.newer.add(String(operator));
    if (type === "RegExpLiteral") found.expressions.push(`/${pattern}/${flags}`);
    Object.values(node).forEach((one) => walk(one, found));
  }
  return found;
}

const look = (code: string): Found =>
  walk(parseSync(code, { syntax: "ecmascript", target: "es2022" }), { newer: new Set(), expressions: [] });

function literals(code: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const { type } = node as { type?: unknown };
    if (type === "BigIntLiteral") found.push(String((node as { raw?: unknown }).raw));
    else Object.values(node).forEach(visit);
  };
  visit(parseSync(code, { syntax: "ecmascript", target: "es2022" }));
  return found;
}

/** Safari knows no look-behind before 16.4; the flags d and v are newer too. */
const isNewerExpression = (literal: string): boolean =>
  /\(\?<[=!]/.test(literal) || /\/[a-z]*[dv][a-z]*$/.test(literal);

describe("the built scripts", () => {
  it("are those of the phone page, the console, the preview and the big screen", () => {
    const pages = ["phone", "office", "preview", "screen"];
    expect(pages.filter((page) => !built(".js").some((name) => name.startsWith(`${page}-`)))).toEqual([]);
  });

  it.each(built(".js"))("%s holds no newer syntax", (name) => {
    const { newer, expressions } = look(read(name));
    expect([...newer]).toEqual([]);
    // The browser's remote control needs these itself, so they cannot be taken away below.
    expect(read(name)).not.toMatch(/Big(Ui|I)nt64Array/);
    expect(expressions.filter(isNewerExpression)).toEqual([]);
  });

  it("have no BigInt literal in what runs first, so that a web view without it reads on and is told at once", () => {
    const page = readFileSync(join(ASSETS, "..", "phone.html"), "utf8");
    const first = [...page.matchAll(/<script type="module"[^>]* src="\/assets\/([^"]+)"/g)];
    expect(first).toHaveLength(2);
    expect(first.flatMap(([, name]) => literals(read(name!)))).toEqual([]);
    expect(literals("const big = 10n;")).toEqual(["10n"]);
    expect(page).toMatch(/<script nomodule src="\/assets\/without-modules-[^"]+\.js"><\/script>/);
  });

  it("come to the first view as two files beside each other, within their budget together with the page", () => {
    const page = readFileSync(join(ASSETS, "..", "phone.html"), "utf8");
    const scripts = [...page.matchAll(/ (?:src|href)="\/assets\/([^"]+\.js)"/g)].map(([, name]) => name!);
    const first = scripts.filter((name) => !name.startsWith("without-modules"));
    expect(first).toEqual([expect.stringMatching(/^ask-ahead-/), expect.stringMatching(/^phone-/)]);
    // The small one runs as soon as it is there, so it needs no other; the page's needs that one alone.
    const imports = (name: string) =>
      [...read(name).matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)].map(([, other]) => other);
    expect(first.map(imports)).toEqual([[], [first[0]]]);
    expect(page).toContain(`<script type="module" async crossorigin src="/assets/${first[0]}">`);
    // Asked for before the styles are read, but not before it is said that nothing is told of where one comes from.
    const places = ['name="referrer"', '<script type="module"', "<style>"].map((part) => page.indexOf(part));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    const sent = [join("..", "phone.html.br"), ...first.map((name) => `${name}.br`)].map(
      (name) => readFileSync(join(ASSETS, name)).length,
    );
    // The poll document and the entry take the rest of B11's 40 000.
    expect(sent.reduce((sum, bytes) => sum + bytes)).toBeLessThan(37_000);
  });

  it("would be caught with it", () => {
    const { newer, expressions } = look("class A { #b = a?.b ?? 1; static {} } a ||= /(?<=a)b/;");
    expect(newer.size).toBeGreaterThan(3);
    expect(expressions.filter(isNewerExpression)).toHaveLength(1);
  });
});

describe("the built styles", () => {
  const page = readFileSync(join(ASSETS, "..", "phone.html"), "utf8");
  const sheets = [/<style>(.*?)<\/style>/s.exec(page)![1]!, ...phoneSheets.map(read)];
  const rules = sheets.join("\n").split("}");

  it.each([
    ["selectors :has, :is, :where", /:(has|is|where)\(/],
    ["color-mix and relative colours", /color-mix\(|\((from) /],
    ["inset, aspect-ratio", /[;{](inset|aspect-ratio):/],
    ["new units", /\d[sdl]v[hw]\b|\dcq[wh]\b/],
    ["layers, containers, nesting", /@(layer|container|scope|property)\b|[{;]\s*&/],
    ["gap between the items of a flex box", /display:(inline-)?flex[^}]*[;{](row-|column-)?gap:/],
  ])("use no %s", (_, newer) => {
    expect(rules.filter((rule) => newer.test(rule))).toEqual([]);
  });
});

const UNITS = [
  testUnit("water", "县水利局党组", [5, 10, 30]),
  testUnit("archive", "县档案馆党支部", [5, 10, 30]),
];

describe("a web view without newer globals", () => {
  let server: TestServer;
  let browser: Browser;
  beforeAll(async () => {
    [server, browser] = await Promise.all([startTestServer({ units: UNITS }), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  it("goes the whole way, sealed drafts and sealed ballots included", async () => {
    const { page, context, complaints } = await takePhone(browser);
    await page.addInitScript(forget, NEWER);
    const states: string[] = [];
    await walkWay(page, (await server.tickets("water", "C", 1))[0]!, async (state) => {
      states.push(state);
      if (state === "question-chosen")
        expect(await page.evaluate(() => Object.keys(localStorage))).toHaveLength(1);
    });
    expect(states.at(-1)).toBe("receipts");
    expect(complaints).toEqual([]);
    expect(await page.evaluate(() => ["structuredClone" in window, "at" in [], "subtle" in crypto])).toEqual([
      false,
      false,
      false,
    ]);
    await context.close();
  });

  it("is as good as Chromium 79, in which a slip is scanned over plain http and its ballots are counted", async (test) => {
    skipWithout(79, test);
    const old = await openOldChromium(79);
    test.onTestFinished(() => old.close());
    const page = await old.openPage();
    await page.open(fromElsewhere((await server.tickets("archive", "C", 1))[0]!));
    await page.until(`document.querySelector(".unit") && document.querySelector(".bar .primary")`);
    expect(await page.look("[navigator.userAgent, isSecureContext, typeof crypto.subtle]")).toEqual([
      expect.stringContaining("Chrome/79."),
      false,
      "undefined",
    ]);
    await page.picture("landing");
    await page.press(withText("button", "开始填写"));
    for (const form of ["first", "second", "third"]) {
      await page.until(`document.querySelector(".where")`);
      await page.picture(`${form}-form`);
      await fillFormByHand(page);
      await page.picture(`${form}-review`);
      await page.press(withText("button", "提交"));
      await page.until(`!document.querySelector(".review") && document.querySelector(".where, .say")`);
    }
    await page.press(withText("button", "我的回执码"));
    await page.until(`document.querySelectorAll(".receipts code").length === 3`);
    await page.picture("receipts");
    const codes = await page.look<string[]>(
      `[...document.querySelectorAll(".receipts code")].map((one) => one.innerText.replace(/[^0-9A-Z]/g, ""))`,
    );
    expect(page.complaints).toEqual([]);

    const poll = server.polls.get("archive")!;
    await beginClosing(server.deps, KEEPER, poll, { second: null });
    await continueClosing(server.deps, KEEPER, poll);
    const { receipts } = await listReceipts(server.deps, poll);
    expect(receipts.map((code) => code.replace(/[^0-9A-Z]/g, "")).toSorted()).toEqual(codes.toSorted());
    const [closed] = await tallyClosed(server.deps, KEEPER, [poll]);
    const [team, ...others] = closed!.tally.forms;
    expect([team, ...others].map((form) => form!.blocks[0]!.ballots)).toEqual([1, 1, 1]);
    const chosen = team!.blocks[0]!.leaves.flatMap((leaf) => (leaf.kind === "choice" ? [leaf.counts] : []));
    expect(chosen).toEqual(Array.from({ length: 16 }, () => [0, 1, 0, 0, 0]));
  });
});
