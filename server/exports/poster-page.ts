/** What our posters have in common: one page, laid out on A4 in millimetres, the plumb line, inks. A3 is √2 as large. */
import PDFDocument from "pdfkit";
import { MM } from "./draw-slip.ts";
import type { FittedText } from "./fit-text.ts";
import { fontFiles } from "./fonts.ts";

export type PosterDoc = typeof PDFDocument.prototype;

export const INK = "#12202a";
export const INK_2 = "#40505a";
export const BRAND = "#1d5670";
/** Edges of what is written. */
export const LEFT = 24;
export const RIGHT = 186;
const WIDTH = 210;

/** A page whose unit is the millimetre of A4, with the plumb line on it. */
export function posterPage(size: "A3" | "A4", title: string): PosterDoc {
  const fonts = fontFiles();
  const info = { Title: title, Creator: "Plumbline", Producer: "Plumbline" };
  const doc = new PDFDocument({ size, margin: 0, info });
  doc.registerFont("regular", fonts.regular);
  doc.registerFont("bold", fonts.bold);
  doc.scale((doc.page.width / (WIDTH * MM)) * MM);
  doc.lineWidth(0.3).strokeColor(BRAND).moveTo(34, 0).lineTo(34, 44).stroke();
  doc.moveTo(31.8, 44).lineTo(36.2, 44).lineTo(34, 50).closePath().fill(BRAND);
  return doc;
}

/** @returns where the next line begins */
export function writeLines(
  doc: PosterDoc,
  { size, lines }: FittedText,
  x: number,
  y: number,
  lead = 1.35,
): number {
  doc.fontSize(size);
  for (const [i, line] of lines.entries()) doc.text(line, x, y + i * size * lead, { lineBreak: false });
  return y + lines.length * size * lead;
}
