/**
 * A parent over its nodes (sub-units of a unit, units of a round): tables of what the nodes' own releases allow.
 *
 * @source anonymity.md §5 R9; docs/disclosure.md §7
 */
import type { FrozenForm } from "../definition/frozen.ts";
import { Problem } from "../problem.ts";
import { add, div, mul, parseRatio, printRatio, type Ratio, ratio, ZERO } from "../ratio.ts";
import type { Thresholds } from "../round/round.ts";
import { addLeaves, addSources } from "../tally/add-tallies.ts";
import type { BlockTally, FormTally } from "../tally/tally.ts";
import { countBlocks, type CountedBlock, releasedBlock } from "./count-blocks.ts";
import { type FinalBlock, isCarrier } from "./final-block.ts";
import { release } from "./release.ts";
import { releaseItem } from "./release-item.ts";
import type { Released, ReleasedBlock, ReleasedItem } from "./released.ts";
import { vouch } from "./vouch.ts";

/** One node with its closed form; all nodes must have been asked the same questions. */
export interface RollUpNode {
  readonly id: string;
  readonly form: FrozenForm;
  readonly digest: string;
  readonly tally: FormTally;
  readonly blocks: readonly FinalBlock[];
}

export interface RollUp {
  readonly instrument: string;
  /** Nodes that are counted, and ballots in them. */
  readonly nodes: number;
  readonly ballots: number;
  readonly leftOut: { readonly nodes: number; readonly ballots: number };
  /** Categories joined at least as coarsely as in every node; then the small nodes together. */
  readonly blocks: readonly ReleasedBlock[];
  /** Ballot-weighted mean of the nodes' printed scores; null when none has a score. */
  readonly score: Ratio | null;
  /** Items that every node was asked; those about leaders are not, because leaders differ. */
  readonly items: readonly ReleasedItem[];
}

/** Id of the block of nodes that have one score each. */
export const SMALL_NODES = "small-nodes";

interface Counted {
  readonly node: RollUpNode;
  readonly level: "none" | "score" | "tables";
  readonly ballots: number;
  readonly score: Ratio | null;
  readonly blocks: readonly CountedBlock[];
}

/**
 * Counts the nodes at level *tables*, and all nodes at level *score* as one more block when together they have at
 * least `table` ballots; the rest is left out and its number of ballots is told.
 *
 * @param smallName what the block of small nodes is called
 * @returns null when nothing may be counted
 * @throws Problem scoring.input when the nodes were not asked the same questions
 */
export function rollUp(
  nodes: readonly RollUpNode[],
  thresholds: Thresholds,
  smallName: string,
): Released<RollUp> | null {
  const counted = nodes.map((node) => countNode(node, thresholds));
  const large = counted.filter(({ level }) => level === "tables");
  const small = counted.filter(({ level }) => level === "score");
  const takesSmall = ballotsOf(small) >= thresholds.table;
  const taken = takesSmall ? [...large, ...small] : large;
  const first = taken[0]?.node.form;
  if (!first) return null;
  requireAlike(first, taken);
  const blocks = [...joinedBlocks(large), ...(takesSmall ? [smallBlock(small, smallName)] : [])];
  const rest = counted.filter((one) => !taken.includes(one));
  return vouch<RollUp>({
    instrument: first.instrument,
    nodes: taken.length,
    ballots: ballotsOf(taken),
    leftOut: { nodes: rest.length, ballots: ballotsOf(rest) },
    blocks: blocks.map(releasedBlock),
    score: meanOfPrinted(taken),
    items: itemsOf(first, blocks, thresholds.floor),
  });
}

const ballotsOf = (nodes: readonly Counted[]): number => nodes.reduce((sum, { ballots }) => sum + ballots, 0);

function countNode(node: RollUpNode, thresholds: Thresholds): Counted {
  const { level, ballots, score } = release(node.form, node.digest, node.tally, node.blocks, thresholds);
  const { blocks } = countBlocks(node.tally, node.blocks, thresholds);
  return { node, level, ballots, score, blocks: blocks.filter(isCarrier) };
}

