import { LettersOfPattern } from "./letters-of-pattern.ts";
import { type Alternatives, partsOf, type Repeated } from "./pattern-parts.ts";

/** Letters of the longest text that is reckoned with. */
const TEXT_LETTERS = 2_000;
/** What a slow phone does in less than half a second. */
const STEPS_MAX = 1e7;
/** Fewer rounds than this are no repetition that could be divided in many ways. */
const ROUNDS_MAX = 8;

type Taken = Exclude<Repeated["what"], Alternatives>;

/**
 * Repetitions one after the other that can take the same letters, `\\d*\\d*-` or `.*a.*b`: where the end is not found a browser's
 * own engine tries every way to divide the text among them, from every place of it unless the pattern begins with `^`.
 *
 * @param pattern one that compiles, that `phoneRegex` takes, and in which no repetition stands inside another
 * @returns whether a text of 2 000 letters can take more than ten million steps
 */
export function hasLongDivisions(pattern: string, ignoreCase: boolean): boolean {
  const whole = partsOf(pattern);
  const repeated = repeatedIn(whole).filter((one) => !canEndAfter(whole, one));
  const rounds = repeated.map(({ max }) => Math.min(max, TEXT_LETTERS));
  const starts = whole.options.every(([first]) => first && isStart(first.what)) ? 1 : TEXT_LETTERS;
  // As if all could be divided: most patterns need no look at their letters.
  if (starts * rounds.reduce((product, one) => product * one, 1) <= STEPS_MAX) return false;
  const letters = LettersOfPattern.read(whole, ignoreCase);
  if (letters === null) return true;
  const steps: number[] = [];
  for (const [at, one] of repeated.entries()) {
    const before = repeated
      .slice(0, at)
      .map((other, i) => (divides(whole, other, one, letters) ? steps[i]! : 1));
    steps.push(rounds[at]! * Math.max(1, ...before));
  }
  return starts * Math.max(1, ...steps) > STEPS_MAX;
}

const isStart = (what: Repeated["what"]): boolean => what.kind === "edge" && what.source === "^";

/** In the order in which they stand. */
const repeatedIn = ({ options }: Alternatives): readonly Repeated[] =>
  options
    .flat()
    .flatMap((one) =>
      one.what.kind === "edge"
        ? []
        : one.max > ROUNDS_MAX
          ? [one]
          : one.what.kind === "choice"
            ? repeatedIn(one.what)
            : [],
    );

/** What an engine finds there is found: nothing behind it can fail and make it try again. */
function canEndAfter(whole: Alternatives, repeated: Repeated): boolean {
  return walk(whole, false, { from: repeated, takes: () => false, met: () => undefined });
}

/** Whether letters that the first took may be taken by the second instead, with all that stands between them. */
function divides(whole: Alternatives, first: Repeated, second: Repeated, letters: LettersOfPattern): boolean {
  const both = letters.common(first, second);
  let isReached = false;
  walk(whole, false, {
    from: first,
    takes: (what) => letters.canTake(what, both),
    met: (one, isLive) => (isReached ||= one === second && isLive),
  });
  return isReached && letters.canTake(first.what, both) && letters.canTake(second.what, both);
}

interface Way {
  /** A way begins behind it. */
  readonly from: Repeated;
  /** Whether a way leads over this; of an edge or a letter. */
  takes(what: Taken): boolean;
  met(one: Repeated, isLive: boolean): void;
}

/** @returns whether a way leads to the end */
function walk(choice: Alternatives, isLive: boolean, way: Way): boolean {
  const ends = choice.options.map((option) => option.reduce((live, one) => step(one, live, way), isLive));
  return ends.includes(true);
}

function step(one: Repeated, isLive: boolean, way: Way): boolean {
  way.met(one, isLive);
  const { what } = one;
  const isOver = what.kind === "choice" ? walk(what, isLive, way) : isLive && way.takes(what);
  return one === way.from || isOver || (one.canBeLeftOut && isLive);
}
