/** Rows of one sheet: marks, title, lines, one table, notes, foot. */
import type { Cell, Column, PrintedDocument, Table } from "../../core/documents/document.ts";
import { documentWords } from "../../core/documents/document-words.ts";
import type { Piece } from "../../core/documents/pieces.ts";
import { placeCells, type Placed, placedRows } from "../../core/documents/place-cells.ts";
import { nameLine, underLines } from "../../core/documents/seal-document.ts";
import { linesIn, textColumns } from "../sheet-cells.ts";
import { formulaText } from "./formula-text.ts";
import { sizeOf, type StyleName } from "./styles.ts";

export type RowValue =
  | { readonly text: string }
  /** A text with places to be filled in. */
  | { readonly pieces: readonly Piece[] }
  | { readonly number: string; readonly formula: string | null }
  | null;

export interface RowCell {
  readonly column: number;
  readonly span: number;
  readonly rows: number;
  readonly style: StyleName;
  readonly value: RowValue;
}

export interface Row {
  readonly heightPoints: number;
  readonly cells: readonly RowCell[];
}

/** What one sheet holds: the lines before its table, the table, the lines after. */
export interface SheetContent {
  readonly name: string;
  readonly before: readonly SheetLine[];
  readonly table: Table | null;
  readonly after: readonly SheetLine[];
  readonly orientation: PrintedDocument["orientation"];
  readonly isDense: boolean;
  /** Scaled to one page, as high as wide. */
  readonly isOnePage: boolean;
  /** Only the last sheet of a document is signed. */
  readonly isLast: boolean;
}

export interface SheetLine {
  readonly style: StyleName;
  readonly pieces: readonly Piece[];
}

export interface SheetRows {
  readonly widths: readonly number[];
  readonly top: readonly Row[];
  /** Rows of the head, to be repeated. */
  readonly head: readonly Row[];
  body(): Iterable<Row>;
  readonly foot: readonly Row[];
}

/** Characters that stand side by side on A4, upright and across. */
const PAGE = { portrait: 84, landscape: 139 };
/** The same on a dense sheet, which a program scales to letters of about 8 points. */
const DENSE_PAGE = 126;
const GROW_MAX = 1.8;
/** 五号, in which columns are measured, and its line; letters of another size take room in proportion. */
const USUAL = 10.5;
const LINE = 15;
/** Points of a row of one line, and what a row is higher than its lines. */
const ROW = { usual: { line: LINE, least: 22, more: 7 }, dense: { line: 14, least: 15, more: 1 } };
/** Half-width characters at the sides of a cell; what is on the left of a dense one is indented. */
const SIDES = { usual: 2.5, dense: { left: 2, centre: 0.5 } };

/** Columns as wide as the page, when they are not wider already. */
function widthsOf(
  columns: readonly Column[],
  { orientation, isDense }: Pick<SheetContent, "orientation" | "isDense">,
): readonly number[] {
  const total = columns.reduce((sum, { width }) => sum + width, 0);
  const factor = isDense ? DENSE_PAGE / total : Math.max(1, Math.min(GROW_MAX, PAGE[orientation] / total));
  return columns.map(({ width }) => Math.round(width * factor * 10) / 10);
}

const PROSE: readonly Column[] = Array.from({ length: 7 }, () => ({ width: 14, align: "left" }));

