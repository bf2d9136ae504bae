import { canonicalJson } from "../core/definition/canonical.ts";
import type { Block, Cell, DocumentKind, PrintedDocument, Table } from "../core/documents/document.ts";
import { placeCells } from "../core/documents/place-cells.ts";
import { headRow } from "./document-csv.ts";

const DATA: ReadonlySet<DocumentKind> = new Set(["data", "codebook"]);

/**
 * A document as canonical JSON: what every other format is written from, with checksum and day. Data and their codebook
 * are not printed: of them the tables are lists of rows with the names of their columns.
 */
export const documentJson = (document: PrintedDocument): Uint8Array =>
  new TextEncoder().encode(`${canonicalJson(DATA.has(document.kind) ? namedTables(document) : document)}\n`);

const namedTables = ({ kind, title, round, scheme, basis, checksum, madeOn, body }: PrintedDocument) => ({
  formatVersion: 2,
  kind,
  title,
  round,
  scheme,
  basis,
  checksum,
  madeOn,
  lines: body.flatMap((block) => (block.block === "line" ? textOf(block) : [])),
  tables: body.flatMap((block) => (block.block === "table" ? namedTable(block.table) : [])),
});

const textOf = ({ pieces }: Extract<Block, { block: "line" }>): string =>
  pieces.map(({ text }) => text).join("");

function namedTable(table: Table) {
  const columns = headRow(table);
  return {
    name: table.sheet,
    columns,
    rows: placeCells(table.body).map((placed) => {
      const row = Object.fromEntries(columns.map((name): [string, string | number | null] => [name, null]));
      for (const { cell, column } of placed) row[columns[column] ?? ""] = valueOf(cell);
      return row;
    }),
  };
}

/** Numbers as numbers, 19.1 for 19.1 %; null for a blank. */
function valueOf(cell: Cell): string | number | null {
  if (cell.kind === "count") return cell.value;
  if (cell.kind === "text" || cell.kind === "words") return cell.text === "" ? null : cell.text;
  return Number(cell.printed);
}
