/** Cells of documents, made one way: numbers are rounded here, once. */
import { compare, div, HUNDRED, mul, parseRatio, printRatio, ratio, type Ratio, sub, sum } from "../ratio.ts";
import { documentWords } from "./document-words.ts";
import type { Cell, CellFormula, CellPlace } from "./document.ts";

export const text = (words: string): Cell => ({ kind: "text", text: words });
export const words = (said: string, span = 1): Cell => ({ kind: "words", text: said, span });
export const count = (value: number): Cell => ({ kind: "count", value });

/** What stands where a number is withheld: the same words in every document. */
export const withheldCell = (span = 1): Cell => words(documentWords.withheld, span);

/** Two decimals, half up; null is a dash. */
export const score = (value: Ratio | null): Cell =>
  value === null ? words(documentWords.none) : { kind: "score", printed: printRatio(value, 2) };

/** `part` of `base` in percent with one decimal; a dash when the base is 0. */
export function percent(part: number, base: number, formula?: CellFormula): Cell {
  if (base === 0) return words(documentWords.none);
  const printed = printRatio(ratio(BigInt(part) * 100n, base), 1);
  return { kind: "percent", printed, ...(formula && { formula }) };
}

/** A share of 0–1 and above in percent with one decimal; null is a dash. */
export const share = (value: Ratio | null): Cell =>
  value === null
    ? words(documentWords.none)
    : { kind: "percent", printed: printRatio(mul(value, HUNDRED), 1) };

/** A sum of a column that a spreadsheet can calculate anew. */
export const sumCell = (values: readonly number[], from: CellPlace): Cell => ({
  kind: "count",
  value: values.reduce((total, value) => total + value, 0),
  formula: { sum: { from, to: { row: from.row + values.length - 1, column: from.column } } },
});

export interface WeightedTerm {
  readonly at: CellPlace;
  readonly printed: string;
  readonly factor: string;
}

/**
 * The formula Σ printed · factor ÷ divisor − less, if it gives the very number that is printed; undefined otherwise,
 * because scores are rounded once and a sum of rounded numbers may differ in the last digit.
 */
export function weightedFormula(
  printed: string,
  terms: readonly WeightedTerm[],
  less: { readonly at: CellPlace; readonly printed: string } | null,
): CellFormula | undefined {
  const factors = terms.map(({ factor }) => parseRatio(factor));
  const divisor = sum(factors);
  if (divisor.n === 0n) return undefined;
  const mean = div(sum(terms.map((term, at) => mul(parseRatio(term.printed), factors[at]!))), divisor);
  const value = less === null ? mean : sub(mean, parseRatio(less.printed));
  if (compare(parseRatio(printRatio(value, 2)), parseRatio(printed)) !== 0) return undefined;
  return {
    weighted: {
      terms: terms.map(({ at, factor }) => ({ at, factor })),
      divisor: decimal(divisor),
      less: less && less.at,
    },
  };
}

const decimal = (value: Ratio): string => (value.d === 1n ? `${value.n}` : printRatio(value, 10));