export function sheetRows(document: PrintedDocument, content: SheetContent): SheetRows {
  const { table } = content;
  const widths = widthsOf(table?.columns ?? PROSE, content);
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const across = (style: StyleName, text: string, heightPoints?: number): Row => ({
    heightPoints: heightPoints ?? heightAcross(style, text, whole),
    cells: [{ column: 0, span: widths.length, rows: 1, style, value: { text } }],
  });
  const lineRow = ({ style, pieces }: SheetLine): Row => {
    const text = pieces.map((piece) => piece.text).join("");
    const row = across(style, text);
    if (pieces.every(({ missing }) => !missing)) return row;
    return { ...row, cells: row.cells.map((cell) => ({ ...cell, value: { pieces } })) };
  };
  const top = [
    markRow(document, widths),
    across("title", document.title, 30 * linesIn(document.title, whole / 2.1) + 6),
    ...underLines(document).map((said) => across("under", said)),
    nameRow(document, widths),
    ...content.before.map(lineRow),
    ...(table && table.caption !== "" ? [across("caption", table.caption, 24)] : []),
  ];
  const headAt = top.length;
  const head = table ? headRows(table, widths) : [];
  const bodyAt = headAt + head.length;
  return {
    widths,
    top,
    head,
    *body() {
      if (table) yield* bodyRows(table, { widths, at: bodyAt, isDense: content.isDense });
    },
    foot: [
      ...(table?.notes ?? []).map((note) => across("line", note)),
      ...content.after.map(lineRow),
      ...(document.sheetDigest === null || !content.isLast
        ? []
        : [across("line", documentWords.sheet(document.sheetDigest))]),
      ...(content.isLast ? signatureRows(document.signatures, widths) : []),
    ],
  };
}

/** Points that a text takes in one cell over all columns. */
function heightAcross(style: StyleName, text: string, whole: number): number {
  const factor = sizeOf(style) / USUAL;
  return Math.ceil(LINE * factor * linesIn(text, whole / factor - 4)) + 6;
}

/** Half-width characters that 编号 and 份号 take. */
const NUMBERS = 46;

/** 密级 on the left, 编号 and 份号 on the right; in one cell where the columns leave no place to part them. */
function markRow({ mark }: PrintedDocument, widths: readonly number[]): Row {
  const right = `${mark.number}　　${mark.copy}`;
  const from = lastColumnsOf(widths, NUMBERS);
  const cells: readonly RowCell[] =
    from === 0
      ? [
          {
            column: 0,
            span: widths.length,
            rows: 1,
            style: "markRight",
            value: { text: `${mark.secrecy}　　${right}` },
          },
        ]
      : [
          { column: 0, span: from, rows: 1, style: "mark", value: { text: mark.secrecy } },
          { column: from, span: widths.length - from, rows: 1, style: "markRight", value: { text: right } },
        ];
  return { heightPoints: 22, cells };
}

/** First of the last columns that are together as wide as wanted. */
function lastColumnsOf(widths: readonly number[], wanted: number): number {
  let width = 0;
  for (let at = widths.length - 1; at > 0; at -= 1) {
    width += widths[at] ?? 0;
    if (width >= wanted) return at;
  }
  return 0;
}

/** Half-width characters of 2026年11月20日. */
const DAY = 17;

/** Scheme and checksum on the left, the day on the right. */
function nameRow(document: PrintedDocument, widths: readonly number[]): Row {
  const columns = widths.length;
  const right = columns - Math.max(1, lastColumnsOf(widths, DAY));
  const left = widths.slice(0, columns - right).reduce((sum, width) => sum + width, 0);
  const name = nameLine(document);
  return {
    heightPoints: LINE * linesIn(name, left - 2) + 6,
    cells: [
      { column: 0, span: columns - right, rows: 1, style: "line", value: { text: name } },
      {
        column: columns - right,
        span: right,
        rows: 1,
        style: "lineRight",
        value: { text: documentWords.madeOn(document.madeOn) },
      },
    ],
  };
}

function headRows({ head }: Table, widths: readonly number[]): readonly Row[] {
  return placeCells(head).map((placed) => ({
    heightPoints: Math.max(20, LINE * Math.max(...placed.map((one) => headLines(one, widths))) + 6),
    cells: placed.map(({ cell, column, span, rows }) => {
      return { column, span, rows, style: "head", value: { text: cell.text } };
    }),
  }));
}

