import { writeXlsx } from "hucre/xlsx";
import type { RowDef } from "hucre";
import type { CellStyle, DataValidation, MergeRange, WriteSheet } from "hucre/xlsx";
import type { CategoryNames } from "../core/roster/category-names.ts";
import { leaderTemplate, templateRules, unitTemplate } from "../core/documents/roster-template.ts";
import type { TemplateColumn } from "../core/documents/roster-template.ts";
import { columnLetters } from "../core/roster/table.ts";
import { FONTS, GRID, linesIn, put, putMerged } from "./sheet-cells.ts";
import type { CellMap } from "./sheet-cells.ts";

const ROWS = 500;
const MIDDLE = { horizontal: "center", vertical: "center", wrapText: true } as const;
const HEAD: CellStyle = {
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
const ENTRY: CellStyle = {
  font: { name: FONTS.plain, size: 11 },
  alignment: { vertical: "center" },
  border: GRID,
};
const RULE: CellStyle = {
  font: { name: FONTS.plain, size: 11 },
  alignment: { vertical: "top", wrapText: true },
};

/**
 * The workbook that an office fills in: 单位, 班子成员 with one example row each (not imported), checks on entry, and
 * 填写说明. It is read back by `readTables` and `readRoster`.
 */
export async function rosterTemplate(names: CategoryNames): Promise<Uint8Array> {
  const types = names.unitTypes.map((unitType) => unitType.name);
  return writeXlsx({
    sheets: [
      entrySheet("单位", unitTemplate(names), types),
      entrySheet("班子成员", leaderTemplate, types),
      rulesSheet(names),
    ],
    defaultFont: { name: FONTS.plain, size: 11 },
  });
}

function entrySheet(name: string, columns: readonly TemplateColumn[], types: readonly string[]): WriteSheet {
  const cells: CellMap = new Map();
  for (const [index, column] of columns.entries()) {
    put(cells, 0, index, column.title, HEAD);
    put(cells, 1, index, column.example === "" ? null : column.example, EXAMPLE);
    for (let row = 2; row < 30; row += 1) put(cells, row, index, null, ENTRY);
  }
  const rowDefs = new Map<number, RowDef>([
    [0, { height: 24 }],
    [1, { height: 34 }],
  ]);
  const dataValidations = columns.flatMap((column, index) => validation(column, index, types));
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

function validation(column: TemplateColumn, index: number, types: readonly string[]): DataValidation[] {
  const letters = columnLetters(index);
  const range = `${letters}2:${letters}${ROWS}`;
  const shared = { range, allowBlank: true, showErrorMessage: true, errorTitle: column.title } as const;
  if (column.rule === "unit-type") {
    return [{ ...shared, type: "list", values: [...types], errorMessage: "请从下拉框里选单位类型" }];
  }
  if (column.rule === "yes-no") {
    return [{ ...shared, type: "list", values: ["是", "否"], errorMessage: "只能填“是”或“否”" }];
  }
  if (column.rule === "whole") {
    const bounds = { operator: "between", formula1: "0", formula2: "100000" } as const;
    return [{ ...shared, ...bounds, type: "whole", errorMessage: "要填 0 或正整数" }];
  }
  return [];
}

function rulesSheet(names: CategoryNames): WriteSheet {
  const cells: CellMap = new Map();
  const merges: MergeRange[] = [];
  const rowDefs = new Map<number, RowDef>();
  const ids = Object.keys(names.weights);
  const widths = [16, ...ids.map(() => 26)];
  const total = widths.reduce((sum, width) => sum + width, 0);
  for (const [row, rule] of templateRules.entries()) {
    putMerged(cells, merges, { startRow: row, startCol: 0, endRow: row, endCol: ids.length }, rule, RULE);
    rowDefs.set(row, { height: 17 * linesIn(rule, total) + 3 });
  }
  const head = templateRules.length + 1;
  for (const [index, title] of ["单位类型", ...ids.map((id) => `${id}类`)].entries())
    put(cells, head, index, title, HEAD);
  for (const [index, unitType] of names.unitTypes.entries()) {
    const texts = [unitType.name, ...ids.map((id) => unitType.categories[id] ?? "")];
    for (const [column, text] of texts.entries()) {
      put(cells, head + 1 + index, column, text, {
        ...ENTRY,
        alignment: { vertical: "center", wrapText: true },
      });
    }
    const lines = Math.max(...texts.map((text, column) => linesIn(text, widths[column] ?? 10)));
    rowDefs.set(head + 1 + index, { height: 16 * lines + 4 });
  }
  return {
    name: "填写说明",
    cells,
    merges,
    rowDefs,
    columns: widths.map((width) => ({ width })),
    pageSetup: { paperSize: "a4", orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  };
}
