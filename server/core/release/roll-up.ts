/**
 * A parent over its nodes (sub-units of a unit, units of a round): tables of what the nodes' own releases allow.
 *
 * @source anonymity.md §5 R9; docs/disclosure.md §5
 */
import type { FrozenForm } from "../definition/frozen.ts";
import type { FormScoring } from "../definition/instrument.ts";
import { Problem } from "../problem.ts";
import { add, div, mul, parseRatio, printRatio, type Ratio, ratio, ZERO } from "../ratio.ts";
import type { Thresholds } from "../round/round.ts";
import { addLeaves, addSources } from "../tally/add-tallies.ts";
import type { BlockTally, FormTally } from "../tally/tally.ts";
import { countBlocks, type CountedBlock, releasedBlock } from "./count-blocks.ts";
import { type FinalBlock, isCarrier } from "./final-block.ts";
import { release } from "./release.ts";
import type { Released, ReleasedBlock } from "./released.ts";
import { type RolledUpItem, rollUpItem, type RollUpPart } from "./roll-up-item.ts";
import { vouch } from "./vouch.ts";

/** One node with its closed form; all nodes that count must have been asked the same questions. */
export interface RollUpNode {
  readonly id: string;
  /** As titles of the form name it. */
  readonly name: string;
  /** The unit whose sub-units it is counted with when it is small; null = no such unit. */
  readonly home: string | null;
  /**
   * withdrawn: counted once, and declared invalid since. anew: held in place of one that was withdrawn. Absent: the first poll
   * of its unit, and it counts.
   */
  readonly standing?: "withdrawn" | "anew";
  readonly form: FrozenForm;
  readonly digest: string;
  readonly tally: FormTally;
  readonly blocks: readonly FinalBlock[];
}

export interface RollUp {
  readonly instrument: string;
  readonly title: string;
  readonly shortTitle: string;
  readonly scoring: FormScoring;
  /** Nodes that are counted, and ballots in them. */
  readonly nodes: number;
  readonly ballots: number;
  readonly leftOut: { readonly nodes: number; readonly ballots: number };
  /** Categories joined at least as coarsely as in every node; then the small nodes together. */
  readonly blocks: readonly ReleasedBlock[];
  /** Ballot-weighted mean of the nodes' printed scores; null when none has a score. */
  readonly score: Ratio | null;
  /** Items that every node was asked; those about leaders are not, because leaders differ. */
  readonly items: readonly RolledUpItem[];
}

/** What stands in titles in place of the name of one unit. */
const EVERY_UNIT = "各单位";

/** Id of the block of nodes that have one score each. */
export const SMALL_NODES = "small-nodes";

interface Counted {
  readonly node: RollUpNode;
  readonly level: "none" | "score" | "tables";
  readonly ballots: number;
  /** What its level was decided by: at most `ballots`. */
  readonly people: number;
  readonly score: Ratio | null;
  readonly blocks: readonly CountedBlock[];
}

/**
 * Counts the nodes at level *tables*, and all nodes at level *score* as one more block when together they have at
 * least `table` ballots; the rest is left out and its number of ballots is told.
 *
 * Small nodes of one home with `table` ballots are one part in every total they are in, the other small nodes of a
 * round are one more, so that no total can be subtracted from another to lay fewer bare. The same holds of totals read before
 * and after a node was withdrawn or held anew: who is together with whom is decided by the first poll of every node, and with a
 * node that was withdrawn all those leave that it was together with; what is held anew counts with tables of its own or not at all.
 *
 * @param over what is totalled: one unit (its id) over its sub-units, or null = the round; and what the block of small
 *   nodes is called
 * @returns null when nothing may be counted
 * @throws Problem scoring.input when the nodes were not asked the same questions
 */
export function rollUp(
  nodes: readonly RollUpNode[],
  thresholds: Thresholds,
  over: { readonly parent: string | null; readonly smallName: string },
): Released<RollUp> | null {
  const counted = nodes.map((node) => countNode(node, thresholds));
  const counting = counted.filter(isCounting);
  const large = counting.filter(({ level }) => level === "tables");
  const groups = smallGroups(counted, thresholds, over.parent).filter((group) => group.every(isCounting));
  const taken = [...large, ...groups.flat()];
  const head = taken[0]?.node;
  if (!head) return null;
  const first = ofAll(head);
  requireAlike(first, taken);
  const columns = joinedCategories(large);
  const parts = [
    ...large.map((one) => largePart(one, columns)),
    ...groups.map((group) => smallPart(group, over.smallName)),
  ];
  const rest = counting.filter((one) => !taken.includes(one));
  return vouch<RollUp>({
    instrument: first.instrument,
    title: first.title,
    shortTitle: first.shortTitle,
    scoring: first.scoring,
    nodes: taken.length,
    ballots: ballotsOf(taken),
    leftOut: { nodes: rest.length, ballots: ballotsOf(rest) },
    blocks: columnsOf(parts).map(releasedBlock),
    score: meanOfPrinted(taken),
    items: sharedLeaves(first).flatMap((leaf, at) =>
      leaf.kind === "choice" ? [rollUpItem(first, leaf, at, parts, thresholds.floor)] : [],
    ),
  });
}

/** A form whose titles name its one unit, as it stands over several. */
const ofAll = ({ form, name }: RollUpNode): FrozenForm => ({
  ...form,
  leaves: form.leaves.map((leaf) => ({ ...leaf, title: leaf.title.replaceAll(name, EVERY_UNIT) })),
});

