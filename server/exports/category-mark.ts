import type PDFDocument from "pdfkit";
import { type CategoryShape, categoryShape } from "../core/documents/slip-marks.ts";

type Doc = typeof PDFDocument.prototype;
type Points = readonly (readonly [x: number, y: number])[];

/** Corners in a square of side 1, y downwards; several polygons make one shape. */
const POLYGONS: { readonly [shape in CategoryShape]?: readonly Points[] } = {
  triangle: [
    [
      [0.5, 0],
      [1, 1],
      [0, 1],
    ],
  ],
  square: [
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ],
  ],
  diamond: [
    [
      [0.5, 0],
      [1, 0.5],
      [0.5, 1],
      [0, 0.5],
    ],
  ],
  "point-down": [
    [
      [0, 0],
      [1, 0],
      [0.5, 1],
    ],
  ],
  plus: [
    [
      [0.34, 0],
      [0.66, 0],
      [0.66, 1],
      [0.34, 1],
    ],
    [
      [0, 0.34],
      [1, 0.34],
      [1, 0.66],
      [0, 0.66],
    ],
  ],
  cross: [
    [
      [0, 0],
      [0.3, 0],
      [1, 1],
      [0.7, 1],
    ],
    [
      [0.7, 0],
      [1, 0],
      [0.3, 1],
      [0, 1],
    ],
  ],
  hourglass: [
    [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ],
  ],
  "bow-tie": [
    [
      [0, 0],
      [1, 1],
      [1, 0],
      [0, 1],
    ],
  ],
};

/** Draws the shape of a category, black, inside a square. A batch of several categories shows all their shapes. */
export function drawCategoryMark(doc: Doc, category: string, x: number, y: number, side: number): void {
  const shape = categoryShape(category);
  const middle = side / 2;
  doc.fillColor("black").strokeColor("black");
  for (const points of POLYGONS[shape] ?? []) {
    const corners = points.map(([right, down]): [number, number] => [x + right * side, y + down * side]);
    doc.polygon(...corners).fill();
  }
  const line = side / 6;
  if (shape === "disc") doc.circle(x + middle, y + middle, middle).fill();
  if (shape === "half-disc") {
    doc
      .save()
      .rect(x, y, middle, side)
      .clip()
      .circle(x + middle, y + middle, middle)
      .fill()
      .restore();
  }
  if (shape === "ring")
    doc
      .lineWidth(line)
      .circle(x + middle, y + middle, middle - line / 2)
      .stroke();
  if (shape === "frame")
    doc
      .lineWidth(line)
      .rect(x + line / 2, y + line / 2, side - line, side - line)
      .stroke();
}
