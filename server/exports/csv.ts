/** A value of a CSV cell; a number is written as it is. */
export type CsvCell = string | number | null;

/** What a spreadsheet would take for a formula, in half and full width. */
const FORMULA = /^[\s\u200B\uFEFF]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/**
 * A CSV file that Excel, WPS and LibreOffice open as it is: UTF-8 with a byte order mark, CRLF, RFC 4180 quotes. A text
 * that begins like a formula is given an apostrophe, so that it is shown and never calculated.
 */
export function toCsv(rows: readonly (readonly CsvCell[])[]): Uint8Array {
  const text = rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
  return new TextEncoder().encode(`\uFEFF${text}`);
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n;\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
