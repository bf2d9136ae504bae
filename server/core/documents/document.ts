/**
 * A document as values: what it says, cell by cell, and nothing of how a format writes it. Every document is made once
 * from one calculation; the writers of `server/exports` turn any of them into XLSX, DOCX, PDF, CSV and JSON.
 */
import type { Dimension } from "../definition/instrument.ts";
import type { Piece } from "./pieces.ts";

export type DocumentKind =
  | "team-table"
  | "members-table"
  | "comparison-table"
  | "questionnaire-table"
  | "grade-table"
  | "rectification-table"
  | "derivation"
  | "unit-report"
  | "unit-copy"
  | "round-report"
  | "roll-sheet"
  | "result-sheet"
  | "recount"
  | "approval"
  | "archive-list"
  | "destruction-record"
  | "data"
  | "codebook"
  | "coverage-register"
  | "county-table"
  | "meeting-script"
  | "ticket-procedure";

/** Row and column of a cell in the body of its table, both from 0; spans are counted out. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/**
 * How a spreadsheet may calculate a number anew from the printed cells beside it. It stands only where that gives the
 * very number that is printed.
 */
export type CellFormula =
  /** Sum of a column from one row to another, both included. */
  | { readonly sum: { readonly from: CellPlace; readonly to: CellPlace } }
  /** `part` ÷ the sum of `of`, to three decimals (a percentage with one). */
  | { readonly share: { readonly part: CellPlace; readonly of: readonly CellPlace[] } }
  /** Σ cell · factor ÷ divisor − less, to two decimals. Factors and divisor are exact decimals. */
  | {
      readonly weighted: {
        readonly terms: readonly { readonly at: CellPlace; readonly factor: string }[];
        readonly divisor: string;
        readonly less: CellPlace | null;
      };
    };

interface CellBase {
  /** Columns and rows that the cell covers; 1 when absent. */
  readonly span?: number;
  readonly rows?: number;
  readonly isStrong?: boolean;
}

/**
 * One cell. `count` is a whole number, `percent` has one decimal ("93.3" is 93.3 %), `score` two ("89.70"); `words` is
 * what stands where a number would be: withheld, not entered.
 */
export type Cell =
  | (CellBase & { readonly kind: "text"; readonly text: string })
  | (CellBase & { readonly kind: "words"; readonly text: string })
  | (CellBase & { readonly kind: "count"; readonly value: number; readonly formula?: CellFormula })
  | (CellBase & { readonly kind: "percent"; readonly printed: string; readonly formula?: CellFormula })
  | (CellBase & { readonly kind: "score"; readonly printed: string; readonly formula?: CellFormula });

export interface HeadCell {
  readonly text: string;
  readonly span?: number;
  readonly rows?: number;
}

export interface Column {
  /** In half-width characters; a Chinese character takes two. Formats scale all columns to the page. */
  readonly width: number;
  readonly align: "left" | "centre";
}

export interface Table {
  /** Name of the sheet in a workbook, at most 31 characters. */
  readonly sheet: string;
  /** 表题, centred above; "" = none. */
  readonly caption: string;
  readonly columns: readonly Column[];
  /** Rows of the head, repeated on every page; a cell over several rows is absent from the rows below. */
  readonly head: readonly (readonly HeadCell[])[];
  readonly body: readonly (readonly Cell[])[];
  /** Lines under the table, small. */
  readonly notes: readonly string[];
}

/** Bars of one scale, best to worst; drawn as an image where a format has images. */
export interface ChartRow {
  readonly label: string;
  /** Per level; null = withheld. */
  readonly counts: readonly number[] | null;
  readonly outside: number;
  readonly score: string | null;
}

export type Chart =
  | { readonly chart: "levels"; readonly levels: readonly string[]; readonly rows: readonly ChartRow[] }
  | {
      readonly chart: "dimensions";
      readonly points: readonly { readonly dimension: Dimension; readonly printed: string }[];
    };

export type Block =
  | { readonly block: "heading"; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly block: "paragraph"; readonly pieces: readonly Piece[] }
  /** A line without indent: facts above a table, a statement under it. */
  | { readonly block: "line"; readonly pieces: readonly Piece[] }
  | { readonly block: "table"; readonly table: Table }
  /** `says` is the same in words, for who cannot see the picture. */
  | { readonly block: "chart"; readonly chart: Chart; readonly caption: string; readonly says: string }
  | { readonly block: "page-break" };

/** 密级, 编号, 份号: above the title of every document. */
export interface MarkLine {
  /** 内部资料 注意保密; "" = none. */
  readonly secrecy: string;
  /** Blanks to be filled by hand. */
  readonly number: string;
  readonly copy: string;
}

export interface SchemeName {
  readonly title: string;
  readonly version: string;
  readonly digest: string;
}

export interface DocumentContent {
  readonly formatVersion: 1;
  readonly kind: DocumentKind;
  readonly title: string;
  /** Centred lines under the title. */
  readonly under: readonly string[];
  readonly mark: MarkLine;
  readonly orientation: "portrait" | "landscape";
  /** A sheet to calculate on: upright, narrow sides, small type, rows close together. */
  readonly isDense?: true;
  /** "" = of no round. */
  readonly round: string;
  /** null = a document of the whole round. */
  readonly unit: string | null;
  /** null for what stands outside any round. */
  readonly scheme: SchemeName | null;
  /** SHA-256 of the round's sheet, hex, where a signature is to vouch for everything; null elsewhere. */
  readonly sheetDigest: string | null;
  readonly body: readonly Block[];
  /** 制表人：, 审核人： … on one line at the end; [] = none. */
  readonly signatures: readonly string[];
  /** 统计口径说明, without numbers; [] = none. */
  readonly basis: readonly string[];
}

/** A finished document: its content, what names it, and the day, which is not part of what is summed. */
export interface PrintedDocument extends DocumentContent {
  /** 16 hexadecimal digits over everything but the day; the same in every format. */
  readonly checksum: string;
  /** Local day on which it was made, 2026-11-20. */
  readonly madeOn: string;
}
