/** One slip of a sheet: QR on the left; unit, category, code and 核对码 beside it; statement and how-to below. */
import type PDFDocument from "pdfkit";
import { type UnitMark, unitMark } from "../core/documents/slip-marks.ts";
import { ticketSlip } from "../core/documents/ticket-slip.ts";
import { drawCategoryMark } from "./category-mark.ts";
import { breakLines, fitText } from "./fit-text.ts";
import type { FittedText } from "./fit-text.ts";
import { qrPath } from "./qr-path.ts";
import { inFours } from "./ticket-sheet.ts";
import type { TicketSheetContent } from "./ticket-sheet.ts";
import { drawUnitMark } from "./unit-mark.ts";

type Doc = typeof PDFDocument.prototype;

/** Points per millimetre. */
export const MM = 72 / 25.4;
export const SLIP = { width: 96 * MM, height: 46.5 * MM };
/** Folded in half, code inwards: right of the QR, which a crease would spoil. */
export const FOLD = SLIP.width / 2;

/** Modules 24 mm wide; 4 modules of quiet zone are 2.6 mm for the 37 modules of a usual address. */
const QR = { left: 3.4 * MM, top: 2.8 * MM, side: 24 * MM };
const TEXT = { left: 31 * MM, top: 2 * MM, width: 62.6 * MM };
const MARK = { side: 7.6 * MM, left: SLIP.width - 10 * MM };
const UNIT_WIDTH = MARK.left - TEXT.left - 1.5 * MM;
const CATEGORY = { side: 8, step: 10.5 };
/** The last line ends 2 mm above the cut, so that a crooked cut leaves it whole. */
const BODY = { left: 3.4 * MM, width: 90.2 * MM, bottom: SLIP.height - 2.4 * MM, lead: 1.14 };
const BODY_SIZES = [7.2, 7, 6.8, 6.6, 6.4, 6.2, 6, 5.8, 5.6, 5.4, 5.2, 5];
/** Five groups of four cells in the width of the text. */
const CODE = { size: 11, lead: 15, cell: 7.2, group: 35.6 };

/** What is alike on every slip of a sheet is laid out once. */
export interface SlipLayout {
  readonly unit: FittedText;
  readonly mark: UnitMark;
  readonly batch: FittedText;
  readonly categories: readonly string[];
  readonly keyCheck: string;
  readonly promise: string;
  /** Statement of the set-up, then how-to, in one size. */
  readonly body: {
    readonly size: number;
    readonly bold: readonly string[];
    readonly plain: readonly string[];
  };
  readonly isRehearsal: boolean;
}

export function layOutSlip(doc: Doc, sheet: TicketSheetContent): SlipLayout {
  const { categories } = sheet.batch;
  doc.font("bold");
  const unit = fitName(doc, sheet.unit, UNIT_WIDTH, [14, 13, 12], [11.5, 11, 10.5, 10, 9.5, 9, 8.5, 8, 7]);
  doc.font("regular");
  const width = TEXT.width - categories.length * CATEGORY.step;
  const batch = fitName(doc, sheet.batch.name, width, [9, 8.5, 8, 7.5, 7], [6.5, 6, 5.5]);
  return {
    unit,
    mark: unitMark(sheet.place),
    batch,
    categories,
    keyCheck: ticketSlip.keyCheck(inFours(sheet.fingerprint.slice(0, 8)).join(" ")),
    promise: ticketSlip.promise,
    body: fitBody(doc, sheet, BODY.bottom - bodyTop(headHeight(unit, batch))),
    isRehearsal: sheet.isRehearsal ?? false,
  };
}

