import { DEFAULT_THRESHOLDS } from "../round/round.ts";
import type { CategoryNames, UnitType } from "./category-names.ts";
import { unitTypeOf } from "./category-names.ts";
import { bodyRows } from "./find-header.ts";
import type { Header } from "./find-header.ts";
import type { Findings, Place } from "./findings.ts";
import { RowReader } from "./read-cell.ts";
import type { RosterSettings } from "./read-roster.ts";
import { categoryOf } from "./roster-columns.ts";
import { ROSTER } from "./sentences.ts";
import { matchKey } from "./table.ts";
import type { Table } from "./table.ts";
import type { Category, Unit } from "./unit.ts";

export const PEOPLE_MAX = 100_000;
const LENGTHS = { name: 80, group: 40, unitType: 20, basis: 200, names: 300 } as const;

/** A unit before its leaders are known, and where it stands in the sheet. */
export interface UnitRow {
  readonly unit: Unit;
  readonly parentName: string;
  readonly parentPlace: Place;
  readonly place: Place;
}

/** The rows of the unit table, in order, ids u01, u02 …; parents are resolved by name. */
export function readUnits(
  table: Table,
  header: Header,
  settings: RosterSettings,
  findings: Findings,
): UnitRow[] {
  const rows: UnitRow[] = [];
  const seen = new Map<string, number>();
  const joinedAt: (readonly [name: string, place: Place])[] = [];
  for (const row of bodyRows(table, header)) {
    const reader = new RowReader(table, header, row, findings, settings.isPrintable ?? (() => true));
    const name = reader.text("name", LENGTHS.name, { required: true });
    const before = seen.get(matchKey(name));
    if (before !== undefined && name !== "")
      findings.fault(reader.place("name"), name, ROSTER.unitTwice(before));
    else seen.set(matchKey(name), table.firstRow + row);
    const id = `u${String(rows.length + 1).padStart(2, "0")}`;
    const read = readUnit(reader, id, name, settings, header, findings);
    rows.push(read);
    joinedAt.push(...(read.unit.joined ?? []).map((joined) => [joined, reader.place("joined")] as const));
  }
  for (const [name, place] of joinedAt)
    if (seen.has(matchKey(name))) findings.fault(place, name, ROSTER.joinedAlone);
  return withParents(rows, findings);
}

function readUnit(
  reader: RowReader,
  id: string,
  name: string,
  { categoryNames: names, thresholds = DEFAULT_THRESHOLDS }: RosterSettings,
  header: Header,
  findings: Findings,
): UnitRow {
  const unitType = reader.text("unitType", LENGTHS.unitType, { required: true });
  const known = unitTypeOf(names, unitType);
  if (unitType !== "" && !known) {
    const spellings = names.unitTypes.map((one) => one.name).join("、");
    findings.fault(reader.place("unitType"), unitType, ROSTER.unknownType(spellings));
  }
  const group = reader.text("group", LENGTHS.group, { required: true });
  const onRoll = reader.whole("onRoll", PEOPLE_MAX);
  const eligible = readEligible(reader, header, names, known ? unitType : null, findings);
  const categories = known ? categoriesOf(known, eligible, names) : [];
  const inside = categories.reduce((sum, one) => sum + (one.isOutside ? 0 : one.eligible), 0);
  if (onRoll !== null && inside > onRoll) {
    findings.fault(reader.place("onRoll"), String(onRoll), ROSTER.overOnRoll(inside));
  }
  if (known && inside > 0 && inside < thresholds.floor)
    findings.warn(reader.place("name"), name, ROSTER.few(inside));
  else if (known && inside > 0 && inside < thresholds.table)
    findings.warn(reader.place("name"), name, ROSTER.small(inside));
  const eligibleBasis = reader.text("basis", LENGTHS.basis, { isProse: true });
  const predecessors = readPredecessors(reader, findings);
  const joined = readNames(reader, "joined", findings);
  const unit: Unit = {
    id,
    name,
    parent: null,
    ...(predecessors.length > 0 && { predecessors }),
    ...(joined.length > 0 && { joined }),
    unitType,
    group,
    onRoll,
    categories,
    leaders: [],
    eligibleBasis,
  };
  return {
    unit,
    parentName: reader.text("parent", LENGTHS.name),
    parentPlace: reader.place("parent"),
    place: reader.place("name"),
  };
}

