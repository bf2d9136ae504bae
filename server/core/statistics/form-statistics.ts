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
  /** People who answered every item: all of what follows is of them (listwise). Null, as it is, when it may not be told. */
  readonly complete: number | null;
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

interface Asked {
  readonly scales: ScaleMap | null;
  readonly countsFrom: number;
  readonly completeFrom: number;
  readonly incompleteFrom: number;
}

/**
 * Everything the careful reader asks of one form.
 *
 * @param scales without it, the items of the form that have a weight are taken as one scale
 * @param countsFrom fewest valid answers of which numbers are given
 * @param completeFrom fewest complete rows of which a scale or a table of raters has numbers
 * @param incompleteFrom fewest people who answered some of its items and not all, unless there is nobody: what they
 *   answered is the difference between the numbers of the items and those of complete rows
 * @throws Problem inputs.invalid for an item that is not there, or has no numbers
 * @source docs/statistics.md
 */
export function formStatistics(
  form: FrozenForm,
  ballots: readonly CountedBallot[],
  { scales, countsFrom, ...listwise }: Asked,
): FormStatistics {
  const places = scales ?? ownScale(form);
  return {
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
    scales: Object.entries(places).map(([name, scale]) =>
      scaleStatistics(form, ballots, listwise, name, scale),
    ),
    raters: ratersOf(form, ballots, listwise),
  };
}

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
  listwise: Listwise,
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
  if (
    !mayBeTold(
      answered.map(({ row }) => row),
      listwise,
    )
  )
    return { scale, items, complete: null, alpha: null, mean: null, sd: null, byUnit: null };
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

type Listwise = Pick<Asked, "completeFrom" | "incompleteFrom">;
type AnsweredRow = (number | null)[];

const isComplete = (row: AnsweredRow): row is number[] => !row.includes(null);

function mayBeTold(rows: readonly AnsweredRow[], { completeFrom, incompleteFrom }: Listwise): boolean {
  const complete = rows.filter(isComplete).length;
  const incomplete = rows.filter((row) => !isComplete(row) && row.some((one) => one !== null)).length;
  return complete >= completeFrom && (incomplete === 0 || incomplete >= incompleteFrom);
}

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

function ratersOf(
  form: FrozenForm,
  ballots: readonly CountedBallot[],
  listwise: Listwise,
): FormStatistics["raters"] {
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
    if (!mayBeTold(rows, listwise)) return [];
    const people = rows.filter(isComplete);
    const table: Rows = places.map((_, target) => people.map((person) => person[target]!));
    const found = raterAgreement(table);
    return found ? [{ question, column, ...found }] : [];
  });
}
