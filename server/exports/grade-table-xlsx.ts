import { writeXlsx } from "hucre/xlsx";
import type { RowDef } from "hucre";
import type { CellStyle, MergeRange, WriteSheet } from "hucre/xlsx";
import {
  GRADE_TABLE,
  gradeTableBasis,
  gradeTableChecksum,
  gradeTableRow,
} from "../core/documents/grade-table-document.ts";
import type { GradeTableDocument, PrintedCell } from "../core/documents/grade-table-document.ts";
import { FONTS, GRID, linesIn, put, putMerged } from "./sheet-cells.ts";
import type { CellMap } from "./sheet-cells.ts";

const CENTRE = { horizontal: "center", vertical: "center", wrapText: true } as const;
const LEFT = { horizontal: "left", vertical: "center", wrapText: true, indent: 1 } as const;
const style = (name: string, size: number, alignment: CellStyle["alignment"]): CellStyle => {
  return { font: { name, size }, alignment };
};
const SECRECY = style(FONTS.head, 12, { horizontal: "left", vertical: "center" });
const TITLE = style(FONTS.title, 22, { horizontal: "center", vertical: "center" });
const LINE = style(FONTS.body, 10.5, { horizontal: "left", vertical: "center" });
const LINE_RIGHT = style(FONTS.body, 10.5, { horizontal: "right", vertical: "center" });
const HEAD: CellStyle = { ...style(FONTS.head, 10.5, CENTRE), border: GRID };
const TEXT: CellStyle = { ...style(FONTS.body, 10.5, LEFT), border: GRID };
const WORD: CellStyle = { ...style(FONTS.body, 10.5, CENTRE), border: GRID };
const WHOLE: CellStyle = { ...WORD, numFmt: "0" };
const SCORE: CellStyle = { ...WORD, numFmt: "0.00" };

/** Widths in characters; 仿宋 五号 takes two of them. */
const WIDTHS = { fixed: [5.5, 23, 9.5, 12, 7.5, 6.5], part: 9.5, sums: [8, 8.5], grade: 7.5, note: 20 };
const HEAD_ROW = 3;
const FIRST_ROW = HEAD_ROW + 2;

/**
 * The grade table (政治生态评估等次汇总表) as a workbook of two sheets: the table on A4 landscape, one page wide with
 * its head repeated, and 统计口径说明. Scores are numbers with two decimals; texts never become formulas.
 *
 * @source domain.md §5.5
 */
export async function gradeTableXlsx(document: GradeTableDocument): Promise<Uint8Array> {
  return writeXlsx({
    sheets: [tableSheet(document), basisSheet(document)],
    defaultFont: { name: FONTS.body, size: 10.5 },
    properties: { title: GRADE_TABLE.title(document.round), creator: "Plumbline" },
  });
}

const columnWidths = (parts: number): number[] => [
  ...WIDTHS.fixed,
  ...Array.from({ length: parts }, () => WIDTHS.part),
  ...WIDTHS.sums,
  ...GRADE_TABLE.grades.map(() => WIDTHS.grade),
  WIDTHS.note,
];

function tableSheet(document: GradeTableDocument): WriteSheet {
  const widths = columnWidths(document.parts.length);
  const cells: CellMap = new Map();
  const merges: MergeRange[] = [];
  const rowDefs = new Map<number, RowDef>();
  putTop(document, cells, merges, widths.length, rowDefs);
  putHead(document, cells, merges, rowDefs);
  for (const [index, row] of document.rows.entries()) {
    const printed = gradeTableRow(row, index + 1, document.thresholds.table);
    putRow(printed, FIRST_ROW + index, cells, merges);
    rowDefs.set(FIRST_ROW + index, { height: rowHeight(printed, widths) });
  }
  let last = FIRST_ROW + document.rows.length;
  if (document.sheetDigest !== undefined) {
    const across = { startRow: last, startCol: 0, endRow: last, endCol: widths.length - 1 };
    putMerged(cells, merges, across, GRADE_TABLE.sheet(document.sheetDigest), LINE);
    rowDefs.set(last, { height: 22 });
    last += 1;
  }
  putSignatures(last, widths.length, cells, merges);
  rowDefs.set(last, { height: 40 });
  return {
    name: GRADE_TABLE.sheets[0],
    cells,
    merges,
    rowDefs,
    columns: widths.map((width) => ({ width })),
    freezePane: { rows: FIRST_ROW, columns: 2 },
    headerFooter: { oddFooter: `&C第 &P 页，共 &N 页` },
    pageSetup: {
      paperSize: "a4",
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: {
        top: 28 / 25.4,
        bottom: 26 / 25.4,
        left: 20 / 25.4,
        right: 20 / 25.4,
        header: 0.4,
        footer: 0.5,
      },
      printTitlesRow: `$${HEAD_ROW + 1}:$${HEAD_ROW + 2}`,
      horizontalCentered: true,
    },
  };
}

