import type { Table } from "../core/roster/table.ts";
import { LIMITS } from "./limits.ts";
import { readCsv } from "./read-csv.ts";
import { readXlsxTables } from "./read-xlsx-tables.ts";
import { refuse } from "./refuse.ts";
import { UNREADABLE } from "./sentences.ts";

/**
 * The tables of a file that a person chose: one per sheet of an XLSX workbook, or the one of a text file separated by
 * commas, tabs or semicolons in UTF-8, UTF-16 or GB18030. What the bytes are decides, not the name of the file.
 *
 * @param bytes up to 10 MiB
 * @returns raw text cells; nothing is trimmed
 * @throws Problem import.unreadable with a Chinese sentence that says what to do
 */
export async function readTables(bytes: Uint8Array, fileName: string): Promise<Table[]> {
  if (bytes.length === 0) return refuse(UNREADABLE.empty);
  if (bytes.length > LIMITS.fileBytes) return refuse(UNREADABLE.tooLarge(LIMITS.fileBytes / 1024 / 1024));
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return refuse(UNREADABLE.oldExcel);
  if (startsWith(bytes, [0x50, 0x4b])) return readXlsxTables(bytes);
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46])) return refuse(UNREADABLE.binary);
  return [readCsv(bytes, fileName.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, ""))];
}

const startsWith = (bytes: Uint8Array, head: readonly number[]): boolean =>
  head.every((byte, index) => bytes[index] === byte);
