import { compare, parseRatio, storeRatio, ZERO } from "../ratio.ts";
import type { PlannedBlock, PlannedForm } from "../round/plan.ts";
import type { Thresholds } from "../round/round.ts";
import { carriersOf } from "./carriers.ts";
import { type Divisible, partition, type Run } from "./partition.ts";

/** 计票组 after close: planned blocks joined once more by numbers of ballots. */
export interface FinalBlock {
  /** Its categories joined by "+". */
  readonly id: string;
  readonly name: string;
  readonly categories: readonly string[];
  /** Exact ratio text in percent: Σ weights of its planned blocks with ballots. */
  readonly weight: string;
  readonly isOutside: boolean;
  /** Outside raters of a form that nobody of the unit fills: its thresholds count them. */
  readonly isAlone?: true;
  readonly ballots: number;
  /** As many as the thresholds count, where that is fewer than `ballots`: see `peopleOf`. */
  readonly people?: number;
}

/** By what the thresholds go: no more than were eligible, or, in closed files of older releases, every ballot. */
export type CountingRule = "people" | "ballots";

export interface FinalBlocks {
  /** The unit's own people in order, then outside raters. */
  readonly blocks: readonly FinalBlock[];
  /** Planned block → final block; a planned block without ballots is absent. */
  readonly of: ReadonlyMap<string, string>;
}

type Countable = Divisible & { readonly planned: PlannedBlock };

/**
 * The second partition, at close, over the planned blocks in their order.
 *
 * Outside raters with fewer than `table` ballots keep a block of their own here, so that the closed file accounts
 * for every credential; `release` counts them nowhere and says so. In a form that nobody of the unit fills they are
 * cut like its own people.
 *
 * What is compared with the thresholds are the ballots of each planned block, but no more than people were eligible in
 * it: spare tickets and sheets that were made up do not make a small unit a large one. How many may answer by an open
 * link nobody knows, so there every ballot counts.
 *
 * @param ballots per planned block, whole numbers; absent = 0
 */
export function finalBlocks(
  form: PlannedForm,
  ballots: ReadonlyMap<string, number>,
  thresholds: Thresholds,
  rule: CountingRule = "people",
): FinalBlocks {
  const ballotsOf = ({ planned }: Countable): number => ballots.get(planned.id) ?? 0;
  const people = (block: Countable): number =>
    rule === "ballots" || block.planned.isOpen
      ? ballotsOf(block)
      : Math.min(ballotsOf(block), block.planned.eligible);
  const carriers = carriersOf(form.blocks);
  const countable = form.blocks.map((planned): Countable => {
    const isOutside = planned.isOutside && !carriers.includes(planned);
    return { id: planned.id, weight: parseRatio(planned.weight), isOutside, planned };
  });
  const cut = partition(countable, people, {
    ...thresholds,
    block: form.blockMin ?? thresholds.block,
  });
  const runs = [...cut.blocks, ...cut.excluded];
  return {
    blocks: runs.map((run) => finalBlock(run, ballotsOf)),
    of: new Map(runs.flatMap((run) => run.members.map((member) => [member.id, idOf(run)] as const))),
  };
}

const categoriesOf = (run: Run<Countable>): readonly string[] =>
  run.members.flatMap((member) => member.planned.categories);

const idOf = (run: Run<Countable>): string => categoriesOf(run).join("+");

function finalBlock(run: Run<Countable>, ballotsOf: (block: Countable) => number): FinalBlock {
  const ballots = run.members.reduce((sum, member) => sum + ballotsOf(member), 0);
  const isOutside = run.members.every((member) => member.planned.isOutside);
  return {
    id: idOf(run),
    name: run.members.map((member) => member.planned.name).join("、"),
    categories: categoriesOf(run),
    weight: storeRatio(run.weight),
    isOutside,
    ...(isOutside && !run.isOutside && { isAlone: true as const }),
    ballots,
    ...(run.size < ballots && { people: run.size }),
  };
}

/** How many people the thresholds take its ballots for: at most as many as were eligible. */
export const peopleOf = ({ ballots, people = ballots }: Pick<FinalBlock, "ballots" | "people">): number =>
  people;

/** Outside raters whose ballots are too few to be counted anywhere. */
export const isExcluded = (block: FinalBlock, { table }: Pick<Thresholds, "table">): boolean =>
  !isCarrier(block) && peopleOf(block) < table;

/** Whether the score counts its ballots: not outside raters of weight 0 beside the unit's own people. */
export const isScored = (block: FinalBlock): boolean =>
  isCarrier(block) || compare(parseRatio(block.weight), ZERO) > 0;

/** Whether the thresholds of its form count the ballots of this block. */
export const isCarrier = (block: Pick<FinalBlock, "isOutside" | "isAlone">): boolean =>
  !block.isOutside || block.isAlone === true;
