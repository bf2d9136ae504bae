/** Judgement, facts and counters of many units from a table that people filled in: all rows or none. */
import { calendarDay } from "../calendar-day.ts";
import { Problem } from "../problem.ts";
import type { ReviewState } from "../review/review.ts";
import { bodyRows, findHeader, type Header } from "../roster/find-header.ts";
import { Findings } from "../roster/findings.ts";
import { RowReader } from "../roster/read-cell.ts";
import { matchKey, type Table } from "../roster/table.ts";
import type { Scheme } from "../scoring/scheme.ts";
import { assessmentColumns, type AssessmentColumn, columnMeaning, meaningOf } from "./assessment-columns.ts";
import { COUNT_MAX } from "./check-assessment.ts";
import { checkText, isScore, REASON_LENGTH_MAX } from "./check-text.ts";
import { checkColumns, readYesNo } from "./check-columns.ts";
import type { EntryPatch } from "./entry-patch.ts";
import { INSPECTION, INSPECTION_TYPE_LENGTH_MAX, type InspectionField } from "./inspection.ts";
import { ASSESSMENT } from "./sentences.ts";

/** A unit that may be written about, and how far its grade is. */
export interface UnitOfTable {
  readonly id: string;
  readonly name: string;
  readonly state: ReviewState;
}

/**
 * Reads one table, rows told apart by the unit's name. An empty cell says nothing: what stands there already stays.
 *
 * @param units those that this person may write about
 * @returns what each row changes, by unit
 * @throws Problem assessments.invalid with every fault by row and column; then nothing is taken over
 */
export function readAssessments(
  tables: readonly Table[],
  scheme: Scheme,
  units: readonly UnitOfTable[],
): ReadonlyMap<string, EntryPatch> {
  const findings = new Findings(tables);
  const columns = assessmentColumns(scheme);
  const found = tables.flatMap((table) => {
    const header = findHeader(table, columnMeaning(columns));
    return header?.columns.has("unit:") ? [{ table, header }] : [];
  });
  const patches = new Map<string, EntryPatch>();
  const [first, second] = found;
  if (!first) findings.fault(null, "", ASSESSMENT.noTable);
  if (second) findings.fault(null, second.table.sheet, ASSESSMENT.twoTables);
  if (first) readTable(first.table, first.header, columns, units, findings, patches);
  if (first && patches.size === 0 && !findings.hasFaults) findings.fault(null, "", ASSESSMENT.empty);
  if (findings.hasFaults) throw new Problem("assessments.invalid", { faults: findings.faults });
  return patches;
}

function readTable(
  table: Table,
  header: Header,
  columns: readonly AssessmentColumn[],
  units: readonly UnitOfTable[],
  findings: Findings,
  patches: Map<string, EntryPatch>,
): void {
  checkColumns(table, header, findings);
  const seen = new Map<string, number>();
  for (const row of bodyRows(table, header)) {
    const reader = new RowReader(table, header, row, findings, () => true);
    const name = reader.raw("unit:");
    const unit = units.find((one) => matchKey(one.name) === matchKey(name));
    const before = unit && seen.get(unit.id);
    if (!unit) findings.fault(reader.place("unit:"), name, ASSESSMENT.unknownUnit);
    else if (before !== undefined) findings.fault(reader.place("unit:"), name, ASSESSMENT.unitTwice(before));
    const patch = readRow(reader, columns, findings);
    if (!unit) continue;
    seen.set(unit.id, table.firstRow + row);
    checkState(unit, patch, reader, findings);
    if (Object.values(patch).some((part) => Object.keys(part ?? {}).length > 0)) patches.set(unit.id, patch);
  }
}

function checkState(
  { state, name }: UnitOfTable,
  patch: EntryPatch,
  reader: RowReader,
  findings: Findings,
): void {
  const isJudging = Object.keys(patch.judgement).length > 0;
  if (state !== "entry" && state !== "judged") findings.fault(reader.place("unit:"), name, ASSESSMENT.frozen);
  else if (state === "judged" && isJudging) findings.fault(reader.place("unit:"), name, ASSESSMENT.judged);
}

function readRow(reader: RowReader, columns: readonly AssessmentColumn[], findings: Findings): EntryPatch {
  const judgement: { [id: string]: { score?: string; reason?: string } } = {};
  const supervision: { [id: string]: number } = {};
  const facts: { [id: string]: boolean } = {};
  const workload: { [id: string]: number } = {};
  const inspection: { [id in InspectionField]?: string } = {};
  const deduction: { points?: string; reason?: string } = {};
  for (const column of columns) {
    const meaning = meaningOf(column);
    const raw = reader.raw(meaning);
    const { part, id } = column;
    if (raw === "" || part === "unit") continue;
    if (part === "score") judgement[id] = { ...judgement[id], score: readPoints(reader, meaning, findings) };
    else if (part === "reason")
      judgement[id] = { ...judgement[id], reason: readProse(reader, meaning, findings) };
    else if (part === "points") deduction.points = readPoints(reader, meaning, findings);
    else if (part === "points-reason") deduction.reason = readProse(reader, meaning, findings);
    else if (part === "fact") facts[id] = readYesNo(reader, meaning, findings);
    else if (part === "inspection")
      inspection[id as InspectionField] = readInspection(reader, column, findings);
    else {
      const count = reader.whole(meaning, COUNT_MAX);
      if (count !== null) (part === "count" ? supervision : workload)[id] = count;
    }
  }
  if ((deduction.points === undefined) !== (deduction.reason === undefined)) {
    findings.fault(reader.place("points:"), "", ASSESSMENT.pointsReason);
  }
  const { points, reason } = deduction;
  return {
    judgement,
    supervision,
    facts,
    workload,
    inspection,
    deduction: points !== undefined && reason !== undefined ? { points, reason } : null,
  };
}

function readPoints(reader: RowReader, meaning: string, findings: Findings): string {
  const raw = reader.raw(meaning).normalize("NFKC");
  if (!isScore(raw)) findings.fault(reader.place(meaning), raw, ASSESSMENT.score);
  return raw;
}

function readInspection(reader: RowReader, column: AssessmentColumn, findings: Findings): string {
  const meaning = meaningOf(column);
  if (!INSPECTION.some(({ id, isDay }) => id === column.id && isDay))
    return readProse(reader, meaning, findings, INSPECTION_TYPE_LENGTH_MAX);
  const day = calendarDay(reader.raw(meaning));
  if (day === null) findings.fault(reader.place(meaning), reader.raw(meaning), ASSESSMENT.day);
  return day ?? "";
}

function readProse(
  reader: RowReader,
  meaning: string,
  findings: Findings,
  max: number = REASON_LENGTH_MAX,
): string {
  const text = reader.text(meaning, max, { isProse: true });
  // Length and control characters are named by the reader; what is left are numbers of people.
  checkText(text.slice(0, max), "", (_, sentence) => {
    if (sentence === ASSESSMENT.privateNumber) findings.fault(reader.place(meaning), "", sentence);
  });
  return text;
}
