/** Any document as a workbook, streamed: a sheet per table and one for 统计口径说明. */
import type { Block, PrintedDocument } from "../../core/documents/document.ts";
import { documentWords } from "../../core/documents/document-words.ts";
import { basisLines } from "../../core/documents/seal-document.ts";
import { ONE_PAGE_KINDS } from "../one-page-kinds.ts";
import { zip, zipped, type ZipEntry } from "../zip.ts";
import { sheetRows, type SheetContent, type SheetLine, type SheetRows } from "./sheet-rows.ts";
import { sheetXml } from "./sheet-xml.ts";
import { packageParts, type SheetName } from "./package-parts.ts";
import { stylesXml } from "./styles.ts";

/**
 * Streams a document as XLSX: A4, heads repeated, print area, page numbers, numbers as numbers, totals as formulas
 * with our value cached. A text is a string cell, whatever it begins with.
 *
 * @source ECMA-376 part 1 (SpreadsheetML); domain.md §5
 */
export const streamXlsx = (document: PrintedDocument): AsyncGenerator<Uint8Array, void, undefined> =>
  zip(entriesOf(document));

export const writeXlsx = (document: PrintedDocument): Promise<Uint8Array> => zipped(entriesOf(document));

function* entriesOf(document: PrintedDocument): Generator<ZipEntry> {
  const contents = sheetsOf(document);
  const rows = contents.map((content) => sheetRows(document, content));
  const names = contents.map(({ name }, at): SheetName => namedSheet(name, rows[at]!));
  for (const { name, text } of packageParts(document, names)) yield { name, bytes: encode(text) };
  yield { name: "xl/styles.xml", bytes: encode(stylesXml()) };
  for (const [at, sheet] of rows.entries()) {
    yield {
      name: `xl/worksheets/sheet${at + 1}.xml`,
      bytes: encoded(sheetXml(sheet, contents[at]!)),
    };
  }
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Texts of some size, so that the loop stays free between two of them. */
async function* encoded(texts: Iterable<string>): AsyncGenerator<Uint8Array, void, undefined> {
  let held = "";
  for (const text of texts) {
    held += text;
    if (held.length < CHUNK) continue;
    yield encode(held);
    held = "";
    await new Promise((resolve) => void setImmediate(resolve));
  }
  yield encode(held);
}

const CHUNK = 32_768;

const namedSheet = (name: string, { top, head, widths }: SheetRows): SheetName => ({
  name,
  columns: widths.length,
  head: head.length === 0 ? null : { from: top.length + 1, to: top.length + head.length },
});

/** Lines go with the table after them; what follows the last table stays under it. */
function sheetsOf(document: PrintedDocument): readonly SheetContent[] {
  const sheets: { name: string; before: SheetLine[]; table: SheetContent["table"]; after: SheetLine[] }[] =
    [];
  let before: SheetLine[] = [];
  const left = document.body.filter(({ block }) => block === "table").length;
  let tables = 0;
  for (const block of document.body) {
    if (block.block === "table") {
      tables += 1;
      sheets.push({ name: block.table.sheet, before, table: block.table, after: [] });
      before = [];
    } else if (tables === left && sheets.length > 0) sheets.at(-1)!.after.push(...lineOf(block));
    else before.push(...lineOf(block));
  }
  if (sheets.length === 0) sheets.push({ name: document.title, before, table: null, after: [] });
  const basis = basisLines(document);
  const names = uniqueNames(sheets.map(({ name }) => name));
  const { orientation } = document;
  const isDense = document.isDense === true;
  const isOnePage = ONE_PAGE_KINDS.has(document.kind);
  const own = sheets.map((sheet, at) => {
    return { ...sheet, name: names[at]!, orientation, isDense, isOnePage, isLast: at === sheets.length - 1 };
  });
  if (basis.length === 0) return own;
  const lines = basis.map((text): SheetLine => ({ style: "prose", pieces: [{ text, missing: false }] }));
  const heading: SheetLine = {
    style: "basisTitle",
    pieces: [{ text: documentWords.basisTitle, missing: false }],
  };
  return [
    ...own,
    {
      name: documentWords.basisTitle,
      before: [heading, ...lines],
      table: null,
      after: [],
      orientation: "portrait",
      isDense: false,
      isOnePage: false,
      isLast: false,
    },
  ];
}

function lineOf(block: Block): readonly SheetLine[] {
  if (block.block === "heading")
    return [{ style: "heading", pieces: [{ text: block.text, missing: false }] }];
  if (block.block === "paragraph" || block.block === "line") return [{ style: "line", pieces: block.pieces }];
  if (block.block === "chart") return [{ style: "line", pieces: [{ text: block.says, missing: false }] }];
  return [];
}

const NAME_MAX = 31;

/** Names that a spreadsheet takes: no special characters, 31 at most, each once. */
function uniqueNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>([documentWords.basisTitle]);
  return names.map((name) => {
    const safe = name.replace(/[\\/*?:[\]]|\p{Cc}|^'|'$/gu, "").trim() || "表";
    for (let at = 1; ; at += 1) {
      const ending = at === 1 ? "" : `（${at}）`;
      const tried = `${[...safe].slice(0, NAME_MAX - ending.length).join("")}${ending}`;
      if (taken.has(tried)) continue;
      taken.add(tried);
      return tried;
    }
  });
}
