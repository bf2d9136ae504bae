/** Charts of documents as pictures: the same configurations as on the console, drawn without a browser. */
import { type Canvas, createCanvas, GlobalFonts, type SKRSContext2D } from "@napi-rs/canvas";
import type { ChartConfiguration } from "chart.js";
import type { Chart as ChartOf } from "../core/documents/document.ts";
import { DIMENSION_NAMES } from "../core/results/dimension-names.ts";
import { Chart } from "../../web/charts/chart.ts";
import { dimensionRadarConfig } from "../../web/charts/dimension-radar.ts";
import { levelColours } from "../../web/charts/level-colours.ts";
import type { Look } from "../../web/charts/look.ts";
import { stackedHeight, stackedItemsConfig } from "../../web/charts/stacked-items.ts";
import { withheld } from "../../web/text/withheld.ts";
import { fontFiles } from "./fonts.ts";

export interface Picture {
  readonly png: Uint8Array;
  /** In CSS pixels; the picture has twice as many each way. */
  readonly width: number;
  readonly height: number;
}

const FAMILY = "Plumbline Sans";
const WIDTH = 680;
const KEY = 30;
const RADAR = { width: 420, height: 320 };
const KEY_NOTE = "右侧斜线为不了解、未填（份数），最右为得分";
const SHARPNESS = 2;

/** The light theme of the console (`web/office/styles/base.css`): documents are printed on white. */
const LOOK: Look = {
  font: FAMILY,
  ink: "#12202a",
  ink2: "#40505a",
  ink3: "#586872",
  line: "#d9e1e4",
  surface: "#ffffff",
  brand: "#1d5670",
  levels: ["#17527a", "#7fb2d0", "#e4dcc6", "#b2541a"],
  onLevels: ["#ffffff", "#12202a", "#12202a", "#ffffff"],
  outside: "#93a1a8",
};

/** Width and height of the picture in CSS pixels, without drawing it. */
export function chartSize(chart: ChartOf): Pick<Picture, "width" | "height"> {
  if (chart.chart === "dimensions") return RADAR;
  const key = chart.levels.length > 0 ? KEY : 0;
  return { width: WIDTH, height: stackedHeight({ levels: chart.levels, rows: chart.rows }) + key };
}

export function drawChart(chart: ChartOf): Picture {
  if (!GlobalFonts.has(FAMILY)) GlobalFonts.registerFromPath(fontFiles().regular, FAMILY);
  if (chart.chart === "dimensions") {
    const points = chart.points.map(({ dimension, printed }) => {
      return { dimension, printed, value: Number(printed), items: 0 };
    });
    return draw(dimensionRadarConfig(points, LOOK, DIMENSION_NAMES), RADAR.width, RADAR.height, []);
  }
  const series = { levels: chart.levels, rows: chart.rows };
  const config = stackedItemsConfig(series, LOOK, { withheld: withheld.cell });
  return draw(config, WIDTH, stackedHeight(series), chart.levels);
}

function draw<T extends "bar" | "radar">(
  config: ChartConfiguration<T, number[], string | string[]>,
  width: number,
  height: number,
  levels: readonly string[],
): Picture {
  const canvas = createCanvas(width, height);
  const settings = {
    ...config,
    options: { ...config.options, responsive: false, devicePixelRatio: SHARPNESS },
  };
  const drawn = new Chart(asElement(canvas), settings as ChartConfiguration);
  const whole = height + (levels.length > 0 ? KEY : 0);
  const page = createCanvas(width * SHARPNESS, whole * SHARPNESS);
  const pen = page.getContext("2d");
  pen.fillStyle = LOOK.surface;
  pen.fillRect(0, 0, page.width, page.height);
  pen.drawImage(canvas, 0, 0);
  pen.scale(SHARPNESS, SHARPNESS);
  drawKey(pen, levels, height + KEY / 2);
  drawn.destroy();
  return { png: page.toBuffer("image/png"), width, height: whole };
}

/** Chart.js draws on any canvas; the hatching asks it for another one. */
function asElement(canvas: Canvas): HTMLCanvasElement {
  const ownerDocument = { createElement: () => createCanvas(1, 1) };
  return Object.assign(canvas, { ownerDocument }) as unknown as HTMLCanvasElement;
}

/** Names of the levels beside their colours; on the console this is HTML. */
function drawKey(pen: SKRSContext2D, levels: readonly string[], middle: number): void {
  pen.font = `12px ${FAMILY}`;
  pen.textBaseline = "middle";
  let left = 12;
  for (const [at, colour] of levelColours(levels.length, LOOK).entries()) {
    const name = levels[at] ?? "";
    pen.fillStyle = colour.fill;
    pen.fillRect(left, middle - 6, 12, 12);
    pen.fillStyle = LOOK.ink;
    pen.fillText(name, left + 17, middle);
    left += 17 + pen.measureText(name).width + 18;
  }
  if (levels.length === 0) return;
  pen.fillStyle = LOOK.ink2;
  pen.fillText(KEY_NOTE, left, middle);
}
