import { countyNote } from "../../../core/documents/county-table.ts";
import type { CombinedRow, CombinedTable } from "../../../core/parcel/combine-results.ts";
import type { CountyResults, HandedIn } from "../../../services/parcel/read-results.ts";
import type { CombinedLine, CountyResultsAnswer, HandedInLine } from "../answers-exchange.ts";

export const presentCountyResults = ({
  template,
  counties,
  unitTypes,
  tables,
}: CountyResults): CountyResultsAnswer => ({
  template: template && { title: template.title, edition: template.edition },
  counties: counties.map(({ county, hasHandedIn, results }) => {
    return { name: county.name, hasHandedIn, results: results.map(handedInLine) };
  }),
  unitTypes,
  tables: tables.map((table) => ({
    scheme: { title: table.scheme.title, version: table.scheme.version, digest: table.scheme.digest },
    parts: table.scheme.parts.map(({ title, points }) => ({ title, points })),
    rows: table.rows.map((row) => combinedLine(row, table)),
    means: table.means.map(({ county, total, scored, units }) => ({ county, total, scored, units })),
  })),
});

const handedInLine = ({
  row,
  contents,
  edition,
  templateEdition,
  differs,
  countedOf,
}: HandedIn): HandedInLine => ({
  id: row.id,
  round: contents.round.title,
  edition,
  atUtc: row.atUtc,
  units: contents.units.length,
  templateEdition,
  differs,
  countedOf,
});

const combinedLine = ({ county, round, unit }: CombinedRow, { thresholds }: CombinedTable): CombinedLine => ({
  county,
  round,
  unit: unit.name,
  unitType: unit.unitType,
  eligible: unit.eligible,
  valid: unit.valid,
  parts: unit.parts,
  deducted: unit.deducted,
  total: unit.total,
  approved: unit.approved,
  dimensions: unit.dimensions.map(({ dimension, score }) => ({ dimension, score })),
  note: countyNote(unit, thresholds),
});
