import type { ImportFault } from "../problem.ts";
import { Problem } from "../problem.ts";
import type { Thresholds } from "../round/round.ts";
import type { CategoryNames } from "./category-names.ts";
import { findHeader } from "./find-header.ts";
import type { Header } from "./find-header.ts";
import { columnName, Findings } from "./findings.ts";
import { readLeaders } from "./read-leaders.ts";
import { readUnits } from "./read-units.ts";
import type { UnitRow } from "./read-units.ts";
import { refusePrivate } from "./refuse-private.ts";
import { leaderMeaning, unitMeaning } from "./roster-columns.ts";
import { ROSTER } from "./sentences.ts";
import { matchKey } from "./table.ts";
import type { Table } from "./table.ts";
import type { Leader, Unit } from "./unit.ts";

export interface RosterSettings {
  /** `surveys/category-names.json` */
  readonly categoryNames: CategoryNames;
  /** Below `floor` a unit shares a poll, below `table` it has one score per form; absent: the defaults. */
  readonly thresholds?: Thresholds;
  /** Whether a form of the round is about leaders, so that every unit needs some; absent: yes. */
  readonly needsLeaders?: boolean;
  /** Whether the fonts of the printed documents have a character; absent: not asked. */
  readonly isPrintable?: (character: string) => boolean;
}

export interface Roster {
  readonly units: readonly Unit[];
  readonly warnings: readonly ImportFault[];
}

interface Headed {
  readonly table: Table;
  readonly header: Header;
}

/**
 * Units with their categories and leaders from the tables of one workbook (单位, 班子成员) or of two text files.
 * Tables are told apart by their columns, not by their names; `docs/documents.md` lists the columns.
 *
 * @returns units in the order of the sheet, ids u01, u02 …
 * @throws Problem roster.invalid with every fault of every table; nothing is returned unless all is well
 */
export function readRoster(tables: readonly Table[], settings: RosterSettings): Roster {
  const findings = new Findings(tables);
  const { units: unitTables, leaders: leaderTables } = sortTables(tables, settings, findings);
  const unitTable = only(unitTables, "单位表", findings);
  const leaderTable = only(leaderTables, "班子成员表", findings);
  if (unitTable === null) findings.fault(null, "", ROSTER.noUnits);
  else checkColumns(unitTable, ["name", "unitType", "group"], "单位名称、单位类型、巡察组", findings);
  if (leaderTable !== null) {
    checkColumns(leaderTable, ["unit", "name", "post"], "单位名称、姓名、职务", findings);
  }
  const rows = unitTable === null ? [] : readUnits(unitTable.table, unitTable.header, settings, findings);
  if (unitTable !== null && rows.length === 0) findings.fault(null, "", ROSTER.emptyUnits);
  const leaders =
    leaderTable === null
      ? new Map<string, readonly Leader[]>()
      : readLeaders(
          leaderTable.table,
          leaderTable.header,
          rows.map((row) => row.unit),
          settings,
          findings,
        );
  checkLeaders(rows, leaders, leaderTable !== null, settings, findings);
  if (findings.hasFaults) throw new Problem("roster.invalid", { faults: findings.faults });
  const units = rows.map(({ unit }) => ({ ...unit, leaders: leaders.get(unit.id) ?? [] }));
  return { units, warnings: findings.warnings };
}

function sortTables(tables: readonly Table[], settings: RosterSettings, findings: Findings) {
  const meaning = unitMeaning(settings.categoryNames);
  const units: Headed[] = [];
  const leaders: Headed[] = [];
  for (const table of tables) {
    if (table.rows.every((row) => row.every((cell) => cell.trim() === ""))) continue;
    const asLeaders = findHeader(table, leaderMeaning);
    const asUnits = findHeader(table, meaning);
    const isLeaders = asLeaders !== null && asLeaders.columns.has("name") && asLeaders.columns.has("post");
    const isUnits = !isLeaders && asUnits !== null && asUnits.columns.has("name");
    refusePrivate(table, isLeaders, findings);
    if (isLeaders) leaders.push({ table, header: asLeaders });
    else if (isUnits) units.push({ table, header: asUnits });
    else if (!/说明|须知/.test(table.sheet)) {
      findings.warn({ table, row: null, column: null }, table.sheet, ROSTER.unusedSheet);
    }
  }
  return { units, leaders };
}

function only(found: readonly Headed[], kind: string, findings: Findings): Headed | null {
  for (const extra of found.slice(1)) {
    findings.fault(
      { table: extra.table, row: null, column: null },
      extra.table.sheet,
      ROSTER.twoTables(kind),
    );
  }
  return found[0] ?? null;
}

function checkColumns(
  { table, header }: Headed,
  required: readonly string[],
  titles: string,
  findings: Findings,
): void {
  const row = header.rows[1];
  for (const [index, title] of titles.split("、").entries()) {
    if (header.columns.has(required[index] ?? "")) continue;
    findings.fault({ table, row, column: title }, "", ROSTER.missingColumn);
  }
  const isUnits = required.includes("unitType");
  if (isUnits && ![...header.columns.keys()].some((meaning) => meaning.startsWith("eligible:"))) {
    findings.fault({ table, row, column: null }, "", ROSTER.noEligible);
  }
  for (const [meaning, columns] of header.columns) {
    for (const extra of meaning === "note" ? [] : columns.slice(1)) {
      findings.fault(
        { table, row, column: columnName(extra.title, extra.index) },
        extra.title,
        ROSTER.columnTwice,
      );
    }
  }
  for (const other of header.others) {
    findings.warn(
      { table, row, column: columnName(other.title, other.index) },
      other.title,
      ROSTER.unusedColumn,
    );
  }
}

function checkLeaders(
  rows: readonly UnitRow[],
  leaders: ReadonlyMap<string, readonly Leader[]>,
  hasTable: boolean,
  { needsLeaders = true }: RosterSettings,
  findings: Findings,
): void {
  if (needsLeaders && !hasTable) findings.fault(null, "", ROSTER.noLeaders);
  const names = new Set<string>();
  for (const { unit, place } of hasTable ? rows : []) {
    const isTwice = names.has(matchKey(unit.name));
    names.add(matchKey(unit.name));
    if (isTwice) continue; // the leaders went to the first of the name
    const own = leaders.get(unit.id) ?? [];
    const isOpened = unit.categories.some((category) => category.eligible > 0);
    if (own.length === 0 && needsLeaders && isOpened) findings.fault(place, unit.name, ROSTER.withoutLeaders);
    if (own.length > 0 && !own.some((leader) => leader.isPrincipal)) {
      findings.warn(place, unit.name, ROSTER.withoutPrincipal);
    }
  }
}