/** Nothing of it may be left out: the largest size at which all of it fits. */
function fitBody(doc: Doc, sheet: TicketSheetContent, height: number): SlipLayout["body"] {
  const address = `${sheet.address.replace(/^https:\/\//, "").replace(/\/$/, "")}/v`;
  const statement =
    ticketSlip.statement(sheet, sheet.wireless?.name) +
    ticketSlip.leaderNote(sheet.batch.name, sheet.fewerForms);
  const howto = ticketSlip.howto(address, sheet.forms, sheet.openUntil);
  const at = (size: number): SlipLayout["body"] => ({
    size,
    bold: statement === "" ? [] : breakLines(doc.font("bold").fontSize(size), statement, BODY.width),
    plain: howto.flatMap((step) => breakLines(doc.font("regular").fontSize(size), step, BODY.width)),
  });
  const fits = BODY_SIZES.map(at).find(
    ({ size, bold, plain }) => (bold.length + plain.length) * size * BODY.lead <= height,
  );
  return fits ?? at(BODY_SIZES.at(-1)!);
}

const UNIT_LEAD = 1.22;
const BATCH_LEAD = 1.3;
const heightOf = ({ size, lines }: FittedText, lead: number): number => lines.length * size * lead;

/** The name of the unit stands beside its mark, in the middle of it when it is lower. */
const unitHeight = (unit: FittedText): number => Math.max(heightOf(unit, UNIT_LEAD), MARK.side + 1);
const headHeight = (unit: FittedText, batch: FittedText): number =>
  unitHeight(unit) + heightOf(batch, BATCH_LEAD) + CODE.lead + 19;

/** Below the QR and below the words beside it, whichever reaches further. */
const bodyTop = (head: number): number => Math.max(QR.top + QR.side + 1 * MM, TEXT.top + head + 1);

/** On one line in large type, else on two in smaller. */
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
  drawFold(doc, left + FOLD, top);
  drawQr(doc, ticket.url, left + QR.left, top + QR.top);
  drawUnitMark(doc, layout.mark, left + MARK.left, top + TEXT.top, MARK.side);
  const x = left + TEXT.left;
  let y = top + TEXT.top;
  const lower = Math.max(0, (MARK.side - heightOf(layout.unit, UNIT_LEAD)) / 2 - 1);
  drawLines(doc.font("bold"), layout.unit, x, y + lower, UNIT_LEAD);
  y += unitHeight(layout.unit);
  for (const [index, category] of layout.categories.entries()) {
    drawCategoryMark(doc, category, x + index * CATEGORY.step, y + 2, CATEGORY.side);
  }
  const words = x + layout.categories.length * CATEGORY.step + 1;
  y = drawLines(doc.font("regular"), layout.batch, words, y, BATCH_LEAD);
  y = drawCode(doc, ticket.code, x, y + 0.5);
  doc.font("regular").fontSize(7.2).text(layout.keyCheck, x, y, { lineBreak: false });
  doc.text(layout.promise, x, y + 9, { lineBreak: false });
  drawBody(doc, layout, left + BODY.left, top);
}

function drawBody(doc: Doc, { unit, batch, body }: SlipLayout, x: number, top: number): void {
  let y = top + bodyTop(headHeight(unit, batch));
  doc.fontSize(body.size);
  for (const font of ["bold", "plain"] as const) {
    doc.font(font === "bold" ? "bold" : "regular");
    for (const line of body[font]) {
      doc.text(line, x, y, { lineBreak: false });
      y += body.size * BODY.lead;
    }
  }
}

/** Short strokes at both edges, longer than the dots of the cut: where to fold. */
function drawFold(doc: Doc, x: number, top: number): void {
  doc.lineWidth(0.2 * MM).strokeColor("#777777");
  doc.moveTo(x, top + 0.4 * MM).lineTo(x, top + 1.7 * MM);
  doc.moveTo(x, top + SLIP.height - 1.7 * MM).lineTo(x, top + SLIP.height - 0.4 * MM);
  doc.stroke().strokeColor("black");
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

/** A cell for each character and a gap after each four: codes stand in columns and are compared group by group. */
function drawCode(doc: Doc, code: string, x: number, top: number): number {
  doc.font("regular").fontSize(CODE.size);
  for (const [index, group] of inFours(code).entries()) {
    for (const [place, character] of [...group].entries())
      drawInCell(doc, character, x + index * CODE.group + place * CODE.cell, top);
  }
  return top + CODE.lead;
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
