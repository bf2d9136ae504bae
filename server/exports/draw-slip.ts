/** One slip of a sheet: QR on the left; unit, category, code and 核对码 beside it; how-to below. */
import type PDFDocument from "pdfkit";
import { ticketSlip } from "../core/documents/ticket-slip.ts";
import { drawCategoryMark } from "./category-mark.ts";
import { fitText } from "./fit-text.ts";
import type { FittedText } from "./fit-text.ts";
import { qrPath } from "./qr-path.ts";
import { inFours } from "./ticket-sheet.ts";
import type { TicketSheetContent } from "./ticket-sheet.ts";

type Doc = typeof PDFDocument.prototype;

/** Points per millimetre. */
export const MM = 72 / 25.4;
export const SLIP = { width: 64 * MM, height: 35 * MM };

/** Modules 22.4 mm wide; 4 modules of quiet zone are 2.4 mm for the 37 modules of a usual address. */
const QR = { left: 3 * MM, top: 1.9 * MM, side: 22.4 * MM };
const TEXT = { left: 28.2 * MM, top: 1.2 * MM, width: 34.2 * MM };
/** The last line ends 2 mm above the cut, so that a crooked cut leaves it whole. */
const HOWTO = { left: 3 * MM, top: 25.75 * MM, width: 59.2 * MM, lead: 6.5, size: 6 };
/** Three groups of four cells in the width of the text. */
const CODE = { size: 10.5, lead: 12, cell: 7.1, group: 33.6 };

/** What is alike on every slip of a sheet is laid out once. */
export interface SlipLayout {
  readonly unit: FittedText;
  readonly batch: FittedText;
  readonly howto: readonly { readonly size: number; readonly text: string }[];
  readonly categories: readonly string[];
  readonly keyCheck: string;
  readonly statement: FittedText;
  readonly isRehearsal: boolean;
}

export function layOutSlip(doc: Doc, sheet: TicketSheetContent): SlipLayout {
  const address = `${sheet.address.replace(/^https:\/\//, "").replace(/\/$/, "")}/v`;
  const marksWidth = Math.min(4, sheet.batch.categories.length) * 9;
  doc.font("bold");
  const unit = fitName(doc, sheet.unit, TEXT.width, [11, 10, 9], [8.5, 8, 7, 6]);
  doc.font("regular");
  const batch = fitName(doc, sheet.batch.name, TEXT.width - marksWidth, [8.5, 8, 7], [6.5, 6, 5.5]);
  const howto = ticketSlip.howto(address, sheet.forms, sheet.openUntil).map((text) => {
    const width = doc.fontSize(HOWTO.size).widthOfString(text);
    return { text, size: Math.min(HOWTO.size, (HOWTO.size * HOWTO.width) / width) };
  });
  const keyCheck = ticketSlip.keyCheck(inFours(sheet.fingerprint.slice(0, 8)).join(" "));
  const statement = fitText(doc, ticketSlip.statement(sheet.address), TEXT.width, 1, [6.5, 6.2, 6, 5.5]);
  const categories = sheet.batch.categories.slice(0, 4);
  return { unit, batch, howto, categories, keyCheck, statement, isRehearsal: sheet.isRehearsal ?? false };
}

/** On one line in large type, else on two in small: two lines of both must leave room for the code. */
function fitName(
  doc: Doc,
  name: string,
  width: number,
  large: readonly number[],
  small: readonly number[],
): FittedText {
  const oneLine = large.find((size) => doc.fontSize(size).widthOfString(name) <= width);
  return oneLine === undefined ? fitText(doc, name, width, 2, small) : { size: oneLine, lines: [name] };
}

/** Draws one slip whose upper left corner is (left, top), in points. */
export function drawSlip(
  doc: Doc,
  ticket: { readonly code: string; readonly url: string },
  layout: SlipLayout,
  left: number,
  top: number,
): void {
  if (layout.isRehearsal) drawRehearsal(doc, left, top);
  drawQr(doc, ticket.url, left + QR.left, top + QR.top);
  let y = top + TEXT.top;
  const x = left + TEXT.left;
  y = drawLines(doc.font("bold"), layout.unit, x, y, 1.22);
  const mark = 6.6;
  for (const [index, category] of layout.categories.entries()) {
    drawCategoryMark(doc, category, x + index * 9, y + 2, mark);
  }
  y = drawLines(doc.font("regular"), layout.batch, x + layout.categories.length * 9 + 1, y, 1.3);
  y = drawCode(doc, ticket.code, x, y + 0.5);
  doc.font("regular").fontSize(7).text(layout.keyCheck, x, y, { lineBreak: false });
  // Long names of unit and bag leave no room for it; the page that the slip leads to says more.
  const under = y + 9;
  if (under + layout.statement.size <= top + HOWTO.top) drawLines(doc, layout.statement, x, under, 1);
  for (const [index, line] of layout.howto.entries()) {
    const at = top + HOWTO.top + index * HOWTO.lead;
    doc.fontSize(line.size).text(line.text, left + HOWTO.left, at, { lineBreak: false });
  }
}

/** Slanting and grey under the words, beside the QR: it must still scan, and nobody takes it for a real one. */
function drawRehearsal(doc: Doc, left: number, top: number): void {
  const middle = [left + TEXT.left + TEXT.width / 2, top + QR.top + QR.side / 2] as const;
  doc.save();
  doc.rotate(-24, { origin: [...middle] });
  doc.font("bold").fontSize(17).fillColor("#b0b0b0");
  const width = doc.widthOfString(ticketSlip.rehearsal);
  doc.text(ticketSlip.rehearsal, middle[0] - width / 2, middle[1] - 12, { lineBreak: false });
  doc.restore();
  doc.fillColor("black");
}

function drawLines(doc: Doc, text: FittedText, x: number, top: number, lead: number): number {
  doc.fontSize(text.size).fillColor("black");
  const step = text.size * lead;
  for (const [index, line] of text.lines.entries())
    doc.text(line, x, top + index * step, { lineBreak: false });
  return top + text.lines.length * step;
}

/** A cell for each character, groups three above two: codes stand in columns and are compared group by group. */
function drawCode(doc: Doc, code: string, x: number, top: number): number {
  doc.font("regular").fontSize(CODE.size);
  for (const [index, group] of inFours(code).entries()) {
    const left = x + (index % 3) * CODE.group;
    const y = top + Math.floor(index / 3) * CODE.lead;
    for (const [place, character] of [...group].entries())
      drawInCell(doc, character, left + place * CODE.cell, y);
  }
  return top + 2 * CODE.lead + 0.5;
}

/** In the middle of its cell; a letter wider than the cell (M, W) is narrowed. */
function drawInCell(doc: Doc, character: string, left: number, top: number): void {
  const width = doc.widthOfString(character);
  const scale = Math.min(1, CODE.cell / width);
  const x = left + (CODE.cell - width * scale) / 2;
  doc.text(character, x, top, { lineBreak: false, horizontalScaling: scale * 100 });
}

function drawQr(doc: Doc, url: string, left: number, top: number): void {
  const { size, runs } = qrPath(url);
  const module = QR.side / size;
  for (const run of runs) doc.rect(left + run.x * module, top + run.y * module, run.width * module, module);
  doc.fill("black");
}
