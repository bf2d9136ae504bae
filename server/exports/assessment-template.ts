import { writeXlsx } from "hucre/xlsx";
import type { AssessmentColumn, ColumnPart } from "../core/assessment/assessment-columns.ts";
import { assessmentRules } from "../core/documents/assessment-template.ts";
import type { TemplateColumn } from "../core/documents/roster-template.ts";
import { entrySheet } from "./entry-sheet.ts";
import { rulesSheet } from "./rules-sheet.ts";
import { FONTS } from "./sheet-cells.ts";

const SHAPES: { readonly [part in ColumnPart]: Pick<TemplateColumn, "rule" | "width"> } = {
  unit: { rule: "text", width: 30 },
  score: { rule: "text", width: 10 },
  reason: { rule: "text", width: 30 },
  count: { rule: "whole", width: 10 },
  fact: { rule: "yes-no", width: 14 },
  points: { rule: "text", width: 10 },
  "points-reason": { rule: "text", width: 26 },
  workload: { rule: "whole", width: 12 },
  inspection: { rule: "text", width: 14 },
};

/** The workbook in which an office or a group enters judgement, facts and counters: one row for each of its units. */
export async function assessmentTemplate(
  columns: readonly AssessmentColumn[],
  units: readonly string[],
): Promise<Uint8Array> {
  const shaped = columns.map(({ part, title }): TemplateColumn => ({ title, example: "", ...SHAPES[part] }));
  return writeXlsx({
    sheets: [
      entrySheet(
        "评估录入",
        shaped,
        [],
        units.map((unit) => [unit]),
      ),
      rulesSheet(assessmentRules),
    ],
    defaultFont: { name: FONTS.plain, size: 11 },
  });
}
