import type { ChoiceLeaf, FrozenForm } from "../definition/frozen.ts";
import { ratio } from "../ratio.ts";
import { addLeaves } from "../tally/add-tallies.ts";
import type { LeafTally } from "../tally/tally.ts";
import type { CountedBlock } from "./count-blocks.ts";
import { releaseItem } from "./release-item.ts";
import type { ReleasedItem } from "./released.ts";

/**
 * The least that subtraction can lay bare of a total: one node that has tables of its own, or small nodes that are
 * always counted together. All blocks carry the leaves that all nodes share.
 */
export interface RollUpPart {
  /** By column of the total. */
  readonly blocks: readonly CountedBlock[];
  /** The same as its own release cuts it. */
  readonly cut: readonly CountedBlock[];
  /** Scored outside raters: not in the total, but in the node's own counts. */
  readonly beside: readonly CountedBlock[];
}

export interface RolledUpItem extends ReleasedItem {
  /** Ballots of the total of which this item is not counted, because too few of their part answered it. */
  readonly leftOut: number;
}

/**
 * One item of a total. A part in which fewer than `floor` answered is left out, because its own release withholds the
 * counts and the total less the other parts would give them; and there are columns only when no block of a part is so
 * small: columns of two totals may be joined differently, and what they share would be laid bare.
 *
 * @param at place of the leaf among the shared ones
 * @source docs/disclosure.md §5
 */
export function rollUpItem(
  form: FrozenForm,
  leaf: ChoiceLeaf,
  at: number,
  parts: readonly RollUpPart[],
  floor: number,
): RolledUpItem {
  const validOf = (blocks: readonly CountedBlock[]): number =>
    blocks.reduce((sum, { tally }) => sum + validIn(leaf, tally.leaves[at]!), 0);
  const isTooFew = (valid: number): boolean => valid > 0 && valid < floor;
  const taken = parts.filter(({ blocks, beside }) => validOf(blocks) >= floor && !isTooFew(validOf(beside)));
  const blocks = taken.flatMap((part) => part.blocks).map((block) => onlyLeaf(block, at));
  const isPooled =
    new Set(blocks.map(({ id }) => id)).size > 1 &&
    taken.some((part) => part.cut.some((block) => validOf([block]) < floor));
  const columns = isPooled ? sumBy(blocks, () => "") : sumBy(blocks, ({ id }) => id);
  const meaning = form.items.find((item) => item.leaf === leaf.id) ?? null;
  return {
    ...releaseItem(leaf, 0, meaning, columns, floor),
    isPooled,
    leftOut: parts.reduce((sum, part) => (taken.includes(part) ? sum : sum + ballotsOf(part)), 0),
  };
}

const ballotsOf = ({ blocks }: RollUpPart): number => blocks.reduce((sum, { ballots }) => sum + ballots, 0);

const validIn = (leaf: ChoiceLeaf, tally: LeafTally): number =>
  tally.kind === "choice"
    ? leaf.options.reduce((sum, { dontKnow }, i) => sum + (dontKnow ? 0 : tally.counts[i]!), 0)
    : 0;

const onlyLeaf = (block: CountedBlock, at: number): CountedBlock => ({
  ...block,
  tally: { ...block.tally, leaves: [block.tally.leaves[at]!] },
});

/** Blocks of one key as one block that weighs as many as it has ballots. */
function sumBy(blocks: readonly CountedBlock[], keyOf: (block: CountedBlock) => string): CountedBlock[] {
  const sums = new Map<string, CountedBlock>();
  for (const block of blocks) {
    const sum = sums.get(keyOf(block));
    sums.set(keyOf(block), sum ? added(sum, block) : block);
  }
  return [...sums.values()];
}

function added(one: CountedBlock, other: CountedBlock): CountedBlock {
  const ballots = one.ballots + other.ballots;
  const leaves = one.tally.leaves.map((leaf, i) => addLeaves(leaf, other.tally.leaves[i]!) ?? leaf);
  return { ...one, weight: ratio(ballots), ballots, tally: { ...one.tally, ballots, leaves } };
}
