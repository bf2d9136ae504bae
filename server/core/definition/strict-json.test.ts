import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isProblem } from "../problem.ts";
import { hasDuplicateKeys, parseStrictJson } from "./strict-json.ts";

function isRefused(text: string): boolean {
  try {
    parseStrictJson(text);
    return false;
  } catch (error) {
    if (isProblem(error, "request.malformed")) return true;
    throw error;
  }
}

const harmless = fc
  .jsonValue({ maxDepth: 6 })
  .filter((value) => !/"(?:__proto__|constructor|prototype)":/.test(JSON.stringify(value)));

describe("parseStrictJson", () => {
  it("reads whatever JSON.parse reads, with and without white space", () => {
    fc.assert(
      fc.property(harmless, fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parseStrictJson(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it("refuses whatever JSON.parse refuses, and never throws anything else", () => {
    const piece = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      '"',
      ":",
      ",",
      "\\",
      "a",
      "1",
      " ",
      "null",
      '"a"',
      "NaN",
      "\u0000",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join("");
        let parses = true;
        try {
          JSON.parse(text);
        } catch {
          parses = false;
        }
        if (!parses) expect(isRefused(text)).toBe(true);
        else isRefused(text);
      }),
      { numRuns: 2000 },
    );
  });

  it("finds a key given twice, wherever it stands and however it is written", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), harmless, (key, other, value) => {
        fc.pre(!["__proto__", "constructor", "prototype"].includes(key) && other !== key);
        const escaped = `"${[...key].map((one) => [...Array(one.length).keys()].map((at) => `\\u${one.charCodeAt(at).toString(16).padStart(4, "0")}`).join("")).join("")}"`;
        const inner = `{${JSON.stringify(key)}:1,${escaped}:${JSON.stringify(value)}}`;
        expect(isRefused(inner)).toBe(true);
        expect(isRefused(`[{"x":${inner}}]`)).toBe(true);
        expect(hasDuplicateKeys(inner, parseStrictJson(inner, { duplicateKeys: "warn" }))).toBe(true);
      }),
    );
  });

  it("counts colons and braces inside texts as text", () => {
    expect(parseStrictJson('{"a:\\"b":"c:{\\\\","d":":\\\\\\""}')).toEqual({ 'a:"b': "c:{\\", d: ':\\"' });
  });

  it("strips a byte order mark", () => {
    expect(parseStrictJson("\uFEFF[1]")).toEqual([1]);
  });

  it("refuses names of object members at any depth", () => {
    for (const key of ["__proto__", "constructor", "prototype"])
      expect([isRefused(`{"${key}":1}`), isRefused(`[{"a":{"${key}":1}}]`)]).toEqual([true, true]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it("allows 32 levels and no more", () => {
    const nested = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);
    expect([isRefused(nested(32)), isRefused(nested(33)), isRefused(nested(20_000))]).toEqual([
      false,
      true,
      true,
    ]);
  });
});
