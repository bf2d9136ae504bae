/** What may be wrong with printed pages, told as sentences: none is wanted. */
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import type { Cell, PrintedDocument, Table } from "../../server/core/documents/document.ts";
import { shownCell } from "../../server/core/documents/shown-cell.ts";
import { fileName, type Printed, type PrintedFolder, withoutBlanks } from "./printed-folder.ts";

export const tablesOf = ({ body }: PrintedDocument): readonly Table[] =>
  body.flatMap((block) => (block.block === "table" ? [block.table] : []));

/** Neighbouring numbers as one text, every other cell as a text of its own. */
export function runsOf(row: readonly Cell[]): readonly string[] {
  const runs: { text: string; isNumber: boolean }[] = [];
  for (const cell of row) {
    const isNumber = cell.kind !== "text" && cell.kind !== "words";
    const last = runs.at(-1);
    if (isNumber && last?.isNumber) last.text += shownCell(cell);
    else runs.push({ text: shownCell(cell), isNumber });
  }
  return runs.map(({ text }) => text);
}

/** Files that were not printed, and what LibreOffice remarked. */
export function openingFaults(folder: PrintedFolder, format: "xlsx" | "docx"): readonly string[] {
  const printed = new Set(readdirSync(folder.part(`${format}-pages`)));
  const unprinted = folder.inFormat(format).filter(({ name }) => !printed.has(`${fileName(name)}.pdf`));
  const remarks = folder.said[format].split("\n").filter((line) => !/^convert |javaldx|^$/.test(line));
  return [...unprinted.map(({ name }) => `${name} was not printed`), ...remarks];
}

/** A page without what it says of itself: which page it is, the title and checksum in the foot of a PDF. */
function ownText(
  folder: PrintedFolder,
  document: PrintedDocument,
  pages: readonly string[],
  at: number,
): string {
  const { unit, round, title, checksum } = document;
  const named = folder.shown("pdf", `${unit ?? round}${title}本材料校验码${checksum}`);
  return pages[at]!.replace(footOf(pages, at), "").replace(named, "");
}

const footOf = (pages: readonly string[], at: number): string => `第${at + 1}页，共${pages.length}页`;

/** Pages that do not say which they are, and pages on which nothing stands but a foot or signatures. */
export const emptyPages = (folder: PrintedFolder, format: Printed): readonly string[] =>
  folder.inFormat(format).flatMap(({ name, document }) => {
    const pages = folder.pagesOf(name, format);
    return pages.flatMap((page, at) => {
      const own = ownText(folder, document, pages, at);
      const signed = document.signatures.reduce((text, one) => text.replace(withoutBlanks(one), ""), own);
      return [
        ...(page.includes(footOf(pages, at)) ? [] : [`${name}: page ${at + 1} does not say which it is`]),
        ...(signed === "" ? [`${name}: page ${at + 1} is empty`] : []),
      ];
    });
  });

/** Cells that are not whole on the pages. Numbers stand beside each other in the order of their row. */
export const missingCells = (folder: PrintedFolder, format: Printed): readonly string[] =>
  folder.inFormat(format).flatMap(({ name, document }) => {
    const text = folder.pagesOf(name, format).join("");
    const wanted = tablesOf(document).flatMap(({ body }) => body.flatMap(runsOf));
    return [...new Set(wanted)]
      .filter((one) => !text.includes(folder.shown(format, one)))
      .map((one) => `${name}: ${one} is not there`);
  });

/** Texts that a document says and its pages do not have whole. */
export const missingTexts = (
  folder: PrintedFolder,
  format: Printed,
  texts: readonly string[],
): readonly string[] =>
  folder.inFormat(format).flatMap(({ name, document }) => {
    const said = JSON.stringify([document.unit, document.under, document.body, document.basis]);
    const text = folder.pagesOf(name, format).join("");
    return texts
      .filter((one) => said.includes(one) && !text.includes(folder.shown(format, one)))
      .map((one) => `${name}: ${one} is not whole`);
  });

