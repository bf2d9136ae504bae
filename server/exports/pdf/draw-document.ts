/** Any document as PDF pages, with the one font that may be embedded. */
import type { Block, PrintedDocument } from "../../core/documents/document.ts";
import { documentWords } from "../../core/documents/document-words.ts";
import type { Piece } from "../../core/documents/pieces.ts";
import { basisLines, nameLines, underLines } from "../../core/documents/seal-document.ts";
import { drawChart } from "../draw-chart.ts";
import { drawTable } from "./draw-table.ts";
import { HEADINGS, type TextFace } from "./faces.ts";
import { chartOnPage, leastHeight } from "./keep-with-next.ts";
import { type Doc, Page } from "./page.ts";

/**
 * Draws a document; the returned stream of PDF bytes ends with its last page. Characters that the font lacks leave nothing
 * on the page: the foot of every page names them.
 */
export function drawDocument(document: PrintedDocument, isPrintable: (character: string) => boolean): Doc {
  const page = new Page(document);
  drawFront(page, document);
  for (const at of document.body.keys()) drawBlock(page, document, at);
  drawBack(page, document);
  drawFeet(page, document, undrawnIn(document, isPrintable));
  page.doc.end();
  return page.doc;
}

function drawFront(page: Page, document: PrintedDocument): void {
  const { mark, title, madeOn } = document;
  page.put(mark.secrecy, page.left, page.y, page.width, page.faces.mark);
  page.put(`${mark.number}　　${mark.copy}`, page.left, page.y, page.width, {
    ...page.faces.small,
    lead: page.faces.mark.lead,
    align: "right",
  });
  page.y += page.faces.mark.lead + 8;
  page.write(title, page.faces.title);
  for (const said of underLines(document)) page.write(said, page.faces.under);
  page.y += 4;
  for (const said of nameLines(document)) page.write(said, page.faces.small);
  page.put(documentWords.madeOn(madeOn), page.left, page.y - page.faces.small.lead, page.width, {
    ...page.faces.small,
    align: "right",
  });
  page.y += 4;
}

function drawBlock(page: Page, document: PrintedDocument, at: number): void {
  const { body: blocks } = document;
  const block = blocks[at]!;
  switch (block.block) {
    case "heading":
      page.need(leastHeight(page, blocks, at));
      page.write(block.text, HEADINGS[block.level]);
      return;
    case "paragraph":
      drawPieces(
        page,
        [{ text: "　　", missing: false }, ...block.pieces],
        page.faces.body,
        signedHeight(page, document, at),
      );
      return;
    case "line":
      drawPieces(page, block.pieces, page.faces.line, signedHeight(page, document, at));
      return;
    case "page-break":
      page.turn();
      return;
    case "table":
      // A caption does not stay behind on the page before its table.
      page.need(leastHeight(page, blocks, at));
      page.y += 4;
      if (block.table.caption !== "") page.write(block.table.caption, page.faces.caption);
      drawTable(page, block.table, endingHeight(page, document, at));
      page.y += NOTES.above;
      for (const note of block.table.notes) page.write(note, page.faces.small);
      page.y += NOTES.below;
      return;
    case "chart":
      drawPicture(page, block);
  }
}

/**
 * Text with what is missing on yellow, broken where the line ends.
 *
 * @param below points that must follow the last two lines on their page
 */
function drawPieces(page: Page, pieces: readonly Piece[], face: TextFace, below: number): void {
  const missing = pieces.flatMap(({ text, missing: isMissing }) => [...text].map(() => isMissing));
  const lines = page.lines(pieces.map(({ text }) => text).join(""), face);
  const held = below === 0 ? -1 : Math.max(0, lines.length - 2);
  let at = 0;
  for (const [number, line] of lines.entries()) {
    page.need(number === held ? (lines.length - held) * face.lead + below : face.lead);
    const letters = [...line];
    let x = page.left;
    page.face(face);
    for (const letter of letters) {
      const width = page.doc.widthOfString(letter);
      if (missing[at]) page.doc.rect(x, page.y + 2, width, face.lead - 4).fill("#ffff00");
      x += width;
      at += 1;
    }
    page.put(line, page.left, page.y, page.width, face);
    page.y += face.lead;
  }
}

/** Points that must follow the last rows of a table on their page: its notes, and where nothing but lines follows what is signed. */
function endingHeight(page: Page, { body, signatures, sheetDigest }: PrintedDocument, at: number): number {
  const after = body.slice(at + 1);
  const block = body[at];
  const notes = block?.block === "table" ? block.table.notes : [];
  if (signatures.length === 0 || after.some((one) => one.block !== "line" && one.block !== "paragraph"))
    return notesHeight(page, notes);
  const small = [...notes, ...(sheetDigest === null ? [] : [documentWords.sheet(sheetDigest)])];
  const heights = [
    ...small.map((text) => page.lines(text, page.faces.small).length * page.faces.small.lead),
    ...after.map((_, line) => lineHeight(page, body, at + 1 + line)),
  ];
  const height = NOTES.above + NOTES.below + SIGNED + heights.reduce((sum, one) => sum + one, 0);
  // Long prose after a table fills pages of its own.
  return height > page.height / 2 ? notesHeight(page, notes) : height;
}

