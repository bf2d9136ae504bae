import { installationFingerprint } from "../../core/parcel/installation-fingerprint.ts";
import type { ParcelOf } from "../../core/parcel/parcel.ts";
import { type Definitions, OWN_LABELS, writeTemplate } from "../../core/parcel/template-contents.ts";
import { Problem } from "../../core/problem.ts";
import { checkBesideForms } from "../../core/scoring/check-beside-forms.ts";
import { formsOfScheme } from "../../core/scoring/copy-scheme.ts";
import type { Scheme } from "../../core/scoring/scheme.ts";
import type { OfficeTransaction } from "../../store/office.ts";
import { audit } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";
import { findForms } from "../find-form.ts";
import { findScheme } from "../find-scheme.ts";
import { keptParcels, keptRow } from "./keep-parcel.ts";
import { requireTrusted } from "./require-trusted.ts";
import { signParcel } from "./sign-parcel.ts";

export interface TemplateRequest {
  readonly title: string;
  /** Fingerprints of the counties' installations, each once. */
  readonly to: readonly string[];
  /** One version of each form. */
  readonly forms: readonly { readonly instrument: string; readonly version: string }[];
  /** Ids; every form that one takes something from is among `forms`. */
  readonly schemes: readonly string[];
}

/**
 * 模板包: forms and schemes of this library for the counties that are named. Each is the next edition of what this
 * installation gives out, whatever its title.
 *
 * @param who with the second person, who agrees
 * @throws Problem installation.unknown, definition.unknown, template.incomplete
 */
export async function makeTemplate(
  deps: Deps,
  who: Actor,
  request: TemplateRequest,
): Promise<ParcelOf<"template">> {
  return deps.office.inTransaction(async (office) => {
    for (const to of request.to) await requireTrusted(office, to);
    const definitions = await chosen(deps, office, request);
    for (const { scheme } of definitions.schemes) requireForms(scheme, definitions.forms);
    const made = (await keptParcels(office, "template")).filter(({ row }) => !row.isIncoming);
    const edition = 1 + Math.max(0, ...made.map(({ parcel }) => parcel.manifest.edition));
    const about = { kind: "template", title: request.title, edition, to: request.to.toSorted() } as const;
    const parts = writeTemplate({ ...definitions, labels: OWN_LABELS });
    const parcel = signParcel<"template">(deps, about, parts);
    await office.keptParcels.add(keptRow(parcel, { isIncoming: false, atUtc: deps.clock().toISOString() }));
    const own = installationFingerprint(deps.signer.publicKey);
    const facts = { kind: "template", title: request.title, edition, digest: parcel.id };
    await audit(deps, office, who, "parcel.made", own, { ...facts, recipients: request.to.length });
    return parcel;
  });
}

async function chosen(deps: Deps, office: OfficeTransaction, request: TemplateRequest): Promise<Definitions> {
  const forms = await findForms(deps, office, request.forms);
  const schemes = [];
  for (const id of request.schemes) schemes.push(await findScheme(deps, office, id));
  return {
    forms: forms.map(({ digest, instrument }) => ({ digest, instrument })),
    schemes: schemes.map(({ digest, scheme }) => ({ digest, scheme })),
  };
}

/** A county must be able to score with what it gets. */
function requireForms(scheme: Scheme, forms: Definitions["forms"]): void {
  const known = new Map(forms.map(({ instrument }) => [instrument.id, instrument]));
  const missing = formsOfScheme(scheme).filter((id) => !known.has(id));
  if (missing.length > 0) throw new Problem("template.incomplete", { scheme: scheme.title, forms: missing });
  const faults = checkBesideForms(scheme, known);
  if (faults.length > 0) throw new Problem("scheme.invalid", { faults });
}
