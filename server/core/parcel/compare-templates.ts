/** What differs between two editions of a 模板包, and between a county's library and the city's. */
import type { Change } from "../definition/edit/changes.ts";
import { compareInstruments } from "../definition/edit/compare-instruments.ts";
import type { Definitions } from "./template-contents.ts";

/** A form or scheme that is not the same on both sides. */
export interface DefinitionDifference {
  readonly kind: "form" | "scheme";
  readonly id: string;
  readonly title: string;
  /** Version on one side and on the other; null: it is not there. */
  readonly before: string | null;
  readonly after: string | null;
  /** What is different inside a form that both have; a scheme is compared as a whole. */
  readonly changes: readonly Change[];
}

/** Every form and scheme that was added, taken away or changed, in the order of `after`, what is gone last. */
export const compareDefinitions = (
  before: Definitions,
  after: Definitions,
): readonly DefinitionDifference[] => [
  ...compareEach("form", formsOf(before), formsOf(after)),
  ...compareEach("scheme", schemesOf(before), schemesOf(after)),
];

/** A county's library beside a template. */
export interface CountyDifferences {
  /** Own forms and schemes under ids that no template has. */
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
  const known = new Set([...formsOf(template), ...schemesOf(template)].map(nameOf));
  const all = [...formsOf(others), ...schemesOf(others)];
  const isKnown = (one: Named): boolean => known.has(nameOf(one));
  return {
    added: all.filter((one) => !isKnown(one) && here.isOwn(one.digest)).map((one) => differenceOf(null, one)),
    changed: all.filter(isKnown).map((one) => {
      const city = [...formsOf(template), ...schemesOf(template)].find((two) => nameOf(two) === nameOf(one));
      return differenceOf(city ?? null, one);
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
  /** Null for a scheme. */
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
