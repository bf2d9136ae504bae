/** What a city makes of its counties' 结果包: units of one type beside each other, from printed numbers only. */
import { parseRatio, printRatio } from "../ratio.ts";
import { meanOfPrinted } from "../results/round-mean.ts";
import type { Definitions } from "./template-contents.ts";
import type { ResultContents, ResultUnit } from "./result-contents.ts";

export interface CountyResult {
  /** As the city calls it. */
  readonly county: string;
  readonly contents: ResultContents;
}

export interface CombinedRow {
  readonly county: string;
  readonly round: string;
  readonly unit: ResultUnit;
}

export interface CountyMean {
  /** Null: all counties. */
  readonly county: string | null;
  /** Of the printed totals, one decimal; null without any. */
  readonly total: string | null;
  /** Units that have a total, and all of them. */
  readonly scored: number;
  readonly units: number;
}

/** Units that one scheme has scored: only they are compared. */
export interface CombinedTable {
  readonly scheme: ResultContents["scheme"];
  readonly thresholds: ResultContents["thresholds"];
  /** Counties in the order given, within a county the order of its roster; never by score. */
  readonly rows: readonly CombinedRow[];
  /** One of each county, then of all. */
  readonly means: readonly CountyMean[];
}

/**
 * One table for each scheme: totals of different schemes are not compared, and stricter limits of one county's round stay
 * with its own rows.
 *
 * @param unitType null = all
 * @source anonymity.md §5 R10; domain.md §4
 */
export function combineResults(
  results: readonly CountyResult[],
  unitType: string | null,
): readonly CombinedTable[] {
  const tables = new Map<string, CountyResult[]>();
  for (const one of results) {
    const { scheme, thresholds } = one.contents;
    const key = `${scheme.digest} ${thresholds.floor} ${thresholds.table} ${thresholds.block}`;
    tables.set(key, [...(tables.get(key) ?? []), one]);
  }
  return [...tables.values()].flatMap((all) => {
    const rows = all.flatMap(({ county, contents: { round, units } }) =>
      units
        .filter((unit) => unitType === null || unit.unitType === unitType)
        .map((unit): CombinedRow => ({ county, round: round.title, unit })),
    );
    if (rows.length === 0) return [];
    const counties = [...new Set(rows.map(({ county }) => county))];
    const means = [
      ...counties.map((county) =>
        meanOf(
          county,
          rows.filter((row) => row.county === county),
        ),
      ),
      meanOf(null, rows),
    ];
    const { scheme, thresholds } = all[0]!.contents;
    return [{ scheme, thresholds, rows, means }];
  });
}

function meanOf(county: string | null, rows: readonly CombinedRow[]): CountyMean {
  const having = rows.flatMap(({ unit: { total } }) =>
    total === null ? [] : [{ group: "", printed: printRatio(parseRatio(total), 2) }],
  );
  const mean = meanOfPrinted(having, null);
  return {
    county,
    total: mean && printRatio(mean.mean, 1),
    scored: having.length,
    units: rows.length,
  };
}

/** Unit types of all results, each once, in the order of their coming. */
export const unitTypesOf = (results: readonly CountyResult[]): readonly string[] => [
  ...new Set(results.flatMap(({ contents }) => contents.units.map(({ unitType }) => unitType))),
];

/**
 * The latest template whose definitions the round of a result was frozen with, by their digests: what was in force when the
 * result was made may be a later one.
 *
 * @param templates of one issuer
 * @returns null: with none of them
 */
export function heldUnder<T extends { readonly edition: number; readonly definitions: Definitions }>(
  result: Pick<ResultContents, "forms" | "scheme">,
  templates: readonly T[],
): T | null {
  return (
    templates
      .filter(({ definitions }) => differsFromTemplate(result, definitions).length === 0)
      .toSorted((a, b) => a.edition - b.edition)
      .at(-1) ?? null
  );
}

/** Titles of the forms and the scheme of a result that are not those of the template. */
export function differsFromTemplate(
  { forms, scheme }: Pick<ResultContents, "forms" | "scheme">,
  template: Definitions | null,
): readonly string[] {
  const given = new Set(
    [...(template?.forms ?? []), ...(template?.schemes ?? [])].map(({ digest }) => digest),
  );
  return [...forms, scheme].filter(({ digest }) => !given.has(digest)).map(({ title }) => title);
}
