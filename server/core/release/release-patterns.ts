import { type BlockTally, type FormTally } from "../tally/tally.ts";
import type { Thresholds } from "../round/round.ts";
import { countBlocks } from "./count-blocks.ts";
import type { FinalBlock } from "./final-block.ts";
import type { Released } from "./released.ts";
import { vouch } from "./vouch.ts";

/** From this many ballots on something is said about ballots that resemble each other. */
export const PATTERNS_MIN = 30;

/** From so many tenths on. Coarse, so that it is never a number of ballots, and never says all of them. */
const BANDS = [8, 5, 3] as const;
type Band = (typeof BANDS)[number] | 0;

/** Tenths, rounded down to 8, 5, 3 or 0. */
export interface FormPatterns {
  readonly instrument: string;
  /** Ballots that chose the option at the same place throughout. */
  readonly straightLinedTenths: Band;
  /** Ballots with the same answers as another of their block. */
  readonly identicalTenths: Band;
}

/**
 * How much ballots of one form resemble each other, roughly, over the unit's own people.
 *
 * Not part of the form's result, so that it is in no table, sheet or file.
 *
 * @returns null below `PATTERNS_MIN` ballots, below the threshold of tables, and where the tally does not count it
 * @throws Problem scoring.input when tally and blocks are not of the same closed poll
 * @source docs/disclosure.md §6
 */
export function releasePatterns(
  tally: FormTally,
  blocks: readonly FinalBlock[],
  thresholds: Thresholds,
): Released<FormPatterns> | null {
  const own = countBlocks(tally, blocks, thresholds).blocks.filter((block) => !block.isOutside);
  const ballots = own.reduce((sum, block) => sum + block.ballots, 0);
  if (ballots < Math.max(PATTERNS_MIN, thresholds.table)) return null;
  if (own.some((block) => block.tally.straightLined === undefined)) return null;
  const bandOf = (countOf: (tally: BlockTally) => number): Band => {
    const alike = own.reduce((sum, block) => sum + countOf(block.tally), 0);
    return BANDS.find((band) => 10 * alike >= band * ballots) ?? 0;
  };
  return vouch<FormPatterns>({
    instrument: tally.instrument,
    straightLinedTenths: bandOf(({ straightLined = 0 }) => straightLined),
    identicalTenths: bandOf(({ identical = {} }) =>
      Object.entries(identical).reduce((sum, [size, groups]) => sum + Number(size) * groups, 0),
    ),
  });
}
