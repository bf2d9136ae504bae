/** The history of inspections from one table, a row a unit and inspection: all rows or none. */
import { Problem } from "../problem.ts";
import { type CategoryNames, unitTypeOf } from "../roster/category-names.ts";
import { bodyRows, findHeader, type Header } from "../roster/find-header.ts";
import { columnName, Findings } from "../roster/findings.ts";
import { RowReader } from "../roster/read-cell.ts";
import { readPredecessors } from "../roster/read-units.ts";
import { refusePrivate } from "../roster/refuse-private.ts";
import { ROSTER } from "../roster/sentences.ts";
import { matchKey, type Table } from "../roster/table.ts";
import type { Inspection, InspectionState, RegisterLine } from "./register.ts";
import { REGISTER } from "./sentences.ts";
import { readTerm, roundName } from "./term.ts";

export const REGISTER_COLUMNS = {
  unit: ["单位名称", "单位", "被巡察单位", "被巡察党组织", "党组织名称"],
  unitType: ["单位类型", "类型"],
  predecessors: ["前身单位", "原单位名称", "曾用名"],
  term: ["届次", "届"],
  year: ["年份", "年度", "巡察年份"],
  round: ["轮次", "巡察轮次"],
  state: ["情况", "巡察情况", "是否巡察"],
  note: ["备注", "序号"],
} as const;

const STATES: { readonly [written: string]: InspectionState } = {
  已巡察: "inspected",
  计划: "planned",
  计划巡察: "planned",
};
const LENGTHS = { unit: 80, unitType: 20, term: 20, round: 40 } as const;
const LINES_MAX = 20_000;
const YEARS = [1990, 2100] as const;
const REQUIRED = ["unit", "unitType", "term", "state"] as const;

const meaningOf = (key: string): string | null =>
  Object.entries(REGISTER_COLUMNS).find(([, titles]) => (titles as readonly string[]).includes(key))?.[0] ??
  null;

/**
 * @returns in the order of the table
 * @throws Problem register.invalid with every fault by row and column; nothing is returned unless all is well
 */
export function readRegister(tables: readonly Table[], names: CategoryNames): readonly RegisterLine[] {
  const findings = new Findings(tables);
  const found = tables.flatMap((table) => {
    const header = findHeader(table, meaningOf);
    return header?.columns.has("unit") && header.columns.size > 2 ? [{ table, header }] : [];
  });
  const [first, second] = found;
  const lines = first && !second ? readRows(first.table, first.header, names, findings) : [];
  if (!first) findings.fault(null, "", REGISTER.noTable);
  else if (second) findings.fault(null, second.table.sheet, REGISTER.twoTables);
  else if (lines.length === 0) findings.fault(null, "", REGISTER.empty);
  if (findings.hasFaults) throw new Problem("register.invalid", { faults: findings.faults });
  return lines;
}

function readRows(
  table: Table,
  header: Header,
  names: CategoryNames,
  findings: Findings,
): readonly RegisterLine[] {
  checkHeader(table, header, findings);
  const lines: RegisterLine[] = [];
  const types = new Map<string, { readonly row: number; readonly unitType: string }>();
  const rounds = new Map<string, number>();
  for (const row of bodyRows(table, header)) {
    const reader = new RowReader(table, header, row, findings, () => true);
    const line = readLine(reader, names, findings);
    const key = matchKey(line.unit);
    const at = table.firstRow + row;
    const typed = types.get(key);
    if (typed && typed.unitType !== line.unitType)
      findings.fault(reader.place("unitType"), line.unitType, REGISTER.otherType(typed.row, typed.unitType));
    else types.set(key, { row: at, unitType: line.unitType });
    const round = `${key} ${line.inspection === null ? "" : roundKey(line.inspection)}`;
    const before = rounds.get(round);
    if (before !== undefined) findings.fault(reader.place("unit"), line.unit, REGISTER.twice(before));
    else rounds.set(round, at);
    if (lines.length === LINES_MAX) {
      findings.fault(reader.place("unit"), line.unit, REGISTER.tooMany(LINES_MAX));
      return lines;
    }
    lines.push(line);
  }
  return lines;
}

const roundKey = ({ term, year, round }: Inspection): string =>
  `${term} ${round === "" ? year : matchKey(roundName(round))}`;

function readLine(reader: RowReader, names: CategoryNames, findings: Findings): RegisterLine {
  const unit = reader.text("unit", LENGTHS.unit, { required: true });
  const unitType = reader.text("unitType", LENGTHS.unitType, { required: true });
  if (unitType !== "" && !unitTypeOf(names, unitType)) {
    const known = names.unitTypes.map(({ name }) => name).join("、");
    findings.fault(reader.place("unitType"), unitType, ROSTER.unknownType(known));
  }
  const predecessors = readPredecessors(reader, findings);
  return { unit, unitType, predecessors, inspection: readInspection(reader, findings) };
}

function readInspection(reader: RowReader, findings: Findings): Inspection | null {
  const fault = (column: string, found: string, sentence: string): void =>
    findings.fault(reader.place(column), found, sentence);
  const written = reader.text("term", LENGTHS.term);
  const term = readTerm(written);
  if (written !== "" && term === null) fault("term", written, REGISTER.term);
  const year = readYear(reader, fault);
  const round = reader.text("round", LENGTHS.round);
  const said = reader.raw("state");
  const state = STATES[said] ?? null;
  if (said !== "" && state === null) fault("state", said, REGISTER.state);
  if (said === "") {
    if (written !== "" || year !== null || round !== "") fault("state", "", REGISTER.stateMissing);
    return null;
  }
  if (written === "") fault("term", "", REGISTER.termMissing);
  if (state === "inspected" && reader.raw("year") === "") fault("year", "", REGISTER.yearMissing);
  return state && { term, year, round, state };
}

function readYear(
  reader: RowReader,
  fault: (column: string, found: string, sentence: string) => void,
): number | null {
  const raw = reader.raw("year");
  if (raw === "") return null;
  const year = /^(\d{4})年?$/.exec(raw.normalize("NFKC"))?.[1];
  if (year !== undefined && Number(year) >= YEARS[0] && Number(year) <= YEARS[1]) return Number(year);
  fault("year", raw, REGISTER.year(...YEARS));
  return null;
}

function checkHeader(table: Table, header: Header, findings: Findings): void {
  refusePrivate(table, false, findings);
  const row = header.rows[1];
  for (const meaning of REQUIRED) {
    if (!header.columns.has(meaning))
      findings.fault({ table, row, column: REGISTER_COLUMNS[meaning][0] }, "", REGISTER.missingColumn);
  }
  for (const [meaning, columns] of header.columns) {
    for (const { title, index } of meaning === "note" ? [] : columns.slice(1))
      findings.fault({ table, row, column: columnName(title, index) }, title, ROSTER.columnTwice);
  }
  for (const { title, index } of header.others)
    findings.fault({ table, row, column: columnName(title, index) }, title, ROSTER.unusedColumn);
}
