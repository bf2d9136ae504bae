import { writeXlsx } from "hucre/xlsx";
import type { RowDef } from "hucre";
import type { CellStyle, MergeRange, WriteSheet } from "hucre/xlsx";
import type { CategoryNames } from "../core/roster/category-names.ts";
import { leaderTemplate, templateRules, unitTemplate } from "../core/documents/roster-template.ts";
import { ENTRY, entrySheet, HEAD } from "./entry-sheet.ts";
import { FONTS, linesIn, put, putMerged } from "./sheet-cells.ts";
import type { CellMap } from "./sheet-cells.ts";

const RULE: CellStyle = {
  font: { name: FONTS.plain, size: 11 },
  alignment: { vertical: "top", wrapText: true },
};

/**
 * The workbook that an office fills in: 单位, 班子成员 with one example row each (not imported), checks on entry, and
 * 填写说明. It is read back by `readTables` and `readRoster`.
 *
 * @param picked units that stand in it already, name and type
 */
export async function rosterTemplate(
  names: CategoryNames,
  picked: readonly { readonly name: string; readonly unitType: string }[] = [],
): Promise<Uint8Array> {
  const types = names.unitTypes.map((unitType) => unitType.name);
  const unitColumns = unitTemplate(names);
  const rowOf = ({ name, unitType }: (typeof picked)[number]): readonly string[] =>
    unitColumns.map(({ rule }, index) => (index === 0 ? name : rule === "unit-type" ? unitType : ""));
  return writeXlsx({
    sheets: [
      entrySheet("单位", unitColumns, types, picked.length === 0 ? null : picked.map(rowOf)),
      entrySheet("班子成员", leaderTemplate, types),
      rulesSheet(names),
    ],
    defaultFont: { name: FONTS.plain, size: 11 },
  });
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
    for (const [column, text] of texts.entries()) put(cells, head + 1 + index, column, text, ENTRY);
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