/** Earlier names of a unit. */
export const readPredecessors = (reader: RowReader, findings: Findings): readonly string[] =>
  readNames(reader, "predecessors", findings);

/** Names with 、 between them; longer than a list of names is a sentence in the wrong column. */
function readNames(
  reader: RowReader,
  column: "predecessors" | "joined",
  findings: Findings,
): readonly string[] {
  const text = reader.text(column, LENGTHS.names);
  const names = text.split(/[、；;，,]/).flatMap((name) => name.trim() || []);
  for (const name of names) {
    const length = [...name].length;
    if (length > LENGTHS.name) {
      findings.fault(reader.place(column), name, ROSTER.tooLong(length, LENGTHS.name));
    }
  }
  return names;
}

/** Category id → eligible people. A blank cell is 0. */
function readEligible(
  reader: RowReader,
  header: Header,
  names: CategoryNames,
  unitType: string | null,
  findings: Findings,
): Map<string, number> {
  const eligible = new Map<string, number>();
  for (const meaning of header.columns.keys()) {
    if (!meaning.startsWith("eligible:")) continue;
    const count = reader.whole(meaning, PEOPLE_MAX);
    if (count === null || unitType === null) continue;
    const category = categoryOf(names, unitType, meaning);
    if (category === null) {
      if (count > 0) findings.fault(reader.place(meaning), String(count), ROSTER.noSuchCategory(unitType));
    } else if (eligible.has(category)) {
      findings.fault(reader.place(meaning), String(count), ROSTER.categoryTwice);
    } else {
      eligible.set(category, count);
    }
  }
  return eligible;
}

function categoriesOf(
  unitType: UnitType,
  eligible: ReadonlyMap<string, number>,
  names: CategoryNames,
): Category[] {
  return Object.entries(unitType.categories).map(([id, name]) => ({
    id,
    name,
    weight: names.weights[id] ?? "0",
    eligible: eligible.get(id) ?? 0,
    isOutside: names.outside.includes(id),
  }));
}

/** Resolves parents, refuses unknown ones and loops, and units of nobody that have no units below them. */
function withParents(rows: readonly UnitRow[], findings: Findings): UnitRow[] {
  const byName = new Map(rows.map((row) => [matchKey(row.unit.name), row.unit] as const).reverse());
  const linked = rows.map((row) => {
    if (row.parentName === "") return row;
    const parent = byName.get(matchKey(row.parentName));
    if (parent === undefined) findings.fault(row.parentPlace, row.parentName, ROSTER.unknownParent);
    else if (parent.id === row.unit.id) findings.fault(row.parentPlace, row.parentName, ROSTER.parentIsSelf);
    else return { ...row, unit: { ...row.unit, parent: parent.id } };
    return row;
  });
  const parents = new Map(linked.map((row) => [row.unit.id, row.unit.parent]));
  for (const { unit, place, parentPlace } of linked) {
    if (isInLoop(unit.id, parents)) findings.fault(parentPlace, unit.name, ROSTER.parentLoop);
    const hasUnitsBelow = linked.some((row) => row.unit.parent === unit.id);
    const people = unit.categories.reduce((sum, category) => sum + category.eligible, 0);
    if (unit.categories.length > 0 && people === 0 && !hasUnitsBelow)
      findings.fault(place, unit.name, ROSTER.nobody);
  }
  return linked;
}

function isInLoop(start: string, parents: ReadonlyMap<string, string | null>): boolean {
  let at = parents.get(start) ?? null;
  for (let steps = 0; at !== null && steps <= parents.size; steps += 1) {
    if (at === start) return true;
    at = parents.get(at) ?? null;
  }
  return false;
}
