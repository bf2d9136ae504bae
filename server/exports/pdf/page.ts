/** Pages of a document as it is drawn: where the pen stands, and a new page when something does not fit. */
import PDFDocument from "pdfkit";
import type { PrintedDocument } from "../../core/documents/document.ts";
import { breakLines } from "../fit-text.ts";
import { fontFiles } from "../fonts.ts";
import { DENSE_FACES, type Faces, FACES, type TextFace } from "./faces.ts";

export type Doc = typeof PDFDocument.prototype;

const MM = 72 / 25.4;

/** Points: A4 and its margins. Across and on dense sheets narrower sides keep wide tables legible. */
const SHEETS = {
  portrait: {
    width: 210 * MM,
    height: 297 * MM,
    top: 37 * MM,
    bottom: 35 * MM,
    left: 28 * MM,
    right: 26 * MM,
  },
  landscape: {
    width: 297 * MM,
    height: 210 * MM,
    top: 28 * MM,
    bottom: 26 * MM,
    left: 20 * MM,
    right: 20 * MM,
  },
  dense: {
    width: 210 * MM,
    height: 297 * MM,
    top: 15 * MM,
    bottom: 22 * MM,
    left: 15 * MM,
    right: 15 * MM,
  },
} as const;

export class Page {
  readonly doc: Doc;
  readonly left: number;
  readonly width: number;
  readonly faces: Faces;
  readonly isDense: boolean;
  y: number;
  private readonly top: number;
  private readonly bottom: number;
  private readonly size: readonly [number, number];

  /** The day of the document is the only time in it, so that the same document gives the same bytes whenever it is drawn. */
  constructor({
    orientation,
    isDense,
    title,
    madeOn,
  }: Pick<PrintedDocument, "orientation" | "isDense" | "title" | "madeOn">) {
    const sheet = SHEETS[isDense ? "dense" : orientation];
    this.isDense = isDense === true;
    this.faces = isDense ? DENSE_FACES : FACES;
    this.left = sheet.left;
    this.width = sheet.width - sheet.left - sheet.right;
    this.top = sheet.top;
    this.bottom = sheet.height - sheet.bottom;
    this.size = [sheet.width, sheet.height];
    this.y = this.top;
    this.doc = new PDFDocument({
      size: [...this.size],
      margin: 0,
      autoFirstPage: false,
      bufferPages: true,
      lang: "zh-CN",
      info: {
        Title: title,
        Creator: "Plumbline",
        Producer: "Plumbline",
        CreationDate: new Date(`${madeOn}T00:00:00Z`),
      },
    });
    const fonts = fontFiles();
    this.doc.registerFont("regular", fonts.regular);
    this.doc.registerFont("bold", fonts.bold);
    this.turn();
  }

  /** A new page. */
  turn(): void {
    this.doc.addPage({ size: [...this.size], margin: 0 });
    this.y = this.top;
  }

  /** Points left on this page. */
  get room(): number {
    return this.bottom - this.y;
  }

  /** Points of a whole page. */
  get height(): number {
    return this.bottom - this.top;
  }

  /** Where the foot stands. */
  get foot(): number {
    return this.bottom + 14 * MM;
  }

  need(points: number): void {
    if (points > this.room && this.y > this.top) this.turn();
  }

  face({ size, isBold = false, colour = "black" }: TextFace): void {
    this.doc
      .font(isBold ? "bold" : "regular")
      .fontSize(size)
      .fillColor(colour);
  }

  /** Lines of a text of this face, its own line ends kept. */
  lines(text: string, face: TextFace, width: number = this.width): readonly string[] {
    this.face(face);
    return text.split(/\r\n?|\n/).flatMap((part) => breakLines(this.doc, part, width));
  }

  /** Writes lines below each other and moves on; every line may begin a page. */
  write(text: string, face: TextFace): void {
    for (const line of this.lines(text, face)) {
      this.need(face.lead);
      this.put(line, this.left, this.y, this.width, face);
      this.y += face.lead;
    }
  }

  /** One line in a box, its middle on the middle of the lead. */
  put(line: string, x: number, y: number, width: number, face: TextFace): void {
    this.face(face);
    const own = this.doc.widthOfString(line);
    const shift = face.align === "center" ? (width - own) / 2 : face.align === "right" ? width - own : 0;
    // The font's own line is 1.45 of its size.
    this.doc.text(line, x + shift, y + (face.lead - face.size * 1.45) / 2, { lineBreak: false });
  }
}
