import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileSafeRegex, isEmail } from "./safe-regex.ts";

const UNITS = [
  "\u00a0",
  "a",
  "Z",
  "7",
  "_",
  "-",
  ".",
  "]",
  "汉",
  "　",
  " ",
  " ",
  "\n",
  "\u2028",
  "\ufeff",
  "\b",
  "😀",
  "𠮷",
  "é",
  "(",
];
const TEXTS = [
  "办事　公开",
  "办事 公开",
  "张　三",
  "张三",
  "😀",
  "𠮷",
  "a\u2028b",
  "😀😀",
  "12-3",
  "",
  "a.b",
  "A7",
  "\ud83d",
];
const PATTERNS = [
  "^[汉办事公开]+\\s[汉办事公开]+$",
  "^[\\u4e00-\\u9fa5]+\\s[\\u4e00-\\u9fa5]+$",
  "^\\S+$",
  "^.$",
  "^..$",
  "^.{2,4}$",
  "^[^\\s]+$",
  "^[\\S]+$",
  "^[\\s\\S]{2}$",
  "^[^a]$",
  "^[😀a]+$",
  "^😀+$",
  "^\\ud83d\\ude00$",
  "^[\\u0100-\\uffff]+$",
  "[\\ue000-\\uffff]",
  "[^\\x00-\\xff]",
  "^\\d+\\-\\d$",
  "[\\w\\-.]+",
  "[\\b]",
  "\\bA\\d\\b",
  "^(?<first>\\D)(?:\\W|\\w)",
  "[a-]|[-7]|[+--]",
  "\\cJ|\\t|\\x41",
  "a{1,2}?|[(]|\\)",
];

describe("a regular expression of a form", () => {
  it.each(PATTERNS)("means on the server what it means on a phone: %s", (pattern) => {
    for (const ignoreCase of [false, true]) {
      const onPhone = new RegExp(pattern, ignoreCase ? "i" : "");
      const test = compileSafeRegex(pattern, ignoreCase)!;
      for (const text of TEXTS) expect([text, test(text)]).toEqual([text, onPhone.test(text)]);
      const any = fc.array(fc.constantFrom(...UNITS), { maxLength: 5 }).map((units) => units.join(""));
      fc.assert(
        fc.property(any, (text) => {
          expect([text, test(text)]).toEqual([text, onPhone.test(text)]);
        }),
      );
    }
  });

  it.each([
    "^s$",
    "^k$",
    "^[k-s]$",
    "^[^k-s]$",
    "^[A-Za-z0-9_]$",
    "^\\w$",
    "^\\W$",
    "^\\S$",
    "^(?:å|ω|ß|µ|ς|ǆ|i|\\u212a|ﬆ)$",
    "^[\\u00e0-\\u00ff\\u0391-\\u03a1]$",
    "^[^\\u0100-\\uffff]$",
    "^(?<Kind>k)$",
  ])("takes the same letters for one in another case as a phone, of all there are: %s", (pattern) => {
    const onPhone = new RegExp(pattern, "i");
    const test = compileSafeRegex(pattern, true)!;
    const differing: string[] = [];
    for (let unit = 0; unit <= 0xffff; unit += 1) {
      const text = String.fromCharCode(unit);
      if (test(text) !== onPhone.test(text)) differing.push(unit.toString(16));
    }
    expect(differing).toEqual([]);
  });

  it("tells ſ from s and the Kelvin sign from k also when case is ignored, as a phone does", () => {
    expect(["S", "s", "ſ"].map(compileSafeRegex("^s$", true)!)).toEqual([true, true, false]);
    expect(["K", "k", "\u212a"].map(compileSafeRegex("^[a-z]$", true)!)).toEqual([true, true, false]);
    expect(["ſ", "\u212a"].map(compileSafeRegex("^[^a-z]$", true)!)).toEqual([true, true]);
  });

  it.each(["(?i:a)", "(?-i:a)", "(?i)a", "(?s:.)", "(?m:^a$)", "(?P<a>b)"])(
    "is refused with a flag inside, which an older phone cannot read: %s",
    (pattern) => {
      expect(compileSafeRegex(pattern, false)).toBeNull();
    },
  );

  it.each([
    "(a)\\1",
    "(?=a)",
    "(?<=a)b",
    "(a+)+",
    "[",
    "[]",
    "\\p{Han}",
    "a\\z",
    "\\Qa\\E",
    "[\\B]",
    "\\k<a>",
  ])("is refused where it does not mean the same in both, or may hang a phone: %s", (pattern) => {
    expect(compileSafeRegex(pattern, false)).toBeNull();
  });

  it("reads addresses as SurveyJS does", () => {
    for (const address of ["a@b.cn", "张@例子.中国", "a@b.😀"]) expect(isEmail(address)).toBe(true);
    for (const address of ["a@b.c", "a　b@c.cn", "a@b.cn ", "a\u00a0@b.cn"])
      expect(isEmail(address)).toBe(false);
  });
});
