import { indicatorsOf, type Scheme } from "../scoring/scheme.ts";

export interface EntryField {
  readonly id: string;
  readonly title: string;
}

/** A panel of judges, and from how many scores on one highest and one lowest are left out. */
export interface PanelField extends EntryField {
  readonly dropFrom: number;
}

/** What a scheme wants people to enter about a unit. */
export interface EntryFields {
  /** Dimensions of 研判, each 0–100 with a reason. */
  readonly dimensions: readonly EntryField[];
  /** Kinds of cases, whole numbers. */
  readonly kinds: readonly EntryField[];
  /** Facts that call for a limit of the grade; they hold or not. */
  readonly facts: readonly EntryField[];
  /** Indicators that come from judges' sheets. */
  readonly panels: readonly PanelField[];
}

/** The fields, in the order of the scheme; one that two parts ask for stands once. */
export function entryFields({ parts, caps }: Scheme): EntryFields {
  const dimensions: EntryField[] = [];
  const kinds: EntryField[] = [];
  const panels: PanelField[] = [];
  for (const { id, title, source } of parts.flatMap(indicatorsOf)) {
    if (source.from === "panel") panels.push({ id, title, dropFrom: source.dropFrom });
    if (source.from === "judgement") dimensions.push(...source.dimensions);
    if (source.from === "supervision") kinds.push(...source.kinds.map(({ id, title }) => ({ id, title })));
    if (source.from === "counted") kinds.push(...source.counts.map(({ id, title }) => ({ id, title })));
  }
  return {
    dimensions: once(dimensions),
    kinds: once(kinds),
    facts: once(caps.flatMap(({ title, when }) => ("fact" in when ? [{ id: when.fact, title }] : []))),
    panels: once(panels),
  };
}

const once = <F extends EntryField>(fields: readonly F[]): readonly F[] =>
  fields.filter(({ id }, at) => fields.findIndex((one) => one.id === id) === at);
