/** Pages of tickets, 2 × 6 slips of 96 × 46.5 mm on A4, cut marks in the margins, fold marks on the slips. */
import PDFDocument from "pdfkit";
import type { Wireless } from "../core/round/wireless.ts";
import { ticketSlip } from "../core/documents/ticket-slip.ts";
import { drawSlip, layOutSlip, MM, SLIP } from "./draw-slip.ts";
import type { SlipLayout } from "./draw-slip.ts";
import { fitText } from "./fit-text.ts";
import { fontFiles } from "./fonts.ts";
import { COLUMNS, frontPages, ROWS, type TicketSheetContent, TICKETS_PER_PAGE } from "./ticket-sheet.ts";

type Doc = typeof PDFDocument.prototype;

interface Slip {
  readonly code: string;
  readonly url: string;
}

const LEFT = 9 * MM;
const TOP = 8.5 * MM;
const FOOT = 289.9 * MM;
/** Names of the usual length keep 7; the longest are still told apart at 4. */
const FOOT_SIZES = [7, 6.5, 6, 5.5, 5, 4.5, 4];

/** Draws all pages while they are read; the document is a stream of PDF bytes and ends when the last page is done. */
export function drawTicketSheet(sheet: TicketSheetContent): Doc {
  const fonts = fontFiles();
  const doc = new PDFDocument({
    size: "A4",
    margin: 0,
    autoFirstPage: false,
    info: { Title: ticketSlip.documentTitle(sheet.unit), Creator: "Plumbline", Producer: "Plumbline" },
  });
  doc.registerFont("regular", fonts.regular);
  doc.registerFont("bold", fonts.bold);
  const layout = layOutSlip(doc, sheet);
  // What goes wrong is the stream's error, as if it had been drawn before the stream was there.
  drawPages(doc, layout, sheet).catch((error: Error) => doc.destroy(error));
  return doc;
}

/** Pages after which what is drawn goes out: thousands of slips are neither held nor waited for. */
const PAGES_AT_ONCE = 4;

async function drawPages(doc: Doc, layout: SlipLayout, sheet: TicketSheetContent): Promise<void> {
  const tickets = sheet.codes.map((code, index) => ({ code, url: sheet.urls[index] ?? "" }));
  const pages = frontPages(sheet);
  for (let page = 0; page < pages; page += 1) {
    if (page % PAGES_AT_ONCE === 0) await new Promise((resolve) => void setImmediate(resolve));
    const slips = tickets.slice(page * TICKETS_PER_PAGE, (page + 1) * TICKETS_PER_PAGE);
    drawFront(doc, slips, layout, sheet, page + 1, pages);
    if (sheet.wireless) drawBack(doc, slips.length, sheet.wireless);
  }
  doc.end();
}

function drawFront(
  doc: Doc,
  slips: readonly Slip[],
  layout: SlipLayout,
  sheet: TicketSheetContent,
  page: number,
  pages: number,
): void {
  doc.addPage();
  drawCuts(doc);
  for (const [index, ticket] of slips.entries()) {
    const left = LEFT + (index % COLUMNS) * SLIP.width;
    drawSlip(doc, ticket, layout, left, TOP + Math.floor(index / COLUMNS) * SLIP.height);
  }
  const foot = ticketSlip.foot(sheet.round, sheet.unit, sheet.batch.name);
  doc.font("regular").fillColor("#333333");
  const parts = [foot, `${ticketSlip.fold}　　${ticketSlip.page(page, pages)}`];
  for (const [index, part] of parts.entries()) {
    const { size, lines } = fitText(doc, part, SLIP.width - 4 * MM, 1, FOOT_SIZES);
    const x = LEFT + index * SLIP.width;
    doc
      .fontSize(size)
      .text(lines[0] ?? "", x, FOOT, { width: SLIP.width, align: "center", lineBreak: false });
  }
  doc.fillColor("black");
}

/** Solid marks in the margins, dotted lines between the slips. */
function drawCuts(doc: Doc): void {
  const right = LEFT + COLUMNS * SLIP.width;
  const bottom = TOP + ROWS * SLIP.height;
  doc.lineWidth(0.2 * MM).strokeColor("black");
  for (let column = 0; column <= COLUMNS; column += 1) {
    const x = LEFT + column * SLIP.width;
    doc.moveTo(x, 2 * MM).lineTo(x, 6.5 * MM);
    doc.moveTo(x, bottom + 3 * MM).lineTo(x, bottom + 7 * MM);
  }
  for (let row = 0; row <= ROWS; row += 1) {
    const y = TOP + row * SLIP.height;
    doc.moveTo(2 * MM, y).lineTo(6.5 * MM, y);
    doc.moveTo(right + 2.5 * MM, y).lineTo(right + 7 * MM, y);
  }
  doc.stroke();
  doc
    .lineWidth(0.15 * MM)
    .strokeColor("#999999")
    .dash(0.3 * MM, { space: 0.9 * MM });
  for (let column = 0; column <= COLUMNS; column += 1) {
    doc.moveTo(LEFT + column * SLIP.width, TOP).lineTo(LEFT + column * SLIP.width, bottom);
  }
  for (let row = 0; row <= ROWS; row += 1) {
    doc.moveTo(LEFT, TOP + row * SLIP.height).lineTo(right, TOP + row * SLIP.height);
  }
  doc.stroke().undash();
}

/** Turned over its long edge a sheet keeps its places mirrored: the last row may be short on the left. */
function drawBack(doc: Doc, slips: number, wireless: Wireless): void {
  doc.addPage();
  doc.fillColor("black");
  const width = SLIP.width - 10 * MM;
  doc.font("bold");
  const network = ticketSlip
    .network(wireless)
    .map((line) => fitText(doc, line, width, 1, [13, 12, 11, 10, 9, 8, 7, 6]));
  doc.font("regular");
  const help = fitText(doc, ticketSlip.networkHelp, width, 4, [9.5, 9, 8, 7]);
  for (let index = 0; index < slips; index += 1) {
    const left = LEFT + (COLUMNS - 1 - (index % COLUMNS)) * SLIP.width + 5 * MM;
    let y = TOP + Math.floor(index / COLUMNS) * SLIP.height + 6 * MM;
    for (const [part, { size, lines }] of [...network, help].entries()) {
      doc.font(part < network.length ? "bold" : "regular").fontSize(size);
      for (const words of lines) {
        doc.text(words, left, y, { lineBreak: false });
        y += size * 1.45;
      }
    }
  }
}
