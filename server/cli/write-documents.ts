import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { gradeTableXlsx } from "../exports/grade-table-xlsx.ts";
import { describeRound } from "../services/describe-round.ts";
import type { Deps } from "../services/deps.ts";
import { gradeTableFile } from "../services/grade-table-file.ts";
import { roundSheet } from "../services/round-sheet.ts";
import { scoreRound } from "../services/score-round.ts";
import { SHEET_FILE } from "./verify/verification-folder.ts";
import { writeWhole } from "./write-whole.ts";

/** Writes the grade table, the round's paragraph and its sheet into a folder. @returns the files written */
export async function writeDocuments(deps: Deps, round: string, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const standing = await scoreRound(deps, round);
  const sheet = await roundSheet(deps, standing);
  const { name, document } = gradeTableFile(deps, standing, sheet?.digest);
  const table = join(folder, `${name}.xlsx`);
  await writeWhole(table, await gradeTableXlsx(document));
  const paragraph = join(folder, `${name.replace("政治生态评估等次汇总表", "综合情况段落")}.txt`);
  const text = describeRound(standing).map((piece) => piece.text);
  await writeWhole(paragraph, `\uFEFF${text.join("")}\n`);
  if (!sheet) return [table, paragraph];
  await writeWhole(join(folder, SHEET_FILE), sheet.text);
  return [table, paragraph, join(folder, SHEET_FILE)];
}
