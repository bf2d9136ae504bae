import type { Block, PrintedDocument, Table } from "../core/documents/document.ts";
import { documentWords } from "../core/documents/document-words.ts";
import { placeCells } from "../core/documents/place-cells.ts";
import { basisLines, schemeLine } from "../core/documents/seal-document.ts";
import { type CsvCell, toCsv } from "./csv.ts";

/**
 * The tables of a document as CSV, one below the other. A cell over several columns or rows stands in its first place;
 * the head is one row, groups before their columns. Data are one plain table, head in the first row and nothing around
 * it: what they belong to stands in the codebook.
 */
export function documentCsv(document: PrintedDocument): Uint8Array {
  if (document.kind === "data") return plainCsv(document);
  const { title, round, unit, scheme, checksum, madeOn } = document;
  const basis = basisLines(document);
  return toCsv([
    [title],
    [round, unit],
    [...schemeLine(scheme), documentWords.checksum(checksum)],
    [documentWords.madeOn(madeOn)],
    [],
    ...document.body.flatMap(blockRows),
    ...(basis.length === 0 ? [] : [[documentWords.basisTitle]]),
    ...basis.map((line) => [line]),
  ]);
}

const plainCsv = ({ body }: PrintedDocument): Uint8Array =>
  toCsv(
    body.flatMap((block) =>
      block.block === "table" ? tableRows({ ...block.table, caption: "", notes: [] }) : [],
    ),
  );

function blockRows(block: Block): readonly (readonly CsvCell[])[] {
  if (block.block === "table") return [...tableRows(block.table), []];
  if (block.block === "heading") return [[block.text]];
  if (block.block === "chart") return [];
  if (block.block === "page-break") return [];
  return [[block.pieces.map(({ text }) => text).join("")]];
}

function tableRows(table: Table): readonly (readonly CsvCell[])[] {
  const width = table.columns.length;
  return [
    ...(table.caption === "" ? [] : [[table.caption]]),
    headRow(table),
    ...placeCells(table.body).map((placed) => {
      const row: CsvCell[] = Array.from({ length: width }, () => null);
      for (const { cell, column } of placed) row[column] = valueOf(cell);
      return row;
    }),
    ...table.notes.map((note) => [note]),
  ];
}

/** 好·票, 好·率: a column is named by all heads above it. */
export function headRow({ head, columns }: Pick<Table, "head" | "columns">): readonly string[] {
  const names = columns.map((): string[] => []);
  for (const placed of placeCells(head)) {
    for (const { cell, column, span } of placed)
      for (let at = column; at < column + span; at += 1) names[at]?.push(cell.text);
  }
  return names.map((parts) => parts.join("·"));
}

function valueOf(cell: Table["body"][number][number]): CsvCell {
  if (cell.kind === "count") return cell.value;
  if (cell.kind === "text" || cell.kind === "words") return cell.text;
  // As printed: "93.3" is 93.3 %, "89.70" a score; a number would lose its last zero. A minus would look like a formula.
  return cell.printed.startsWith("-") ? Number(cell.printed) : cell.printed;
}
