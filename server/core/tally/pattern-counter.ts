/** How ballots of one block resemble each other; whole numbers only, no answer is kept. */
import type { Answer, FrozenForm, ListRow } from "../definition/frozen.ts";

/** A form with fewer rated questions says nothing by being filled alike. */
export const RATED_MIN = 5;

export interface PatternCounter {
  add(answers: readonly Answer[]): void;
  readonly straightLined: number;
  /** Fingerprint → ballots. */
  readonly groups: ReadonlyMap<number, number>;
}

/** Places of the rated questions and of everything but texts. */
interface Places {
  readonly rated: readonly number[];
  readonly compared: readonly number[];
}

const compiled = new WeakMap<FrozenForm, Places>();

function placesOf(form: FrozenForm): Places {
  let places = compiled.get(form);
  if (!places) {
    const weighed = new Set(form.items.filter(({ weight }) => weight !== null).map(({ leaf }) => leaf));
    const at = form.leaves.map((leaf, i) => ({ leaf, i }));
    places = {
      rated: at.filter(({ leaf }) => leaf.kind === "choice" && weighed.has(leaf.id)).map(({ i }) => i),
      compared: at.filter(({ leaf }) => leaf.kind !== "text").map(({ i }) => i),
    };
    compiled.set(form, places);
  }
  return places;
}

/**
 * Straight-lined: every rated question of the form (five at least) answered by the option at the same place. Identical:
 * the same answers to everything but texts, told by a fingerprint of 53 bits that is forgotten with the counter.
 *
 * @source docs/scoring.md §1
 */
export function patternCounter(form: FrozenForm): PatternCounter {
  const { rated, compared } = placesOf(form);
  const groups = new Map<number, number>();
  let straightLined = 0;
  return {
    add(answers) {
      if (rated.length >= RATED_MIN && isStraight(rated, answers)) straightLined++;
      const print = fingerprint(compared, answers);
      groups.set(print, (groups.get(print) ?? 0) + 1);
    },
    get straightLined() {
      return straightLined;
    },
    groups,
  };
}

function isStraight(rated: readonly number[], answers: readonly Answer[]): boolean {
  const first = answers[rated[0]!];
  return first !== null && first !== undefined && rated.every((at) => answers[at] === first);
}

/** Size of a group of two or more → how many groups of that size. */
export function groupSizes(groups: ReadonlyMap<number, number>): { readonly [size: string]: number } {
  const sizes: { [size: string]: number } = {};
  for (const n of groups.values()) if (n > 1) sizes[n] = (sizes[n] ?? 0) + 1;
  return sizes;
}

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);

/** Two multiplicative hashes of 32 bits, of which 53 bits are kept. */
function fingerprint(places: readonly number[], answers: readonly Answer[]): number {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  const mix = (word: number): void => {
    a = Math.imul(a ^ word, 0x01000193);
    a ^= a >>> 15;
    b = Math.imul(b + word, 0x85ebca6b);
    b ^= b >>> 13;
  };
  const mixNumber = (value: number): void => {
    float[0] = value;
    mix(words[0]!);
    mix(words[1]!);
  };
  const mixAnswer = (answer: Answer | ListRow | undefined): void => {
    if (answer === null || answer === undefined) mix(1);
    else if (typeof answer === "number") mixNumber(answer);
    else if (typeof answer === "boolean") mix(answer ? 2 : 3);
    else {
      mix(0x10000 + answer.length);
      for (const one of answer) mixAnswer(one);
    }
  };
  for (const at of places) mixAnswer(answers[at]);
  return (a >>> 0) * 0x200000 + (b >>> 11);
}
