/**
 * Parts of an item: one stacked bar a row, 100 % of *valid* ballots, levels best to worst from left to right.
 * 不了解 and 未填 stand to the right as a hatched stub in counts, because they are outside the base.
 *
 * @source docs/design/ui.md §4
 */
import type { ChartConfiguration, Plugin } from "chart.js";
import type { ItemAnswer } from "../../server/http/office/answers-results.ts";
import { breakLabel } from "./break-label.ts";
import { drawHatched, drawWithheld, hatch, type WithheldWords } from "./hatch.ts";
import { levelColours } from "./level-colours.ts";
import type { LevelColour } from "./level-colours.ts";
import type { Look } from "./look.ts";

export interface StackedRow {
  readonly label: string;
  /** Per level, best to worst; null = withheld. */
  readonly counts: readonly number[] | null;
  readonly outside: number;
  /** As printed; null = no score. */
  readonly score: string | null;
}

export interface StackedSeries {
  readonly levels: readonly string[];
  readonly rows: readonly StackedRow[];
}

/** Items of one scale as rows; `label` says what stands before each bar. */
export function stackedSeries(
  items: readonly ItemAnswer[],
  label: (item: ItemAnswer) => string = (item) => item.title,
): StackedSeries {
  const levels = (items[0]?.options ?? []).filter(({ dontKnow }) => !dontKnow).map(({ text }) => text);
  const rows = items.map((item) => ({
    label: label(item),
    counts: item.counts && item.counts.filter((_, option) => !item.options[option]?.dontKnow),
    outside: item.abstained,
    score: item.score?.printed ?? null,
  }));
  return { levels, rows };
}

/** Items that share a scale, in the order of the form: a chart each. */
export function groupByScale(items: readonly ItemAnswer[]): readonly (readonly ItemAnswer[])[] {
  const groups = new Map<string, ItemAnswer[]>();
  for (const item of items) {
    const scale = JSON.stringify(item.options.map(({ value, text, points }) => [value, text, points]));
    groups.set(scale, [...(groups.get(scale) ?? []), item]);
  }
  return [...groups.values()];
}

/** Share of each level among the valid ballots, in percent; [] when withheld or nobody rated. */
export function sharesOf(row: StackedRow): readonly number[] {
  const base = (row.counts ?? []).reduce((sum, count) => sum + count, 0);
  return base === 0 ? [] : (row.counts ?? []).map((count) => (100 * count) / base);
}

const ROW = 31;
const LINE = 17;
const AXIS = 34;
const STUB = 62;
const SCORE = 52;

/** Height in CSS pixels: all rows are as high as the highest, so that the bars stand at equal distances. */
export function stackedHeight({ rows }: StackedSeries): number {
  const lines = Math.max(1, ...rows.map(({ label }) => breakLabel(label).length));
  return AXIS + rows.length * Math.max(ROW, lines * LINE + 8);
}

export function stackedItemsConfig(
  series: StackedSeries,
  look: Look,
  words: WithheldWords,
): ChartConfiguration<"bar", number[], string | string[]> {
  const colours = levelColours(series.levels.length, look);
  const hasScores = series.rows.some(({ score }) => score !== null);
  return {
    type: "bar",
    plugins: [printedNumbers(series, colours, look, words)],
    data: {
      labels: series.rows.map(({ label }) => [...breakLabel(label)]),
      datasets: series.levels.map((level, index) => ({
        label: level,
        data: series.rows.map((row) => sharesOf(row)[index] ?? 0),
        backgroundColor: colours[index]?.fill ?? look.brand,
        borderColor: look.surface,
        borderWidth: { right: 1.5 },
        barThickness: 18,
      })),
    },
    options: {
      indexAxis: "y",
      animation: false,
      maintainAspectRatio: false,
      layout: { padding: { right: STUB + (hasScores ? SCORE : 0) } },
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
      scales: {
        x: {
          stacked: true,
          min: 0,
          max: 100,
          border: { display: false },
          grid: { color: look.line, drawTicks: false },
          ticks: {
            stepSize: 25,
            callback: (value) => `${value}%`,
            color: look.ink3,
            font: { family: look.font, size: 12 },
          },
        },
        y: {
          stacked: true,
          border: { display: false },
          grid: { display: false },
          ticks: {
            color: look.ink,
            crossAlign: "far",
            autoSkip: false,
            font: { family: look.font, size: 13 },
          },
        },
      },
    },
  };
}

const LEAST_WIDTH_FOR_COUNT = 22;
const STUB_WIDTH_MAX = 30;

/** Everything a tooltip would say is printed: counts in the bars, the stub and its count, the score. */
function printedNumbers(
  { rows }: StackedSeries,
  colours: readonly LevelColour[],
  look: Look,
  words: WithheldWords,
): Plugin<"bar"> {
  const mostOutside = Math.max(1, ...rows.map(({ outside }) => outside));
  return {
    id: "printed-numbers",
    afterDatasetsDraw({ ctx, chartArea, scales }) {
      const x = scales["x"];
      const y = scales["y"];
      if (!x || !y) return;
      ctx.save();
      ctx.textBaseline = "middle";
      ctx.font = `500 12px ${look.font}`;
      const pattern = hatch(ctx, look.outside);
      rows.forEach((row, index) => {
        const middle = y.getPixelForValue(index);
        ctx.textAlign = "center";
        if (row.counts === null) drawWithheld(ctx, chartArea, middle, { pattern, look, words });
        let from = 0;
        sharesOf(row).forEach((share, level) => {
          const left = x.getPixelForValue(from);
          const right = x.getPixelForValue(from + share);
          if (right - left > LEAST_WIDTH_FOR_COUNT) {
            ctx.fillStyle = colours[level]?.text ?? look.ink;
            ctx.fillText(String(row.counts?.[level] ?? ""), (left + right) / 2, middle + 1);
          }
          from += share;
        });
        ctx.textAlign = "left";
        if (row.outside > 0) {
          const width = Math.max(5, (STUB_WIDTH_MAX * row.outside) / mostOutside);
          const left = chartArea.right + 14;
          drawHatched(ctx, left, middle, width, pattern, look.outside);
          ctx.fillStyle = look.ink2;
          ctx.fillText(String(row.outside), left + width + 5, middle + 1);
        }
        if (row.score !== null) {
          ctx.textAlign = "right";
          ctx.fillStyle = look.ink;
          ctx.fillText(row.score, chartArea.right + STUB + SCORE - 2, middle + 1);
        }
      });
      ctx.restore();
    },
  };
}

export interface KeyEntry {
  readonly label: string;
  /** Null: hatched. */
  readonly colour: ((look: Look) => string) | null;
}

/** What the colours of the bars mean, for a picture that leaves the page. */
export const stackedKey = (levels: readonly string[], outside: string): readonly KeyEntry[] => [
  ...levels.map((label, index) => ({
    label,
    colour: (look: Look) => levelColours(levels.length, look)[index]?.fill ?? look.brand,
  })),
  { label: outside, colour: null },
];
