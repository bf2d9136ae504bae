/** How far a term has come: which units were inspected, which are planned, which are left. */
import { type Ratio, ratio } from "../ratio.ts";
import { matchKey } from "../roster/table.ts";
import type { Inspection, InspectionState, RegisterUnit } from "./register.ts";

/** none: nothing is arranged in this term. */
export type Standing = InspectionState | "none";

/** One unit as one term sees it. */
export interface CoverageRow {
  readonly name: string;
  readonly unitType: string;
  readonly standing: Standing;
  /** Inspections of this term, newest first. */
  readonly inTerm: readonly Inspection[];
  /** Those of other terms, newest first. */
  readonly before: readonly Inspection[];
}

export interface Coverage {
  /** null = all types together. */
  readonly unitType: string | null;
  readonly units: number;
  readonly inspected: number;
  /** Planned and not inspected yet. */
  readonly planned: number;
  readonly rest: number;
  /** inspected ÷ units; null without units. */
  readonly rate: Ratio | null;
}

/** Absent or "" asks for nothing. */
export interface CoverageFilter {
  readonly unitType?: string;
  readonly year?: string;
  readonly round?: string;
  readonly standing?: string;
}

const ORDER: readonly Standing[] = ["none", "planned", "inspected"];

/** Terms that anything is known of, newest first. */
export const termsOf = (register: readonly RegisterUnit[]): readonly number[] =>
  [...new Set(register.flatMap(({ inspections }) => inspections.flatMap(({ term }) => term ?? [])))].toSorted(
    (a, b) => b - a,
  );

/** The units of a register in one term: those without an inspection first, then planned ones, then inspected ones. */
export function coverageRows(register: readonly RegisterUnit[], term: number | null): readonly CoverageRow[] {
  const rows = register.map((unit) => rowOf(unit, term));
  return ORDER.flatMap((standing) => rows.filter((row) => row.standing === standing));
}

/** One unit, or several that became one, in one term. */
export function standingIn(inspections: readonly Inspection[], term: number | null): Standing {
  const states = inspections.filter((one) => one.term === term).map(({ state }) => state);
  if (states.includes("inspected")) return "inspected";
  return states.includes("planned") ? "planned" : "none";
}

function rowOf({ name, unitType, inspections }: RegisterUnit, term: number | null): CoverageRow {
  return {
    name,
    unitType,
    standing: standingIn(inspections, term),
    inTerm: inspections.filter((one) => one.term === term),
    before: inspections.filter((one) => one.term !== term),
  };
}

/** Rows that a filter leaves, in their order. Year and round ask for an inspection of the term in them. */
export function filterRows(rows: readonly CoverageRow[], filter: CoverageFilter): readonly CoverageRow[] {
  const { unitType = "", year = "", round = "", standing = "" } = filter;
  return rows.filter(
    (row) =>
      (unitType === "" || row.unitType === unitType) &&
      (standing === "" || row.standing === standing) &&
      ((year === "" && round === "") ||
        row.inTerm.some(
          (one) =>
            (year === "" || String(one.year ?? "") === year) &&
            (round === "" || matchKey(one.round) === matchKey(round)),
        )),
  );
}

/** Every filter that leaves a unit of these rows, each once, the one that asks for nothing first. */
export function filtersOf(rows: readonly CoverageRow[]): readonly CoverageFilter[] {
  const found = new Map<string, CoverageFilter>();
  const note = (filter: CoverageFilter) => found.set(JSON.stringify(filter), filter);
  note({ unitType: "", standing: "", year: "", round: "" });
  for (const { unitType, standing, inTerm } of rows) {
    for (const { year, round } of [{ year: null, round: "" }, ...inTerm]) {
      for (const type of ["", unitType])
        for (const state of ["", standing])
          for (const inYear of ["", String(year ?? "")])
            for (const inRound of ["", round])
              note({ unitType: type, standing: state, year: inYear, round: inRound });
    }
  }
  return [...found.values()];
}

/**
 * Coverage by unit type, in the order of the rows, and of all types at the end.
 *
 * @source domain.md §2.8: units inspected by type, year, round, rate
 */
export function coverageOf(rows: readonly CoverageRow[], types: readonly string[]): readonly Coverage[] {
  const rank = (unitType: string): number => {
    const at = types.indexOf(unitType);
    return at === -1 ? types.length : at;
  };
  const found = [...new Set(rows.map(({ unitType }) => unitType))].toSorted((a, b) => rank(a) - rank(b));
  const lines = found.map((unitType) =>
    count(
      unitType,
      rows.filter((row) => row.unitType === unitType),
    ),
  );
  return [...lines, count(null, rows)];
}

function count(unitType: string | null, rows: readonly CoverageRow[]): Coverage {
  const among = (standing: Standing): number => rows.filter((row) => row.standing === standing).length;
  const inspected = among("inspected");
  return {
    unitType,
    units: rows.length,
    inspected,
    planned: among("planned"),
    rest: among("none"),
    rate: rows.length === 0 ? null : ratio(BigInt(inspected), rows.length),
  };
}

/** Units by the year of their first inspection in the term, oldest year first; null = the year is not known. */
export function coverageByYear(
  rows: readonly CoverageRow[],
): readonly { readonly year: number | null; readonly units: number }[] {
  const years = new Map<number | null, number>();
  for (const { inTerm } of rows) {
    const first = inTerm.filter(({ state }) => state === "inspected").at(-1);
    if (first) years.set(first.year, (years.get(first.year) ?? 0) + 1);
  }
  return [...years]
    .map(([year, units]) => ({ year, units }))
    .toSorted((a, b) => (a.year ?? 0) - (b.year ?? 0));
}
