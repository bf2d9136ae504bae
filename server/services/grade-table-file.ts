import type { GradeTableDocument } from "../core/documents/grade-table-document.ts";
import { gradeTable } from "../core/results/grade-table.ts";
import type { Deps } from "./deps.ts";
import { outcomesOf, type RoundStanding } from "./score-round.ts";

export interface GradeTableFile {
  /** Without its ending: 十五届县委第三轮巡察_政治生态评估等次汇总表_2026-11-20 */
  readonly name: string;
  readonly document: GradeTableDocument;
}

/** The grade table of a round as a document, with the day on which it is made and the digest of the round's sheet. */
export function gradeTableFile(
  deps: Pick<Deps, "clock">,
  { row, scheme, units }: RoundStanding,
  sheetDigest?: string,
): GradeTableFile {
  const day = deps.clock();
  const [year, month, date] = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
  const iso = [year, String(month).padStart(2, "0"), String(date).padStart(2, "0")].join("-");
  return {
    name: `${row.round.title.replace(/[\\/:*?"<>|]/g, "")}_政治生态评估等次汇总表_${iso}`,
    document: {
      round: row.round.title,
      scheme: { title: scheme.scheme.title, version: scheme.scheme.version, digest: scheme.digest },
      parts: scheme.scheme.parts.map(({ id, title, points }) => ({ id, title, points })),
      grades: scheme.scheme.grades,
      rows: gradeTable(scheme.scheme, outcomesOf(units)),
      thresholds: row.round.thresholds,
      setUp: row.round.setUp,
      madeOn: `${year}年${month}月${date}日`,
      sheetDigest,
    },
  };
}
