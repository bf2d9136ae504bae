import type { Answer, FrozenForm } from "../definition/frozen.ts";
import { isRated } from "../definition/is-rated.ts";
import { Problem } from "../problem.ts";
import { addTallies } from "./add-tallies.ts";
import { type LeafCounter, leafCounter } from "./leaf-counter.ts";
import { groupSizes, type PatternCounter, patternCounter } from "./pattern-counter.ts";
import type { BlockTally, FormTally, Source } from "./tally.ts";

export interface BallotFold {
  /**
   * Counts one ballot.
   *
   * @param answers one per leaf of the form, in its order
   * @throws Problem scoring.input when an answer cannot have come from this form
   */
  add(block: string, answers: readonly Answer[], source: Source): void;
  /**
   * Blocks that have ballots, by id.
   *
   * @param into block → block that it is counted in, as `addTallies` has it; identical ballots of joined blocks are one group
   */
  finish(into?: ReadonlyMap<string, string>): FormTally;
}

interface BlockCounter {
  ballots: number;
  valid: number;
  readonly bySource: Map<Source, number>;
  readonly leaves: readonly LeafCounter[];
  readonly patterns: PatternCounter;
}

const SOURCES: readonly Source[] = ["ticket", "open", "paper", "import"];

/**
 * The one counting there is: integers per block and leaf. A recount is the same function again.
 *
 * @source docs/scoring.md §1
 */
export function foldBallots(form: FrozenForm, digest: string): BallotFold {
  const blocks = new Map<string, BlockCounter>();
  const counterOf = (block: string): BlockCounter => {
    let counter = blocks.get(block);
    if (!counter) {
      counter = {
        ballots: 0,
        valid: 0,
        bySource: new Map(),
        leaves: form.leaves.map(leafCounter),
        patterns: patternCounter(form),
      };
      blocks.set(block, counter);
    }
    return counter;
  };
  return {
    add(block, answers, source) {
      if (answers.length !== form.leaves.length) {
        throw new Problem("scoring.input", {
          reason: `${answers.length} answers for ${form.leaves.length} leaves`,
        });
      }
      const counter = counterOf(block);
      for (let i = 0; i < answers.length; i++) counter.leaves[i]!.add(answers[i]);
      counter.patterns.add(answers);
      counter.ballots++;
      if (isRated(form, answers)) counter.valid++;
      counter.bySource.set(source, (counter.bySource.get(source) ?? 0) + 1);
    },
    finish(into = new Map()) {
      const tallies = [...blocks].map(([block, one]) => blockTally(block, one));
      const sum = addTallies(form, [{ instrument: form.instrument, digest, blocks: tallies }], into);
      const joined = joinGroups(blocks, into);
      return {
        ...sum,
        digest,
        blocks: sum.blocks.map((block) => ({ ...block, identical: groupSizes(joined.get(block.block)!) })),
      };
    },
  };
}

function joinGroups(
  blocks: ReadonlyMap<string, BlockCounter>,
  into: ReadonlyMap<string, string>,
): ReadonlyMap<string, ReadonlyMap<number, number>> {
  const joined = new Map<string, Map<number, number>>();
  for (const [block, { patterns }] of blocks) {
    const target = into.get(block) ?? block;
    const sum = joined.get(target) ?? new Map<number, number>();
    joined.set(target, sum);
    for (const [print, ballots] of patterns.groups) sum.set(print, (sum.get(print) ?? 0) + ballots);
  }
  return joined;
}

function blockTally(block: string, counter: BlockCounter): BlockTally {
  return {
    block,
    ballots: counter.ballots,
    bySource: Object.fromEntries(
      SOURCES.flatMap((source) => {
        const ballots = counter.bySource.get(source);
        return ballots === undefined ? [] : [[source, ballots]];
      }),
    ),
    valid: counter.valid,
    leaves: counter.leaves.map((leaf) => leaf.finish()),
    straightLined: counter.patterns.straightLined,
    identical: {},
  };
}
