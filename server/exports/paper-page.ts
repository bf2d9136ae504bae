/** Pages of a paper form: a cursor that goes down, and on to the next page when there is no room. */
import PDFDocument from "pdfkit";
import { MM } from "./draw-slip.ts";
import { fitText } from "./fit-text.ts";
import { fontFiles } from "./fonts.ts";

type Doc = typeof PDFDocument.prototype;

/** A4 with room for the hand of a county's printer, in points. */
export const SHEET = {
  left: 18 * MM,
  right: 192 * MM,
  top: 15 * MM,
  bottom: 280 * MM,
  foot: 285 * MM,
  width: 174 * MM,
};

/** Side of a box for a mark: at least 6 mm, so that a tick of an unsteady hand lies in it. */
export const BOX = 6.4 * MM;

export interface Look {
  readonly font: "regular" | "bold";
  readonly size: number;
  readonly colour?: string;
  readonly lead?: number;
}

/** When a question is to be answered at all: no small print. */
export const CONDITION: Look = { font: "bold", size: 9 };

export class PaperPage {
  readonly doc: Doc;
  y = SHEET.top;

  constructor(title: string) {
    const fonts = fontFiles();
    this.doc = new PDFDocument({
      size: "A4",
      margin: 0,
      autoFirstPage: false,
      bufferPages: true,
      info: { Title: title, Creator: "Plumbline", Producer: "Plumbline" },
    });
    this.doc.registerFont("regular", fonts.regular);
    this.doc.registerFont("bold", fonts.bold);
  }

  newPage(): void {
    this.doc.addPage();
    this.y = SHEET.top;
  }

  /** Whether `height` points fit below the cursor; else goes on to the next page. @returns true on a new page */
  makeRoom(height: number): boolean {
    if (this.y + height <= SHEET.bottom) return false;
    this.newPage();
    return true;
  }

  /** Lines of a text in this look and width, broken as Chinese breaks. */
  lines(text: string, width: number, { font, size }: Look): readonly string[] {
    this.doc.font(font);
    return fitText(this.doc, text, width, 99, [size]).lines;
  }

  /** Writes lines with their upper edge at y; the cursor does not move. @returns their height */
  write(lines: readonly string[], x: number, y: number, look: Look): number {
    const step = look.size * (look.lead ?? 1.4);
    this.doc
      .font(look.font)
      .fontSize(look.size)
      .fillColor(look.colour ?? "black");
    lines.forEach((line, i) => this.doc.text(line, x, y + i * step, { lineBreak: false }));
    return lines.length * step;
  }

  /** Writes a paragraph over the whole width and goes below it. */
  paragraph(text: string, look: Look, after: number): void {
    const lines = this.lines(text, SHEET.width, look);
    this.makeRoom(lines.length * look.size * (look.lead ?? 1.4));
    this.y += this.write(lines, SHEET.left, this.y, look) + after;
  }

  /** One line in the middle between two edges. */
  centred(text: string, left: number, right: number, y: number, look: Look): void {
    this.doc.font(look.font).fontSize(look.size);
    const width = this.doc.widthOfString(text);
    this.write([text], (left + right - width) / 2, y, look);
  }

  box(centreX: number, centreY: number): void {
    this.doc
      .lineWidth(0.3 * MM)
      .strokeColor("black")
      .rect(centreX - BOX / 2, centreY - BOX / 2, BOX, BOX)
      .stroke();
  }

  line(x1: number, y1: number, x2: number, y2: number, weight = 0.2): void {
    this.doc
      .lineWidth(weight * MM)
      .strokeColor("#555555")
      .moveTo(x1, y1)
      .lineTo(x2, y2)
      .stroke();
  }
}
