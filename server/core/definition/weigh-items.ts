/** Exact weights of items: a part shares its weight equally, a matrix shares an item's weight over its rows. */
import { div, parseRatio, ratio, storeRatio, type Ratio } from "../ratio.ts";
import type { Instrument, Item } from "./instrument.ts";

/** Ratio text per item of the form, for instance "25/4"; null = counted, not scored. */
export function weighItems(instrument: Instrument, names: readonly string[]): Map<string, string | null> {
  const shares = new Map<string, number>();
  for (const name of names) {
    const part = instrument.items[name]?.part;
    if (part !== undefined) shares.set(part, (shares.get(part) ?? 0) + 1);
  }
  return new Map(
    names.map((name) => {
      const weight = weightOf(instrument, instrument.items[name]!, shares);
      return [name, weight === null ? null : storeRatio(weight)];
    }),
  );
}

function weightOf(instrument: Instrument, item: Item, shares: ReadonlyMap<string, number>): Ratio | null {
  if (item.weight !== undefined) return parseRatio(item.weight);
  const part = instrument.parts.find((one) => one.id === item.part);
  return part ? div(parseRatio(part.weight), ratio(shares.get(part.id) ?? 1)) : null;
}

export const shareWeight = (weight: string | null, rows: number): string | null =>
  weight === null ? null : storeRatio(div(parseRatio(weight), ratio(rows)));
