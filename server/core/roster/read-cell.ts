import type { Column, Header } from "./find-header.ts";
import { columnName } from "./findings.ts";
import type { Findings, Place } from "./findings.ts";
import { ROSTER } from "./sentences.ts";
import { trimCell } from "./table.ts";
import type { Table } from "./table.ts";

/** Control characters, and marks that turn the direction of writing round. */
const HIDDEN = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;

/** Reads the cells of one row of a table with a head, and names what is wrong with them. */
export class RowReader {
  constructor(
    readonly table: Table,
    private readonly header: Header,
    readonly row: number,
    private readonly findings: Findings,
    private readonly isPrintable: (character: string) => boolean,
  ) {}

  /** Where a cell of this row stands. */
  place(meaning: string): Place {
    const column = this.column(meaning);
    return {
      table: this.table,
      row: this.row,
      column: column === undefined ? null : columnName(column.title, column.index),
    };
  }

  /** Trimmed text, "" for an empty cell or an absent column. */
  raw(meaning: string): string {
    const column = this.column(meaning);
    return column === undefined ? "" : trimCell(this.table.rows[this.row]?.[column.index] ?? "");
  }

  /** A text of at most `max` characters; blanks and line ends inside a cell become one blank when `isProse`. */
  text(meaning: string, max: number, options: { required?: boolean; isProse?: boolean } = {}): string {
    const raw = this.raw(meaning);
    const text = options.isProse ? raw.replace(/[\s\r\n]+/g, " ") : raw;
    if (text === "") {
      if (options.required) this.findings.fault(this.place(meaning), "", ROSTER.required);
      return "";
    }
    const length = [...text].length;
    if (length > max) this.findings.fault(this.place(meaning), text, ROSTER.tooLong(length, max));
    if (HIDDEN.test(text)) this.findings.fault(this.place(meaning), text, ROSTER.control);
    else this.warnUnprintable(meaning, text);
    return text;
  }

  /** A whole number from 0 to `max`, full-width digits allowed; null for an empty cell or a fault. */
  whole(meaning: string, max: number): number | null {
    const raw = this.raw(meaning);
    if (raw === "") return null;
    const column = this.column(meaning);
    const digits = raw.normalize("NFKC").replace(/人$/, "").trim();
    if (column !== undefined && this.table.spread.has(`${this.row},${column.index}`)) {
      this.findings.fault(this.place(meaning), raw, ROSTER.merged);
    } else if (!/^\d{1,9}$/.test(digits)) {
      this.findings.fault(this.place(meaning), raw, ROSTER.notWhole);
    } else if (Number(digits) > max) {
      this.findings.fault(this.place(meaning), raw, ROSTER.tooMany(max));
    } else {
      return Number(digits);
    }
    return null;
  }

  private column(meaning: string): Column | undefined {
    return this.header.columns.get(meaning)?.[0];
  }

  private warnUnprintable(meaning: string, text: string): void {
    const missing = [...new Set(text)].filter((character) => !this.isPrintable(character));
    if (missing.length > 0) {
      this.findings.warn(this.place(meaning), text, ROSTER.notPrintable(missing.join("")));
    }
  }
}
