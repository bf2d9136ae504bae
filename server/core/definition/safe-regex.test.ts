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
