import { bodyRows } from "./find-header.ts";
import type { Header } from "./find-header.ts";
import type { Findings, Place } from "./findings.ts";
import { RowReader } from "./read-cell.ts";
import type { RosterSettings } from "./read-roster.ts";
import { ROSTER } from "./sentences.ts";
import { matchKey } from "./table.ts";
import type { Table } from "./table.ts";
import type { Leader, Unit } from "./unit.ts";

const LENGTHS = { unit: 80, name: 30, post: 60, since: 20 } as const;
const ORDER_MAX = 999;
const YES = new Set(["是", "正职", "√", "y", "yes", "true", "1"]);
const NO = new Set(["", "否", "副职", "×", "n", "no", "false", "0"]);

interface LeaderRow {
  readonly leader: Leader;
  readonly order: number | null;
  readonly place: Place;
  readonly row: number;
}

/** Unit id → leaders in 班子排序. Faults: unknown unit, the same order or the same person twice in one unit. */
export function readLeaders(
  table: Table,
  header: Header,
  units: readonly Unit[],
  settings: RosterSettings,
  findings: Findings,
): Map<string, readonly Leader[]> {
  const byName = new Map(units.map((unit) => [matchKey(unit.name), unit.id] as const).reverse());
  const rows = new Map<string, LeaderRow[]>();
  for (const row of bodyRows(table, header)) {
    const reader = new RowReader(table, header, row, findings, settings.isPrintable ?? (() => true));
    const unitName = reader.text("unit", LENGTHS.unit, { required: true });
    const unit = byName.get(matchKey(unitName));
    if (unit === undefined && unitName !== "" && units.length > 0) {
      findings.fault(reader.place("unit"), unitName, ROSTER.unknownUnit);
    }
    const read = readLeader(reader, findings);
    if (unit === undefined) continue;
    const inUnit = rows.get(unit) ?? [];
    checkTwice(read, inUnit, reader, findings);
    rows.set(unit, [...inUnit, read]);
  }
  return new Map([...rows].map(([unit, leaders]) => [unit, inOrder(leaders, findings)]));
}

function readLeader(reader: RowReader, findings: Findings): LeaderRow {
  const name = reader.text("name", LENGTHS.name, { required: true });
  const post = reader.text("post", LENGTHS.post, { required: true });
  const written = reader.text("since", LENGTHS.since);
  const since = monthOf(written);
  if (since === null) findings.fault(reader.place("since"), written, ROSTER.noSuchMonth);
  const principal = matchKey(reader.raw("principal"));
  if (!YES.has(principal) && !NO.has(principal)) {
    findings.fault(reader.place("principal"), reader.raw("principal"), ROSTER.notYesNo);
  }
  const order = reader.whole("order", ORDER_MAX);
  if (order === 0) findings.fault(reader.place("order"), "0", ROSTER.orderNotWhole);
  const leader: Leader = { name, post, since: since ?? "", isPrincipal: YES.has(principal) };
  return { leader, order, place: reader.place("order"), row: reader.table.firstRow + reader.row };
}

function checkTwice(
  read: LeaderRow,
  before: readonly LeaderRow[],
  reader: RowReader,
  findings: Findings,
): void {
  const { name, post } = read.leader;
  const key = matchKey(name + post);
  const twin = before.find((one) => matchKey(one.leader.name + one.leader.post) === key);
  if (twin && name !== "") findings.fault(reader.place("name"), name, ROSTER.leaderTwice(twin.row));
  const same = before.find((one) => one.order !== null && one.order === read.order);
  if (same) findings.fault(reader.place("order"), String(read.order), ROSTER.orderTwice(same.row));
}

/** By 排序; in the order of the sheet when the unit has none. */
function inOrder(rows: readonly LeaderRow[], findings: Findings): Leader[] {
  const unordered = rows.filter((row) => row.order === null);
  if (unordered.length > 0 && unordered.length < rows.length) {
    for (const row of unordered) findings.fault(row.place, "", ROSTER.orderMixed);
  }
  return [...rows].sort((a, b) => (a.order ?? 0) - (b.order ?? 0)).map((row) => row.leader);
}

/** "2021.3", "2021年3月", "202103", "2021-03-15" → "2021-03"; null for a month that is not; words as written. */
function monthOf(text: string): string | null {
  const plain = text.normalize("NFKC");
  const match = /^(\d{4})\s*[-./年]?\s*(\d{1,2})(?:\s*月?|\s*[-./月]\s*\d{1,2}\s*日?)$/.exec(plain);
  if (!match) return text;
  const month = Number(match[2]);
  return month >= 1 && month <= 12 ? `${match[1]}-${String(month).padStart(2, "0")}` : null;
}
