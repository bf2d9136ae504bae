/** Any document as DOCX after the habits of GB/T 9704. */
import {
  AlignmentType,
  LineRuleType,
  Document,
  Footer,
  HeadingLevel,
  ImageRun,
  Packer,
  PageBreak,
  PageNumber,
  PageOrientation,
  Paragraph,
  TabStopType,
  TextRun,
  type FileChild,
} from "docx";
import type { Block, PrintedDocument } from "../../core/documents/document.ts";
import { documentWords } from "../../core/documents/document-words.ts";
import type { Piece } from "../../core/documents/pieces.ts";
import { basisLines, nameLines, underLines } from "../../core/documents/seal-document.ts";
import { drawChart } from "../draw-chart.ts";
import { FONTS } from "../sheet-cells.ts";
import { documentTable } from "./document-table.ts";
import { coreProperties } from "./core-properties.ts";
import { FONT_TABLE } from "./font-table.ts";
import { sizesOf, stylesOf } from "./paragraph-styles.ts";
import { faceOf, pageOf, pixels, safeText } from "./measures.ts";

/** The same document gives the same parts whenever it is written; only the archive around them has the time of day. */
export async function writeDocx(document: PrintedDocument): Promise<Uint8Array> {
  const { width, height, margin } = pageOf(document);
  const file = new Document({
    title: safeText(document.title),
    creator: "Plumbline",
    styles: stylesOf(document),
    sections: [
      {
        properties: {
          page: {
            // The library turns width and height round itself.
            size: { width, height, orientation: orientationOf(document) },
            margin,
          },
        },
        footers: { default: pageFooter() },
        children: [
          ...front(document),
          ...document.body.flatMap((block, at) => blockOf(block, document, at)),
          ...back(document),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(file, undefined, [FONT_TABLE, coreProperties(document)]));
}

const orientationOf = ({ orientation }: PrintedDocument) =>
  orientation === "landscape" ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT;

function pageFooter(): Footer {
  const [before, between, after] = documentWords.page("|", "|").split("|");
  const children = [before ?? "", PageNumber.CURRENT, between ?? "", PageNumber.TOTAL_PAGES, after ?? ""];
  return new Footer({
    children: [
      new Paragraph({
        style: "Line",
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children })],
      }),
    ],
  });
}

const line = (text: string, keepNext = false): Paragraph =>
  new Paragraph({ style: "Line", keepNext, children: [new TextRun(safeText(text))] });

/** Whether a block is one of the last lines before the signatures: they stand on one page, so none is signed alone. */
const isEnding = ({ body, signatures }: PrintedDocument, at: number): boolean =>
  signatures.length > 0 && body.slice(at + 1).every(({ block }) => block === "line");

/**
 * Whether a heading with its lines leads to a chart with a table below: they begin a page. To keep so tall a thing together by the marks of
 * paragraphs makes LibreOffice 7.4 lose rows of the table below.
 */
function leadsToChart({ body }: PrintedDocument, at: number): boolean {
  if (body[at - 1]?.block === "heading") return false;
  const next = body.slice(at + 1).find(({ block }) => block !== "heading" && block !== "line");
  return next?.block === "chart" && next.chart.chart === "levels";
}

/** Facts go to the page of the table that they stand over. */
const isOverTable = ({ body }: PrintedDocument, at: number): boolean => body[at + 1]?.block === "table";

const onBothSides = (document: PrintedDocument, left: string, right: string, font?: string): Paragraph =>
  new Paragraph({
    style: "Line",
    tabStops: [{ type: TabStopType.RIGHT, position: pageOf(document).inside }],
    children: [
      new TextRun({ text: safeText(left), ...(font !== undefined && { font: faceOf(font), size: 24 }) }),
      new TextRun(`\t${safeText(right)}`),
    ],
  });

/** Marks, title, lines under it, scheme with checksum and day. */
function front(document: PrintedDocument): readonly FileChild[] {
  const { mark, title, madeOn } = document;
  const named = nameLines(document);
  return [
    onBothSides(document, mark.secrecy, `${mark.number}　　${mark.copy}`, FONTS.head),
    new Paragraph({ heading: HeadingLevel.TITLE, text: safeText(title) }),
    ...underLines(document).map(
      (said) =>
        new Paragraph({
          alignment: AlignmentType.CENTER,
          children: [
            new TextRun({ text: safeText(said), font: faceOf(FONTS.sub), size: sizesOf(document).under }),
          ],
        }),
    ),
    ...named.slice(0, -1).map((said) => line(said)),
    onBothSides(document, named.at(-1) ?? "", documentWords.madeOn(madeOn)),
  ];
}

/** Digest of the sheet, signatures, and on a page of its own 统计口径说明. */
function back(document: PrintedDocument): readonly FileChild[] {
  const { sheetDigest, signatures } = document;
  const basis = basisLines(document);
  return [
    ...(sheetDigest === null ? [] : [line(documentWords.sheet(sheetDigest), true)]),
    ...(signatures.length === 0
      ? []
      : [
          new Paragraph({
            style: "Line",
            spacing: { before: 360 },
            children: [new TextRun(signatures.map(safeText).join("　　　　　"))],
          }),
        ]),
    ...(basis.length === 0
      ? []
      : [
          new Paragraph({
            heading: HeadingLevel.HEADING_1,
            pageBreakBefore: true,
            alignment: AlignmentType.CENTER,
            text: documentWords.basisTitle,
          }),
          ...basis.map((said) => line(said)),
        ]),
  ];
}

function blockOf(block: Block, document: PrintedDocument, at: number): readonly FileChild[] {
  const keepNext = isEnding(document, at);
  switch (block.block) {
    case "heading":
      return [
        new Paragraph({
          heading: LEVELS[block.level],
          pageBreakBefore: leadsToChart(document, at),
          text: safeText(block.text),
        }),
      ];
    case "paragraph":
      return [
        new Paragraph({
          indent: { firstLine: 640 },
          alignment: AlignmentType.BOTH,
          // The last words stand with the signatures under them.
          keepNext: keepNext && at === document.body.length - 1,
          children: runsOf(block.pieces),
        }),
      ];
    case "line":
      return [
        new Paragraph({
          style: "Line",
          keepNext: keepNext || isOverTable(document, at),
          children: runsOf(block.pieces),
        }),
      ];
    case "page-break":
      return [new Paragraph({ children: [new PageBreak()] })];
    case "table": {
      const { caption, notes } = block.table;
      return [
        ...(caption === "" ? [] : [new Paragraph({ style: "Caption", text: safeText(caption) })]),
        documentTable(block.table, document, keepNext),
        ...notes.map((note) => line(note, keepNext)),
      ];
    }
    case "chart":
      return chartOf(block, document, at + 1);
  }
}

const LEVELS = {
  1: HeadingLevel.HEADING_1,
  2: HeadingLevel.HEADING_2,
  3: HeadingLevel.HEADING_3,
} as const;

/** What is missing stands in yellow. */
const runsOf = (pieces: readonly Piece[]): TextRun[] =>
  pieces.map(
    ({ text, missing }) => new TextRun({ text: safeText(text), ...(missing && { highlight: "yellow" }) }),
  );

/** @param id unique among the pictures of the document: the library would count on from document to document */
function chartOf(
  block: Extract<Block, { block: "chart" }>,
  document: PrintedDocument,
  id: number,
): readonly FileChild[] {
  const { png, width, height } = drawChart(block.chart);
  const scale = Math.min(1, pixels(pageOf(document).inside) / width, CHART_HEIGHT_MAX / height);
  const transformation = { width: Math.round(width * scale), height: Math.round(height * scale) };
  const altText = {
    id: String(id),
    name: safeText(block.caption),
    title: safeText(block.caption),
    description: safeText(block.says),
  };
  const image = new ImageRun({ type: "png", data: png, transformation, altText });
  return [
    new Paragraph({ style: "Caption", text: safeText(block.caption) }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { line: 240, lineRule: LineRuleType.AUTO },
      children: [image],
    }),
  ];
}

/** CSS pixels; a taller one would not leave its caption room on the page. */
const CHART_HEIGHT_MAX = 620;