const peopleOf = (nodes: readonly Counted[]): number => nodes.reduce((sum, { people }) => sum + people, 0);

const ballotsOf = (nodes: readonly Counted[]): number => nodes.reduce((sum, { ballots }) => sum + ballots, 0);

function countNode(node: RollUpNode, thresholds: Thresholds): Counted {
  const released = release(node.form, node.digest, node.tally, node.blocks, thresholds);
  const { level, ballots, people = ballots, score } = released;
  const { blocks } = countBlocks(node.tally, node.blocks, thresholds);
  return { node, level, ballots, people, score, blocks };
}

const isCounting = ({ node }: Counted): boolean => node.standing !== "withdrawn";

/** Small nodes that are or were counted: by home where they suffice, in a round the others together where those do. */
function smallGroups(
  nodes: readonly Counted[],
  { table }: Thresholds,
  parent: string | null,
): readonly (readonly Counted[])[] {
  // Behind a node that is known to have no valid answer nobody is hidden.
  const small = nodes.filter(
    ({ node, level, score }) => node.standing !== "anew" && level === "score" && score !== null,
  );
  const homes = [...new Set(small.map(({ node }) => node.home))];
  const ofHomes = homes
    .filter((home) => home !== null && (parent === null || home === parent))
    .map((home) => small.filter(({ node }) => node.home === home))
    .filter((group) => peopleOf(group) >= table);
  const others = small.filter((one) => !ofHomes.flat().includes(one));
  return parent === null && peopleOf(others) >= table ? [...ofHomes, others] : ofHomes;
}

function requireAlike(form: FrozenForm, nodes: readonly Counted[]): void {
  const questions = (one: FrozenForm) =>
    sharedLeaves(one)
      .map(({ id }) => id)
      .join("\n");
  const wanted = questions(form);
  if (nodes.some(({ node }) => questions(node.form) !== wanted)) {
    throw new Problem("scoring.input", { reason: `${form.instrument}: different questions` });
  }
}

const isAboutLeader = (form: FrozenForm, leaf: string): boolean =>
  form.items.some((item) => item.leaf === leaf && item.leader !== null);

const sharedLeaves = (form: FrozenForm): FrozenForm["leaves"] =>
  form.leaves.filter(({ id }) => !isAboutLeader(form, id));

/** Blocks that share a category in any node become one: {AB | C} and {A | BC} give ABC. */
function joinedCategories(nodes: readonly Counted[]): readonly ReadonlySet<string>[] {
  const groups: Set<string>[] = [];
  for (const block of nodes.flatMap(({ blocks }) => blocks.filter(isCarrier))) {
    const touched = groups.filter((group) => block.categories.some((category) => group.has(category)));
    const joined = new Set([...touched.flatMap((group) => [...group]), ...block.categories]);
    groups.splice(0, groups.length, ...groups.filter((group) => !touched.includes(group)), joined);
  }
  return groups;
}

function largePart(one: Counted, columns: readonly ReadonlySet<string>[]): RollUpPart {
  const own = one.blocks.filter(isCarrier).map((block) => shared(one, block));
  return {
    cut: own,
    blocks: columns.flatMap((column) => {
      const members = own.filter(({ categories }) => column.has(categories[0] ?? ""));
      const id = [...column].toSorted().join("+");
      return members.length === 0 ? [] : [sumBlock(id, members)];
    }),
    beside: one.blocks
      .filter((block) => block.isScored && !isCarrier(block))
      .map((block) => shared(one, block)),
  };
}

/** Of each small node nothing but its score is known, so nothing stands beside it. */
const smallPart = (nodes: readonly Counted[], name: string): RollUpPart => {
  const blocks = nodes.flatMap((one) => one.blocks.filter(isCarrier).map((block) => shared(one, block)));
  const sum = { ...sumBlock(SMALL_NODES, blocks), name };
  return { blocks: [sum], cut: [sum], beside: [] };
};

/** A block with the leaves that all nodes share, in the order of the form. */
function shared({ node }: Counted, block: CountedBlock): CountedBlock {
  const leaves = block.tally.leaves.filter((_, i) => !isAboutLeader(node.form, node.form.leaves[i]!.id));
  return { ...block, tally: { ...block.tally, leaves } };
}

/** The columns of all parts, each once, small nodes last. */
function columnsOf(parts: readonly RollUpPart[]): readonly CountedBlock[] {
  const all = parts.flatMap(({ blocks }) => blocks);
  return [...new Set(all.map(({ id }) => id))]
    .map((id) => {
      const members = all.filter((block) => block.id === id);
      return sumBlock(id, members);
    })
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function sumBlock(id: string, members: readonly CountedBlock[]): CountedBlock {
  const tally = members
    .map((block) => block.tally)
    .reduce((sum, one): BlockTally => ({
      block: id,
      ballots: sum.ballots + one.ballots,
      valid: sum.valid + one.valid,
      bySource: addSources(sum.bySource, one.bySource),
      leaves: sum.leaves.map((leaf, i) => addLeaves(leaf, one.leaves[i]!) ?? leaf),
    }));
  return {
    id,
    name: [...new Set(members.flatMap(({ name }) => name.split("、")))].join("、"),
    categories: [...new Set(members.flatMap(({ categories }) => categories))].toSorted(),
    weight: ratio(tally.ballots),
    ballots: tally.ballots,
    isOutside: false,
    isScored: true,
    tally: { ...tally, block: id },
  };
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
