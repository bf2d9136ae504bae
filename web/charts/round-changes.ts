/**
 * A unit over the rounds, oldest to newest: its total and the score of each form, as printed then. Only rounds of the
 * same scheme version and unit type are in it; a round whose score is withheld leaves a gap, never a 0.
 *
 * @source docs/design/ui.md §4
 */
import type { ChartConfiguration, Plugin } from "chart.js";
import type { WithheldScore } from "../../server/core/results/withheld-score.ts";
import type { Thresholds } from "../../server/core/round/round.ts";
import type { LookBackAnswer } from "../../server/http/office/answers-comparison.ts";
import type { Look } from "./look.ts";

export interface ChangeLine {
  readonly title: string;
  /** As printed, one a round; null = withheld or not asked. */
  readonly values: readonly (string | null)[];
  /** Why, where it is withheld. */
  readonly withheld: readonly (WithheldScore | null)[];
}

export interface ChangeSeries {
  readonly rounds: readonly string[];
  /** By which scores of each round are withheld. */
  readonly limits: readonly Thresholds[];
  readonly lines: readonly ChangeLine[];
}

/**
 * @param here the round that is looked at
 * @param total what the first line is called
 * @returns null when no earlier round may be compared
 */
export function changeSeries(
  here: { readonly title: string; readonly thresholds: Thresholds },
  total: string,
  answer: Pick<LookBackAnswer, "lines">,
): ChangeSeries | null {
  const past = answer.lines.filter(({ notComparable }) => notComparable === null).toReversed();
  if (past.length === 0) return null;
  const compared = past.map(
    (one) => new Map([[total, one.total], ...one.forms.map((form) => [form.title, form] as const)]),
  );
  const titles = [...new Set(compared.flatMap((one) => [...one.keys()]))];
  const lines = titles.map((title) => {
    const answers = compared.map((one) => one.get(title) ?? null);
    const now = answers.find((one) => one !== null);
    return {
      title,
      values: [...answers.map((one) => one?.before ?? null), now?.now ?? null],
      withheld: [...answers.map((one) => one?.withheld.before ?? null), now?.withheld.now ?? null],
    };
  });
  const rounds = [...past.map(({ round }) => round), here];
  return {
    rounds: rounds.map(({ title }) => title),
    limits: rounds.map(({ thresholds }) => thresholds),
    lines,
  };
}

/** What can be drawn: a line needs two scores. */
export const drawable = ({ lines, ...series }: ChangeSeries): ChangeSeries => ({
  ...series,
  lines: lines.filter(({ values }) => values.filter((value) => value !== null).length > 1),
});

/** 60 as everywhere, lower in steps of twenty when a score needs it. */
export function changeAxisStart({ lines }: ChangeSeries): number {
  const scores = lines.flatMap(({ values }) =>
    values.flatMap((value) => (value === null ? [] : [Number(value)])),
  );
  return Math.max(0, Math.floor(Math.min(60, ...scores) / 20) * 20);
}

/** Lines are told apart by dash and by the shape of their points, not by colour alone. */
const DASHES: readonly (readonly number[])[] = [[], [6, 4], [2, 3], [10, 3, 2, 3], [1, 4]];
const SHAPES = ["circle", "rect", "triangle", "rectRot", "crossRot"] as const;

export function roundChangesConfig(
  series: ChangeSeries,
  look: Look,
): ChartConfiguration<"line", (number | null)[], string[]> {
  const from = changeAxisStart(series);
  return {
    type: "line",
    data: {
      labels: series.rounds.map(foldTitle),
      datasets: series.lines.map(({ values }, at) => ({
        data: values.map((value) => (value === null ? null : Number(value))),
        borderColor: at === 0 ? look.brand : look.ink2,
        backgroundColor: at === 0 ? look.brand : look.ink2,
        borderWidth: at === 0 ? 2.5 : 1.5,
        borderDash: [...DASHES[at % DASHES.length]!],
        pointStyle: SHAPES[at % SHAPES.length]!,
        pointRadius: 4,
        spanGaps: false,
      })),
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      layout: { padding: { left: LABEL_LEFT, right: LABEL_RIGHT, top: 8 } },
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
      scales: {
        x: {
          grid: { display: false },
          border: { color: look.line },
          ticks: { color: look.ink, font: { family: look.font, size: 12 }, maxRotation: 0, autoSkip: false },
        },
        y: {
          min: from,
          max: 100,
          border: { display: false },
          grid: { color: look.line },
          ticks: { stepSize: (100 - from) / 4, color: look.ink3, font: { family: look.font, size: 11 } },
        },
      },
    },
    plugins: [labelledEnds(series, look)],
  };
}

const LABEL_LEFT = 4;
const LABEL_RIGHT = 150;
const LABEL_HEIGHT = 16;

/** Names and last scores stand at the right end of their lines, moved apart where lines meet. */
function labelledEnds(series: ChangeSeries, look: Look): Plugin<"line"> {
  return {
    id: "labelled-ends",
    afterDatasetsDraw({ ctx, chartArea, scales }) {
      const y = scales["y"];
      if (!y) return;
      const ends = series.lines.flatMap(({ title, values }) => {
        const last = values.findLast((value) => value !== null);
        return last === null || last === undefined
          ? []
          : [{ says: `${title} ${last}`, y: y.getPixelForValue(Number(last)) }];
      });
      const places = spread(
        ends.map((end) => end.y),
        LABEL_HEIGHT,
        chartArea.top,
        chartArea.bottom,
      );
      ctx.save();
      ctx.font = `13px ${look.font}`;
      ctx.fillStyle = look.ink;
      ctx.textAlign = "left";
      ctx.textBaseline = "middle";
      ends.forEach(({ says }, at) => ctx.fillText(says, chartArea.right + 12, places[at]!));
      ctx.restore();
    },
  };
}

/**
 * Places for labels as near as possible to where they belong, in the same order and at least `height` apart.
 *
 * @param wanted in pixels from above; what does not fit between `top` and `bottom` hangs out below
 */
export function spread(
  wanted: readonly number[],
  height: number,
  top: number,
  bottom: number,
): readonly number[] {
  const order = wanted.map((_, at) => at).toSorted((a, b) => wanted[a]! - wanted[b]!);
  const places = [...wanted];
  let least = top;
  for (const at of order) {
    places[at] = Math.max(wanted[at]!, least);
    least = places[at]! + height;
  }
  let most = Math.max(bottom, top + height * (wanted.length - 1));
  for (const at of order.toReversed()) {
    places[at] = Math.min(places[at]!, most);
    most = places[at]! - height;
  }
  return places;
}

const TITLE_LINE = 8;

/** Titles of rounds are long; they stand on lines of eight letters. */
function foldTitle(title: string): string[] {
  const letters = [...title];
  const lines = Math.ceil(letters.length / TITLE_LINE);
  return Array.from({ length: lines }, (_, at) =>
    letters.slice(at * TITLE_LINE, (at + 1) * TITLE_LINE).join(""),
  );
}
