import { Problem } from "../core/problem.ts";
import type { FormPlan } from "../core/round/round.ts";
import type { OfficeTransaction, RoundRow } from "../store/office.ts";
import type { Deps } from "./deps.ts";
import { allForms, findForm, formerForms, type LibraryForm } from "./find-form.ts";

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

/**
 * Every version of every form, and which rounds use it; of each form first the versions that only sealed rounds carry,
 * then the one of `surveys/`, then the own ones as they were made.
 */
export async function listForms(deps: Pick<Deps, "library" | "office">): Promise<readonly ListedForm[]> {
  return deps.office.inTransaction(async (office) => {
    const kept = await allForms(deps, office);
    const former = await formerForms(deps, office);
    const ids = new Set(kept.map(({ instrument }) => instrument.id));
    const forms = [...ids].flatMap((id) => [...former, ...kept].filter((one) => one.instrument.id === id));
    const uses = await usesOf(deps, office, former);
    return forms.map((form) => ({ form, uses: uses.get(nameOf(form)) ?? [] }));
  });
}

/** One version, and which rounds use it. @throws Problem definition.unknown */
export async function readForm(
  deps: Pick<Deps, "library" | "office">,
  instrument: string,
  version: string,
): Promise<ListedForm> {
  const found = (await listForms(deps)).find(({ form }) => isMeant(form, { instrument, version }));
  if (!found) throw new Problem("definition.unknown", { id: `${instrument} ${version}` });
  return found;
}

const isMeant = (
  { instrument: { id, version } }: LibraryForm,
  plan: Pick<FormPlan, "instrument" | "version">,
): boolean => id === plan.instrument && version === plan.version;

const nameOf = ({ instrument, digest }: Pick<LibraryForm, "instrument" | "digest">): string =>
  `${instrument.id} ${instrument.version} ${digest}`;

async function usesOf(
  deps: Pick<Deps, "library">,
  office: OfficeTransaction,
  former: readonly LibraryForm[],
): Promise<ReadonlyMap<string, readonly FormUse[]>> {
  const uses = new Map<string, FormUse[]>();
  for (const row of await office.rounds()) {
    const { id, title } = row.round;
    const use = { round: id, title, isFrozen: row.frozen !== null };
    for (const name of await formsOf(deps, office, row, former))
      uses.set(name, [...(uses.get(name) ?? []), use]);
  }
  return uses;
}

async function formsOf(
  deps: Pick<Deps, "library">,
  office: OfficeTransaction,
  { round, frozen, brought }: RoundRow,
  former: readonly LibraryForm[],
): Promise<readonly string[]> {
  const own = frozen ?? brought;
  if (own) return own.instruments.map(nameOf);
  const names: string[] = [];
  for (const plan of round.forms) {
    // A draft round of imported ballots brings its own form, which is not in the library.
    const found = await findForm(deps, office, plan).catch(() => former.find((one) => isMeant(one, plan)));
    if (found) names.push(nameOf(found));
  }
  return names;
}
