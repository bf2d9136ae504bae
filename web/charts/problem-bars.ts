/** Ticked problems of the questionnaire, most frequent first: bars against two lines, 10 % 关注 and 30 % 突出. */
import type { ChartConfiguration, Plugin } from "chart.js";
import { compare, printRatio, ratio, toNumber } from "../../server/core/ratio.ts";
import type { FormAnswer, MultiAnswer } from "../../server/http/office/answers-results.ts";
import { breakLabel } from "./break-label.ts";
import type { Look } from "./look.ts";

export const ATTENTION_PERCENT = 10;
export const SALIENT_PERCENT = 30;

export interface ProblemBar {
  readonly title: string;
  readonly question: string;
  readonly tag: string | null;
  readonly count: number;
  /** Ballots less 不了解 and 未填. */
  readonly base: number;
  readonly percent: number;
  /** One decimal, half up. */
  readonly printed: string;
  readonly line: "salient" | "attention" | null;
}

/** All options of the multi-selects that name a problem, over the forms with tables; withheld questions are left out. */
export function problemBars(forms: readonly FormAnswer[]): readonly ProblemBar[] {
  const multis = forms.flatMap((form): readonly MultiAnswer[] =>
    form.level === "tables" && form.problemRate !== null ? form.multis : [],
  );
  return multis
    .filter((multi) => multi.none !== null)
    .flatMap(barsOf)
    .toSorted((a, b) => b.percent - a.percent);
}

function barsOf(multi: MultiAnswer): readonly ProblemBar[] {
  const { counts, base } = multi;
  if (counts === null || base === 0) return [];
  return multi.options.flatMap((option, index) => {
    if (index === multi.none || index === multi.unknown) return [];
    const count = counts[index] ?? 0;
    const share = ratio(100 * count, base);
    const reaches = (percent: number): boolean => compare(share, ratio(percent)) >= 0;
    return [
      {
        title: option.text,
        question: multi.title,
        tag: option.tag ?? null,
        count,
        base,
        percent: toNumber(share),
        printed: printRatio(share, 1),
        line: reaches(SALIENT_PERCENT) ? "salient" : reaches(ATTENTION_PERCENT) ? "attention" : null,
      },
    ];
  });
}

const LINES = [ATTENTION_PERCENT, SALIENT_PERCENT];
const ROW = 31;
const LINE = 17;
const AXIS = 34;
const SHARE = 58;
/** The panel is narrow. */
const LETTERS = 10;

/** Height in CSS pixels: all rows are as high as the highest. */
export function problemBarsHeight(bars: readonly ProblemBar[]): number {
  const lines = Math.max(1, ...bars.map(({ title }) => breakLabel(title, LETTERS).length));
  return AXIS + bars.length * Math.max(ROW, lines * LINE + 8);
}

/** Bars from 0, never shorter an axis than a little beyond the second line. */
export function problemBarsConfig(
  bars: readonly ProblemBar[],
  look: Look,
): ChartConfiguration<"bar", number[], string | string[]> {
  const most = Math.max(SALIENT_PERCENT + 10, ...bars.map(({ percent }) => percent));
  return {
    type: "bar",
    plugins: [linesAndShares(bars, look)],
    data: {
      labels: bars.map(({ title }) => [...breakLabel(title, LETTERS)]),
      datasets: [
        {
          data: bars.map(({ percent }) => percent),
          backgroundColor: bars.map(({ line }) => look.levels[line === "salient" ? 3 : 1] ?? look.brand),
          barThickness: 14,
        },
      ],
    },
    options: {
      indexAxis: "y",
      animation: false,
      maintainAspectRatio: false,
      layout: { padding: { right: SHARE } },
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
      scales: {
        x: {
          min: 0,
          max: Math.min(100, Math.ceil(most / 10) * 10),
          border: { display: false },
          grid: { display: false },
          ticks: {
            stepSize: 10,
            callback: (value) => `${value}%`,
            color: look.ink3,
            font: { family: look.font, size: 12 },
          },
        },
        y: {
          border: { display: false },
          grid: { display: false },
          ticks: {
            color: look.ink,
            crossAlign: "far",
            autoSkip: false,
            font: { family: look.font, size: 12 },
          },
        },
      },
    },
  };
}

/** The two lines, and at the right what each bar says. */
function linesAndShares(bars: readonly ProblemBar[], look: Look): Plugin<"bar"> {
  return {
    id: "lines-and-shares",
    afterDatasetsDraw({ ctx, chartArea, scales }) {
      const [x, y] = [scales["x"], scales["y"]];
      if (!x || !y) return;
      ctx.save();
      ctx.strokeStyle = look.ink3;
      ctx.lineWidth = 1;
      ctx.setLineDash([4, 3]);
      for (const line of LINES) {
        const at = Math.round(x.getPixelForValue(line)) + 0.5;
        ctx.beginPath();
        ctx.moveTo(at, chartArea.top);
        ctx.lineTo(at, chartArea.bottom);
        ctx.stroke();
      }
      ctx.textBaseline = "middle";
      ctx.textAlign = "right";
      ctx.font = `500 12px ${look.font}`;
      ctx.fillStyle = look.ink;
      bars.forEach(({ printed }, index) =>
        ctx.fillText(`${printed}%`, chartArea.right + SHARE - 2, y.getPixelForValue(index) + 1),
      );
      ctx.restore();
    },
  };
}
