import { canonicalJson, digestOf } from "../../core/definition/canonical.ts";
import type { ParcelFault } from "../../core/parcel/parcel.ts";
import type { Definitions } from "../../core/parcel/template-contents.ts";
import { isProblem } from "../../core/problem.ts";
import { checkScheme } from "../../core/scoring/check-scheme.ts";
import type { Scheme } from "../../core/scoring/scheme.ts";
import type { OfficeTransaction } from "../../store/office.ts";
import type { Deps } from "../deps.ts";
import { allForms } from "../find-form.ts";
import { allSchemes } from "../find-scheme.ts";
import { parcelRefused } from "./require-signed.ts";

/**
 * Forms of a parcel are signed for, and still what phones will run: each passes every layer of the checker here too.
 *
 * @throws Problem parcel.refused (other-release)
 */
export async function checkForms(deps: Deps, forms: Definitions["forms"]): Promise<void> {
  for (const { instrument, digest } of forms) {
    try {
      const checked = await deps.readDefinition(canonicalJson(instrument));
      if (digestOf(checked.instrument) === digest && digestOf(instrument) === digest) continue;
    } catch (error) {
      if (!isProblem(error)) throw error;
    }
    throw parcelRefused("other-release", instrument.title);
  }
}

/**
 * A scheme is signed for, and still what scores and grades will come from.
 *
 * @param fits whether it goes with the forms beside it, where those are all it may take from
 * @throws Problem parcel.refused (other-release)
 */
export function checkSchemes(
  schemes: Definitions["schemes"],
  fits: (scheme: Scheme) => boolean = () => true,
): void {
  for (const { scheme } of schemes) {
    try {
      if (fits(checkScheme(scheme))) continue;
    } catch (error) {
      if (!isProblem(error)) throw error;
    }
    throw parcelRefused("other-release", scheme.title);
  }
}

/**
 * What a parcel has under a name that is taken here must be the same.
 *
 * @param fault why a parcel is refused that has something else there
 * @returns what the library does not have yet
 * @throws Problem parcel.refused
 */
export async function requireSameNames(
  deps: Deps,
  office: OfficeTransaction,
  { forms, schemes }: Definitions,
  fault: Extract<ParcelFault, "other-release" | "changed-here">,
): Promise<Definitions> {
  const known = await allForms(deps, office);
  const newForms = forms.filter(({ instrument: { id, version, title }, digest }) => {
    const same = known.find((one) => one.instrument.id === id && one.instrument.version === version);
    if (same && same.digest !== digest) throw parcelRefused(fault, title);
    return !same;
  });
  const knownSchemes = await allSchemes(deps, office);
  const newSchemes = schemes.filter(({ scheme, digest }) => {
    const same = knownSchemes.find((one) => one.scheme.id === scheme.id);
    if (digestOf(scheme) !== digest) throw parcelRefused("other-release", scheme.title);
    if (same && same.digest !== digest) throw parcelRefused(fault, scheme.title);
    return !same;
  });
  return { forms: newForms, schemes: newSchemes };
}

/** Puts forms and schemes that are new here into the library. */
export async function addDefinitions(
  office: OfficeTransaction,
  { forms, schemes }: Definitions,
  { atUtc: madeAtUtc, by: madeBy }: { readonly atUtc: string; readonly by: string },
): Promise<void> {
  for (const { instrument, digest } of forms) {
    const { id, version } = instrument;
    const definition = canonicalJson(instrument);
    await office.addOwnForm({ id, version, digest, definition, madeAtUtc, madeBy });
  }
  for (const { scheme, digest } of schemes) {
    await office.addOwnScheme({ id: scheme.id, digest, scheme, madeAtUtc, madeBy });
  }
}
