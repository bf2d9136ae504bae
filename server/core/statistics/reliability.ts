/** Reliability of a scale and agreement within units. @source docs/statistics.md, with the formulas */
import { meanOf, varianceOf } from "./describe.ts";

/** People × items, complete, reversed items turned round. */
export type Rows = readonly (readonly number[])[];

/**
 * Cronbach's alpha, listwise: k ÷ (k − 1) · (1 − Σ item variances ÷ variance of the sums).
 *
 * @returns null with fewer than two items or people, or when all sums are the same
 */
export function alphaOf(rows: Rows): number | null {
  const items = rows[0]?.length ?? 0;
  if (items < 2 || rows.length < 2) return null;
  const sums = varianceOf(rows.map(sumOf));
  if (sums === 0) return null;
  return (items / (items - 1)) * (1 - sumOf(itemVariances(rows)) / sums);
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

const itemVariances = (rows: Rows): readonly number[] =>
  (rows[0] ?? []).map((_, item) => varianceOf(rows.map((row) => row[item]!)));

export interface UnitAgreement {
  readonly people: number;
  readonly units: number;
  readonly meanSquareBetween: number;
  readonly meanSquareWithin: number;
  /** (MSB − MSW) ÷ (MSB + (n̄ − 1) · MSW) with n̄ = people ÷ units */
  readonly icc1: number;
  /** (MSB − MSW) ÷ MSB */
  readonly icc2: number;
  /** r_wg(j) per unit against an even spread over the answers; null for a unit of one. */
  readonly rwg: { readonly [unit: string]: number | null };
}

/**
 * How much of the differences between people's means is between units, and how alike the people of a unit answer.
 *
 * @param answers number of answers an item offers (A): an even spread has the variance (A² − 1) ÷ 12
 * @returns null with fewer than two units, or no more people than units
 */
export function unitAgreement(units: ReadonlyMap<string, Rows>, answers: number): UnitAgreement | null {
  const means = [...units.values()].map((rows) => rows.map((row) => sumOf(row) / row.length));
  const people = sumOf(means.map((own) => own.length));
  if (units.size < 2 || people <= units.size) return null;
  const grand = sumOf(means.map(sumOf)) / people;
  const between = sumOf(means.map((own) => own.length * (meanOf(own)! - grand) ** 2)) / (units.size - 1);
  const within = sumOf(means.map((own) => varianceOf(own) * (own.length - 1))) / (people - units.size);
  const size = people / units.size;
  return {
    people,
    units: units.size,
    meanSquareBetween: between,
    meanSquareWithin: within,
    icc1: (between - within) / (between + (size - 1) * within),
    icc2: (between - within) / between,
    rwg: Object.fromEntries([...units].map(([unit, rows]) => [unit, rwgOf(rows, (answers ** 2 - 1) / 12)])),
  };
}

/** J·(1 − s̄²/σ²) ÷ (J·(1 − s̄²/σ²) + s̄²/σ²); 0 when people differ more than an even spread would. */
function rwgOf(rows: Rows, spread: number): number | null {
  if (rows.length < 2) return null;
  const variances = itemVariances(rows);
  const share = meanOf(variances)! / spread;
  const agreed = variances.length * (1 - share);
  return share > 1 ? 0 : agreed / (agreed + share);
}

/** Shrout and Fleiss 1979; the last three for the mean of all raters. */
export interface RaterAgreement {
  readonly targets: number;
  readonly raters: number;
  readonly icc1: number;
  readonly icc2: number;
  readonly icc3: number;
  readonly icc1k: number;
  readonly icc2k: number;
  readonly icc3k: number;
}

/**
 * Agreement of raters who all judged the same targets.
 *
 * @param table targets × raters, complete
 * @returns null with fewer than two of either
 */
export function raterAgreement(table: Rows): RaterAgreement | null {
  const targets = table.length;
  const raters = table[0]?.length ?? 0;
  if (targets < 2 || raters < 2) return null;
  const grand = sumOf(table.map(sumOf)) / (targets * raters);
  const rowMeans = table.map((row) => sumOf(row) / raters);
  const columnMeans = table[0]!.map((_, j) => sumOf(table.map((row) => row[j]!)) / targets);
  const ofRows = raters * sumOf(rowMeans.map((mean) => (mean - grand) ** 2));
  const ofColumns = targets * sumOf(columnMeans.map((mean) => (mean - grand) ** 2));
  const total = sumOf(table.map((row) => sumOf(row.map((one) => (one - grand) ** 2))));
  const b = ofRows / (targets - 1);
  const w = (total - ofRows) / (targets * (raters - 1));
  const j = ofColumns / (raters - 1);
  const e = (total - ofRows - ofColumns) / ((targets - 1) * (raters - 1));
  return {
    targets,
    raters,
    icc1: (b - w) / (b + (raters - 1) * w),
    icc2: (b - e) / (b + (raters - 1) * e + (raters * (j - e)) / targets),
    icc3: (b - e) / (b + (raters - 1) * e),
    icc1k: (b - w) / b,
    icc2k: (b - e) / (b + (j - e) / targets),
    icc3k: (b - e) / b,
  };
}
