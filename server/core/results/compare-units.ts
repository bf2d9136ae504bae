import type { Dimension } from "../definition/instrument.ts";
import { compare, parseRatio, printRatio, type Ratio, ratio, sub } from "../ratio.ts";
import { DIMENSIONS, dimensionScores } from "./dimension-scores.ts";
import type { UnitOutcome } from "./grade-table.ts";
import { meanOfPrinted, othersUnsettled, settlingOf } from "./round-mean.ts";

/** How far from the round's mean: below −8, −8 to −3, within 3, 3 to 8, above 8 points. */
export type DifferenceBand = "far-below" | "below" | "near" | "above" | "far-above";

export interface ComparedCell {
  /** One decimal. */
  readonly printed: string;
  /** Printed score − printed mean, one decimal; null where there is no mean for this viewer. */
  readonly difference: Ratio | null;
  readonly band: DifferenceBand | null;
}

export interface MeanOfUnits {
  /** One decimal. */
  readonly printed: string;
  readonly units: number;
}

export interface ComparedDimensions {
  readonly dimensions: readonly Dimension[];
  /** Per unit id, a cell for each of `dimensions`; null = no score is released. */
  readonly cells: ReadonlyMap<string, readonly (ComparedCell | null)[]>;
  /** Per dimension; null when this viewer may not have it. */
  readonly means: readonly (MeanOfUnits | null)[];
}

const NEAR = ratio(3);
const FAR = ratio(8);

/**
 * Six dimensions of every released unit beside the mean of the round: printed scores only, one decimal, never ballots,
 * so that each difference can be reckoned from the page. Dimensions that no unit has are left out.
 *
 * @param viewer group whose people look: a mean needs 3 units of other groups, and none of those unsettled; null = the office
 * @source anonymity.md §5 R10; design of the comparison page
 */
export function compareDimensions(
  outcomes: readonly UnitOutcome[],
  viewer: string | null,
): ComparedDimensions {
  const scored = outcomes.flatMap(({ unit, result }) =>
    result ? [{ unit, scores: new Map(printedScores(result.forms)) }] : [],
  );
  const dimensions = DIMENSIONS.filter((one) => scored.some(({ scores }) => scores.has(one)));
  const isUnsettled = othersUnsettled(outcomes.map(settlingOf), viewer) !== null;
  const means = dimensions.map((one) => {
    if (isUnsettled) return null;
    const having = scored.flatMap(({ unit, scores }) => {
      const printed = scores.get(one);
      return printed === undefined ? [] : [{ group: unit.group, printed }];
    });
    const mean = meanOfPrinted(having, viewer);
    return mean && { printed: printRatio(mean.mean, 1), units: mean.units };
  });
  const cells = new Map(
    scored.map(({ unit, scores }) => [
      unit.id,
      dimensions.map((one, at) => cellOf(scores.get(one), means[at] ?? null)),
    ]),
  );
  return { dimensions, cells, means };
}

function* printedScores(forms: Parameters<typeof dimensionScores>[0]): Iterable<[Dimension, string]> {
  for (const { dimension, score } of dimensionScores(forms)) {
    if (score) yield [dimension, printRatio(score, 1)];
  }
}

function cellOf(printed: string | undefined, mean: MeanOfUnits | null): ComparedCell | null {
  if (printed === undefined) return null;
  const difference = mean && sub(parseRatio(printed), parseRatio(mean.printed));
  return { printed, difference, band: difference && bandOf(difference) };
}

/** The band of a difference in points; 3 and −3 are near, 8 and −8 far. */
export function bandOf(difference: Ratio): DifferenceBand {
  const isBelow = difference.n < 0n;
  const size = isBelow ? ratio(-difference.n, difference.d) : difference;
  if (compare(size, NEAR) <= 0) return "near";
  if (compare(size, FAR) < 0) return isBelow ? "below" : "above";
  return isBelow ? "far-below" : "far-above";
}
