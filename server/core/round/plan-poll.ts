import { Problem } from "../problem.ts";
import { parseRatio, storeRatio } from "../ratio.ts";
import { carriersOf } from "../release/carriers.ts";
import { type Divisible, partition, type Run } from "../release/partition.ts";
import type { Category, CategoryId } from "../roster/unit.ts";
import type { PlannedBatch, PlannedBlock, PlannedForm, PlannedLink, PollPlan } from "./plan.ts";
import type { Thresholds } from "./round.ts";

export interface PollToPlan {
  /** In the order A-B-C. */
  readonly categories: readonly Category[];
  readonly forms: readonly {
    readonly instrument: string;
    readonly digest: string;
    /** Which categories fill the form. */
    readonly categories: readonly CategoryId[];
    /** Smallest block of this form; absent: that of the thresholds. */
    readonly blockMin?: number | undefined;
  }[];
  readonly thresholds: Thresholds;
  /** Outside categories that answer by an open link: nobody knows beforehand how many they are. */
  readonly openCategories?: readonly CategoryId[];
}

/** A category with the way it answers. */
type Filler = Category & { readonly isOpen: boolean };

type Plannable = Divisible & { readonly category: Category };

/**
 * Blocks per form and bags of tickets, from eligible numbers, before anything is printed.
 *
 * Each form is cut over the categories that fill it. Outside raters are always planned as a block of their own:
 * whether they are enough is decided on their ballots. In a form that nobody of the unit fills they are cut like its
 * own people. A category with an open link is a block of weight 0.
 *
 * @throws Problem poll.too-few-eligible when fewer than `floor` people whom the thresholds count have a ticket
 */
export function planPoll({ categories, forms, thresholds, openCategories = [] }: PollToPlan): PollPlan {
  const fillers = fillersOf(categories, openCategories);
  const asked = askedOf(categories, forms, openCategories);
  requireEnough(asked, thresholds.floor);
  const planned = forms.map(({ instrument, digest, categories: chosen, blockMin }): PlannedForm => {
    const ofForm = fillers.filter((one) => chosen.includes(one.id));
    const blocks = planBlocks(ofForm, { ...thresholds, block: blockMin ?? thresholds.block });
    return { instrument, digest, blocks, ...(blockMin !== undefined && { blockMin }) };
  });
  const withTickets = asked.filter((one) => !one.isOpen && one.eligible > 0);
  const links = group(
    asked.filter((one) => one.isOpen),
    planned,
  ).map(bagOf);
  return {
    forms: planned,
    batches: group(withTickets, planned).map((bag): PlannedBatch => ({
      ...bagOf(bag),
      eligible: countEligible(bag.members),
    })),
    ...(links.length > 0 && { links }),
  };
}

function requireEnough(asked: readonly Filler[], floor: number): void {
  const eligible = eligibleAsked(asked);
  if (eligible < floor) throw new Problem("poll.too-few-eligible", { eligible, floor });
}

/** People whom the thresholds count; without end where nobody knows beforehand. */
function eligibleAsked(asked: readonly Filler[]): number {
  const counted = carriersOf(asked);
  if (counted.length > 0 && counted.every((one) => one.isOpen)) return Infinity;
  return countEligible(counted);
}

/** Whether a unit has people enough for a poll of its own; `planPoll` refuses every other one. */
export function isLargeEnough({
  categories,
  forms,
  thresholds,
  openCategories = [],
}: Pick<PollToPlan, "categories" | "thresholds" | "openCategories"> & {
  readonly forms: readonly Pick<PollToPlan["forms"][number], "categories">[];
}): boolean {
  return eligibleAsked(askedOf(categories, forms, openCategories)) >= thresholds.floor;
}

/** Categories that fill one form at least, each with the way it answers. */
const askedOf = (
  categories: readonly Category[],
  forms: readonly { readonly categories: readonly CategoryId[] }[],
  openCategories: readonly CategoryId[],
): readonly Filler[] =>
  fillersOf(categories, openCategories).filter((one) =>
    forms.some((form) => form.categories.includes(one.id)),
  );

const fillersOf = (
  categories: readonly Category[],
  openCategories: readonly CategoryId[],
): readonly Filler[] => categories.map((one) => ({ ...one, isOpen: openCategories.includes(one.id) }));

function planBlocks(fillers: readonly Filler[], thresholds: Thresholds): readonly PlannedBlock[] {
  const present = fillers.filter((one) => one.isOpen || one.eligible > 0);
  const carriers = carriersOf(present);
  const plannable = present
    .filter((one) => !one.isOpen)
    .map((category): Plannable => {
      const isOutside = category.isOutside && !carriers.includes(category);
      return { id: category.id, weight: parseRatio(category.weight), isOutside, category };
    });
  const { blocks, excluded } = partition(plannable, ({ category }) => category.eligible, thresholds);
  const open = present.filter((one) => one.isOpen).map(openBlock);
  return [...[...blocks, ...excluded].map(plannedBlock), ...open];
}

function plannedBlock(run: Run<Plannable>): PlannedBlock {
  const categories = run.members.map((member) => member.category);
  return {
    id: idOf(categories),
    categories: categories.map((one) => one.id),
    name: nameOf(categories),
    weight: storeRatio(run.weight),
    eligible: run.size,
    isOutside: categories.every((one) => one.isOutside),
  };
}

const openBlock = ({ id, name, eligible }: Category): PlannedBlock => ({
  id,
  categories: [id],
  name,
  weight: "0",
  eligible,
  isOutside: true,
  isOpen: true,
});

interface Bag {
  readonly members: Category[];
  readonly blocks: Record<string, string>;
}

/** Categories that fill the same forms in the same blocks belong together. */
function group(categories: readonly Category[], forms: readonly PlannedForm[]): readonly Bag[] {
  const bags = new Map<string, Bag>();
  for (const category of categories) {
    const blocks = blocksOf(category.id, forms);
    const key = JSON.stringify(Object.entries(blocks));
    const bag = bags.get(key);
    if (bag) bag.members.push(category);
    else bags.set(key, { members: [category], blocks });
  }
  return [...bags.values()];
}

const bagOf = ({ members, blocks }: Bag): PlannedLink => ({
  id: idOf(members),
  categories: members.map((one) => one.id),
  name: nameOf(members),
  blocks,
});

function blocksOf(category: CategoryId, forms: readonly PlannedForm[]): Record<string, string> {
  const blocks: Record<string, string> = {};
  for (const form of forms) {
    const block = form.blocks.find((one) => one.categories.includes(category));
    if (block) blocks[form.instrument] = block.id;
  }
  return blocks;
}

const idOf = (categories: readonly Category[]): string => categories.map((one) => one.id).join("+");

const nameOf = (categories: readonly Category[]): string => categories.map((one) => one.name).join("、");

const countEligible = (categories: readonly Category[]): number =>
  categories.reduce((sum, one) => sum + one.eligible, 0);
