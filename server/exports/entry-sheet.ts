import type { RowDef } from "hucre";
import type { CellStyle, DataValidation, WriteSheet } from "hucre/xlsx";
import type { TemplateColumn } from "../core/documents/roster-template.ts";
import { columnLetters } from "../core/roster/table.ts";
import { FONTS, GRID, linesIn, put } from "./sheet-cells.ts";
import type { CellMap } from "./sheet-cells.ts";

const ROWS = 500;
const MIDDLE = { horizontal: "center", vertical: "center", wrapText: true } as const;
export const HEAD: CellStyle = {
  font: { name: FONTS.head, size: 11 },
  alignment: MIDDLE,
  border: GRID,
  fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "E7E6E6" } },
};
const EXAMPLE: CellStyle = {
  font: { name: FONTS.plain, size: 11, color: { rgb: "7F7F7F" }, italic: true },
  alignment: { vertical: "center", wrapText: true },
  border: GRID,
};
export const ENTRY: CellStyle = {
  font: { name: FONTS.plain, size: 11 },
  alignment: { vertical: "center", wrapText: true },
  border: GRID,
};
const LINE_POINTS = 15;

/**
 * A sheet to be filled in: heads, one row of examples or the rows that are known, empty rows, checks on entry.
 *
 * @param types unit types to choose from
 * @param known cells of the rows from the left, in place of the examples
 */
export function entrySheet(
  name: string,
  columns: readonly TemplateColumn[],
  types: readonly string[],
  known: readonly (readonly string[])[] | null = null,
): WriteSheet {
  const cells: CellMap = new Map();
  for (const [index, column] of columns.entries()) {
    put(cells, 0, index, column.title, HEAD);
    if (known === null) put(cells, 1, index, column.example === "" ? null : column.example, EXAMPLE);
    const first = known === null ? 2 : 1;
    for (let row = first; row < Math.max(30, (known?.length ?? 0) + 1); row += 1) {
      put(cells, row, index, known?.[row - 1]?.[index] || null, ENTRY);
    }
  }
  const rowDefs = new Map<number, RowDef>([[0, { height: known === null ? 24 : 40 }]]);
  if (known === null) rowDefs.set(1, { height: 34 });
  for (const [at, row] of (known ?? []).entries()) {
    const lines = row.map((text, column) => linesIn(text, (columns[column]?.width ?? 10) - 1));
    rowDefs.set(at + 1, { height: LINE_POINTS * Math.max(1, ...lines) + 3 });
  }
  const dataValidations = columns.flatMap((column, index) =>
    validation(column, index, types, Math.max(ROWS, (known?.length ?? 0) + 100)),
  );
  return {
    name,
    cells,
    rowDefs,
    dataValidations,
    columns: columns.map(({ width }) => ({ width })),
    freezePane: { rows: 1, columns: 1 },
    pageSetup: {
      paperSize: "a4",
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: "$1:$1",
    },
  };
}

function validation(
  column: TemplateColumn,
  index: number,
  types: readonly string[],
  rows: number,
): DataValidation[] {
  const letters = columnLetters(index);
  const range = `${letters}2:${letters}${rows}`;
  const shared = { range, allowBlank: true, showErrorMessage: true, errorTitle: column.title } as const;
  if (column.rule === "unit-type") {
    return [{ ...shared, type: "list", values: [...types], errorMessage: "请从下拉框里选单位类型" }];
  }
  if (column.rule === "yes-no") {
    return [{ ...shared, type: "list", values: ["是", "否"], errorMessage: "只能填“是”或“否”" }];
  }
  if (column.rule === "inspection") {
    const values = ["已巡察", "计划"];
    return [{ ...shared, type: "list", values, errorMessage: "只能填“已巡察”或“计划”，没有安排的留空" }];
  }
  if (column.rule === "whole") {
    const bounds = { operator: "between", formula1: "0", formula2: "100000" } as const;
    return [{ ...shared, ...bounds, type: "whole", errorMessage: "要填 0 或正整数" }];
  }
  return [];
}
