/** A table over as many pages as it takes, its head on each of them. */
import type { Cell, Column, HeadCell, Table } from "../../core/documents/document.ts";
import { placeCells, type Placed } from "../../core/documents/place-cells.ts";
import { shownCell } from "../../core/documents/shown-cell.ts";
import type { TextFace } from "./faces.ts";
import type { Page } from "./page.ts";

/** 五号, and smaller when the columns would not stand beside each other. */
const SIZE = { usual: 10.5, dense: 8.5, least: 6.5 };
/** A half-width character of 五号 in points. */
const CHARACTER = 5.25;
const PADDING = { x: 2.5, y: 3.5, dense: 1 };
/** Of the size of the letters. */
const LEAD = { usual: 1.4, dense: 1.22 };
const GRID = 0.5;
/** A table does not begin with fewer rows than these at the foot of a page. */
const OPENING_ROWS = 3;
/** Nor with a part of the rows that are held together at its beginning, unless they are more than these. */
const OPENING_RUN_MAX = 12;
/** So many rows stand on the page of the signatures. */
const SIGNED_ROWS = 3;

interface Box {
  readonly row: number;
  readonly column: number;
  readonly span: number;
  readonly rows: number;
  readonly lines: readonly string[];
  readonly face: TextFace;
}

interface Laid {
  readonly boxes: readonly Box[];
  readonly heights: readonly number[];
  /** Last row of the run of rows that are held together: by cells over several rows, and a heading with what is below it. */
  readonly runEnds: readonly number[];
}

/** @param ending points that the last rows must find below them: what follows is signed, and not on a page alone */
export function drawTable(page: Page, table: Table, ending = 0): void {
  const { head, body, edges } = layTable(page, table);
  drawPages(page, { head, body, edges, ending });
}

/** Points that the head and the first rows take: with less room a table begins on the next page. */
export function openingHeight(page: Page, table: Table): number {
  const { head, body } = layTable(page, { ...table, body: table.body.slice(0, OPENING_RUN_MAX) });
  return openingOf(page, head, body);
}

function openingOf(page: Page, head: Laid, body: Laid): number {
  const rows = Math.max(OPENING_ROWS, Math.min(OPENING_RUN_MAX, (body.runEnds[0] ?? 0) + 1));
  return sumOf(head.heights) + Math.min(page.height / 3, sumOf(body.heights.slice(0, rows)));
}

function layTable(
  page: Page,
  table: Table,
): { readonly head: Laid; readonly body: Laid; readonly edges: readonly number[] } {
  const total = table.columns.reduce((sum, { width }) => sum + width, 0);
  const size = Math.max(
    SIZE.least,
    Math.min(page.isDense ? SIZE.dense : SIZE.usual, (SIZE.usual * page.width) / (total * CHARACTER)),
  );
  const edges = table.columns.reduce<number[]>(
    (all, { width }) => [...all, (all.at(-1) ?? 0) + (width * page.width) / total],
    [0],
  );
  const lead = size * (page.isDense ? LEAD.dense : LEAD.usual);
  const head = layOut(page, placeCells(table.head), edges, (cell: HeadCell) => {
    return { text: cell.text, face: { size, lead, isBold: true, align: "center" } };
  });
  const body = layOut(page, placeCells(table.body), edges, (cell: Cell, column, span) => ({
    text: shownCell(cell),
    face: { size, lead, isBold: cell.isStrong ?? false, align: alignOf(cell, table.columns[column], span) },
  }));
  return { head, body, edges };
}

const alignOf = (cell: Cell, column: Column | undefined, span: number): "left" | "center" =>
  cell.kind === "text" && span === 1 && column?.align === "left" ? "left" : "center";

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

/** Breaks the text of every cell and finds the height of every row. */
function layOut<C>(
  page: Page,
  placed: readonly (readonly Placed<C>[])[],
  edges: readonly number[],
  faceOf: (cell: C, column: number, span: number) => { readonly text: string; readonly face: TextFace },
): Laid {
  const boxes = placed.flat().map(({ cell, row, column, span, rows }): Box => {
    const { text, face } = faceOf(cell, column, span);
    const width = (edges[column + span] ?? 0) - (edges[column] ?? 0) - 2 * PADDING.x;
    return { row, column, span, rows, face, lines: text === "" ? [] : page.lines(text, face, width) };
  });
  const heightOf = ({ lines, face }: Box): number => lines.length * face.lead + 2 * paddingOf(page);
  const byRow = groupRows(boxes);
  const heights = placed.map((_, row) => {
    const own = (byRow.get(row) ?? []).filter(({ rows }) => rows === 1);
    return Math.max(...own.map(heightOf), (boxes[0]?.face.lead ?? 10) + 2 * paddingOf(page));
  });
  // A cell over several rows that is taller than they are makes the last of them taller.
  for (const box of boxes.filter(({ rows }) => rows > 1)) {
    const last = Math.min(box.row + box.rows, heights.length) - 1;
    const lacking = heightOf(box) - sumOf(heights.slice(box.row, last + 1));
    if (lacking > 0) heights[last] = (heights[last] ?? 0) + lacking;
  }
  return { boxes, heights, runEnds: runEndsOf(boxes, heights.length, edges.length - 1) };
}

