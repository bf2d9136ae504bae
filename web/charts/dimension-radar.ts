/** Six dimensions of the political ecology: the unit as a filled shape. Fewer than three have no shape and no chart. */
import type { ChartConfiguration } from "chart.js";
import type { Dimension } from "../../server/core/definition/instrument.ts";
import { parseRatio, toNumber } from "../../server/core/ratio.ts";
import type { ComparisonAnswer } from "../../server/http/office/answers-comparison.ts";
import type { ResultsAnswer } from "../../server/http/office/answers-results.ts";
import type { Look } from "./look.ts";

export const DIMENSIONS_LEAST = 3;

export interface DimensionPoint {
  readonly dimension: Dimension;
  /** Two decimals, half up. */
  readonly printed: string;
  readonly value: number;
  /** Number of items it is the mean of. */
  readonly items: number;
}

/** The dimensions that have a score, in their fixed order; one without stays out of the shape. */
export function dimensionPoints(dimensions: ResultsAnswer["dimensions"]): readonly DimensionPoint[] {
  return dimensions.flatMap(({ dimension, score, items }) =>
    score ? [{ dimension, printed: score.printed, value: toNumber(parseRatio(score.exact)), items }] : [],
  );
}

/** 60 as everywhere, lower in steps of twenty when a value needs it; the caption says where the axis starts. */
export function axisStart(points: readonly DimensionPoint[], means: readonly RoundMeanOf[] = []): number {
  const least = Math.min(60, ...[...points, ...means].map(({ value }) => value));
  return Math.max(0, Math.floor(least / 20) * 20);
}

/** The round's mean of one dimension, one decimal: the second, dashed shape. */
export interface RoundMeanOf {
  readonly dimension: Dimension;
  readonly printed: string;
  readonly value: number;
}

/** The means that this account may see, of the dimensions that the unit has; [] = there is no second shape. */
export function roundMeansOf(
  points: readonly DimensionPoint[],
  { dimensions, means }: Pick<ComparisonAnswer, "dimensions" | "means">,
): readonly RoundMeanOf[] {
  const found = points.flatMap(({ dimension }) => {
    const printed = means.dimensions[dimensions.indexOf(dimension)]?.printed;
    return printed === undefined ? [] : [{ dimension, printed, value: toNumber(parseRatio(printed)) }];
  });
  // A shape with a gap would be read as a zero.
  return found.length === points.length ? found : [];
}

export interface Extremes {
  readonly lowest: DimensionPoint;
  readonly highest: DimensionPoint;
}

/** The main finding, for the chart's name; null without points. */
export function extremesOf(points: readonly DimensionPoint[]): Extremes | null {
  const sorted = points.toSorted((a, b) => a.value - b.value);
  const lowest = sorted[0];
  const highest = sorted.at(-1);
  return lowest && highest ? { lowest, highest } : null;
}

export function dimensionRadarConfig(
  points: readonly DimensionPoint[],
  look: Look,
  names: { readonly [dimension in Dimension]: string },
  means: readonly RoundMeanOf[] = [],
): ChartConfiguration<"radar", number[], string | string[]> {
  return {
    type: "radar",
    data: {
      labels: points.map(({ dimension }) => breakName(names[dimension])),
      datasets: [
        {
          data: points.map(({ value }) => value),
          borderColor: look.brand,
          borderWidth: 2,
          backgroundColor: `${look.brand}22`,
          pointBackgroundColor: look.brand,
          pointRadius: 3,
          fill: true,
        },
        ...(means.length > 0 ? [meanShape(means, look)] : []),
      ],
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      layout: { padding: 2 },
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
      scales: {
        r: {
          min: axisStart(points, means),
          max: 100,
          ticks: {
            stepSize: 20,
            showLabelBackdrop: false,
            color: look.ink3,
            font: { family: look.font, size: 11 },
          },
          grid: { color: look.line },
          angleLines: { color: look.line },
          pointLabels: { color: look.ink, font: { family: look.font, size: 13 }, padding: 6 },
        },
      },
    },
  };
}

/** Dashed and without a fill, so that it is told apart without colour. */
const meanShape = (means: readonly RoundMeanOf[], look: Look) => ({
  data: means.map(({ value }) => value),
  borderColor: look.ink2,
  borderWidth: 1.5,
  borderDash: [5, 4],
  pointRadius: 0,
  fill: false,
});

/** 执行 / 政治纪律: long names stand on two lines, broken after the verb. */
const breakName = (name: string): string | string[] =>
  name.length > 4 ? [name.slice(0, 2), name.slice(2)] : name;
