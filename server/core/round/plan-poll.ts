import { Problem } from "../problem.ts";
import { parseRatio, storeRatio } from "../ratio.ts";
import { type Divisible, partition, type Run } from "../release/partition.ts";
import type { Category, CategoryId } from "../roster/unit.ts";
import type { PlannedBatch, PlannedBlock, PlannedForm, PollPlan } from "./plan.ts";
import type { Thresholds } from "./round.ts";

export interface PollToPlan {
  /** In the order A-B-C. */
  readonly categories: readonly Category[];
  readonly forms: readonly {
    readonly instrument: string;
    readonly digest: string;
    /** Which categories fill the form. */
    readonly categories: readonly CategoryId[];
  }[];
  readonly thresholds: Thresholds;
}

type Plannable = Divisible & { readonly category: Category };

/**
 * Blocks per form and bags of tickets, from eligible numbers, before anything is printed.
 *
 * Each form is cut over the categories that fill it. Outside raters are always planned as a block of their own:
 * whether they are enough is decided on their ballots.
 *
 * @throws Problem poll.too-few-eligible when fewer than `floor` of the unit's own people may fill a form
 */
export function planPoll({ categories, forms, thresholds }: PollToPlan): PollPlan {
  const asked = categories.filter((one) => forms.some((form) => form.categories.includes(one.id)));
  const eligible = countEligible(asked.filter((one) => !one.isOutside));
  if (eligible < thresholds.floor) {
    throw new Problem("poll.too-few-eligible", { eligible, floor: thresholds.floor });
  }
  const planned = forms.map(({ instrument, digest, categories: fillers }): PlannedForm => {
    const ofForm = categories.filter((one) => fillers.includes(one.id));
    return { instrument, digest, blocks: planBlocks(ofForm, thresholds) };
  });
  return { forms: planned, batches: planBatches(asked, planned) };
}

function planBlocks(categories: readonly Category[], thresholds: Thresholds): readonly PlannedBlock[] {
  const plannable = categories.map((category): Plannable => {
    return { id: category.id, weight: parseRatio(category.weight), isOutside: category.isOutside, category };
  });
  const { blocks, excluded } = partition(plannable, ({ category }) => category.eligible, thresholds);
  return [...blocks, ...excluded].map(plannedBlock);
}

function plannedBlock(run: Run<Plannable>): PlannedBlock {
  const categories = run.members.map((member) => member.category);
  return {
    id: categories.map((one) => one.id).join("+"),
    categories: categories.map((one) => one.id),
    name: nameOf(categories),
    weight: storeRatio(run.weight),
    eligible: run.ballots,
    isOutside: run.isOutside,
  };
}

/** One bag for the categories that fill the same forms in the same blocks. */
function planBatches(
  categories: readonly Category[],
  forms: readonly PlannedForm[],
): readonly PlannedBatch[] {
  const bags = new Map<string, { members: Category[]; blocks: Record<string, string> }>();
  for (const category of categories) {
    if (category.eligible === 0) continue;
    const blocks = blocksOf(category.id, forms);
    const key = JSON.stringify(Object.entries(blocks));
    const bag = bags.get(key);
    if (bag) bag.members.push(category);
    else bags.set(key, { members: [category], blocks });
  }
  return [...bags.values()].map(({ members, blocks }) => ({
    id: members.map((one) => one.id).join("+"),
    categories: members.map((one) => one.id),
    name: nameOf(members),
    eligible: countEligible(members),
    blocks,
  }));
}

function blocksOf(category: CategoryId, forms: readonly PlannedForm[]): Record<string, string> {
  const blocks: Record<string, string> = {};
  for (const form of forms) {
    const block = form.blocks.find((one) => one.categories.includes(category));
    if (block) blocks[form.instrument] = block.id;
  }
  return blocks;
}

const nameOf = (categories: readonly Category[]): string => categories.map((one) => one.name).join("、");

const countEligible = (categories: readonly Category[]): number =>
  categories.reduce((sum, one) => sum + one.eligible, 0);
