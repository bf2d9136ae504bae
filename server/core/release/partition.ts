/**
 * Joins categories (票种) into blocks (计票组) by numbers of people only; answers are not among the arguments.
 *
 * @source docs/disclosure.md §2; anonymity.md §5 `partition`
 */
import { add, type Ratio } from "../ratio.ts";
import type { Thresholds } from "../round/round.ts";

/** What is cut: a category before printing, an already joined block at close. */
export interface Divisible {
  readonly id: string;
  readonly weight: Ratio;
  readonly isOutside: boolean;
}

/** Neighbours that are counted together. */
export interface Run<T extends Divisible> {
  readonly members: readonly T[];
  /** Σ weights of the members, all of which have ballots. */
  readonly weight: Ratio;
  /** People or ballots, by what it is cut. */
  readonly size: number;
  readonly isOutside: boolean;
}

export interface Partition<T extends Divisible> {
  /** The unit's own people in the given order, then outside raters. */
  readonly blocks: readonly Run<T>[];
  /** Outside raters with more than 0 and fewer than `table`: counted nowhere. */
  readonly excluded: readonly Run<T>[];
}

/**
 * Cuts categories into blocks of at least `block`, as long as there are enough for that.
 *
 * The smallest run joins its smaller neighbour (ties: the first) while a run is below `block` or all of them
 * together are below `table`. O(categories²).
 *
 * @param categories in the order A-B-C that decides who is a neighbour
 * @param sizeOf     people or ballots of each category, a whole number ≥ 0; a category with 0 is in no block and adds no weight
 */
export function partition<T extends Divisible>(
  categories: readonly T[],
  sizeOf: (category: T) => number,
  { block, table }: Pick<Thresholds, "block" | "table">,
): Partition<T> {
  const present = categories
    .map((category) => single(category, sizeOf(category)))
    .filter((run) => run.size > 0);
  const outside = present.filter((run) => run.isOutside);
  const inside = present.filter((run) => !run.isOutside);
  const total = inside.reduce((sum, run) => sum + run.size, 0);
  while (inside.length > 1 && (smallestOf(inside).size < block || total < table)) joinSmallest(inside);
  return {
    blocks: [...inside, ...outside.filter((run) => run.size >= table)],
    excluded: outside.filter((run) => run.size < table),
  };
}

function single<T extends Divisible>(category: T, size: number): Run<T> {
  return { members: [category], weight: category.weight, size, isOutside: category.isOutside };
}

/** The first of the smallest. */
const smallestOf = <T extends Divisible>(runs: readonly Run<T>[]): Run<T> =>
  runs.reduce((least, run) => (run.size < least.size ? run : least));

function joinSmallest<T extends Divisible>(runs: Run<T>[]): void {
  const at = runs.indexOf(smallestOf(runs));
  const before = runs[at - 1];
  const after = runs[at + 1];
  const joinsBefore = before !== undefined && (after === undefined || before.size <= after.size);
  const left = joinsBefore ? at - 1 : at;
  const [first, second] = runs.slice(left, left + 2);
  if (first && second) runs.splice(left, 2, joined(first, second));
}

const joined = <T extends Divisible>(first: Run<T>, second: Run<T>): Run<T> => ({
  members: [...first.members, ...second.members],
  weight: add(first.weight, second.weight),
  size: first.size + second.size,
  isOutside: false,
});
