import { type Alternatives, LETTERS_MAX, partsOf, unitsOf } from "./pattern-parts.ts";

/** Fewer rounds than this cannot take long, however many ways there are. */
const ROUNDS_MAX = 8;
const SEQUENCES_MAX = 200;

/**
 * Alternatives inside a repetition that can begin alike, `(a|ab)*`: a browser's own engine tries every way to divide a text
 * among them and hangs. They are safe when no alternative is the beginning of another.
 *
 * @param pattern one that compiles, that `phoneRegex` takes, and in which no repetition stands inside another
 */
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
  return visit(partsOf(pattern));
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
