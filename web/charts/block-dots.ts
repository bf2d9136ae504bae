/**
 * 分计票组: the score of each block of a form as a dot on one line from 60 to 100, the whole form's above them. Only
 * forms with several blocks stand in it; a block whose score is not released is hatched, never a 0.
 */
import type { ChartConfiguration, Plugin } from "chart.js";
import type { FormAnswer, TablesAnswer } from "../../server/http/office/answers-results.ts";
import { blockMean } from "./block-means.ts";
import { breakLabel } from "./break-label.ts";
import { drawWithheld, hatch, type WithheldWords } from "./hatch.ts";
import type { Look } from "./look.ts";

export interface BlockDot {
  readonly label: string;
  /** As printed, two decimals; null = not released, or nothing to compare with its blocks. */
  readonly printed: string | null;
  /** Of the whole form. */
  readonly isWhole: boolean;
}

export interface BlockDotWords {
  whole(form: string): string;
  /** A questionnaire's blocks have a score of the positive items alone, which its own score is not. */
  positive(form: string): string;
  outside(block: string): string;
}

/** [] when no form has several blocks with a score of one of them. */
export function blockDots(forms: readonly FormAnswer[], words: BlockDotWords): readonly BlockDot[] {
  return forms.flatMap((form): readonly BlockDot[] => {
    if (form.level !== "tables" || form.blocks.length < 2) return [];
    const blocks = form.blocks.map((block) => dotOf(form, block, words));
    if (blocks.every(({ printed }) => printed === null)) return [];
    const whole =
      form.scoring.rule === "questionnaire"
        ? { label: words.positive(form.shortTitle), printed: null }
        : { label: words.whole(form.shortTitle), printed: form.score?.printed ?? null };
    return [{ ...whole, isWhole: true }, ...blocks];
  });
}

function dotOf(
  form: Pick<TablesAnswer, "scoring" | "items" | "leaders">,
  { id, name, isOutside }: { readonly id: string; readonly name: string; readonly isOutside: boolean },
  words: BlockDotWords,
): BlockDot {
  return {
    label: isOutside ? words.outside(name) : name,
    printed: blockMean(form, id),
    isWhole: false,
  };
}

/** The blocks that lie furthest apart in one form, for the chart's name; null when fewer than two have a score. */
export function widestGap(
  dots: readonly BlockDot[],
): { readonly form: string; readonly low: BlockDot; readonly high: BlockDot } | null {
  let widest: { form: string; low: BlockDot; high: BlockDot } | null = null;
  let form = "";
  let scored: BlockDot[] = [];
  for (const dot of dots) {
    if (dot.isWhole) [form, scored] = [dot.label, []];
    else if (dot.printed !== null) scored = [...scored, dot].toSorted((a, b) => gap(a, b));
    const [low, high] = [scored[0], scored.at(-1)];
    if (low && high && low !== high && (!widest || gap(high, low) > gap(widest.high, widest.low)))
      widest = { form, low, high };
  }
  return widest;
}

const gap = (a: BlockDot, b: BlockDot): number => Number(a.printed) - Number(b.printed);

/** 60 as everywhere, lower in steps of twenty when a score needs it; the caption says where the axis starts. */
export function blockAxisStart(dots: readonly BlockDot[]): number {
  const scores = dots.flatMap(({ printed }) => (printed === null ? [] : [Number(printed)]));
  return Math.max(0, Math.floor(Math.min(60, ...scores) / 20) * 20);
}

const ROW = 28;
const LINE = 17;
const AXIS = 34;
const SCORE = 58;

/** Height in CSS pixels: all rows are as high as the highest. */
export function blockDotsHeight(dots: readonly BlockDot[]): number {
  const lines = Math.max(1, ...dots.map(({ label }) => breakLabel(label).length));
  return AXIS + dots.length * Math.max(ROW, lines * LINE + 8);
}

export function blockDotsConfig(
  dots: readonly BlockDot[],
  look: Look,
  words: WithheldWords,
): ChartConfiguration<"line", (number | null)[], string | string[]> {
  const from = blockAxisStart(dots);
  return {
    type: "line",
    plugins: [printedScores(dots, look, words)],
    data: {
      labels: dots.map(({ label }) => [...breakLabel(label)]),
      datasets: [
        {
          data: dots.map(({ printed }) => (printed === null ? null : Number(printed))),
          showLine: false,
          clip: false,
          // Told apart by shape and size too, not by colour alone.
          pointStyle: dots.map(({ isWhole }) => (isWhole ? "rectRot" : "circle")),
          pointRadius: dots.map(({ isWhole }) => (isWhole ? 7 : 5)),
          pointBackgroundColor: dots.map(({ isWhole }) => (isWhole ? look.ink : look.brand)),
          pointBorderColor: look.surface,
          pointBorderWidth: 1,
        },
      ],
    },
    options: {
      indexAxis: "y",
      animation: false,
      maintainAspectRatio: false,
      layout: { padding: { right: SCORE } },
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
      scales: {
        x: {
          type: "linear",
          min: from,
          max: 100,
          border: { display: false },
          grid: { color: look.line, drawTicks: false },
          ticks: {
            stepSize: (100 - from) / 4,
            color: look.ink3,
            font: { family: look.font, size: 12 },
          },
        },
        y: {
          type: "category",
          offset: true,
          border: { display: false },
          grid: { color: dots.map(({ isWhole }) => (isWhole ? look.line : "transparent")), drawTicks: false },
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

/** Everything a tooltip would say is printed. */
function printedScores(dots: readonly BlockDot[], look: Look, words: WithheldWords): Plugin<"line"> {
  return {
    id: "printed-scores",
    afterDatasetsDraw({ ctx, chartArea, scales }) {
      const y = scales["y"];
      if (!y) return;
      ctx.save();
      ctx.textBaseline = "middle";
      ctx.font = `500 12px ${look.font}`;
      const marks = { pattern: hatch(ctx, look.outside), look, words };
      dots.forEach(({ printed, isWhole }, index) => {
        const middle = y.getPixelForValue(index);
        if (printed === null) {
          if (isWhole) return;
          drawWithheld(ctx, chartArea, middle, marks);
          return;
        }
        ctx.textAlign = "right";
        ctx.fillStyle = look.ink;
        ctx.fillText(printed, chartArea.right + SCORE - 2, middle + 1);
      });
      ctx.restore();
    },
  };
}
