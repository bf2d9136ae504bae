/** A chart as a picture for a document: twice the size, white ground, title above and base below, always light. */
import { Chart } from "../../charts/chart.ts";
import { hatch } from "../../charts/hatch.ts";
import { type Look, readLook } from "../../charts/look.ts";
import type { KeyEntry } from "../../charts/stacked-items.ts";
import type { Draw } from "./chart-canvas.tsx";
import { saveFile } from "./save-file.ts";

const SCALE = 2;
const MARGIN = 16;
const HEAD = 32;
const TITLE_LINE = 22;
const FOOT = 10;
const FOOT_LINE = 18;
const KEY_LINE = 22;
const SWATCH = 12;

interface Picture {
  readonly draw: Draw;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly caption: string;
  /** What its colours mean; stands under the title. [] = it says so itself. */
  readonly key: readonly KeyEntry[];
}

export function drawPicture({ draw, width, height, title, caption, key }: Picture): HTMLCanvasElement {
  const picture = document.createElement("canvas");
  const pen = picture.getContext("2d");
  if (!pen) throw new Error("this browser draws no canvas");
  const look = inLight(readLook);
  const titleFont = `600 16px ${look.font}`;
  pen.font = titleFont;
  const titles = linesWithin(title, width, (words) => pen.measureText(words).width);
  pen.font = `12px ${look.font}`;
  const widthOf = (words: string): number => pen.measureText(words).width;
  const keys = keyPlaces(key, width, widthOf);
  const foot = linesWithin(caption, width, widthOf);
  // Above the key; the first line of the title has its room in HEAD.
  const top = HEAD + (titles.length - 1) * TITLE_LINE;
  const head = top + (keys.at(-1)?.line ?? 0) * KEY_LINE;
  // Its size, once changed, clears everything that was set.
  picture.width = (width + 2 * MARGIN) * SCALE;
  picture.height = (height + 2 * MARGIN + head + FOOT + foot.length * FOOT_LINE) * SCALE;
  pen.scale(SCALE, SCALE);
  pen.fillStyle = look.surface;
  pen.fillRect(0, 0, picture.width, picture.height);
  pen.fillStyle = look.ink;
  pen.font = titleFont;
  titles.forEach((line, at) => pen.fillText(line, MARGIN, MARGIN + 14 + TITLE_LINE * at));
  pen.fillStyle = look.ink3;
  pen.font = `12px ${look.font}`;
  foot.forEach((line, at) =>
    pen.fillText(line, MARGIN, MARGIN + head + height + FOOT + FOOT_LINE * at + 8, width),
  );
  for (const { entry, left, line } of keys)
    drawKey(pen, look, entry, MARGIN + left, MARGIN + top + (line - 1) * KEY_LINE);
  pen.drawImage(drawOnce(draw(look), width, height), MARGIN, MARGIN + head, width, height);
  return picture;
}

const CLOSES = /[，。、；：？！”）》%]/;

/** A text on as many lines as it takes; none begins with a mark that closes something. */
export function linesWithin(
  words: string,
  width: number,
  widthOf: (words: string) => number,
): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const letter of words) {
    if (line === "" || CLOSES.test(letter) || widthOf(line + letter) <= width) line += letter;
    else {
      lines.push(line);
      line = letter;
    }
  }
  return line === "" ? lines : [...lines, line];
}

interface KeyPlace {
  readonly entry: KeyEntry;
  readonly left: number;
  /** From 1. */
  readonly line: number;
}

/** One after the other, on as many lines as they need. */
export function keyPlaces(
  key: readonly KeyEntry[],
  width: number,
  widthOf: (label: string) => number,
): readonly KeyPlace[] {
  let left = 0;
  let line = 1;
  return key.map((entry) => {
    const takes = SWATCH + 6 + widthOf(entry.label);
    if (left > 0 && left + takes > width) [left, line] = [0, line + 1];
    const place = { entry, left, line };
    left += takes + MARGIN;
    return place;
  });
}

function drawKey(
  pen: CanvasRenderingContext2D,
  look: Look,
  { label, colour }: KeyEntry,
  left: number,
  top: number,
): void {
  pen.fillStyle = colour ? colour(look) : hatch(pen, look.outside);
  pen.fillRect(left, top, SWATCH, SWATCH);
  if (!colour) {
    pen.strokeStyle = look.outside;
    pen.strokeRect(left + 0.5, top + 0.5, SWATCH - 1, SWATCH - 1);
  }
  pen.fillStyle = look.ink2;
  pen.fillText(label, left + SWATCH + 6, top + SWATCH - 2);
}

/** @returns downloaded where the browser does not let a page write pictures to the clipboard (plain http) */
export async function handOver(picture: HTMLCanvasElement, title: string): Promise<"copied" | "downloaded"> {
  const file = await new Promise<Blob | null>((done) => picture.toBlob(done, "image/png"));
  if (!file) throw new Error("this browser makes no picture of a canvas");
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": file })]);
    return "copied";
  } catch {
    saveFile(file, `${title}.png`);
    return "downloaded";
  }
}

function drawOnce(config: ReturnType<Draw>, width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const chart = new Chart(canvas, {
    ...config,
    options: { ...config.options, responsive: false, animation: false, devicePixelRatio: SCALE },
  });
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  copy.getContext("2d")?.drawImage(canvas, 0, 0);
  chart.destroy();
  return copy;
}

/** Reads the tokens as they are in the light theme; nothing is painted in between. */
export function inLight<T>(read: () => T): T {
  const root = document.documentElement;
  const before = root.dataset["theme"];
  root.dataset["theme"] = "light";
  try {
    return read();
  } finally {
    if (before !== undefined) root.dataset["theme"] = before;
  }
}
