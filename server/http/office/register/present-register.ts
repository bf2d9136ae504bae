import { printRate } from "../../../core/documents/register-document.ts";
import {
  coverageByYear,
  coverageOf,
  coverageRows,
  type CoverageRow,
  termsOf,
} from "../../../core/register/coverage.ts";
import type { Inspection } from "../../../core/register/register.ts";
import type { PlannedCoverage, Register } from "../../../services/register/read-register.ts";
import type { RegisterAnswer, RoundCoverageAnswer, UnitCoverage } from "../answers-register.ts";

/** @param asked a term, or null for the newest that is known */
export function presentRegister(
  { units, lines }: Register,
  asked: number | null,
  types: readonly string[],
): RegisterAnswer {
  const terms = termsOf(units);
  const term = asked ?? terms[0] ?? null;
  const rows = coverageRows(units, term);
  return {
    terms,
    term,
    lines,
    rows: rows.map((row) => ({ name: row.name, unitType: row.unitType, ...presentCoverage(row) })),
    coverage: coverageOf(rows, types).map((line) => ({
      unitType: line.unitType,
      units: line.units,
      inspected: line.inspected,
      planned: line.planned,
      rest: line.rest,
      rate: printRate(line),
    })),
    years: coverageByYear(rows).map(({ year, units: count }) => ({ year, units: count })),
  };
}

export const presentRoundCoverage = ({ term, isNamed, rows }: PlannedCoverage): RoundCoverageAnswer => ({
  term,
  isNamed,
  units: [...rows].map(([id, row]) => ({ id, ...presentCoverage(row) })),
});

export const presentCoverage = ({ standing, inTerm, before }: CoverageRow): UnitCoverage => ({
  standing,
  inTerm: inTerm.map(presentInspection),
  before: before.map(presentInspection),
});

const presentInspection = ({ term, year, round, state }: Inspection): Inspection => ({
  term,
  year,
  round,
  state,
});
