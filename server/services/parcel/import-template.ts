import { canonicalJson } from "../../core/definition/canonical.ts";
import type { ParcelOf } from "../../core/parcel/parcel.ts";
import { OWN_LABELS, readTemplate } from "../../core/parcel/template-contents.ts";
import { checkBesideForms } from "../../core/scoring/check-beside-forms.ts";
import type { OfficeTransaction } from "../../store/office.ts";
import { audit } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";
import { keptParcels, keptRow } from "./keep-parcel.ts";
import { parcelRefused, requireSigned } from "./require-signed.ts";
import { requireTrusted } from "./require-trusted.ts";
import { addDefinitions, checkForms, checkSchemes, requireSameNames } from "./take-definitions.ts";

export interface TakenTemplate {
  readonly kind: "template";
  readonly title: string;
  readonly edition: number;
  /** Titles. */
  readonly forms: readonly string[];
  readonly schemes: readonly string[];
}

/**
 * Takes a 模板包 in, all of it or nothing: what this library does not have yet comes into it and can be chosen for a round
 * at once. From then on no other version of its forms is made here; forms and schemes under ids of the county's own are.
 *
 * @throws Problem parcel.refused
 */
export async function importTemplate(
  deps: Deps,
  who: Actor,
  parcel: ParcelOf<"template">,
): Promise<TakenTemplate> {
  const { labels, ...definitions } = readTemplate(parcel);
  // Names stand in the program: with other ones the county's documents would say something else than the city's.
  if (canonicalJson(labels) !== canonicalJson(OWN_LABELS)) throw parcelRefused("other-release", "标签名称");
  await checkForms(deps, definitions.forms);
  const known = new Map(definitions.forms.map(({ instrument }) => [instrument.id, instrument]));
  checkSchemes(definitions.schemes, (scheme) => checkBesideForms(scheme, known).length === 0);
  const { title, edition } = parcel.manifest;
  return deps.office.inTransaction(async (office) => {
    const from = await requireSigned(deps, office, parcel);
    const { isCity, name: by } = await requireTrusted(office, from);
    if (!isCity) throw parcelRefused("not-city", by);
    await requireNewer(office, parcel, from);
    const atUtc = deps.clock().toISOString();
    const added = await requireSameNames(deps, office, definitions, "changed-here");
    await addDefinitions(office, added, { atUtc, by });
    await office.keptParcels.add(keptRow(parcel, { isIncoming: true, atUtc }));
    const facts = { kind: "template", title, edition, fingerprint: from, digest: parcel.id };
    await audit(deps, office, who, "parcel.taken-in", from, facts);
    return {
      kind: "template",
      title,
      edition,
      forms: definitions.forms.map(({ instrument }) => instrument.title),
      schemes: definitions.schemes.map(({ scheme }) => scheme.title),
    };
  });
}

/** @throws Problem parcel.refused (already-here, older-here) */
async function requireNewer(
  office: OfficeTransaction,
  { id, manifest: { title, edition } }: ParcelOf<"template">,
  from: string,
): Promise<void> {
  const kept = (await keptParcels(office, "template")).filter(({ row }) => row.signer === from);
  if (kept.some(({ row }) => row.id === id)) throw parcelRefused("already-here", title);
  const latest = Math.max(0, ...kept.map(({ parcel }) => parcel.manifest.edition));
  if (edition <= latest) throw parcelRefused("older-here", `模板包第 ${latest} 版`);
}
