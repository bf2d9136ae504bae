/** The public poster of an open link, A3 or A4: plumb line, question, QR with three steps, what is not kept. */
import PDFDocument from "pdfkit";
import { linkPoster as words } from "../core/documents/link-poster.ts";
import { MM } from "./draw-slip.ts";
import { fitText, type FittedText } from "./fit-text.ts";
import { fontFiles } from "./fonts.ts";
import { qrPath } from "./qr-path.ts";

type Doc = typeof PDFDocument.prototype;

export interface LinkPosterContent {
  readonly size: "A3" | "A4";
  readonly round: string;
  readonly group: string;
  readonly unit: string;
  readonly setUp: "onsite" | "online";
  readonly url: string;
  readonly forms: number;
  readonly questions: number;
  readonly minutes: number;
  readonly openUntil: string;
  readonly contactPhone: string;
  readonly isRehearsal: boolean;
}

const INK = "#12202a";
const INK_2 = "#40505a";
const BRAND = "#1d5670";
/** Everything is laid out on A4 in millimetres; A3 is the same, √2 as large. */
const PAGE = { width: 210, height: 297 };
const LEFT = 24;
const RIGHT = 186;
const QR = { top: 113, side: 75 };

/** Draws the one page; the document is a stream of PDF bytes. */
export function drawLinkPoster(poster: LinkPosterContent): Doc {
  const fonts = fontFiles();
  const doc = new PDFDocument({
    size: poster.size,
    margin: 0,
    info: { Title: words.documentTitle(poster.unit), Creator: "Plumbline", Producer: "Plumbline" },
  });
  doc.registerFont("regular", fonts.regular);
  doc.registerFont("bold", fonts.bold);
  const scale = doc.page.width / (PAGE.width * MM);
  doc.scale(scale * MM);
  drawPlumbLine(doc);
  drawHead(doc, poster);
  drawQr(doc, poster.url);
  drawSteps(doc, poster);
  drawFoot(doc, poster);
  doc.end();
  return doc;
}

function drawPlumbLine(doc: Doc): void {
  doc.lineWidth(0.3).strokeColor(BRAND).moveTo(34, 0).lineTo(34, 44).stroke();
  doc.moveTo(31.8, 44).lineTo(36.2, 44).lineTo(34, 50).closePath().fill(BRAND);
}

function drawHead(doc: Doc, poster: LinkPosterContent): void {
  const left = 46;
  const width = RIGHT - left;
  const head = `${poster.isRehearsal ? words.rehearsal : ""}${poster.round}　${poster.group}`;
  doc.font("regular").fillColor(INK_2);
  write(doc, fitText(doc, head, width, 1, [4.4, 4, 3.6, 3.2]), left, 25);
  doc.font("bold").fillColor(INK);
  const [first, second] = words.title(poster.unit);
  const title = fitText(doc, first, width, 2, [12, 10.5, 9, 8, 7]);
  let y = write(doc, title, left, 36, 1.35);
  doc.fontSize(title.size).text(second, left, y, { lineBreak: false });
  y += title.size * 1.35 + 4;
  doc.font("regular").fillColor(INK);
  y = write(doc, fitText(doc, words.lead(poster.group), width, 1, [5.6, 5, 4.4]), left, y, 1.5);
  const effort = words.effort(poster.forms, poster.questions, poster.minutes);
  write(doc, fitText(doc, effort, width, 1, [5.6, 5, 4.4]), left, y, 1.5);
}

function drawQr(doc: Doc, url: string): void {
  const { size, runs } = qrPath(url);
  const module = QR.side / size;
  for (const run of runs)
    doc.rect(LEFT + run.x * module, QR.top + run.y * module, run.width * module, module);
  doc.fill("black");
}

function drawSteps(doc: Doc, { setUp }: LinkPosterContent): void {
  const left = 114;
  words.steps.forEach(([step, hint], i) => {
    const top = QR.top + 11 + i * 22;
    doc
      .lineWidth(0.35)
      .strokeColor(BRAND)
      .circle(left + 3.6, top + 3.6, 3.6)
      .stroke();
    doc.font("regular").fontSize(4.2).fillColor(BRAND);
    doc.text(String(i + 1), left + 3.6 - doc.widthOfString(String(i + 1)) / 2, top + 0.6, {
      lineBreak: false,
    });
    doc.fillColor(INK);
    const width = RIGHT - left - 11;
    const first = i === 0 && setUp === "onsite" ? words.ownNetwork : step;
    const y = write(doc, fitText(doc, first, width, 1, [5.4, 4.8, 4.4]), left + 11, top - 0.4, 1.45);
    doc.fillColor(INK_2);
    write(doc, fitText(doc, hint, width, 1, [3.8, 3.4]), left + 11, y);
  });
}

function drawFoot(doc: Doc, poster: LinkPosterContent): void {
  doc.lineWidth(0.25).strokeColor(INK).moveTo(LEFT, 240).lineTo(RIGHT, 240).stroke();
  const column = 76;
  for (const [i, { title, text }] of [words.notKept, words.mind].entries()) {
    const left = LEFT + i * (RIGHT - LEFT - column);
    doc.font("bold").fontSize(4.2).fillColor(INK).text(title, left, 246, { lineBreak: false });
    doc.font("regular").fillColor(INK_2);
    write(doc, fitText(doc, text, column, 3, [4, 3.6, 3.2]), left, 253, 1.6);
  }
  doc.fillColor(INK_2);
  const width = RIGHT - LEFT;
  write(doc, fitText(doc, words.report(poster.contactPhone), width, 1, [4, 3.6, 3.2, 2.8]), LEFT, 275);
  write(doc, fitText(doc, words.until(poster.openUntil), width, 1, [4, 3.6, 3.2, 2.8]), LEFT, 282);
}

/** @returns where the next line begins */
function write(doc: Doc, { size, lines }: FittedText, x: number, y: number, lead = 1.35): number {
  doc.fontSize(size);
  for (const [i, line] of lines.entries()) doc.text(line, x, y + i * size * lead, { lineBreak: false });
  return y + lines.length * size * lead;
}
