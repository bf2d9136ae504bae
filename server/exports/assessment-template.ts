import { writeXlsx } from "hucre/xlsx";
import type { CellStyle, WriteSheet } from "hucre/xlsx";
import type { AssessmentColumn, ColumnPart } from "../core/assessment/assessment-columns.ts";
import { assessmentRules } from "../core/documents/assessment-template.ts";
import type { TemplateColumn } from "../core/documents/roster-template.ts";
import { entrySheet } from "./entry-sheet.ts";
import { FONTS, linesIn, put } from "./sheet-cells.ts";
import type { CellMap } from "./sheet-cells.ts";

const SHAPES: { readonly [part in ColumnPart]: Pick<TemplateColumn, "rule" | "width"> } = {
  unit: { rule: "text", width: 30 },
  score: { rule: "text", width: 10 },
  reason: { rule: "text", width: 30 },
  count: { rule: "whole", width: 10 },
  fact: { rule: "yes-no", width: 14 },
  points: { rule: "text", width: 10 },
  "points-reason": { rule: "text", width: 26 },
  workload: { rule: "whole", width: 12 },
};
const RULE: CellStyle = {
  font: { name: FONTS.plain, size: 11 },
  alignment: { vertical: "top", wrapText: true },
};
const RULE_WIDTH = 110;

/** The workbook in which an office or a group enters judgement, facts and counters: one row for each of its units. */
export async function assessmentTemplate(
  columns: readonly AssessmentColumn[],
  units: readonly string[],
): Promise<Uint8Array> {
  const shaped = columns.map(({ part, title }): TemplateColumn => ({ title, example: "", ...SHAPES[part] }));
  return writeXlsx({
    sheets: [entrySheet("评估录入", shaped, [], units), rulesSheet()],
    defaultFont: { name: FONTS.plain, size: 11 },
  });
}

function rulesSheet(): WriteSheet {
  const cells: CellMap = new Map();
  for (const [row, rule] of assessmentRules.entries()) put(cells, row, 0, rule, RULE);
  return {
    name: "填写说明",
    cells,
    rowDefs: new Map(
      assessmentRules.map((rule, row) => [row, { height: 17 * linesIn(rule, RULE_WIDTH) + 3 }] as const),
    ),
    columns: [{ width: RULE_WIDTH }],
    pageSetup: { paperSize: "a4", orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  };
}
