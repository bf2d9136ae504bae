import type { CellStyle, WriteSheet } from "hucre/xlsx";
import { FONTS, linesIn, put } from "./sheet-cells.ts";
import type { CellMap } from "./sheet-cells.ts";

const RULE: CellStyle = {
  font: { name: FONTS.plain, size: 11 },
  alignment: { vertical: "top", wrapText: true },
};
const RULE_WIDTH = 110;

/** 填写说明: one line a rule. */
export function rulesSheet(rules: readonly string[]): WriteSheet {
  const cells: CellMap = new Map();
  for (const [row, rule] of rules.entries()) put(cells, row, 0, rule, RULE);
  return {
    name: "填写说明",
    cells,
    rowDefs: new Map(
      rules.map((rule, row) => [row, { height: 17 * linesIn(rule, RULE_WIDTH) + 3 }] as const),
    ),
    columns: [{ width: RULE_WIDTH }],
    pageSetup: { paperSize: "a4", orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  };
}
