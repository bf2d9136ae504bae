/** The one mark for what is outside the base and for what is withheld. */
import type { Look } from "./look.ts";

type Pen = CanvasRenderingContext2D;

export interface WithheldWords {
  readonly withheld: string;
}

interface Marks {
  readonly pattern: CanvasPattern | string;
  readonly look: Look;
  readonly words: WithheldWords;
}

export function drawHatched(
  pen: Pen,
  left: number,
  middle: number,
  width: number,
  pattern: CanvasPattern | string,
  edge: string,
): void {
  pen.fillStyle = pattern;
  pen.fillRect(left, middle - 9, width, 18);
  pen.strokeStyle = edge;
  pen.lineWidth = 1;
  pen.strokeRect(left + 0.5, middle - 8.5, width, 17);
}

export function drawWithheld(
  pen: Pen,
  { left, right }: { readonly left: number; readonly right: number },
  middle: number,
  { pattern, look, words }: Marks,
): void {
  drawHatched(pen, left, middle, right - left - 1, pattern, look.line);
  const width = pen.measureText(words.withheld).width + 12;
  pen.textAlign = "center";
  pen.fillStyle = look.surface;
  pen.fillRect(left + 12, middle - 8, width, 16);
  pen.fillStyle = look.ink2;
  pen.fillText(words.withheld, left + 12 + width / 2, middle + 1);
}

/** Diagonal hatching as a pattern to fill with. */
export function hatch(pen: Pen, colour: string): CanvasPattern | string {
  const tile = pen.canvas.ownerDocument.createElement("canvas");
  tile.width = 6;
  tile.height = 6;
  const tilePen = tile.getContext("2d");
  if (!tilePen) return colour;
  tilePen.strokeStyle = colour;
  tilePen.lineWidth = 1;
  tilePen.beginPath();
  tilePen.moveTo(-1, 7);
  tilePen.lineTo(7, -1);
  tilePen.stroke();
  return pen.createPattern(tile, "repeat") ?? colour;
}
