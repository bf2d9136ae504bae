/** What a table of history would change of the one that was imported before it. */
import type { AuditChange } from "../audit-change.ts";
import type { FieldChange, UnitChanges } from "../field-change.ts";
import { matchKey } from "../roster/table.ts";
import { REGISTER_COLUMNS } from "./read-register.ts";
import type { Inspection, RegisterLine } from "./register.ts";
import { roundName, termName } from "./term.ts";

/**
 * Unit by unit: its type, its earlier names, and each of its inspections by term and round.
 *
 * @returns units of the new table in its order, then those that are in it no more, whose fields all become empty
 */
export function registerChanges(
  before: readonly RegisterLine[],
  after: readonly RegisterLine[],
): readonly UnitChanges[] {
  const [old, next] = [fieldsOf(before), fieldsOf(after)];
  const keys = new Set([...next.keys(), ...old.keys()]);
  return [...keys].map((key) => {
    const [from, to] = [old.get(key), next.get(key)];
    return { unit: (to ?? from)!.name, changes: changesOf(from?.fields, to?.fields) };
  });
}

/** The same as the record keeps it: a unit that is new or gone is one change, with its type. */
export const registerAuditChanges = (units: readonly UnitChanges[]): readonly AuditChange[] =>
  units.flatMap(({ unit, changes }): readonly AuditChange[] => {
    const type = changes.find(({ title }) => title === REGISTER_COLUMNS.unitType[0]);
    if (type && (type.from === "" || type.to === ""))
      return [{ field: "registered", of: unit, from: type.from || null, to: type.to || null }];
    return changes.map(({ title, from, to }) => ({
      field: "history",
      of: `${unit} ${title}`,
      from: from || null,
      to: to || null,
    }));
  });

interface UnitFields {
  readonly name: string;
  readonly fields: Map<string, string>;
}

function fieldsOf(lines: readonly RegisterLine[]): ReadonlyMap<string, UnitFields> {
  const units = new Map<string, UnitFields>();
  for (const { unit, unitType, predecessors, inspection } of lines) {
    const found = units.get(matchKey(unit)) ?? { name: unit, fields: new Map<string, string>() };
    units.set(matchKey(unit), found);
    found.fields.set(REGISTER_COLUMNS.unitType[0], unitType);
    if (predecessors.length > 0) {
      const before = found.fields.get(REGISTER_COLUMNS.predecessors[0]);
      const names = new Set([...(before?.split("、") ?? []), ...predecessors]);
      found.fields.set(REGISTER_COLUMNS.predecessors[0], [...names].join("、"));
    }
    if (inspection) found.fields.set(inspectionTitle(inspection), inspectionWords(inspection));
  }
  return units;
}

/** 十五届第一轮; by its year where no round is said. */
const inspectionTitle = ({ term, year, round }: Inspection): string =>
  [
    term === null ? "" : termName(term),
    round === "" ? (year === null ? "" : `${year}年`) : roundName(round),
  ].join("");

/** 已巡察（2023 年） */
const inspectionWords = ({ state, year }: Inspection): string =>
  `${STATE_WORDS[state]}${year === null ? "" : `（${year} 年）`}`;

const STATE_WORDS = { inspected: "已巡察", planned: "计划" } as const;

function changesOf(
  from: ReadonlyMap<string, string> = new Map(),
  to: ReadonlyMap<string, string> = new Map(),
): readonly FieldChange[] {
  return [...new Set([...to.keys(), ...from.keys()])]
    .map((title) => ({ title, from: from.get(title) ?? "", to: to.get(title) ?? "" }))
    .filter((change) => change.from !== change.to);
}
