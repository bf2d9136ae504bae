/**
 * Regular expressions as a phone means them: without the u flag a browser goes by UTF-16 units, its `.` and `\s` are
 * wider than those of RE2, and it takes fewer letters for the same in another case. What differs is spelled out as classes.
 *
 * @source ECMA-262 §22.2 (WhiteSpace, LineTerminator, patterns without the u flag)
 */
import { otherCasesOf, otherCasesWithin } from "./phone-cases.ts";

/** Halves of a character beyond U+FFFF; RE2 knows no halves, so each has a character of its own in plane 15. */
const HALF_MIN = 0xd800;
const HALF_MAX = 0xdfff;
const STAND_IN = 0xf0000;

const HALVES = /[\ud800-\udfff]/g;

/** Expects the text and the pattern to be read by the same units. */
export const inUnits = (text: string): string =>
  text.replace(HALVES, (half) => String.fromCodePoint(standIn(half.charCodeAt(0))));

const standIn = (unit: number): number =>
  unit < HALF_MIN || unit > HALF_MAX ? unit : STAND_IN + unit - HALF_MIN;

const SPACES = String.raw`\t-\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}`;
const OTHERS = String.raw`\x00-\x{8}\x{e}-\x{1f}!-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}\x{202a}-\x{202e}\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{fefe}\x{ff00}-\x{10ffff}`;
const ANY = String.raw`[^\n\r\x{2028}\x{2029}]`;

const CONTROLS: { readonly [letter: string]: number } = { t: 9, n: 10, v: 11, f: 12, r: 13, "0": 0 };

/** One escape or one plain unit of a pattern. */
const UNIT =
  /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|c([a-zA-Z])|([tnvfr]|0(?!\d))|([dDwWsSbB])|([^a-zA-Z0-9]))|([^\\])/y;

interface Part {
  /** Code of a single unit; null for a class like `\d`. */
  readonly unit: number | null;
  readonly letter: string;
  readonly isEscaped: boolean;
}

/**
 * @returns the pattern for RE2 over `inUnits` of a text, without RE2's own flag for case; null where a phone and RE2 could
 *   mean different things
 */
export function phoneRegex(pattern: string, ignoreCase: boolean): string | null {
  let out = "";
  let at = 0;
  while (at < pattern.length) {
    const part = readPart(pattern, at);
    if (part === null) return null;
    if (part.letter === "[" && !part.isEscaped) {
      const read = readClass(pattern, at + 1, ignoreCase);
      if (read === null) return null;
      out += read.text;
      at = read.end;
      continue;
    }
    if (part.letter === "(" && !part.isEscaped) {
      const opened = openGroup(pattern, at);
      if (opened === null) return null;
      out += opened.text;
      at = opened.end;
      continue;
    }
    out += outside(part, ignoreCase);
    at = UNIT.lastIndex;
  }
  return out;
}

/** Looking ahead or behind is not linear; flags inside a pattern break the form on a phone older than them. */
const GROUP = /\((\?:|\?<(?=[A-Za-z_])|(?!\?))/y;

/** @param at the place of its bracket; a name is left to be read as it stands */
function openGroup(pattern: string, at: number): { text: string; end: number } | null {
  GROUP.lastIndex = at;
  const found = GROUP.exec(pattern);
  if (!found) return null;
  if (found[1] !== "?<") return { text: found[0], end: GROUP.lastIndex };
  const end = pattern.indexOf(">", at) + 1;
  return end === 0 ? null : { text: `(?P${pattern.slice(at + 2, end)}`, end };
}

function readPart(pattern: string, at: number): Part | null {
  UNIT.lastIndex = at;
  const found = UNIT.exec(pattern);
  if (!found) return null;
  const [, hex, four, control, named, group, sign, plain] = found;
  const code = hex ?? four;
  const isEscaped = plain === undefined;
  if (code !== undefined) return { unit: parseInt(code, 16), letter: "", isEscaped };
  if (control !== undefined) return { unit: control.charCodeAt(0) % 32, letter: "", isEscaped };
  if (named !== undefined) return { unit: CONTROLS[named]!, letter: "", isEscaped };
  if (group !== undefined) return { unit: null, letter: group, isEscaped };
  const letter = (sign ?? plain)!;
  return { unit: letter.charCodeAt(0), letter, isEscaped };
}

function outside({ unit, letter, isEscaped }: Part, ignoreCase: boolean): string {
  if (unit === null) return letter === "s" ? `[${SPACES}]` : letter === "S" ? `[^${SPACES}]` : `\\${letter}`;
  const others = ignoreCase ? otherCasesOf(unit) : [];
  if (others.length > 0) return `[${[unit, ...others].map(coded).join("")}]`;
  if (isEscaped || unit > 0x7f) return coded(unit);
  return letter === "." ? ANY : letter;
}

const coded = (unit: number): string => `\\x{${standIn(unit).toString(16)}}`;

/** @param from the place after the opening bracket */
function readClass(pattern: string, from: number, ignoreCase: boolean): { text: string; end: number } | null {
  const isNegated = pattern[from] === "^";
  const first = isNegated ? from + 1 : from;
  let at = first;
  let out = "";
  while (pattern[at] !== "]") {
    const part = readPart(pattern, at);
    if (part === null || part.letter === "B") return null;
    at = UNIT.lastIndex;
    const to = pattern[at] === "-" && pattern[at + 1] !== "]" ? readPart(pattern, at + 1) : null;
    if (to === null || to.unit === null || part.unit === null) {
      out += inClass(part);
      if (ignoreCase && part.unit !== null) out += otherCasesOf(part.unit).map(coded).join("");
    } else {
      at = UNIT.lastIndex;
      out += range(part.unit, to.unit);
      if (ignoreCase) out += otherCasesWithin(part.unit, to.unit).map(coded).join("");
    }
  }
  // RE2 has no empty class.
  return at === first ? null : { text: `[${isNegated ? "^" : ""}${out}]`, end: at + 1 };
}

function inClass({ unit, letter }: Part): string {
  if (unit !== null) return coded(unit);
  if (letter === "b") return coded(8);
  return letter === "s" ? SPACES : letter === "S" ? OTHERS : `\\${letter}`;
}

/** A range that reaches over the halves of characters holds their stand-ins. */
function range(from: number, to: number): string {
  const low = Math.max(from, HALF_MIN);
  const high = Math.min(to, HALF_MAX);
  const plain = (a: number, b: number): string => `\\x{${a.toString(16)}}-\\x{${b.toString(16)}}`;
  if (low > high) return plain(from, to);
  const parts = [plain(standIn(low), standIn(high))];
  if (from < HALF_MIN) parts.push(plain(from, HALF_MIN - 1));
  if (to > HALF_MAX) parts.push(plain(HALF_MAX + 1, to));
  return parts.join("");
}
