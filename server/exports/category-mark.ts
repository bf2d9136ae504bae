import type PDFDocument from "pdfkit";

/**
 * Draws the shape of a category, black, inside a square: A triangle, B square, C circle, D diamond, any other a ring.
 * A batch of several categories shows all their shapes; none of them needs colour.
 */
export function drawCategoryMark(
  doc: typeof PDFDocument.prototype,
  category: string,
  x: number,
  y: number,
  side: number,
): void {
  const middle = side / 2;
  doc.fillColor("black").strokeColor("black");
  if (category === "A") doc.polygon([x + middle, y], [x + side, y + side], [x, y + side]).fill();
  else if (category === "B") doc.rect(x, y, side, side).fill();
  else if (category === "C") doc.circle(x + middle, y + middle, middle).fill();
  else if (category === "D") {
    doc.polygon([x + middle, y], [x + side, y + middle], [x + middle, y + side], [x, y + middle]).fill();
  } else {
    doc
      .lineWidth(side / 6)
      .circle(x + middle, y + middle, middle - side / 12)
      .stroke();
  }
}
