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
}

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
 * @param ballots per planned block, whole numbers; absent = 0
 */
export function finalBlocks(
  form: PlannedForm,
  ballots: ReadonlyMap<string, number>,
  thresholds: Thresholds,
): FinalBlocks {
  const carriers = carriersOf(form.blocks);
  const countable = form.blocks.map((planned): Countable => {
    const isOutside = planned.isOutside && !carriers.includes(planned);
    return { id: planned.id, weight: parseRatio(planned.weight), isOutside, planned };
  });
  const cut = partition(countable, (block) => ballots.get(block.id) ?? 0, {
    ...thresholds,
    block: form.blockMin ?? thresholds.block,
  });
  const runs = [...cut.blocks, ...cut.excluded];
  return {
    blocks: runs.map(finalBlock),
    of: new Map(runs.flatMap((run) => run.members.map((member) => [member.id, idOf(run)] as const))),
  };
}

const categoriesOf = (run: Run<Countable>): readonly string[] =>
  run.members.flatMap((member) => member.planned.categories);

const idOf = (run: Run<Countable>): string => categoriesOf(run).join("+");

function finalBlock(run: Run<Countable>): FinalBlock {
  const isOutside = run.members.every((member) => member.planned.isOutside);
  return {
    id: idOf(run),
    name: run.members.map((member) => member.planned.name).join("、"),
    categories: categoriesOf(run),
    weight: storeRatio(run.weight),
    isOutside,
    ...(isOutside && !run.isOutside && { isAlone: true as const }),
    ballots: run.ballots,
  };
}

/** Outside raters whose ballots are too few to be counted anywhere. */
export const isExcluded = (block: FinalBlock, { table }: Pick<Thresholds, "table">): boolean =>
  !isCarrier(block) && block.ballots < table;

/** Whether the score counts its ballots: not outside raters of weight 0 beside the unit's own people. */
export const isScored = (block: FinalBlock): boolean =>
  isCarrier(block) || compare(parseRatio(block.weight), ZERO) > 0;

/** Whether the thresholds of its form count the ballots of this block. */
export const isCarrier = (block: Pick<FinalBlock, "isOutside" | "isAlone">): boolean =>
  !block.isOutside || block.isAlone === true;
