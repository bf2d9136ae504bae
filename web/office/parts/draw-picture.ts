/** A chart as a picture for a document: twice the size, white ground, title above and base below, always light. */
import { Chart } from "../../charts/chart.ts";
import { readLook } from "../../charts/look.ts";
import type { Draw } from "./chart-canvas.tsx";
import { saveFile } from "./save-file.ts";

const SCALE = 2;
const MARGIN = 16;
const HEAD = 32;
const FOOT = 28;

interface Picture {
  readonly draw: Draw;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly caption: string;
}

export function drawPicture({ draw, width, height, title, caption }: Picture): HTMLCanvasElement {
  const picture = document.createElement("canvas");
  picture.width = (width + 2 * MARGIN) * SCALE;
  picture.height = (height + 2 * MARGIN + HEAD + FOOT) * SCALE;
  const pen = picture.getContext("2d");
  if (!pen) throw new Error("this browser draws no canvas");
  const look = inLight(readLook);
  pen.scale(SCALE, SCALE);
  pen.fillStyle = look.surface;
  pen.fillRect(0, 0, picture.width, picture.height);
  pen.fillStyle = look.ink;
  pen.font = `600 16px ${look.font}`;
  pen.fillText(title, MARGIN, MARGIN + 14);
  pen.fillStyle = look.ink3;
  pen.font = `12px ${look.font}`;
  pen.fillText(caption, MARGIN, MARGIN + HEAD + height + 18, width);
  pen.drawImage(drawOnce(draw(look), width, height), MARGIN, MARGIN + HEAD, width, height);
  return picture;
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
