import type { ChoiceLeaf, FrozenItem } from "../definition/frozen.ts";
import { parseRatio, type Ratio } from "../ratio.ts";
import { democratic, type ItemScore } from "../scoring/democratic.ts";
import type { LeafTally } from "../tally/tally.ts";
import type { CountedBlock } from "./count-blocks.ts";
import type { ReleasedItem } from "./released.ts";
import { releasedOption } from "./released-option.ts";

type ChoiceTally = Extract<LeafTally, { kind: "choice" }>;

interface ItemBlock {
  readonly block: CountedBlock;
  readonly tally: ChoiceTally;
  readonly valid: number;
}

/**
 * One rated question over the blocks of a form.
 *
 * Thresholds count ballots, quality counts valid answers: with fewer than `floor` valid answers in a scored block
 * the blocks are scored as one pool, with fewer in all of them there is neither score nor counts.
 *
 * @param at    place of the leaf in the form
 * @param item  its meaning; null for a question that is only counted
 * @source docs/disclosure.md §4; anonymity.md §5 R5
 */
export function releaseItem(
  leaf: ChoiceLeaf,
  at: number,
  item: FrozenItem | null,
  blocks: readonly CountedBlock[],
  floor: number,
): ReleasedItem {
  const all = blocks.map((block) => itemBlock(leaf, at, block));
  const scored = all.filter(({ block }) => block.isScored);
  const valid = scored.reduce((sum, one) => sum + one.valid, 0);
  const blank = scored.reduce((sum, one) => sum + one.tally.blank, 0);
  const dontKnow = scored.reduce((sum, one) => sum + one.block.ballots - one.valid - one.tally.blank, 0);
  const isPooled = scored.length > 1 && scored.some((one) => one.valid < floor);
  const scores = isPriced(leaf) ? scoresOf(leaf, scored) : null;
  const isCounted = valid >= floor;
  return {
    leaf: leaf.id,
    item: item?.item ?? leaf.question,
    title: leaf.title,
    part: item?.part ?? null,
    weight: item?.weight ?? null,
    dimension: item?.dimension ?? null,
    focus: item?.focus ?? [],
    leader: item?.leader ?? null,
    options: leaf.options.map(releasedOption),
    score: isCounted && scores ? (isPooled ? scores.pooledScore : scores.score) : null,
    valid,
    abstained: dontKnow + blank,
    dontKnow,
    blank,
    counts: isCounted
      ? leaf.options.map((_, i) => scored.reduce((sum, one) => sum + one.tally.counts[i]!, 0))
      : null,
    isPooled,
    blocks: isCounted && !isPooled ? columns(leaf, all, floor) : [],
  };
}

function itemBlock(leaf: ChoiceLeaf, at: number, block: CountedBlock): ItemBlock {
  const tally = block.tally.leaves[at] as ChoiceTally;
  const valid = leaf.options.reduce((sum, option, i) => sum + (option.dontKnow ? 0 : tally.counts[i]!), 0);
  return { block, tally, valid };
}

/** A question can be scored when everything but 不了解 has a price. */
const isPriced = (leaf: ChoiceLeaf): boolean =>
  leaf.options.every((option) => option.dontKnow || option.points !== null);

function scoresOf(leaf: ChoiceLeaf, blocks: readonly ItemBlock[]): ItemScore {
  const places = leaf.options.map((option, i) => ({ option, place: String(i) }));
  const counted = blocks.map(
    ({ block, tally }) =>
      [block.id, { counts: Object.fromEntries(tally.counts.entries()), blank: tally.blank }] as const,
  );
  return democratic(Object.fromEntries(counted), {
    points: Object.fromEntries(
      places.flatMap(({ option, place }): [string, Ratio][] =>
        option.dontKnow ? [] : [[place, parseRatio(option.points!)]],
      ),
    ),
    abstain: places.filter(({ option }) => option.dontKnow).map(({ place }) => place),
    weights: Object.fromEntries(blocks.map(({ block }) => [block.id, block.weight])),
  });
}

/** Columns per block, outside raters among them; a single block has none of its own. */
function columns(leaf: ChoiceLeaf, all: readonly ItemBlock[], floor: number): ReleasedItem["blocks"] {
  if (all.length < 2) return [];
  const scores = isPriced(leaf) ? scoresOf(leaf, all) : null;
  return all
    .filter((one) => one.valid >= floor)
    .map(({ block, tally }) => ({
      block: block.id,
      counts: tally.counts,
      mean: scores?.blocks[block.id]?.mean ?? null,
    }));
}
