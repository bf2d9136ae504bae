import type { FieldChange } from "../field-change.ts";
import type { Scheme, UnitAssessment } from "../scoring/scheme.ts";
import { type AssessmentColumn, assessmentColumns } from "./assessment-columns.ts";
import type { AssessmentEntry } from "./check-assessment.ts";

/** What a table would change of a unit, cell by cell under the titles of its columns. */
export const fieldChanges = (
  scheme: Scheme,
  before: UnitAssessment,
  after: AssessmentEntry,
): readonly FieldChange[] =>
  assessmentColumns(scheme)
    .map((column) => ({
      title: column.title,
      from: textIn(before, column),
      to: textIn(after, column),
    }))
    .filter(({ from, to }) => from !== to);

function textIn(entry: AssessmentEntry, { part, id }: AssessmentColumn): string {
  switch (part) {
    case "unit":
      return "";
    case "score":
      return String(entry.judgement?.[id]?.score ?? "");
    case "reason":
      return entry.judgement?.[id]?.reason ?? "";
    case "count":
      return String(entry.supervision?.[id] ?? "");
    case "fact":
      return entry.facts.includes(id) ? "是" : "否";
    case "points":
      return entry.deductions.map(({ points }) => points).join("＋");
    case "points-reason":
      return entry.deductions.map(({ reason }) => reason).join("；");
    case "workload":
      return String(entry.workload[id] ?? "");
    case "inspection":
      return entry.inspection?.[id as keyof typeof entry.inspection] ?? "";
  }
}
