/** What differs between two editions of a 模板包, and between a county's library and the city's. */
import { canonicalJson } from "../definition/canonical.ts";
import type { Change } from "../definition/edit/changes.ts";
import { compareInstruments } from "../definition/edit/compare-instruments.ts";
import type { Instrument, LabelSet } from "../definition/instrument.ts";
import type { Definitions } from "./template-contents.ts";

/** A form, a scheme or a label set of a form's own that is not the same on both sides. */
export interface DefinitionDifference {
  readonly kind: "form" | "scheme" | "labels";
  readonly id: string;
  readonly title: string;
  /** Version on one side and on the other, of a label set its labels; null: it is not there. */
  readonly before: string | null;
  readonly after: string | null;
  /** What is different inside a form that both have; a scheme is compared as a whole. */
  readonly changes: readonly Change[];
}

/** Every form, scheme and label set that was added, taken away or changed, in the order of `after`, what is gone last. */
export const compareDefinitions = (
  before: Definitions,
  after: Definitions,
): readonly DefinitionDifference[] => [
  ...compareEach("form", formsOf(before), formsOf(after)),
  ...compareEach("scheme", schemesOf(before), schemesOf(after)),
  ...compareEach("labels", labelSetsOf(before), labelSetsOf(after)),
];

/** The label sets of their own that forms carry, each wording once. */
export const labelSetsIn = (forms: readonly Pick<Instrument, "labelSets">[]): readonly LabelSet[] => [
  ...new Map(
    forms.flatMap(({ labelSets = [] }) => labelSets).map((set) => [canonicalJson(set), set]),
  ).values(),
];

/** A county's library beside a template. */
export interface CountyDifferences {
  /** Own forms, schemes and label sets under ids that no template has. */
  readonly added: readonly DefinitionDifference[];
  /** Other versions of what the template has: from the city's to the county's. */
  readonly changed: readonly DefinitionDifference[];
}

/**
 * @param template of the city, in force
 * @param editions digests of everything that the city has given out, its earlier editions too
 * @param here everything in the county's library; `isOwn`: made by the county, or taken in
 */
export function compareWithLibrary(
  template: Definitions,
  editions: ReadonlySet<string>,
  here: Definitions & { readonly isOwn: (digest: string) => boolean },
): CountyDifferences {
  const left = ({ digest }: { readonly digest: string }): boolean => !editions.has(digest);
  const others: Definitions = { forms: here.forms.filter(left), schemes: here.schemes.filter(left) };
  const citys = [...formsOf(template), ...schemesOf(template), ...labelSetsOf(template)];
  const words = new Set(labelSetsOf(template).map(({ digest }) => digest));
  const own: Definitions = { forms: others.forms.filter(({ digest }) => here.isOwn(digest)), schemes: [] };
  const all = [
    ...formsOf(others),
    ...schemesOf(others),
    ...labelSetsOf(own).filter(({ digest }) => !words.has(digest)),
  ];
  const cityOf = (one: Named): Named | undefined => citys.find((two) => nameOf(two) === nameOf(one));
  const isOwn = ({ kind, digest }: Named): boolean => kind === "labels" || here.isOwn(digest);
  return {
    added: all.filter((one) => !cityOf(one) && isOwn(one)).map((one) => differenceOf(null, one)),
    changed: all.flatMap((one) => {
      const city = cityOf(one);
      return city ? [differenceOf(city, one)] : [];
    }),
  };
}

type Form = Definitions["forms"][number]["instrument"];

interface Named {
  readonly kind: DefinitionDifference["kind"];
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly digest: string;
  /** Null for a scheme and a label set. */
  readonly form: Form | null;
}

const nameOf = ({ kind, id }: Named): string => `${kind} ${id}`;

const formsOf = ({ forms }: Definitions): readonly Named[] =>
  forms.map(({ digest, instrument: form }) => {
    const { id, title, version } = form;
    return { kind: "form", id, title, version, digest, form };
  });

const schemesOf = ({ schemes }: Definitions): readonly Named[] =>
  schemes.map(({ digest, scheme: { id, title, version } }) => {
    return { kind: "scheme", id, title, version, digest, form: null };
  });

const labelSetsOf = ({ forms }: Definitions): readonly Named[] =>
  labelSetsIn(forms.map(({ instrument }) => instrument)).map((set) => {
    const { id, title, labels } = set;
    const version = labels.map((label) => label.title).join("、");
    return { kind: "labels", id, title, version, digest: canonicalJson(set), form: null };
  });

function compareEach(
  kind: Named["kind"],
  before: readonly Named[],
  after: readonly Named[],
): readonly DefinitionDifference[] {
  const gone = before.filter(({ id }) => !after.some((one) => one.id === id));
  return [
    ...after.flatMap((now) => {
      const was = before.find(({ id }) => id === now.id) ?? null;
      return was?.digest === now.digest ? [] : [differenceOf(was, now)];
    }),
    ...gone.map(({ id, title, version }) => ({ kind, id, title, before: version, after: null, changes: [] })),
  ];
}

const differenceOf = (
  was: Named | null,
  { kind, id, title, version, form }: Named,
): DefinitionDifference => ({
  kind,
  id,
  title,
  before: was?.version ?? null,
  after: version,
  changes: was?.form && form ? compareInstruments(was.form, form) : [],
});
