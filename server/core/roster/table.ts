/** A table as it was found in a file: text cells only, nothing interpreted. */
export interface Table {
  /** Name of the sheet, or of the file without its ending for a text file. */
  readonly sheet: string;
  /** Raw text of every cell; "" for an empty one. Rows may differ in length. */
  readonly rows: readonly (readonly string[])[];
  /** Number of `rows[0]` as a person counts rows in the sheet (from 1). */
  readonly firstRow: number;
  /** "row,column" (from 0, into `rows`) of cells that only repeat the first cell of a merged range. */
  readonly spread: ReadonlySet<string>;
}

const ENDS = /^[\s\u200B-\u200D\u2060\uFEFF]+|[\s\u200B-\u200D\u2060\uFEFF]+$/gu;
const GAPS = /[\s\u200B-\u200D\u2060\uFEFF]+/gu;
const DOTS = /[\u00B7\u2022\u2027\u30FB\uFF0E\uFF65.]/gu;

/** Text of a cell without blanks (full-width and zero-width ones too) at both ends; the inside stays byte for byte. */
export const trimCell = (text: string): string => text.replace(ENDS, "");

/**
 * What two spellings of one name have in common: NFKC, no blanks at all, every middle dot the same.
 * Used for comparing only; what was written is what is stored and printed.
 */
export const matchKey = (text: string): string =>
  text.replace(DOTS, "·").normalize("NFKC").replace(GAPS, "").toLowerCase();

/** A, B … Z, AA …, as spreadsheets name column `index` (from 0). */
export function columnLetters(index: number): string {
  let letters = "";
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}
