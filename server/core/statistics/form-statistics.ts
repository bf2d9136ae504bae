import type { Answer, FrozenForm } from "../definition/frozen.ts";
import { type DefinitionFault, Problem } from "../problem.ts";
import { describe, type Description, meanOf, numeric, varianceOf } from "./describe.ts";
import {
  alphaOf,
  type RaterAgreement,
  raterAgreement,
  type Rows,
  type UnitAgreement,
  unitAgreement,
} from "./reliability.ts";

/** Items that are meant to measure one thing; named by leaf, or by the last part of it (the row of a matrix). */
export interface ScaleMap {
  readonly [scale: string]: {
    readonly items: readonly string[];
    /** Items that were asked the other way round: x → least + most − x. */
    readonly reverse?: readonly string[];
  };
}

export interface CountedBallot {
  readonly unit: string;
  readonly answers: readonly Answer[];
}

export interface ScaleStatistics {
  readonly scale: string;
  readonly items: readonly string[];
  /** People who answered every item: all of what follows is of them (listwise). */
  readonly complete: number;
  readonly alpha: number | null;
  readonly mean: number | null;
  /** Of people's means. */
  readonly sd: number | null;
  /** Null unless there are several units with a name. */
  readonly byUnit: UnitAgreement | null;
}

export interface FormStatistics {
  readonly instrument: string;
  readonly title: string;
  readonly ballots: number;
  readonly items: readonly Description[];
  readonly scales: readonly ScaleStatistics[];
  /** Per column of a table in which every person rates every row. */
  readonly raters: readonly (RaterAgreement & { readonly question: string; readonly column: string })[];
}

/**
 * Everything the careful reader asks of one form, of a table of answers that he has anyway: scales and raters are numbers
 * of whole rows, which no table of a release tells.
 *
 * @param scales null: the items of the form that have a weight are taken as one scale
 * @throws Problem inputs.invalid for an item that is not there, or has no numbers
 * @source docs/statistics.md
 */
export function formStatistics(
  form: FrozenForm,
  ballots: readonly CountedBallot[],
  scales: ScaleMap | null,
): FormStatistics {
  return {
    ...itemStatistics(form, ballots, 0),
    scales: Object.entries(scales ?? ownScale(form)).map(([name, scale]) =>
      scaleStatistics(form, ballots, name, scale),
    ),
    raters: ratersOf(form, ballots),
  };
}

/**
 * What can be said of a form question by question: functions of the counts of each, and of nothing else.
 *
 * @param countsFrom fewest valid answers of which numbers are given
 * @returns neither scales nor raters
 * @source docs/statistics.md, docs/disclosure.md §6
 */
export const itemStatistics = (
  form: FrozenForm,
  ballots: readonly CountedBallot[],
  countsFrom: number,
): FormStatistics => ({
  instrument: form.instrument,
  title: form.title,
  ballots: ballots.length,
  items: form.leaves.flatMap(
    (leaf, at) =>
      describe(
        leaf,
        ballots.map(({ answers }) => answers[at]),
        countsFrom,
      ) ?? [],
  ),
  scales: [],
  raters: [],
});

/** The weighted items about the unit, all of one direction. */
function ownScale(form: FrozenForm): ScaleMap {
  const items = form.items
    .filter(({ weight, leader }) => weight !== null && leader === null)
    .map(({ leaf }) => leaf);
  return items.length < 2 ? {} : { [form.shortTitle]: { items } };
}

function scaleStatistics(
  form: FrozenForm,
  ballots: readonly CountedBallot[],
  scale: string,
  { items, reverse = [] }: ScaleMap[string],
): ScaleStatistics {
  const columns = items.map((item, i) => {
    const at = form.leaves.findIndex(({ id }) => id === item || id.endsWith(`/${item}`));
    const range = at < 0 ? null : rangeOf(form, at);
    if (!range) throw new Problem("inputs.invalid", { faults: [unknownItem(scale, i, item)] });
    return { at, ...range, isReversed: reverse.includes(item), toNumber: numeric(form.leaves[at]!) };
  });
  const answered = ballots.map(({ unit, answers }) => ({
    unit,
    row: columns.map(({ at, least, most, isReversed, toNumber }) => {
      const number = toNumber(answers[at]);
      return number !== null && isReversed ? least + most - number : number;
    }),
  }));
  const rows = answered.flatMap(({ unit, row }) => (isComplete(row) ? [{ unit, row }] : []));
  const units = new Map<string, number[][]>();
  for (const { unit, row } of rows) if (unit !== "") units.set(unit, [...(units.get(unit) ?? []), row]);
  const means = rows.map(({ row }) => meanOf(row)!);
  return {
    scale,
    items,
    complete: rows.length,
    alpha: alphaOf(rows.map(({ row }) => row)),
    mean: meanOf(means),
    sd: means.length < 2 ? null : Math.sqrt(varianceOf(means)),
    byUnit: unitAgreement(units, Math.max(0, ...columns.map(({ answers }) => answers))),
  };
}

type AnsweredRow = (number | null)[];

const isComplete = (row: AnsweredRow): row is number[] => !row.includes(null);

const unknownItem = (scale: string, at: number, item: string): DefinitionFault => ({
  path: `$.${scale}.items[${at}]`,
  sentence: `表单里没有“${item}”这道题，或者它的选项不是数`,
});

/** Least and most a choice can be worth, and how many steps apart. */
function rangeOf(form: FrozenForm, at: number): { least: number; most: number; answers: number } | null {
  const leaf = form.leaves[at]!;
  if (leaf.kind !== "choice") return null;
  const toNumber = numeric(leaf);
  const numbers = leaf.options.flatMap((_, i) => toNumber(i) ?? []);
  if (numbers.length < 2) return null;
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const isEven = Number.isInteger(least) && most - least === numbers.length - 1;
  return { least, most, answers: isEven ? most - least + 1 : numbers.length };
}

function ratersOf(form: FrozenForm, ballots: readonly CountedBallot[]): FormStatistics["raters"] {
  const columns = new Map<string, { question: string; column: string; places: number[] }>();
  form.leaves.forEach(({ id, kind }, at) => {
    const [question, row, column, rest] = id.split("/");
    if (!question || !row || !column || rest !== undefined || (kind !== "choice" && kind !== "number"))
      return;
    const found = columns.get(`${question}/${column}`) ?? { question, column, places: [] };
    columns.set(`${question}/${column}`, { ...found, places: [...found.places, at] });
  });
  return [...columns.values()].flatMap(({ question, column, places }) => {
    const rows = ballots.map(({ answers }) => places.map((at) => numeric(form.leaves[at]!)(answers[at])));
    const people = rows.filter(isComplete);
    const table: Rows = places.map((_, target) => people.map((person) => person[target]!));
    const found = raterAgreement(table);
    return found ? [{ question, column, ...found }] : [];
  });
}
