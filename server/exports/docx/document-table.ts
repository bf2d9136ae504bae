import {
  AlignmentType,
  LineRuleType,
  Paragraph,
  Table as DocxTable,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from "docx";
import type { Cell, Column, PrintedDocument, Table } from "../../core/documents/document.ts";
import { placeCells, type Placed } from "../../core/documents/place-cells.ts";
import { shownCell } from "../../core/documents/shown-cell.ts";
import { FONTS } from "../sheet-cells.ts";
import { faceOf, pageOf, safeText } from "./measures.ts";

/** 五号; smaller when the columns would not stand beside each other on the page. */
const SIZE = { usual: 21, dense: 17, least: 15 };
/** A half-width character of 五号 in twentieths of a point. */
const CHARACTER = 105;
/** At the sides of a cell; less where the letters are smaller. */
const PADDING = { usual: 60, least: 20 };
/** Above and below the words of a cell. */
const RIM = { usual: 30, dense: 10 };

/**
 * A table as wide as the page, its head a real head that is repeated; no row breaks over two pages.
 *
 * @param isLast whether only lines and the signatures come after it: its last rows go with them
 */
export function documentTable(
  table: Table,
  document: Pick<PrintedDocument, "orientation" | "isDense">,
  isLast: boolean,
): DocxTable {
  const { inside } = pageOf(document);
  const isDense = document.isDense === true;
  const total = table.columns.reduce((sum, { width }) => sum + width, 0);
  const size = Math.max(
    SIZE.least,
    Math.min(isDense ? SIZE.dense : SIZE.usual, Math.floor((SIZE.usual * inside) / (total * CHARACTER))),
  );
  const padding = size === SIZE.usual ? PADDING.usual : PADDING.least;
  const rim = isDense ? RIM.dense : RIM.usual;
  const head = placeCells(table.head).map((placed) => headRow(placed, { size, isDense }));
  const placed = placeCells(table.body);
  const together = heldRows(placed, table.columns.length, isLast);
  const body = placed.map((row, at) =>
    bodyRow(row, table.columns, { size, isDense, keepNext: together.has(at) }),
  );
  return new DocxTable({
    layout: TableLayoutType.FIXED,
    width: { size: inside, type: WidthType.DXA },
    columnWidths: table.columns.map(({ width }) => Math.floor((width * inside) / total)),
    margins: { left: padding, right: padding, top: rim, bottom: rim },
    rows: [...head, ...body],
  });
}

const headRow = (
  placed: readonly Placed<{ readonly text: string }>[],
  { size, isDense }: Pick<Face, "size" | "isDense">,
): TableRow =>
  new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: placed.map((one) =>
      cellOf(one, one.cell.text, { size, isDense, font: FONTS.head, align: "centre" }),
    ),
  });

/** A table of no more rows than these stands on one page. */
const WHOLE_MAX = 8;
/** So many rows stand on the page of the signatures, so that nobody signs an empty one. */
const SIGNED_ROWS = 3;

/**
 * Rows that stay with what comes next: the heading of those below it, the first under a tall cell, whose words would be
 * parted, the last rows before signatures, and all of a short table. All rows under a tall cell are not held together:
 * LibreOffice 7.4 then lost what came after the first page of some tables.
 */
function heldRows(
  rows: readonly (readonly Placed<Cell>[])[],
  columns: number,
  isLast: boolean,
): ReadonlySet<number> {
  const from = rows.length <= WHOLE_MAX ? 0 : isLast ? rows.length - SIGNED_ROWS : rows.length;
  const ending = Array.from(
    { length: Math.max(0, rows.length - from - (isLast ? 0 : 1)) },
    (_, at) => from + at,
  );
  const headings = rows.slice(0, -1).flatMap((row, at) => (row[0]?.span === columns ? [at] : []));
  const tall = rows.flat().flatMap(({ row, rows: covered }) => (covered > 1 ? [row] : []));
  return new Set([...headings, ...tall, ...ending]);
}

const bodyRow = (
  placed: readonly Placed<Cell>[],
  columns: readonly Column[],
  { size, isDense, keepNext }: Pick<Face, "size" | "isDense"> & { readonly keepNext: boolean },
): TableRow =>
  new TableRow({
    cantSplit: true,
    children: placed.map((one) => {
      const { cell, column, span } = one;
      const align = cell.kind === "text" && span === 1 ? (columns[column]?.align ?? "centre") : "centre";
      return cellOf(one, shownCell(cell), {
        size,
        isDense,
        font: FONTS.body,
        align,
        keepNext,
        isStrong: cell.isStrong ?? false,
      });
    }),
  });

interface Face {
  readonly size: number;
  readonly isDense: boolean;
  readonly font: string;
  readonly align: Column["align"];
  readonly isStrong?: boolean;
  readonly keepNext?: boolean;
}

function cellOf({ span, rows }: Placed<unknown>, text: string, face: Face): TableCell {
  const run = { size: face.size, font: faceOf(face.font), ...(face.isStrong && { bold: true }) };
  return new TableCell({
    columnSpan: span,
    rowSpan: rows,
    // A tall cell that is parted keeps its words on the first of its pages.
    verticalAlign: rows > 1 ? VerticalAlign.TOP : VerticalAlign.CENTER,
    children: safeText(text)
      .split(/\r\n?|\n/)
      .map(
        (line) =>
          new Paragraph({
            keepNext: face.keepNext ?? false,
            alignment: face.align === "left" ? AlignmentType.LEFT : AlignmentType.CENTER,
            spacing: {
              line: Math.round(face.size * 13),
              lineRule: face.isDense ? LineRuleType.EXACT : LineRuleType.AT_LEAST,
            },
            children: [new TextRun({ text: line, ...run })],
          }),
      ),
  });
}