/** A cell over two rows has the height of both, so it asks each for half. */
const headLines = (
  { cell, column, span, rows }: Placed<{ readonly text: string }>,
  widths: readonly number[],
): number => Math.ceil(linesIn(cell.text, widthOf(widths, column, span) - 1.5) / rows);

const widthOf = (widths: readonly number[], column: number, span: number): number =>
  widths.slice(column, column + span).reduce((sum, width) => sum + width, 0);

interface BodyPlace {
  readonly widths: readonly number[];
  /** First row of the body. */
  readonly at: number;
  readonly isDense: boolean;
}

function* bodyRows({ body, columns }: Table, { widths, at, isDense }: BodyPlace): Iterable<Row> {
  const { line, least, more } = isDense ? ROW.dense : ROW.usual;
  for (const placed of placedRows(body)) {
    const lines = placed.map((one) => {
      const align = columns[one.column]?.align ?? "centre";
      return cellLines(one, widths, isDense ? SIDES.dense[one.span > 1 ? "centre" : align] : SIDES.usual);
    });
    yield {
      heightPoints: Math.max(least, line * Math.max(1, ...lines) + more),
      cells: placed.map((one) => ({
        column: one.column,
        span: one.span,
        rows: one.rows,
        style: styleOf(one, columns[one.column]?.align ?? "centre"),
        value: valueOf(one, at),
      })),
    };
  }
}

function cellLines(
  { cell, column, span, rows }: Placed<Cell>,
  widths: readonly number[],
  sides: number,
): number {
  if (cell.kind !== "text" && cell.kind !== "words") return 1;
  return Math.ceil(linesIn(cell.text, widthOf(widths, column, span) - sides) / rows);
}

function styleOf({ cell, span, rows }: Placed<Cell>, align: Column["align"]): StyleName {
  const isStrong = cell.isStrong ?? false;
  if (rows > 1 && cell.kind === "text") return align === "left" ? "tallLeft" : "tall";
  if (rows > 1 && cell.kind === "count") return "tallCount";
  if (cell.kind === "text" && align === "left" && span === 1) return isStrong ? "textStrong" : "text";
  if (cell.kind === "text" || cell.kind === "words") return isStrong ? "textCentreStrong" : "textCentre";
  return isStrong ? `${cell.kind}Strong` : cell.kind;
}

function valueOf({ cell }: Placed<Cell>, at: number): RowValue {
  if (cell.kind === "text" || cell.kind === "words") return cell.text === "" ? null : { text: cell.text };
  const formula = cell.formula ? formulaText(cell.formula, at) : null;
  if (cell.kind === "count") return { number: String(cell.value), formula };
  return { number: cell.kind === "percent" ? hundredth(cell.printed) : cell.printed, formula };
}

/** "93.3" → "0.933", digit by digit. */
export function hundredth(printed: string): string {
  const [whole = "0", decimals = ""] = printed.split(".");
  const digits = whole.padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}${decimals}`;
}

function signatureRows(signatures: readonly string[], widths: readonly number[]): readonly Row[] {
  if (signatures.length === 0) return [];
  const columns = widths.length;
  const startOf = (at: number): number => Math.round((at * columns) / signatures.length);
  const last = startOf(signatures.length - 1);
  const isTooNarrow = widthOf(widths, last, columns - last) < textColumns(signatures.at(-1) ?? "");
  // Where columns do not hold them they stand in one cell, as in a word file.
  if (columns < signatures.length || isTooNarrow) {
    const text = signatures.join("　　　　");
    return [
      {
        heightPoints: 40,
        cells: [{ column: 0, span: columns, rows: 1, style: "plain", value: { text } }],
      },
    ];
  }
  const cells = signatures.map((text, at): RowCell => {
    const column = startOf(at);
    return { column, span: startOf(at + 1) - column, rows: 1, style: "plain", value: { text } };
  });
  return [{ heightPoints: 40, cells }];
}
