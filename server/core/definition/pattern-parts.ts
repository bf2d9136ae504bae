import { otherCasesOf } from "./phone-cases.ts";

/** The parts of a pattern, as far as it tells which letters are repeated and in what order. */
export interface Alternatives {
  readonly kind: "choice";
  readonly options: readonly (readonly Repeated[])[];
}

/** One letter of a text, as a pattern of its own. */
interface Letter {
  readonly kind: "letter";
  readonly source: string;
}

/** Takes no letter: `^`, `$`, `\b`. */
interface Edge {
  readonly kind: "edge";
  readonly source: string;
}

export interface Repeated {
  readonly what: Alternatives | Letter | Edge;
  readonly canBeLeftOut: boolean;
  /** 1 without a quantifier, at least 2 with one that lets it be left out. */
  readonly max: number;
}

/** Different letters and classes of a pattern that are looked at, 65 536 units each: whoever writes more of them is refused. */
export const LETTERS_MAX = 60;

const UNITS = 0x10000;
/** Stands for itself outside of a class. */
const PLAIN = /^[^\\[\](){}.*+?|^$]$/;

/** Which of all units a letter of a pattern stands for. */
export function unitsOf(source: string, ignoreCase: boolean): Uint8Array {
  if (PLAIN.test(source)) return plainUnits(source.charCodeAt(0), ignoreCase);
  const test = new RegExp(`^(?:${source})$`, ignoreCase ? "i" : "");
  return Uint8Array.from({ length: UNITS }, (_, unit) => (test.test(String.fromCharCode(unit)) ? 1 : 0));
}

function plainUnits(unit: number, ignoreCase: boolean): Uint8Array {
  const units = new Uint8Array(UNITS);
  for (const one of ignoreCase ? [unit, ...otherCasesOf(unit)] : [unit]) units[one] = 1;
  return units;
}

interface Reading {
  readonly pattern: string;
  at: number;
}

/** @param pattern one that compiles and that `phoneRegex` takes */
export const partsOf = (pattern: string): Alternatives => readAlternatives({ pattern, at: 0 });

function readAlternatives(reading: Reading): Alternatives {
  const options: Repeated[][] = [[]];
  while (reading.at < reading.pattern.length && reading.pattern[reading.at] !== ")") {
    if (reading.pattern[reading.at] === "|") {
      reading.at += 1;
      options.push([]);
    } else options[options.length - 1]!.push({ what: readOne(reading), ...readQuantifier(reading) });
  }
  return { kind: "choice", options };
}

const GROUP = /\((?:\?(?::|<[^>]*>))?/y;
const EDGE = /[\^$]|\\[bB]/y;
/** A class, an escape, or the letter itself. */
const LETTER = /\[(?:\\[^]|[^\]\\])*\]|\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|c[a-zA-Z]|[^])|[^]/y;

function readOne(reading: Reading): Repeated["what"] {
  if (take(GROUP, reading) !== null) {
    const inside = readAlternatives(reading);
    reading.at += 1;
    return inside;
  }
  const edge = take(EDGE, reading);
  if (edge !== null) return { kind: "edge", source: edge };
  return { kind: "letter", source: take(LETTER, reading)! };
}

const QUANTIFIER = /(?:[*+?]|\{(\d+)(,(\d*))?\})\??/y;

function readQuantifier(reading: Reading): Omit<Repeated, "what"> {
  QUANTIFIER.lastIndex = reading.at;
  const found = QUANTIFIER.exec(reading.pattern);
  if (!found) return { canBeLeftOut: false, max: 1 };
  reading.at = QUANTIFIER.lastIndex;
  const [sign, least, rest, most] = found;
  const canBeLeftOut = least === undefined ? !sign.startsWith("+") : Number(least) === 0;
  if (least === undefined) return { canBeLeftOut, max: sign.startsWith("?") ? 2 : Infinity };
  if (rest === undefined) return { canBeLeftOut, max: Number(least) };
  // What may be left out is no letter that is always there: never 1.
  return { canBeLeftOut, max: most === "" || most === undefined ? Infinity : Math.max(2, Number(most)) };
}

function take(what: RegExp, reading: Reading): string | null {
  what.lastIndex = reading.at;
  const found = what.exec(reading.pattern);
  if (!found) return null;
  reading.at = what.lastIndex;
  return found[0];
}
