/** A mean over one unit is that unit's own score: nothing to hold a score against. */
import type { ComparisonAnswer } from "../../../server/http/office/answers-comparison.ts";

type Means = ComparisonAnswer["means"];

export const isOfSeveral = (mean: Means["total"]): mean is NonNullable<Means["total"]> =>
  mean !== null && mean.units > 1;

/** The comparison without the means that are over one unit, and without differences from them. */
export function withoutLoneMeans(answer: ComparisonAnswer): ComparisonAnswer {
  const { means, rows } = answer;
  const several = means.dimensions.map(isOfSeveral);
  return {
    ...answer,
    means: {
      ...means,
      total: isOfSeveral(means.total) ? means.total : null,
      dimensions: means.dimensions.map((mean) => (isOfSeveral(mean) ? mean : null)),
    },
    rows: rows.map((row) => ({
      ...row,
      cells: row.cells.map(
        (cell, at) => cell && (several[at] ? cell : { ...cell, difference: null, band: null }),
      ),
    })),
  };
}

/** One unit has a score and the mean is not kept back: it is only too early for one. */
export const isAlone = ({ means, rows }: Pick<ComparisonAnswer, "means" | "rows">): boolean =>
  means.unsettled === null &&
  means.dimensions.every((mean) => mean === null) &&
  rows.filter(({ cells }) => cells.some((cell) => cell !== null)).length === 1;
