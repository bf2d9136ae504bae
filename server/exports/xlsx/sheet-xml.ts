/** xl/worksheets/sheetN.xml, row by row. @source ECMA-376 part 1, 18.3 */
import { documentWords } from "../../core/documents/document-words.ts";
import { columnLetters } from "../../core/roster/table.ts";
import type { Piece } from "../../core/documents/pieces.ts";
import { FONTS } from "../sheet-cells.ts";
import type { Row, RowCell, SheetContent, SheetRows } from "./sheet-rows.ts";
import { PageEnd, type PagePoints, type SheetPart } from "./page-end.ts";
import { styleAt } from "./styles.ts";
import { cellText, xmlText } from "./xml.ts";

/** Millimetres: top, bottom, left, right. Across, the sides of an upright page would shrink wide tables below 8 pt. */
const MARGINS = {
  portrait: [37, 35, 28, 26],
  landscape: [28, 26, 20, 20],
  dense: [15, 22, 15, 15],
} as const;

type Margins = (typeof MARGINS)[keyof typeof MARGINS];

export function* sheetXml(
  sheet: SheetRows,
  { orientation, isDense, isOnePage }: Pick<SheetContent, "orientation" | "isDense" | "isOnePage">,
): Generator<string> {
  const { widths, top, head, foot } = sheet;
  const margins = MARGINS[isDense ? "dense" : orientation];
  const end = new PageEnd(pageOf(orientation, margins), widths);
  const frozen = head.length === 0 ? 0 : top.length + head.length;
  yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`;
  yield `<sheetViews><sheetView showGridLines="0" workbookViewId="0">${pane(frozen)}</sheetView></sheetViews>`;
  yield `<sheetFormatPr defaultRowHeight="15" customHeight="1"/>`;
  yield `<cols>${widths.map(columnXml).join("")}</cols><sheetData>`;
  const merges: string[] = [];
  /** Column → style and last row of a cell over several rows: the cells under it get its border. */
  const covered = new Map<number, Covered>();
  let at = 0;
  const parts = Object.entries({ top, head, body: sheet.body(), foot }) as [SheetPart, Iterable<Row>][];
  for (const [part, rows] of parts) {
    for (const row of rows) {
      const isCovered = [...covered.values()].some(({ until }) => until >= at);
      end.add(part, row.heightPoints, isCovered);
      yield rowXml(row, at, merges, covered);
      at += 1;
    }
  }
  yield `</sheetData>`;
  if (merges.length > 0) yield `<mergeCells count="${merges.length}">${merges.join("")}</mergeCells>`;
  yield `<printOptions horizontalCentered="1"/>${marginsXml(margins)}`;
  yield `<pageSetup paperSize="9" orientation="${orientation}" fitToWidth="1" fitToHeight="${isOnePage || end.isOnePage ? 1 : 0}"/>`;
  yield `<headerFooter><oddFooter>&amp;C${xmlText(documentWords.page("&P", "&N"))}</oddFooter></headerFooter>${breakXml(isOnePage ? null : end.breakBefore)}</worksheet>`;
}

const breakXml = (before: number | null): string =>
  before === null
    ? ""
    : `<rowBreaks count="1" manualBreakCount="1"><brk id="${before}" max="16383" man="1"/></rowBreaks>`;

/** A4 without its margins. */
function pageOf(orientation: SheetContent["orientation"], [top, bottom, left, right]: Margins): PagePoints {
  const [wide, high] = orientation === "portrait" ? [210, 297] : [297, 210];
  const points = 72 / 25.4;
  return { width: (wide - left - right) * points, height: (high - top - bottom) * points };
}

interface Covered {
  readonly style: number;
  readonly until: number;
}

function pane(frozen: number): string {
  if (frozen === 0) return "";
  return `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/>`;
}

const columnXml = (width: number, at: number): string =>
  `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`;

const inches = (millimetres: number): string => (millimetres / 25.4).toFixed(4);

function marginsXml(margins: Margins): string {
  const [top, bottom, left, right] = margins.map(inches);
  return `<pageMargins left="${left}" right="${right}" top="${top}" bottom="${bottom}" header="0.4" footer="0.5"/>`;
}

function rowXml(row: Row, at: number, merges: string[], covered: Map<number, Covered>): string {
  const cells = new Map<number, string>();
  for (const [column, { style, until }] of covered) {
    if (until < at) covered.delete(column);
    else cells.set(column, blankXml(at, column, style));
  }
  for (const cell of row.cells) {
    const style = styleAt(cell.style);
    cells.set(cell.column, cellXml(cell, at, style));
    for (let column = cell.column + 1; column < cell.column + cell.span; column += 1)
      cells.set(column, blankXml(at, column, style));
    if (cell.span > 1 || cell.rows > 1) merges.push(mergeXml(cell, at));
    for (let column = cell.column; cell.rows > 1 && column < cell.column + cell.span; column += 1)
      covered.set(column, { style, until: at + cell.rows - 1 });
  }
  const inOrder = [...cells].toSorted(([a], [b]) => a - b).map(([, xml]) => xml);
  return `<row r="${at + 1}" ht="${row.heightPoints}" customHeight="1">${inOrder.join("")}</row>`;
}

const nameOf = (row: number, column: number): string => `${columnLetters(column)}${row + 1}`;

const blankXml = (row: number, column: number, style: number): string =>
  `<c r="${nameOf(row, column)}" s="${style}"/>`;

const mergeXml = ({ column, span, rows }: RowCell, at: number): string =>
  `<mergeCell ref="${nameOf(at, column)}:${nameOf(at + rows - 1, column + span - 1)}"/>`;

function cellXml({ column, value }: RowCell, row: number, style: number): string {
  const name = nameOf(row, column);
  if (value === null) return blankXml(row, column, style);
  if ("text" in value) {
    if (value.text === "") return blankXml(row, column, style);
    return `<c r="${name}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${cellText(value.text)}</t></is></c>`;
  }
  if ("pieces" in value)
    return `<c r="${name}" s="${style}" t="inlineStr"><is>${value.pieces.map(runXml).join("")}</is></c>`;
  const formula = value.formula === null ? "" : `<f>${xmlText(value.formula)}</f>`;
  return `<c r="${name}" s="${style}">${formula}<v>${value.number}</v></c>`;
}

/** A cell cannot highlight a part of its text, so what is missing stands in red. */
function runXml({ text, missing }: Piece): string {
  const colour = missing ? `<b/><color rgb="FFC00000"/>` : "";
  const font = `<rPr>${colour}<sz val="10.5"/><rFont val="${xmlText(FONTS.body)}"/></rPr>`;
  return `<r>${font}<t xml:space="preserve">${cellText(text)}</t></r>`;
}
