import { writeXlsx } from "hucre/xlsx";
import {
  registerRules,
  registerTemplateColumns,
  registerTemplateRow,
} from "../core/documents/register-template.ts";
import type { RegisterLine } from "../core/register/register.ts";
import type { CategoryNames } from "../core/roster/category-names.ts";
import { entrySheet } from "./entry-sheet.ts";
import { rulesSheet } from "./rules-sheet.ts";
import { FONTS } from "./sheet-cells.ts";

/** The workbook in which an office keeps its history of inspections: the rows that were imported, or an example. */
export async function registerTemplate(
  lines: readonly RegisterLine[],
  { unitTypes }: CategoryNames,
): Promise<Uint8Array> {
  const types = unitTypes.map(({ name }) => name);
  const known = lines.length === 0 ? null : lines.map(registerTemplateRow);
  return writeXlsx({
    sheets: [entrySheet("台账", registerTemplateColumns, types, known), rulesSheet(registerRules)],
    defaultFont: { name: FONTS.plain, size: 11 },
  });
}
