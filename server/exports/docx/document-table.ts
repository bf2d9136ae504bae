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
import type { Column, PrintedDocument, Table } from "../../core/documents/document.ts";
import { placeCells, type Placed } from "../../core/documents/place-cells.ts";
import { shownCell } from "../../core/documents/shown-cell.ts";
import { FONTS } from "../sheet-cells.ts";
import { faceOf, PAGE, safeText } from "./measures.ts";

/** 五号; smaller when the columns would not stand beside each other on the page. */
const SIZE = { usual: 21, least: 15 };
/** A half-width character of 五号 in twentieths of a point. */
const CHARACTER = 105;
const PADDING = 60;

/** A table as wide as the page, its head a real head that is repeated; no row breaks over two pages. */
export function documentTable(table: Table, orientation: PrintedDocument["orientation"]): DocxTable {
  const { inside } = PAGE[orientation];
  const total = table.columns.reduce((sum, { width }) => sum + width, 0);
  const size = Math.max(
    SIZE.least,
    Math.min(SIZE.usual, Math.floor((SIZE.usual * inside) / (total * CHARACTER))),
  );
  const head = placeCells(table.head).map((placed) => headRow(placed, size));
  const body = placeCells(table.body).map((placed) => bodyRow(placed, table.columns, size));
  return new DocxTable({
    layout: TableLayoutType.FIXED,
    width: { size: inside, type: WidthType.DXA },
    columnWidths: table.columns.map(({ width }) => Math.floor((width * inside) / total)),
    margins: { left: PADDING, right: PADDING, top: 30, bottom: 30 },
    rows: [...head, ...body],
  });
}

const headRow = (placed: readonly Placed<{ readonly text: string }>[], size: number): TableRow =>
  new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: placed.map((one) => cellOf(one, one.cell.text, { size, font: FONTS.head, align: "centre" })),
  });

const bodyRow = (
  placed: readonly Placed<Table["body"][number][number]>[],
  columns: readonly Column[],
  size: number,
): TableRow =>
  new TableRow({
    cantSplit: true,
    children: placed.map((one) => {
      const { cell, column, span } = one;
      const align = cell.kind === "text" && span === 1 ? (columns[column]?.align ?? "centre") : "centre";
      return cellOf(one, shownCell(cell), {
        size,
        font: FONTS.body,
        align,
        isStrong: cell.isStrong ?? false,
      });
    }),
  });

interface Face {
  readonly size: number;
  readonly font: string;
  readonly align: Column["align"];
  readonly isStrong?: boolean;
}

function cellOf({ span, rows }: Placed<unknown>, text: string, face: Face): TableCell {
  const run = { size: face.size, font: faceOf(face.font), ...(face.isStrong && { bold: true }) };
  return new TableCell({
    columnSpan: span,
    rowSpan: rows,
    verticalAlign: VerticalAlign.CENTER,
    children: safeText(text)
      .split(/\r\n?|\n/)
      .map(
        (line) =>
          new Paragraph({
            alignment: face.align === "left" ? AlignmentType.LEFT : AlignmentType.CENTER,
            spacing: { line: Math.round(face.size * 13), lineRule: LineRuleType.AT_LEAST },
            children: [new TextRun({ text: line, ...run })],
          }),
      ),
  });
}
