import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasRepeatedOverlap } from "./repeated-choices.ts";
import { compileSafeRegex } from "./safe-regex.ts";

const isTaken = (pattern: string, ignoreCase = false): boolean =>
  compileSafeRegex(pattern, ignoreCase) !== null;

/** In how many ways a text is made of these, one after the other. */
function waysOf(parts: readonly string[], text: string): number {
  if (text === "") return 1;
  return parts.reduce(
    (sum, part) => sum + (text.startsWith(part) ? waysOf(parts, text.slice(part.length)) : 0),
    0,
  );
}

const part = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 3 });

describe("alternatives inside a repetition", () => {
  it.each([
    "(a|a)*b",
    "(a|ab)*c",
    "(?:a|[ab])+$",
    "^(?<part>x|xy|y)*$",
    "(\\d|\\w)*-",
    "(.|汉)+字",
    "((a|b)|[bc])*d",
    "(a|^)*b",
    "(a|)*b",
    "(ab|a[bc])*d",
    "(x|x){9,}",
    "(x|x){2,40}y",
    "(z(a|b)c|zac)*d",
  ])("are refused where one can be the beginning of another: %s", (pattern) => {
    expect(isTaken(pattern)).toBe(false);
  });

  it("are refused where only their case tells them apart, and case does not count", () => {
    expect([isTaken("^(a|A)*b$"), isTaken("^(a|A)*b$", true)]).toEqual([true, false]);
  });

  it.each([
    "^(男|女)+$",
    "^(01|02|03)*$",
    "^([A-Z]|[0-9])+$",
    "(abc|abd)*e",
    "(a|a)b",
    "(a|ab)?c",
    "^(是|否|不清楚)$",
    "(x|x){2}y",
    "^(\\(a\\)|\\[b\\]|\\|)+$",
    "^(?:[\\]a]|b)+$",
    "^1[3-9]\\d{9}$",
  ])("are taken elsewhere: %s", (pattern) => {
    expect(isTaken(pattern)).toBe(true);
  });

  it("are refused where more letters are told apart than are looked at", () => {
    const ofLetters = (count: number): string =>
      `^(${Array.from({ length: count }, (_, i) => String.fromCodePoint(0x4e00 + i)).join("|")})*$`;
    expect([50, 70].map((count) => hasRepeatedOverlap(ofLetters(count), false))).toEqual([false, true]);
  });

  it("divide no text in two ways where they are taken", () => {
    let taken = 0;
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 4 }),
        fc.array(part, { maxLength: 5 }),
        (parts, more) => {
          const isRefused = hasRepeatedOverlap(`^(${parts.join("|")})*$`, false);
          if (isRefused) return;
          taken += 1;
          const text = more.map((one) => parts[one.length % parts.length]!).join("");
          expect(waysOf(parts, text)).toBe(1);
        },
      ),
      { numRuns: 300 },
    );
    expect(taken).toBeGreaterThan(20);
  });

  it("are refused wherever a text can be divided in two ways", () => {
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 2, maxLength: 4 }),
        fc.array(part, { maxLength: 6 }),
        (parts, texts) => {
          if (!texts.some((text) => waysOf(parts, text) > 1)) return;
          expect(hasRepeatedOverlap(`x(?:${parts.join("|")})+y`, false)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
