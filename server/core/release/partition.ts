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
  readonly ballots: number;
  readonly isOutside: boolean;
}

export interface Partition<T extends Divisible> {
  /** The unit's own people in the given order, then outside raters. */
  readonly blocks: readonly Run<T>[];
  /** Outside raters with more than 0 and fewer than `table` ballots: counted nowhere. */
  readonly excluded: readonly Run<T>[];
}

/**
 * Cuts categories into blocks of at least `block` ballots, as long as there are enough ballots for that.
 *
 * The smallest run joins its smaller neighbour (ties: the first) while a run is below `block` or all of them
 * together are below `table`. O(categories²).
 *
 * @param categories in the order A-B-C that decides who is a neighbour
 * @param ballots    whole number ≥ 0 of each category; a category with 0 is in no block and adds no weight
 */
export function partition<T extends Divisible>(
  categories: readonly T[],
  ballots: (category: T) => number,
  { block, table }: Pick<Thresholds, "block" | "table">,
): Partition<T> {
  const present = categories
    .map((category) => single(category, ballots(category)))
    .filter((run) => run.ballots > 0);
  const outside = present.filter((run) => run.isOutside);
  const inside = present.filter((run) => !run.isOutside);
  const total = inside.reduce((sum, run) => sum + run.ballots, 0);
  while (inside.length > 1 && (smallestOf(inside).ballots < block || total < table)) joinSmallest(inside);
  return {
    blocks: [...inside, ...outside.filter((run) => run.ballots >= table)],
    excluded: outside.filter((run) => run.ballots < table),
  };
}

function single<T extends Divisible>(category: T, ballots: number): Run<T> {
  return { members: [category], weight: category.weight, ballots, isOutside: category.isOutside };
}

/** The first of the smallest. */
const smallestOf = <T extends Divisible>(runs: readonly Run<T>[]): Run<T> =>
  runs.reduce((least, run) => (run.ballots < least.ballots ? run : least));

function joinSmallest<T extends Divisible>(runs: Run<T>[]): void {
  const at = runs.indexOf(smallestOf(runs));
  const before = runs[at - 1];
  const after = runs[at + 1];
  const joinsBefore = before !== undefined && (after === undefined || before.ballots <= after.ballots);
  const left = joinsBefore ? at - 1 : at;
  const [first, second] = runs.slice(left, left + 2);
  if (first && second) runs.splice(left, 2, joined(first, second));
}

const joined = <T extends Divisible>(first: Run<T>, second: Run<T>): Run<T> => ({
  members: [...first.members, ...second.members],
  weight: add(first.weight, second.weight),
  ballots: first.ballots + second.ballots,
  isOutside: false,
});
