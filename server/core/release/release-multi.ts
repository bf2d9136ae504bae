import type { BooleanLeaf, FrozenItem, ListLeaf, MultiLeaf, NumberLeaf } from "../definition/frozen.ts";
import { addLeaves } from "../tally/add-tallies.ts";
import type { LeafTally } from "../tally/tally.ts";
import type { CountedBlock } from "./count-blocks.ts";
import type { ReleasedCount, ReleasedMulti } from "./released.ts";
import { releasedOption } from "./released-option.ts";

/** One leaf over the scored blocks as one pool. */
function pooled<K extends LeafTally["kind"]>(
  kind: K,
  at: number,
  blocks: readonly CountedBlock[],
): Extract<LeafTally, { kind: K }> | null {
  const tallies = blocks.filter((block) => block.isScored).map((block) => block.tally.leaves[at]!);
  const sum = tallies.reduce<LeafTally | null>((total, one) => (total ? addLeaves(total, one) : one), null);
  return sum?.kind === kind ? (sum as Extract<LeafTally, { kind: K }>) : null;
}

/**
 * One multi-select, whole unit only, pooled over the scored blocks; base = ballots − 不了解 − 未填.
 *
 * @returns null counts when the base is below `floor`
 * @source docs/disclosure.md §4
 */
export function releaseMulti(
  leaf: MultiLeaf,
  at: number,
  item: FrozenItem | null,
  blocks: readonly CountedBlock[],
  floor: number,
): ReleasedMulti {
  const tally = pooled("multi", at, blocks);
  const ballots = blocks.reduce((sum, block) => sum + (block.isScored ? block.ballots : 0), 0);
  const dontKnow = leaf.unknown === null ? 0 : (tally?.counts[leaf.unknown] ?? 0);
  const blank = tally?.blank ?? 0;
  const base = ballots - dontKnow - blank;
  const isCounted = tally !== null && base >= floor;
  return {
    leaf: leaf.id,
    item: item?.item ?? leaf.question,
    title: leaf.title,
    dimension: item?.dimension ?? null,
    focus: item?.focus ?? [],
    options: leaf.options.map(releasedOption),
    none: leaf.none,
    unknown: leaf.unknown,
    base,
    counts: isCounted ? tally.counts : null,
    reported: isCounted ? tally.reported : null,
    dontKnow,
    blank,
  };
}

/** Numbers, booleans and the rows of a list, that are only counted; null with fewer than `floor` values. */
export function releaseCount(
  leaf: NumberLeaf | BooleanLeaf | ListLeaf,
  at: number,
  blocks: readonly CountedBlock[],
  floor: number,
): ReleasedCount | null {
  const tally = pooled(leaf.kind === "list" ? "number" : leaf.kind, at, blocks);
  if (tally === null) return null;
  const values = tally.kind === "number" ? tally.values : { true: tally.yes, false: tally.no };
  const given = Object.values(values).reduce((sum, n) => sum + n, 0);
  return given < floor ? null : { leaf: leaf.id, title: leaf.title, values, blank: tally.blank };
}
