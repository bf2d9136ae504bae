import type { PrintedDocument } from "../../../server/core/documents/document.ts";
import { gradeTableDocument } from "../../../server/core/documents/grade-table-document.ts";
import { sealDocument } from "../../../server/core/documents/seal-document.ts";
import { parseRatio, ZERO } from "../../../server/core/ratio.ts";
import { DEFAULT_THRESHOLDS } from "../../../server/core/round/round.ts";

/** A grade table with one unit per text; the text is its name, type and group, and every title is the first of them. */
export function gradeTableOf(texts: readonly string[]): PrintedDocument {
  const [first = ""] = texts;
  const content = gradeTableDocument({
    round: first,
    scheme: { title: first, version: first, digest: "0f3a9c1d".repeat(8) },
    parts: [{ id: "team", title: first, points: 100 }],
    grades: [
      { grade: "良好", from: 90 },
      { grade: "较差", from: 0 },
    ],
    rows: texts.map((text, at) => ({
      unit: { id: `u${at}`, name: text, unitType: text, group: text },
      poll: `p${at}`,
      eligible: 60,
      returned: 55,
      valid: 54,
      level: "tables",
      withdrawn: null,
      values: [{ value: parseRatio("89.8"), leftOut: null }],
      deducted: ZERO,
      added: ZERO,
      total: parseRatio("87.815"),
      printed: "87.82",
      opinion: parseRatio("90"),
      computed: "较好",
      proposed: "较好",
      approved: null,
      notes: [],
    })),
    scales: [],
    open: [],
    thresholds: DEFAULT_THRESHOLDS,
    isPlain: true,
    sheetDigest: null,
  });
  return sealDocument(content, "2026-11-20");
}