const paddingOf = ({ isDense }: Page): number => (isDense ? PADDING.dense : PADDING.y);

function runEndsOf(boxes: readonly Box[], rows: number, columns: number): readonly number[] {
  const ends = Array.from({ length: rows }, (_, row) => row);
  for (const { row, rows: covered, span } of boxes)
    ends[row] = Math.max(ends[row] ?? row, Math.min(rows, row + covered + (span === columns ? 1 : 0)) - 1);
  for (let row = rows - 1; row >= 0; row -= 1)
    ends[row] = Math.max(...ends.slice(row, (ends[row] ?? row) + 1));
  for (let row = 1; row < rows; row += 1)
    if ((ends[row - 1] ?? 0) >= row) ends[row] = Math.max(ends[row] ?? row, ends[row - 1] ?? 0);
  return ends;
}

interface LaidTable {
  readonly head: Laid;
  readonly body: Laid;
  readonly edges: readonly number[];
  readonly ending: number;
}

function drawPages(page: Page, { head, body, edges, ending }: LaidTable): void {
  const headHeight = sumOf(head.heights);
  const byRow = groupRows(body.boxes);
  page.need(openingOf(page, head, body));
  drawRows(page, head, groupRows(head.boxes), edges, 0, head.heights.length);
  const last = body.heights.length - 1;
  const signedFrom = ending > 0 ? Math.max(0, last + 1 - SIGNED_ROWS) : last + 1;
  let from = 0;
  let used = 0;
  for (let row = 0; row <= last; row += 1) {
    const own = (body.heights[row] ?? 0) + (row === last ? ending : 0);
    const runEnd = body.runEnds[row] ?? row;
    const reach = runEnd >= signedFrom ? last : runEnd;
    const run = sumOf(body.heights.slice(row, reach + 1)) + (reach === last ? ending : 0);
    const isRunStart = row === 0 || row === signedFrom || (body.runEnds[row - 1] ?? 0) < row;
    const wanted = isRunStart && run <= page.height - headHeight ? run : own;
    if (used + wanted > page.room && row > from) {
      drawRows(page, body, byRow, edges, from, row);
      page.turn();
      drawRows(page, head, groupRows(head.boxes), edges, 0, head.heights.length);
      from = row;
      used = 0;
    }
    used += body.heights[row] ?? 0;
  }
  drawRows(page, body, byRow, edges, from, body.heights.length);
}

/** Boxes by their first row. */
function groupRows(boxes: readonly Box[]): ReadonlyMap<number, readonly Box[]> {
  const groups = new Map<number, Box[]>();
  for (const box of boxes) {
    const own = groups.get(box.row);
    if (own) own.push(box);
    else groups.set(box.row, [box]);
  }
  return groups;
}

/** Draws rows `from` to before `to` here; a cell that began on the page before is drawn again for its rest. */
function drawRows(
  page: Page,
  laid: Laid,
  byRow: ReadonlyMap<number, readonly Box[]>,
  edges: readonly number[],
  from: number,
  to: number,
): void {
  const tops: number[] = [page.y];
  for (let row = from; row < to; row += 1) tops.push((tops.at(-1) ?? 0) + (laid.heights[row] ?? 0));
  const begun = laid.boxes.filter(({ row, rows }) => row < from && row + rows > from);
  const own = Array.from({ length: to - from }, (_, at) => byRow.get(from + at) ?? []).flat();
  for (const box of [...begun, ...own]) {
    const first = Math.max(box.row, from) - from;
    const last = Math.min(box.row + box.rows, to) - from;
    const x = page.left + (edges[box.column] ?? 0);
    const width = (edges[box.column + box.span] ?? 0) - (edges[box.column] ?? 0);
    drawBox(page, box, { x, y: tops[first] ?? 0, width, height: (tops[last] ?? 0) - (tops[first] ?? 0) });
  }
  page.y = tops.at(-1) ?? page.y;
}

function drawBox(
  page: Page,
  { lines, face }: Box,
  at: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): void {
  page.doc.lineWidth(GRID).strokeColor("black").rect(at.x, at.y, at.width, at.height).stroke();
  let y = at.y + (at.height - lines.length * face.lead) / 2;
  for (const line of lines) {
    page.put(line, at.x + PADDING.x, y, at.width - 2 * PADDING.x, face);
    y += face.lead;
  }
}
