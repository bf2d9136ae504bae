/**
 * Alternatives inside a repetition that can begin alike, `(a|ab)*`: a browser's own engine tries every way to divide a text
 * among them and hangs. They are safe when no alternative is the beginning of another.
 */
interface Alternatives {
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
}

interface Repeated {
  readonly what: Alternatives | Letter | Edge;
  /** 1 without a quantifier. */
  readonly max: number;
}

/** Fewer rounds than this cannot take long, however many ways there are. */
const ROUNDS_MAX = 8;
const SEQUENCES_MAX = 200;
/** Different letters and classes that are looked at, 65 536 units each: whoever writes more of them is refused. */
const LETTERS_MAX = 60;

/** @param pattern one that compiles, that `phoneRegex` takes, and in which no repetition stands inside another */
export function hasRepeatedOverlap(pattern: string, ignoreCase: boolean): boolean {
  const letters = new Map<string, Uint8Array>();
  const setOf = (source: string): Uint8Array | null => {
    const known = letters.get(source) ?? (letters.size < LETTERS_MAX ? unitsOf(source, ignoreCase) : null);
    if (known) letters.set(source, known);
    return known;
  };
  const met = new Map<string, boolean>();
  const meets = (one: string, other: string): boolean => {
    const pair = `${one}\0${other}`;
    const known = met.get(pair) ?? meet(setOf(one), setOf(other));
    met.set(pair, known);
    return known;
  };
  const visit = ({ options }: Alternatives): boolean =>
    options.flat().some(({ what, max }) => {
      if (what.kind !== "choice") return false;
      return (max > ROUNDS_MAX && overlaps(what, meets)) || visit(what);
    });
  return visit(readAlternatives({ pattern, at: 0 }));
}

/** Whether a letter can be one of both. */
type Meets = (one: string, other: string) => boolean;

function overlaps(choice: Alternatives, meets: Meets): boolean {
  const sequences = sequencesOf(choice);
  if (sequences === null) return true;
  return sequences.some((one, at) =>
    sequences.slice(at + 1).some((other) => canBeginAlike(one, other, meets)),
  );
}

/** Every way through the alternatives; null when there are too many, or one of unknown length. */
function sequencesOf({ options }: Alternatives): readonly (readonly string[])[] | null {
  const all: (readonly string[])[] = [];
  for (const option of options) {
    let ways: (readonly string[])[] = [[]];
    for (const { what, max } of option) {
      if (max !== 1) return null;
      const next = what.kind === "edge" ? [[]] : what.kind === "letter" ? [[what.source]] : sequencesOf(what);
      if (next === null || next.length * ways.length > SEQUENCES_MAX) return null;
      ways = ways.flatMap((way) => next.map((more) => [...way, ...more]));
    }
    all.push(...ways);
  }
  return all.length > SEQUENCES_MAX ? null : all;
}

/** Whether a text can be one of both while the shorter lasts. */
function canBeginAlike(one: readonly string[], other: readonly string[], meets: Meets): boolean {
  const shared = Math.min(one.length, other.length);
  for (let at = 0; at < shared; at++) if (!meets(one[at]!, other[at]!)) return false;
  return true;
}

/** @param one null when it was not looked at any more */
const meet = (one: Uint8Array | null, other: Uint8Array | null): boolean =>
  one === null || other === null || one.some((holds, at) => holds === 1 && other[at] === 1);

const UNITS = 0x10000;

function unitsOf(source: string, ignoreCase: boolean): Uint8Array {
  const test = new RegExp(`^(?:${source})$`, ignoreCase ? "i" : "");
  return Uint8Array.from({ length: UNITS }, (_, unit) => (test.test(String.fromCharCode(unit)) ? 1 : 0));
}

interface Reading {
  readonly pattern: string;
  at: number;
}

function readAlternatives(reading: Reading): Alternatives {
  const options: Repeated[][] = [[]];
  while (reading.at < reading.pattern.length && reading.pattern[reading.at] !== ")") {
    if (reading.pattern[reading.at] === "|") {
      reading.at += 1;
      options.push([]);
    } else options[options.length - 1]!.push({ what: readOne(reading), max: readMax(reading) });
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
  if (take(EDGE, reading) !== null) return { kind: "edge" };
  return { kind: "letter", source: take(LETTER, reading)! };
}

const QUANTIFIER = /(?:[*+?]|\{(\d+)(,(\d*))?\})\??/y;

function readMax(reading: Reading): number {
  QUANTIFIER.lastIndex = reading.at;
  const found = QUANTIFIER.exec(reading.pattern);
  if (!found) return 1;
  reading.at = QUANTIFIER.lastIndex;
  const [sign, least, rest, most] = found;
  if (least === undefined) return sign.startsWith("?") ? 2 : Infinity;
  if (rest === undefined) return Number(least);
  // What may be left out is no letter that is always there: never 1.
  return most === "" || most === undefined ? Infinity : Math.max(2, Number(most));
}

function take(what: RegExp, reading: Reading): string | null {
  what.lastIndex = reading.at;
  const found = what.exec(reading.pattern);
  if (!found) return null;
  reading.at = what.lastIndex;
  return found[0];
}
