/** Plain descriptions of one question. Floats: nothing here decides a score or a grade. @source docs/statistics.md */
import type { Answer, Leaf, LeafOption } from "../definition/frozen.ts";

export interface Description {
  readonly leaf: string;
  readonly title: string;
  readonly valid: number;
  /** 弃权（未填） and 不了解 */
  readonly missing: number;
  /** Null where answers have no numbers, or there is none. */
  readonly mean: number | null;
  /** Of a sample (n − 1); null with fewer than two. */
  readonly sd: number | null;
  readonly median: number | null;
  readonly min: number | null;
  readonly max: number | null;
  /** Answers per option or value; null when fewer than `countsFrom` are valid. */
  readonly counts: { readonly [value: string]: number } | null;
}

/** What an option is worth: its points, or the number that it is. */
function numberOf({ points, value }: LeafOption, isPriced: boolean): number | null {
  if (isPriced) return points === null ? null : ratioNumber(points);
  const number = typeof value === "boolean" || value === "" ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : null;
}

function ratioNumber(text: string): number {
  const [top, bottom = "1"] = text.split("/");
  return Number(top) / Number(bottom);
}

/** Answer → number; null for missing, 不了解, and answers without a number. */
export function numeric(leaf: Leaf): (answer: Answer | undefined) => number | null {
  if (leaf.kind === "number") return (answer) => (typeof answer === "number" ? answer : null);
  if (leaf.kind !== "choice") return () => null;
  const isPriced = leaf.options.some(({ points }) => points !== null);
  const numbers = leaf.options.map((option) => (option.dontKnow ? null : numberOf(option, isPriced)));
  const areAll = leaf.options.every((option, i) => option.dontKnow || numbers[i] !== null);
  return (answer) => (areAll && typeof answer === "number" ? (numbers[answer] ?? null) : null);
}

/**
 * One question over ballots; null for texts.
 *
 * @param answers    one per ballot
 * @param countsFrom fewest valid answers of which numbers are given
 */
export function describe(
  leaf: Leaf,
  answers: readonly (Answer | undefined)[],
  countsFrom: number,
): Description | null {
  if (leaf.kind === "text") return null;
  const given = answers.filter((answer) => isValid(leaf, answer));
  const valid = given.length;
  const isShown = valid >= countsFrom;
  const toNumber = numeric(leaf);
  const numbers = isShown ? given.flatMap((answer) => toNumber(answer) ?? []).toSorted((a, b) => a - b) : [];
  const mean = meanOf(numbers);
  return {
    leaf: leaf.id,
    title: leaf.title,
    valid,
    missing: answers.length - valid,
    mean,
    sd: numbers.length < 2 ? null : Math.sqrt(varianceOf(numbers)),
    median: medianOf(numbers),
    min: numbers[0] ?? null,
    max: numbers.at(-1) ?? null,
    counts: isShown ? countsOf(leaf, given) : null,
  };
}

function isValid(leaf: Leaf, answer: Answer | undefined): boolean {
  if (answer === null || answer === undefined) return false;
  if (leaf.kind === "choice") return !leaf.options[answer as number]?.dontKnow;
  if (leaf.kind === "multi") {
    const ticks = answer as readonly number[];
    return ticks.length > 0 && (leaf.unknown === null || !ticks.includes(leaf.unknown));
  }
  return true;
}

function countsOf(
  leaf: Leaf,
  answers: readonly (Answer | undefined)[],
): { readonly [value: string]: number } {
  const counts = new Map<string, number>();
  const add = (value: string): void => void counts.set(value, (counts.get(value) ?? 0) + 1);
  if (leaf.kind === "choice" || leaf.kind === "multi") {
    for (const { value, dontKnow } of leaf.options) if (!dontKnow) counts.set(String(value), 0);
  }
  for (const answer of answers) {
    if (leaf.kind === "choice") add(String(leaf.options[answer as number]!.value));
    else if (leaf.kind === "multi")
      for (const i of answer as readonly number[]) add(String(leaf.options[i]!.value));
    else add(String(answer));
  }
  return Object.fromEntries(counts);
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

export const meanOf = (numbers: readonly number[]): number | null =>
  numbers.length === 0 ? null : sumOf(numbers) / numbers.length;

/** Of a sample, n − 1; 0 with fewer than two. */
export function varianceOf(numbers: readonly number[]): number {
  const mean = meanOf(numbers);
  if (mean === null || numbers.length < 2) return 0;
  return sumOf(numbers.map((one) => (one - mean) ** 2)) / (numbers.length - 1);
}

function medianOf(sorted: readonly number[]): number | null {
  if (sorted.length === 0) return null;
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}
