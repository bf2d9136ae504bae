import { readXlsx } from "hucre/xlsx";
import type { CellValue, Sheet } from "hucre/xlsx";
import { columnLetters } from "../core/roster/table.ts";
import type { Table } from "../core/roster/table.ts";
import { checkWorkbook } from "./check-workbook.ts";
import { refuse } from "./refuse.ts";
import { UNREADABLE } from "./sentences.ts";
import { unpackWorkbook } from "./unpack-workbook.ts";

const FORMULAS_NAMED = 10;

/**
 * Every sheet of a workbook as a table, hidden rows and sheets too. Every cell of a merged range shows its first
 * cell's text. A date becomes YYYY-MM-DD, a number its shortest decimal text.
 *
 * @throws Problem import.unreadable for whatever `unpackWorkbook` and `checkWorkbook` refuse, and for formulas: what
 *   they show may be stale or absent
 */
export async function readXlsxTables(bytes: Uint8Array): Promise<Table[]> {
  checkWorkbook(unpackWorkbook(bytes));
  const workbook = await readXlsx(bytes).catch(() => refuse(UNREADABLE.damaged));
  refuseFormulas(workbook.sheets);
  return workbook.sheets.map(tableOf);
}

function refuseFormulas(sheets: readonly Sheet[]): void {
  const found: string[] = [];
  for (const sheet of sheets) {
    for (const [key, cell] of sheet.cells ?? []) {
      if (cell.type !== "formula" && cell.formula === undefined) continue;
      const [row = 0, column = 0] = key.split(",").map(Number);
      found.push(`${sheet.name.trim()}!${columnLetters(column)}${row + 1}`);
    }
  }
  if (found.length === 0) return;
  const more = found.length > FORMULAS_NAMED ? `等 ${found.length} 处` : "";
  refuse(UNREADABLE.formulas(found.slice(0, FORMULAS_NAMED).join("、") + more));
}

function tableOf(sheet: Sheet): Table {
  const rows = sheet.rows.map((row) => row.map(cellText));
  const spread = new Set<string>();
  for (const merge of sheet.merges ?? []) {
    const text = rows[merge.startRow]?.[merge.startCol] ?? "";
    for (let row = merge.startRow; row <= Math.min(merge.endRow, rows.length - 1); row += 1) {
      const cells = rows[row];
      for (
        let column = merge.startCol;
        cells && column <= Math.min(merge.endCol, cells.length - 1);
        column += 1
      ) {
        if (row === merge.startRow && column === merge.startCol) continue;
        cells[column] = text;
        spread.add(`${row},${column}`);
      }
    }
  }
  return { sheet: sheet.name, rows, firstRow: 1, spread };
}

function cellText(value: CellValue): string {
  if (value === null) return "";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString().slice(0, 10);
  if (typeof value === "boolean") return value ? "是" : "否";
  return String(value);
}
