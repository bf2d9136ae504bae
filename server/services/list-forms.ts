import type { OfficeTransaction, RoundRow } from "../store/office.ts";
import type { Deps } from "./deps.ts";
import { allForms, findForm, type LibraryForm } from "./find-form.ts";

/** A round that uses one version of a form. */
export interface FormUse {
  readonly round: string;
  readonly title: string;
  /** Sealed: it carries its own copy. */
  readonly isFrozen: boolean;
}

export interface ListedForm {
  readonly form: LibraryForm;
  readonly uses: readonly FormUse[];
}

/** Every version of every form, and which rounds use it. */
export async function listForms(deps: Pick<Deps, "library" | "office">): Promise<readonly ListedForm[]> {
  return deps.office.inTransaction(async (office) => {
    const uses = await usesOf(deps, office);
    return (await allForms(deps, office)).map((form) => ({ form, uses: uses.get(nameOf(form)) ?? [] }));
  });
}

/** One version, and which rounds use it. @throws Problem definition.unknown */
export async function readForm(
  deps: Pick<Deps, "library" | "office">,
  instrument: string,
  version: string,
): Promise<ListedForm> {
  return deps.office.inTransaction(async (office) => {
    const form = await findForm(deps, office, { instrument, version });
    return { form, uses: (await usesOf(deps, office)).get(nameOf(form)) ?? [] };
  });
}

const nameOf = ({ instrument, digest }: Pick<LibraryForm, "instrument" | "digest">): string =>
  `${instrument.id} ${instrument.version} ${digest}`;

async function usesOf(
  deps: Pick<Deps, "library">,
  office: OfficeTransaction,
): Promise<ReadonlyMap<string, readonly FormUse[]>> {
  const uses = new Map<string, FormUse[]>();
  for (const row of await office.rounds()) {
    const { id, title } = row.round;
    const use = { round: id, title, isFrozen: row.frozen !== null };
    for (const name of await formsOf(deps, office, row)) uses.set(name, [...(uses.get(name) ?? []), use]);
  }
  return uses;
}

async function formsOf(
  deps: Pick<Deps, "library">,
  office: OfficeTransaction,
  { round, frozen }: RoundRow,
): Promise<readonly string[]> {
  if (frozen) return frozen.instruments.map(nameOf);
  const names: string[] = [];
  // A draft round of imported ballots brings its own form, which is not in the library.
  for (const plan of round.forms) names.push(await findForm(deps, office, plan).then(nameOf, () => ""));
  return names;
}