function requireAlike(form: FrozenForm, nodes: readonly Counted[]): void {
  const questions = (one: FrozenForm) =>
    one.leaves.filter((leaf) => !isAboutLeader(one, leaf.id)).map(({ id }) => id);
  const wanted = questions(form).join("\n");
  if (nodes.some(({ node }) => questions(node.form).join("\n") !== wanted)) {
    throw new Problem("scoring.input", { reason: `${form.instrument}: different questions` });
  }
}

const isAboutLeader = (form: FrozenForm, leaf: string): boolean =>
  form.items.some((item) => item.leaf === leaf && item.leader !== null);

/** Blocks that share a category in any node become one: {AB | C} and {A | BC} give ABC. */
function joinedBlocks(nodes: readonly Counted[]): CountedBlock[] {
  const groups: Set<string>[] = [];
  for (const block of nodes.flatMap(({ blocks }) => blocks)) {
    const touched = groups.filter((group) => block.categories.some((category) => group.has(category)));
    const joined = new Set([...touched.flatMap((group) => [...group]), ...block.categories]);
    groups.splice(0, groups.length, ...groups.filter((group) => !touched.includes(group)), joined);
  }
  return groups
    .map((group) => {
      const members = nodes.flatMap(({ node, blocks }) =>
        blocks.filter(({ categories }) => group.has(categories[0] ?? "")).map((block) => ({ node, block })),
      );
      const categories = [...group].toSorted();
      const names = [...new Set(members.flatMap(({ block }) => block.name.split("、")))];
      return sumBlock(categories.join("+"), names.join("、"), categories, members);
    })
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function smallBlock(nodes: readonly Counted[], name: string): CountedBlock {
  const members = nodes.flatMap(({ node, blocks }) => blocks.map((block) => ({ node, block })));
  const categories = [...new Set(members.flatMap(({ block }) => block.categories))].toSorted();
  return sumBlock(SMALL_NODES, name, categories, members);
}

function sumBlock(
  id: string,
  name: string,
  categories: readonly string[],
  members: readonly { readonly node: RollUpNode; readonly block: CountedBlock }[],
): CountedBlock {
  const tallies = members.map(({ node, block }) => sharedLeaves(node.form, block.tally));
  const tally = tallies.reduce((sum, one) => ({
    block: id,
    ballots: sum.ballots + one.ballots,
    valid: sum.valid + one.valid,
    bySource: addSources(sum.bySource, one.bySource),
    leaves: sum.leaves.map((leaf, i) => addLeaves(leaf, one.leaves[i]!) ?? leaf),
  }));
  const { ballots } = tally;
  return { id, name, categories, weight: ratio(ballots), ballots, isOutside: false, isScored: true, tally };
}

/** The leaves that all nodes share, in the order of the form. */
function sharedLeaves(form: FrozenForm, tally: BlockTally): BlockTally {
  const leaves = tally.leaves.filter((_, i) => !isAboutLeader(form, form.leaves[i]!.id));
  return { ...tally, leaves };
}

function itemsOf(form: FrozenForm, blocks: readonly CountedBlock[], floor: number): ReleasedItem[] {
  const meanings = new Map(form.items.map((item) => [item.leaf, item]));
  const shared = form.leaves.filter((leaf) => !isAboutLeader(form, leaf.id));
  return shared.flatMap((leaf, at) =>
    leaf.kind === "choice" ? [releaseItem(leaf, at, meanings.get(leaf.id) ?? null, blocks, floor)] : [],
  );
}

function meanOfPrinted(nodes: readonly Counted[]): Ratio | null {
  let sum = ZERO;
  let ballots = 0;
  for (const node of nodes) {
    if (!node.score) continue;
    sum = add(sum, mul(parseRatio(printRatio(node.score, 2)), ratio(node.ballots)));
    ballots += node.ballots;
  }
  return ballots === 0 ? null : div(sum, ratio(ballots));
}
