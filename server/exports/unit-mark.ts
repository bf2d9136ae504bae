import type PDFDocument from "pdfkit";
import type { UnitMark } from "../core/documents/slip-marks.ts";

type Doc = typeof PDFDocument.prototype;

/** Corners of the outlines in a square of side 1, y downwards; a circle has none. */
const CORNERS: { readonly [frame in Exclude<UnitMark["frame"], "circle">]: readonly [number, number][] } = {
  square: [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ],
  diamond: [
    [0.5, 0],
    [1, 0.5],
    [0.5, 1],
    [0, 0.5],
  ],
  triangle: [
    [0.5, 0],
    [1, 1],
    [0, 1],
  ],
  shield: [
    [0, 0],
    [1, 0],
    [1, 0.55],
    [0.5, 1],
    [0, 0.55],
  ],
};

/** Draws the mark of a unit, black lines inside a square: it is told from others by its shape alone. */
export function drawUnitMark(doc: Doc, mark: UnitMark, x: number, y: number, side: number): void {
  const line = side / 14;
  const [left, top, inner] = [x + line / 2, y + line / 2, side - line];
  const outline = (): Doc =>
    mark.frame === "circle"
      ? doc.circle(left + inner / 2, top + inner / 2, inner / 2)
      : doc.polygon(
          ...CORNERS[mark.frame].map(([right, down]): [number, number] => [
            left + right * inner,
            top + down * inner,
          ]),
        );
  doc.fillColor("black").strokeColor("black").lineWidth(line);
  if (mark.sign !== "none") {
    doc.save();
    outline().clip();
    drawSign(doc, mark, left, top, inner);
    doc.restore();
  }
  doc.lineWidth(line);
  outline().stroke();
}

/** The sign ends at the outline, which clips it; a triangle is wide enough for it only lower down. */
function drawSign(doc: Doc, { frame, sign }: UnitMark, x: number, y: number, side: number): void {
  const wide = side / 5;
  const [right, down] = [x + side / 2, y + side * (frame === "triangle" ? 0.64 : 0.5)];
  const bar = (): Doc => doc.rect(x, down - wide / 2, side, wide);
  const pole = (): Doc => doc.rect(right - wide / 2, y, wide, side);
  if (sign === "dot") doc.circle(right, down, wide).fill();
  if (sign === "bar" || sign === "plus") bar().fill();
  if (sign === "pole" || sign === "plus") pole().fill();
  if (sign === "half") doc.rect(x, down, side, side).fill();
  if (sign === "cross")
    doc
      .lineWidth(wide * 0.8)
      .moveTo(right - side, down - side)
      .lineTo(right + side, down + side)
      .moveTo(right + side, down - side)
      .lineTo(right - side, down + side)
      .stroke();
}
