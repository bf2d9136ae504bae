import { parse } from "csv-parse/sync";
import type { Table } from "../core/roster/table.ts";
import { decodeText } from "./decode-text.ts";
import { LIMITS } from "./limits.ts";
import { refuse } from "./refuse.ts";
import { UNREADABLE } from "./sentences.ts";

/** In the order of preference when the text speaks for several; the full-width comma only when there is no other. */
const DELIMITERS = [",", "\t", ";"] as const;

/**
 * One table of a text file separated by commas, tabs or semicolons. Cells are raw text; blank lines stay,
 * so that row numbers are those a spreadsheet shows.
 *
 * @throws Problem import.unreadable when quotes do not pair up or the table is too large
 */
export function readCsv(bytes: Uint8Array, sheet: string): Table {
  const text = decodeText(bytes);
  const rows = records(text);
  const cells = rows.reduce((sum, row) => sum + row.length, 0);
  if (rows.length > LIMITS.rows || cells > LIMITS.cells) return refuse(UNREADABLE.tooManyCells);
  return { sheet, rows, firstRow: 1, spread: new Set() };
}

function records(text: string): string[][] {
  try {
    return parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: false,
      record_delimiter: ["\r\n", "\n", "\r"],
    });
  } catch (error) {
    const line = error instanceof Error && "lines" in error ? Number(error.lines) : 1;
    return refuse(UNREADABLE.csv(line));
  }
}

/** The separator that occurs most often outside quotes in the first 40 lines. */
function delimiterOf(text: string): string {
  const bare = text
    .slice(0, 65_536)
    .split(/\r\n|\n|\r/, 40)
    .join("\n")
    .replace(/"[^"]*"/g, "");
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length - 1);
  const most = Math.max(...counts);
  if (most > 0) return DELIMITERS[counts.indexOf(most)] ?? ",";
  return bare.includes("，") ? "，" : ",";
}
