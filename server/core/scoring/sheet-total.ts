/** How a filled-in 评分表 adds up. */
import { add, compare, div, HUNDRED, mul, parseRatio, printRatio, type Ratio, ratio, sum } from "../ratio.ts";
import type { Decimal, PanelSheet, SheetItem } from "./scheme.ts";

/** Points and scores as people write them: at most two decimals. */
const WRITTEN = /^\d{1,3}(\.\d{1,2})?$/;

/** What adding up takes of a sheet. */
export interface SheetToAdd {
  readonly items: readonly Pick<SheetItem, "id" | "max" | "step">[];
  readonly converted: Pick<NonNullable<PanelSheet["converted"]>, "points" | "score"> | null;
}

/** 0 to the item's maximum, in its steps, at most two decimals. */
export function isPoints(value: Decimal, { max, step }: Pick<SheetItem, "max" | "step">): boolean {
  if (!WRITTEN.test(String(value))) return false;
  const points = parseRatio(value);
  const isStep = step === null || div(points, parseRatio(step)).d === 1n;
  return isStep && compare(points, parseRatio(max)) <= 0;
}

/** 折算: the form's score of 100 on the points it stands for; null while nobody has entered it. */
export const convertedPoints = ({ converted }: Pick<SheetToAdd, "converted">): Ratio | null =>
  converted === null
    ? ratio(0)
    : converted.score === null || !WRITTEN.test(converted.score)
      ? null
      : div(mul(parseRatio(converted.score), ratio(converted.points)), HUNDRED);

/**
 * What a filled-in sheet adds up to, 0–100.
 *
 * @returns an exact decimal of at most four places; null while a point is missing or out of range
 */
export function sheetTotal(sheet: SheetToAdd, points: { readonly [item: string]: Decimal }): string | null {
  const extra = convertedPoints(sheet);
  const isFilled = sheet.items.every(
    (one) => Object.hasOwn(points, one.id) && isPoints(points[one.id]!, one),
  );
  if (extra === null || !isFilled) return null;
  return plain(add(extra, sum(sheet.items.map(({ id }) => parseRatio(points[id]!)))));
}

/** At most four decimals, no zeros at the end: 82.344, 86. */
export const plain = (value: Ratio): string => printRatio(value, 4).replace(/\.?0+$/, "");
