import type { DefinitionFault } from "../problem.ts";
import type { Scheme, UnitAssessment } from "../scoring/scheme.ts";
import { checkPanels } from "./check-panels.ts";
import { checkText, isScore, type Report } from "./check-text.ts";
import { entryFields } from "./entry-fields.ts";
import { checkInspection, INSPECTION_TYPE_LENGTH_MAX } from "./inspection.ts";
import { ASSESSMENT } from "./sentences.ts";
import { isCounter } from "./workload.ts";

export const COUNT_MAX = 100_000;
const ENTRIES_MAX = 20;

/** What people enter by hand: everything of an assessment but the decisions on limits, which have a way of their own. */
export type AssessmentEntry = Omit<UnitAssessment, "capDecisions">;

/**
 * Checks an entry against its scheme and the limits of its fields; all faults at once. Names cannot be told from other
 * words, so they are asked not to be there; numbers of people are refused.
 *
 * @returns faults by JSON path, [] when it may be stored
 */
export function checkAssessment(scheme: Scheme, entry: AssessmentEntry): readonly DefinitionFault[] {
  const faults: DefinitionFault[] = [];
  const report: Report = (path, sentence) => void faults.push({ path, sentence });
  const { dimensions, kinds, facts, panels } = entryFields(scheme);
  for (const [id, { score, reason }] of Object.entries(entry.judgement ?? {})) {
    const path = `$.judgement.${id}`;
    if (!dimensions.some((one) => one.id === id)) report(path, ASSESSMENT.unknown);
    if (!isScore(score)) report(`${path}.score`, ASSESSMENT.score);
    checkText(reason, `${path}.reason`, report);
  }
  for (const [id, count] of Object.entries(entry.supervision ?? {})) {
    if (!kinds.some((one) => one.id === id)) report(`$.supervision.${id}`, ASSESSMENT.unknown);
    checkCount(count, `$.supervision.${id}`, report);
  }
  checkPanels(panels, entry, report);
  checkPoints(entry.deductions, "$.deductions", report);
  checkPoints(entry.bonus, "$.bonus", report);
  for (const [at, fact] of entry.facts.entries()) {
    if (!facts.some((one) => one.id === fact)) report(`$.facts[${at}]`, ASSESSMENT.unknown);
    if (entry.facts.indexOf(fact) < at) report(`$.facts[${at}]`, ASSESSMENT.twice);
  }
  for (const [id, count] of Object.entries(entry.workload)) {
    if (!isCounter(id)) report(`$.workload.${id}`, ASSESSMENT.unknown);
    checkCount(count, `$.workload.${id}`, report);
  }
  const { inspection = {} } = entry;
  checkInspection(inspection, report);
  checkText(inspection.type ?? "", "$.inspection.type", report, INSPECTION_TYPE_LENGTH_MAX);
  return faults;
}

function checkPoints(entries: AssessmentEntry["bonus"], path: string, report: Report): void {
  if (entries.length > ENTRIES_MAX) report(path, ASSESSMENT.tooMany(ENTRIES_MAX));
  for (const [at, { points, reason }] of entries.entries()) {
    if (!isScore(points)) report(`${path}[${at}].points`, ASSESSMENT.points);
    if (reason.trim() === "") report(`${path}[${at}].reason`, ASSESSMENT.pointsReason);
    checkText(reason, `${path}[${at}].reason`, report);
  }
}

function checkCount(count: number, path: string, report: Report): void {
  if (!Number.isSafeInteger(count) || count < 0 || count > COUNT_MAX)
    report(path, ASSESSMENT.count(COUNT_MAX));
}
