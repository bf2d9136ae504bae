import { compare, div, ratio, type Ratio, sum } from "../ratio.ts";

export interface TrimRule {
  /** How many of the highest and lowest scores are left out; whole numbers ≥ 0. */
  readonly dropHighest: number;
  readonly dropLowest: number;
  /** Nothing is left out when fewer than this many would remain. */
  readonly minRemaining: number;
}

export interface PanelScore {
  readonly mean: Ratio | null;
  readonly used: number;
  readonly dropped: number;
  /** false: too few scores, all of them count. */
  readonly isTrimmed: boolean;
}

/**
 * Mean of a panel's scores (评委评分) without the highest and lowest; of equal extremes one each is left out.
 *
 * @param scores one per judge, null = did not score
 * @returns mean null when nobody scored
 * @source docs/scoring.md §6
 */
export function judges(
  scores: readonly (Ratio | null)[],
  { dropHighest, dropLowest, minRemaining }: TrimRule,
): PanelScore {
  const given = scores.filter((score) => score !== null).toSorted(compare);
  const isTrimmed = given.length - dropHighest - dropLowest >= minRemaining;
  const used = isTrimmed ? given.slice(dropLowest, given.length - dropHighest) : given;
  return {
    mean: used.length === 0 ? null : div(sum(used), ratio(used.length)),
    used: used.length,
    dropped: given.length - used.length,
    isTrimmed,
  };
}
