/** Regular expressions of form authors: linear on the server (RE2), on the phone without nested or ambiguous repetition. */
import { RE2JS } from "re2js";
import isStarHeightSafe from "safe-regex2";
import { inUnits, phoneRegex } from "./phone-regex.ts";
import { hasRepeatedOverlap } from "./repeated-choices.ts";
import { hasLongDivisions } from "./repeated-letters.ts";

const PATTERN_LENGTH_MAX = 500;

export type PatternTest = (text: string) => boolean;

/** @returns a linear-time test; null when the pattern does not compile or is unsafe for a browser's own engine */
export function compileSafeRegex(pattern: string, ignoreCase: boolean): PatternTest | null {
  if (pattern === "" || pattern.length > PATTERN_LENGTH_MAX || !isStarHeightSafe(pattern)) return null;
  try {
    void new RegExp(pattern, ignoreCase ? "i" : "");
    const test = compileOverUnits(pattern, ignoreCase);
    if (test === null) return null;
    const isUnsafe = hasRepeatedOverlap(pattern, ignoreCase) || hasLongDivisions(pattern, ignoreCase);
    return isUnsafe ? null : test;
  } catch {
    return null;
  }
}

function compileOverUnits(pattern: string, ignoreCase: boolean): PatternTest | null {
  const translated = phoneRegex(pattern, ignoreCase);
  if (translated === null) return null;
  const compiled = RE2JS.compile(translated);
  return (text) => compiled.matcher(inUnits(text)).find();
}

/** The pattern survey-core applies to e-mail addresses, run in linear time. */
const EMAIL =
  '^(([^<>()\\[\\].,;:\\s@"]+(\\.[^<>()\\[\\].,;:\\s@"]+)*)|(".+"))@(([^<>()=\\[\\].,;:\\s@"]+\\.)+[^<>()=\\[\\].,;:\\s@"]{2,})$';
const email = compileOverUnits(EMAIL, true)!;

export const isEmail: PatternTest = (text) => email(text);