/** Headings of a document: between its tables, over a chart or table, and inside its tables. */
export function headingsOf(document: PrintedDocument): readonly string[] {
  const inside = tablesOf(document).flatMap(({ body }) =>
    body
      .slice(0, -1)
      .flatMap(([first, ...others]) => (first && others.length === 0 ? [shownCell(first)] : [])),
  );
  for (const [at, block] of document.body.slice(0, -1).entries()) {
    if (block.block === "heading") inside.push(block.text);
    const next = document.body[at + 1]!.block;
    if (block.block === "line" && (next === "chart" || next === "table"))
      inside.push(block.pieces.map(({ text }) => text).join(""));
  }
  return inside;
}

/** Headings that are the last line of a page. */
export const headingsAtEnd = (folder: PrintedFolder, format: Printed): readonly string[] =>
  folder.inFormat(format).flatMap(({ name, document }) => {
    const headings = headingsOf(document);
    const pages = folder.pagesOf(name, format);
    return pages.flatMap((_, at) => {
      const own = ownText(folder, document, pages, at);
      return headings
        .filter((heading) => own.endsWith(withoutBlanks(heading)))
        .map((heading) => `${name}: ${heading} ends page ${at + 1}`);
    });
  });

interface Box {
  readonly word: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Words with the middle of their line: what a font leaves above and below its letters may overlap. */
const boxesOf = (page: string): readonly Box[] =>
  [
    ...page.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)</g),
  ].map(([, xMin, yMin, xMax, yMax, word]) => {
    const [top, bottom] = [Number(yMin), Number(yMax)];
    const rim = (bottom - top) / 5;
    return { word: word!, left: Number(xMin), right: Number(xMax), top: top + rim, bottom: bottom - rim };
  });

const overlap = (a: Box, b: Box): boolean =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;

/** A workbook's tall cell over two pages: LibreOffice cuts off what is not of the page, and the text of the page still has it. */
const tallTexts = (document: PrintedDocument): string =>
  tablesOf(document)
    .flatMap(({ body }) => body.flat().flatMap((cell) => ((cell.rows ?? 1) > 1 ? [shownCell(cell)] : [])))
    .join("\n");

/** Words that lie over another or reach beyond their page. */
export const misplacedWords = (folder: PrintedFolder, format: Printed): readonly string[] =>
  folder.inFormat(format).flatMap(({ name, document }) => {
    const cutOff = format === "xlsx" ? tallTexts(document) : "";
    const file = folder.pagesFile(name, format);
    const pages = execFileSync("pdftotext", ["-bbox", file, "-"], { encoding: "utf8" });
    return pages
      .split("<page ")
      .slice(1)
      .flatMap((page) => {
        const [, width, height] = /^width="([\d.]+)" height="([\d.]+)"/.exec(page)!.map(Number);
        const boxes = boxesOf(page);
        const outside = boxes.filter((box) => box.left < 0 || box.right > width! || box.bottom > height!);
        const over = boxes.flatMap((a, at) =>
          boxes
            .slice(at + 1)
            .flatMap((b) =>
              overlap(a, b) && ![a, b].some(({ word }) => cutOff.includes(word))
                ? [`${a.word} over ${b.word}`]
                : [],
            ),
        );
        return [...outside.map(({ word }) => `${word} beyond the page`), ...over].map(
          (one) => `${name}: ${one}`,
        );
      });
  });

/** Signatures on a page on which the last rows of their table do not stand. @returns faults, and how many are signed */
export function signaturesApart(
  folder: PrintedFolder,
  format: Printed,
  rows: number,
): { readonly signed: number; readonly faults: readonly string[] } {
  const signedOnes = folder.inFormat(format).flatMap(({ name, document }) => {
    const last = document.body.findLast(({ block }) => block !== "line");
    return document.signatures.length > 0 && last?.block === "table" ? [{ name, document, last }] : [];
  });
  const faults = signedOnes.flatMap(({ name, document, last }) => {
    const mark = withoutBlanks(document.signatures[0]!);
    const page = folder.pagesOf(name, format).findLast((text) => text.includes(mark)) ?? "";
    return last.table.body
      .slice(-rows)
      .flatMap(runsOf)
      .filter((wanted) => !page.includes(folder.shown(format, wanted)))
      .map((wanted) => `${name}: ${wanted} is not on the page of the signatures`);
  });
  return { signed: signedOnes.length, faults };
}