/** Notes that fill half a page may begin on the next one. */
function notesHeight(page: Page, notes: readonly string[]): number {
  const { small } = page.faces;
  const lines = notes.reduce((sum, note) => sum + page.lines(note, small).length, 0);
  const height = lines === 0 ? 0 : NOTES.above + lines * small.lead;
  return height > page.height / 2 ? 0 : height;
}

/** Points around the notes of a table, whether it has any or not. */
const NOTES = { above: 3, below: 6 };
/** Points that the signatures take under this block; 0 when something else follows it, or nobody signs. */
function signedHeight(page: Page, { body, signatures, sheetDigest }: PrintedDocument, at: number): number {
  if (signatures.length === 0 || at < body.length - 1) return 0;
  const small = page.faces.small;
  return (
    SIGNED +
    (sheetDigest === null ? 0 : page.lines(documentWords.sheet(sheetDigest), small).length * small.lead)
  );
}

/** Points of the row of signatures with what is between it and the text. */
const SIGNED = 40;

function lineHeight(page: Page, blocks: readonly Block[], at: number): number {
  const block = blocks[at];
  if (block?.block !== "line" && block?.block !== "paragraph") return 0;
  const face = block.block === "line" ? page.faces.line : page.faces.body;
  const indent = block.block === "line" ? "" : "　　";
  return page.lines(indent + block.pieces.map(({ text }) => text).join(""), face).length * face.lead;
}

function drawPicture(page: Page, { chart, caption, says }: Extract<Block, { block: "chart" }>): void {
  const { png } = drawChart(chart);
  const { width, height } = chartOnPage(page, chart);
  page.need(page.faces.caption.lead + height);
  page.write(caption, page.faces.caption);
  const x = page.left + (page.width - width) / 2;
  page.doc.image(Buffer.from(png), x, page.y, { width, height });
  page.y += height + 4;
  if (says !== "" && chart.chart === "levels") page.write(says, page.faces.small);
}

function drawBack(page: Page, document: PrintedDocument): void {
  const { sheetDigest, signatures } = document;
  if (sheetDigest !== null) page.write(documentWords.sheet(sheetDigest), page.faces.small);
  if (signatures.length > 0) {
    page.need(SIGNED);
    page.y += 16;
    drawSignatures(page, signatures);
    page.y += 20;
  }
  const basis = basisLines(document);
  if (basis.length === 0) return;
  page.turn();
  page.write(documentWords.basisTitle, { ...HEADINGS[1], align: "center" });
  for (const line of basis) page.write(line, { size: 11, lead: 19 });
}

const UNDRAWN: TextFace = { size: 7.5, lead: 11, align: "center", colour: "#555555" };
/** Characters of the document that the font lacks, each once, as U+20BB7. */
function undrawnIn(
  document: PrintedDocument,
  isPrintable: (character: string) => boolean,
): readonly string[] {
  const seen = [...new Set(JSON.stringify(document))].filter((character) => !isPrintable(character));
  return seen.map(
    (character) => `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`,
  );
}

/** Beside each other with places to write between them; the last one, mostly a date, ends at the margin. */
function drawSignatures(page: Page, signatures: readonly string[]): void {
  const face: TextFace = { size: 10.5, lead: 18 };
  page.face(face);
  const last = page.doc.widthOfString(signatures.at(-1) ?? "");
  const step = signatures.length === 1 ? 0 : (page.width - last) / (signatures.length - 1);
  for (const [at, words] of signatures.entries())
    page.put(words, page.left + at * step, page.y, page.width, face);
}

/** Page x of y, and what the page belongs to, when all pages are known. */
function drawFeet(
  page: Page,
  { title, unit, round, checksum }: PrintedDocument,
  undrawn: readonly string[],
): void {
  const { count } = page.doc.bufferedPageRange();
  const of = `${unit ?? round}　${title}　${documentWords.checksum(checksum)}`;
  for (let at = 0; at < count; at += 1) {
    page.doc.switchToPage(at);
    if (undrawn.length > 0)
      page.put(
        page.lines(documentWords.undrawn(undrawn), UNDRAWN)[0] ?? "",
        page.left,
        page.foot - 13,
        page.width,
        UNDRAWN,
      );
    page.put(documentWords.page(at + 1, count), page.left, page.foot, page.width, {
      ...page.faces.small,
      align: "center",
    });
    const face: TextFace = { size: 7.5, lead: 11, align: "center", colour: "#555555" };
    page.put(page.lines(of, face)[0] ?? "", page.left, page.foot + 14, page.width, face);
  }
}
