import { digestOf } from "../core/definition/canonical.ts";
import { freeId } from "../core/definition/edit/next-version.ts";
import { Problem } from "../core/problem.ts";
import { checkBesideForms } from "../core/scoring/check-beside-forms.ts";
import { checkScheme } from "../core/scoring/check-scheme.ts";
import { copyScheme, formsOfScheme } from "../core/scoring/copy-scheme.ts";
import type { Scheme } from "../core/scoring/scheme.ts";
import { audit } from "./audit.ts";
import type { Actor, Deps } from "./deps.ts";
import { allForms } from "./find-form.ts";
import { allSchemes, findScheme } from "./find-scheme.ts";

export interface SchemeCopyRequest {
  /** Id of the scheme that is copied. */
  readonly scheme: string;
  /** Of the copy. */
  readonly title: string;
  /** Id of a form that the scheme takes something from → id of the form that takes its place. */
  readonly replace: Readonly<Record<string, string>>;
}

/**
 * Copies a scheme for forms that were copied under ids of their own, so that they are scored. Checked beside the newest
 * version of every form it names.
 *
 * @throws Problem definition.unknown for a scheme or a form that is not there; scheme.invalid when a form does not give
 *   what the scheme takes from the one it replaces
 */
export async function copySchemeFor(
  deps: Deps,
  who: Actor,
  { scheme: from, title, replace }: SchemeCopyRequest,
): Promise<Scheme> {
  return deps.office.inTransaction(async (office) => {
    const source = await findScheme(deps, office, from);
    const forms = new Map(
      (await allForms(deps, office)).map(({ instrument }) => [instrument.id, instrument]),
    );
    const named = formsOfScheme(source.scheme);
    for (const [old, other] of Object.entries(replace)) {
      const missing = [...(named.includes(old) ? [] : [old]), ...(forms.has(other) ? [] : [other])];
      if (missing.length > 0) throw new Problem("definition.unknown", { id: missing[0]! });
    }
    const taken = (await allSchemes(deps, office)).map(({ scheme }) => scheme.id);
    const id = freeId(from, taken);
    const made = copyScheme(
      source.scheme,
      { id, version: source.scheme.version, title },
      new Map(Object.entries(replace)),
    );
    const scheme = checkScheme(made);
    const faults = checkBesideForms(scheme, forms);
    if (faults.length > 0) throw new Problem("scheme.invalid", { faults });
    const digest = digestOf(scheme);
    const madeAtUtc = deps.clock().toISOString();
    await office.addOwnScheme({ id, digest, scheme, madeAtUtc, madeBy: who.name });
    await audit(deps, office, who, "scheme.copied", id, { title, from, digest });
    return scheme;
  });
}
