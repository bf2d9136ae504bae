/** A scheme for forms that were copied under ids of their own. */
import { indicatorsOf, type Cap, type IndicatorSource, type Scheme, type SchemePart } from "./scheme.ts";

/** Id of a form that the scheme names → id of the form that takes its place. */
export type Replacements = ReadonlyMap<string, string>;

/**
 * The same scheme with other forms in the places of some: in its sources, its limits and its prices. Nothing else
 * changes; whether the new forms fit is for `checkBesideForms`.
 *
 * @param named id, version and title of the copy
 */
export function copyScheme(
  scheme: Scheme,
  named: Pick<Scheme, "id" | "version" | "title">,
  replace: Replacements,
): Scheme {
  const idOf = (id: string): string => replace.get(id) ?? id;
  return {
    ...scheme,
    ...named,
    ...(scheme.prices && {
      prices: Object.fromEntries(Object.entries(scheme.prices).map(([id, prices]) => [idOf(id), prices])),
    }),
    parts: scheme.parts.map((part) => copyPart(part, idOf)),
    caps: scheme.caps.map((cap) => ({ ...cap, when: copyCondition(cap.when, idOf) })),
  };
}

/** Ids of the forms that a scheme takes something from. */
export function formsOfScheme({ parts, caps, prices = {} }: Scheme): readonly string[] {
  const sources = parts.flatMap(indicatorsOf).map(({ source }) => source);
  const named = sources.flatMap((source) => ("instrument" in source ? [source.instrument] : []));
  const limiting = caps.flatMap(({ when }) => {
    if ("optionRate" in when) return [when.optionRate.instrument];
    return "problemRate" in when ? [when.problemRate.instrument] : [];
  });
  return [...new Set([...named, ...limiting, ...Object.keys(prices)])];
}

type Rename = (id: string) => string;

const copyPart = ({ source, indicators, ...part }: SchemePart, idOf: Rename): SchemePart => ({
  ...part,
  ...(source && { source: copySource(source, idOf) }),
  ...(indicators && {
    indicators: indicators.map((one) => ({ ...one, source: copySource(one.source, idOf) })),
  }),
});

const copySource = (source: IndicatorSource, idOf: Rename): IndicatorSource =>
  "instrument" in source ? { ...source, instrument: idOf(source.instrument) } : source;

function copyCondition(when: Cap["when"], idOf: Rename): Cap["when"] {
  if ("optionRate" in when) {
    return { optionRate: { ...when.optionRate, instrument: idOf(when.optionRate.instrument) } };
  }
  if ("problemRate" in when) {
    return { problemRate: { ...when.problemRate, instrument: idOf(when.problemRate.instrument) } };
  }
  return when;
}
