import { describe, expect, it } from "vitest";
import { hasLongDivisions } from "./repeated-letters.ts";
import { compileSafeRegex } from "./safe-regex.ts";

const isTaken = (pattern: string, ignoreCase = false): boolean =>
  compileSafeRegex(pattern, ignoreCase) !== null;

describe("repetitions one after the other", () => {
  it.each([
    "\\d*\\d*-",
    "^\\d*\\d*\\d*-$",
    "^\\w+\\d+\\w+$",
    ".*村.*组",
    "^.*村.*组.*号$",
    "\\d+-?\\d+x",
    "(?:a*)(a*)b",
    "(?:a*|b)(?:c|a*)d",
    "(?<one>\\d*)x?(\\d|[4-6]a)*-",
    "^(?:ab)*(?:ab)*(?:ab)*c",
    "\\d{0,400}\\d{0,400}-",
    "\\b\\d*\\d*-",
  ])("are refused where too many ways lead through a text: %s", (pattern) => {
    expect(isTaken(pattern)).toBe(false);
  });

  it.each([
    "^\\d+-\\d+-\\d+$",
    "^1[3-9]\\d{9}$",
    "^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}$",
    "[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\\.[A-Za-z]{2,}",
    "^[\\u4e00-\\u9fa5]+·?[\\u4e00-\\u9fa5]+$",
    "^\\s*\\S.*$",
    "\\d*\\d*",
    ".*村.*",
    "^.{1,20}省.{1,20}市.{1,20}县$",
    "^(?:ab)*(?:ba)*(?:cd)*e",
    "^(?:\\d+|[a-z]+|[A-Z]+)$",
    "^\\d{4}年\\d{1,2}月\\d{1,2}日$",
    "^\\d{0,3}\\d{0,3}\\d{0,3}$",
  ])("are taken elsewhere: %s", (pattern) => {
    expect(isTaken(pattern)).toBe(true);
  });

  it("are told apart by their case only where it counts", () => {
    const taken = [false, true].map((ignoreCase) => isTaken("a*A*b", ignoreCase));
    expect(taken).toEqual([true, false]);
  });

  it("are refused where more letters stand between them than are looked at", () => {
    const ofLetters = (count: number): string =>
      `x*${Array.from({ length: count }, (_, i) => String.fromCodePoint(0x4e00 + i)).join("")}y*z`;
    expect([50, 70].map((count) => hasLongDivisions(ofLetters(count), false))).toEqual([false, true]);
  });
});
