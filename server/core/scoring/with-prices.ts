import type { Instrument, Scale, ScaleOption } from "../definition/instrument.ts";
import type { Scheme } from "./scheme.ts";

/**
 * The instrument with the points that a scheme gives to its options, before it is frozen: what people sign on paper,
 * what is counted and what is printed all have the same prices. 不了解 keeps leaving the base.
 *
 * @source docs/scoring.md §4
 */
export function withPrices(instrument: Instrument, { prices }: Scheme): Instrument {
  const own = prices && Object.hasOwn(prices, instrument.id) ? prices[instrument.id]! : null;
  if (!own) return instrument;
  const priced = (option: ScaleOption): ScaleOption => {
    const key = String(option.value);
    return option.points === null || !Object.hasOwn(own, key) ? option : { ...option, points: own[key]! };
  };
  const scales = Object.entries(instrument.scales).map(([name, scale]): [string, Scale] => [
    name,
    { ...scale, options: scale.options.map(priced) },
  ]);
  return { ...instrument, scales: Object.fromEntries(scales) };
}
