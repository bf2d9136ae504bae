/** The phone page at the level of Chromium 79 and iOS 14: no newer syntax or style in what is built, no newer global used. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "@swc/core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../journeys/start-server.ts";
import { forget, NEWER } from "./old-web-view.ts";
import { openBrowser, takePhone } from "./phone-in-hand.ts";
import { walkWay } from "./phone-walk.ts";

const ASSETS = join(import.meta.dirname, "..", "..", "dist", "web", "assets");
const built = (ending: string): string[] =>
  readdirSync(ASSETS).filter((name) => name.endsWith(ending) && !name.startsWith("office"));
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
  it.each(built(".js"))("%s holds no newer syntax", (name) => {
    const { newer, expressions } = look(read(name));
    expect([...newer]).toEqual([]);
    // The browser's remote control needs these itself, so they cannot be taken away below.
    expect(read(name)).not.toMatch(/Big(Ui|I)nt64Array/);
    expect(expressions.filter(isNewerExpression)).toEqual([]);
  });

  it("have no BigInt literal in what runs first, so that a web view without it reads on and is told at once", () => {
    const page = readFileSync(join(ASSETS, "..", "phone.html"), "utf8");
    const first = /<script type="module"[^>]* src="\/assets\/([^"]+)"/.exec(page)![1]!;
    expect(literals(read(first))).toEqual([]);
    expect(literals("const big = 10n;")).toEqual(["10n"]);
    expect(page).toMatch(/<script nomodule src="\/assets\/without-modules-[^"]+\.js"><\/script>/);
  });

  it("come to the first view as one file, within its budget together with the page", () => {
    const page = readFileSync(join(ASSETS, "..", "phone.html"), "utf8");
    const scripts = [...page.matchAll(/ (?:src|href)="\/assets\/([^"]+\.js)"/g)].map(([, name]) => name!);
    const first = scripts.find((name) => !name.startsWith("without-modules"))!;
    expect(scripts.filter((name) => name !== first && !name.startsWith("without-modules"))).toEqual([]);
    expect(read(first)).not.toMatch(/(from|import)\s*"\.\//);
    const sent = [join("..", "phone.html.br"), `${first}.br`].map(
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
  const sheets = [/<style>(.*?)<\/style>/s.exec(page)![1]!, ...built(".css").map(read)];
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

describe("a web view without newer globals", () => {
  let server: TestServer;
  let browser: Browser;
  beforeAll(async () => {
    [server, browser] = await Promise.all([startTestServer(), openBrowser()]);
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
});