function putTop(
  document: GradeTableDocument,
  cells: CellMap,
  merges: MergeRange[],
  columns: number,
  rowDefs: Map<number, RowDef>,
): void {
  const across = (row: number, startCol: number, endCol: number): MergeRange => {
    return { startRow: row, startCol, endRow: row, endCol };
  };
  const { title, version, digest } = document.scheme;
  putMerged(cells, merges, across(0, 0, columns - 1), GRADE_TABLE.secrecy, SECRECY);
  putMerged(cells, merges, across(1, 0, columns - 1), GRADE_TABLE.title(document.round), TITLE);
  const under = `${GRADE_TABLE.scheme(title, version, digest)}　　${GRADE_TABLE.checksum(gradeTableChecksum(document))}`;
  putMerged(cells, merges, across(2, 0, columns - 5), under, LINE);
  putMerged(cells, merges, across(2, columns - 4, columns - 1), document.madeOn, LINE_RIGHT);
  for (const [row, height] of [22, 40, 22].entries()) rowDefs.set(row, { height });
}

/** Two rows: groups of columns above, single columns merged over both. */
function putHead(
  { parts }: GradeTableDocument,
  cells: CellMap,
  merges: MergeRange[],
  rowDefs: Map<number, RowDef>,
): void {
  let column = 0;
  const tall = (title: string): void => {
    const range = { startRow: HEAD_ROW, startCol: column, endRow: HEAD_ROW + 1, endCol: column };
    putMerged(cells, merges, range, title, HEAD);
    column += 1;
  };
  const group = (title: string, members: readonly string[]): void => {
    const range = {
      startRow: HEAD_ROW,
      startCol: column,
      endRow: HEAD_ROW,
      endCol: column + members.length - 1,
    };
    putMerged(cells, merges, range, title, HEAD);
    for (const member of members) put(cells, HEAD_ROW + 1, column++, member, HEAD);
  };
  GRADE_TABLE.fixed.forEach(tall);
  const titles = parts.map((part) => GRADE_TABLE.part(part.title, part.points));
  group(GRADE_TABLE.partsHead, titles);
  GRADE_TABLE.sums.forEach(tall);
  group(GRADE_TABLE.gradesHead, GRADE_TABLE.grades);
  tall(GRADE_TABLE.note);
  const lines = Math.max(...titles.map((title) => linesIn(title, WIDTHS.part)));
  rowDefs.set(HEAD_ROW, { height: 20 });
  rowDefs.set(HEAD_ROW + 1, { height: 15 * lines + 6 });
}

function putRow(printed: readonly PrintedCell[], row: number, cells: CellMap, merges: MergeRange[]): void {
  let column = 0;
  for (const [index, cell] of printed.entries()) {
    const span = cell.kind === "words" ? cell.span : 1;
    const isProse = index === 1 || index === printed.length - 1;
    const range = { startRow: row, startCol: column, endRow: row, endCol: column + span - 1 };
    if (cell.kind === "whole") put(cells, row, column, cell.value, WHOLE);
    else if (cell.kind === "score") put(cells, row, column, Number(cell.printed), SCORE);
    else putMerged(cells, merges, range, cell.text === "" ? null : cell.text, isProse ? TEXT : WORD);
    column += span;
  }
}

/** Tall enough for the cell with most lines, so that nothing is clipped. */
function rowHeight(printed: readonly PrintedCell[], widths: readonly number[]): number {
  let column = 0;
  let lines = 1;
  for (const cell of printed) {
    const span = cell.kind === "words" ? cell.span : 1;
    const width = widths.slice(column, column + span).reduce((sum, one) => sum + one, 0);
    if (cell.kind === "text" || cell.kind === "words")
      lines = Math.max(lines, linesIn(cell.text, width - 2.5));
    column += span;
  }
  return Math.max(26, 15 * lines + 8);
}

function putSignatures(row: number, columns: number, cells: CellMap, merges: MergeRange[]): void {
  const places = GRADE_TABLE.signatures;
  for (const [index, words] of places.entries()) {
    const startCol = Math.round((index * columns) / places.length);
    const endCol = Math.round(((index + 1) * columns) / places.length) - 1;
    putMerged(cells, merges, { startRow: row, startCol, endRow: row, endCol }, words, LINE);
  }
}

/** One text across several columns: a single wide column would not be scaled to the page by LibreOffice. */
function basisSheet(document: GradeTableDocument): WriteSheet {
  const columns = Array.from({ length: 7 }, () => ({ width: 10 }));
  const cells: CellMap = new Map();
  const merges: MergeRange[] = [];
  const rowDefs = new Map<number, RowDef>([[0, { height: 36 }]]);
  const across = (row: number): MergeRange => ({
    startRow: row,
    startCol: 0,
    endRow: row,
    endCol: columns.length - 1,
  });
  putMerged(cells, merges, across(0), GRADE_TABLE.basisTitle, style(FONTS.head, 16, CENTRE));
  const prose = style(FONTS.body, 12, { vertical: "top", wrapText: true });
  for (const [index, line] of gradeTableBasis(document).entries()) {
    putMerged(cells, merges, across(index + 1), line, prose);
    // 小四 is wider than the default font that column widths are measured in.
    rowDefs.set(index + 1, { height: 19 * linesIn(line, 70 * (10.5 / 12) - 2) + 4 });
  }
  return {
    name: GRADE_TABLE.sheets[1],
    cells,
    merges,
    rowDefs,
    columns,
    pageSetup: {
      paperSize: "a4",
      orientation: "portrait",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: {
        top: 37 / 25.4,
        bottom: 35 / 25.4,
        left: 28 / 25.4,
        right: 26 / 25.4,
        header: 0.4,
        footer: 0.5,
      },
    },
  };
}
