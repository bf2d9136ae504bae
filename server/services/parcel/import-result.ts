import type { ParcelOf } from "../../core/parcel/parcel.ts";
import { notReleased } from "../../core/parcel/check-result.ts";
import { readResult } from "../../core/parcel/result-contents.ts";
import { readTemplate } from "../../core/parcel/template-contents.ts";
import type { Scheme } from "../../core/scoring/scheme.ts";
import type { OfficeTransaction } from "../../store/office.ts";
import { audit } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";
import { allSchemes } from "../find-scheme.ts";
import { keptParcels, keptRow } from "./keep-parcel.ts";
import { requireTrusted } from "./require-trusted.ts";
import { parcelRefused, requireSigned } from "./require-signed.ts";

export interface TakenResult {
  readonly kind: "result";
  /** As this office calls the installation that made it. */
  readonly county: string;
  readonly title: string;
  readonly edition: number;
  readonly units: number;
}

/**
 * Takes a 结果包 of a county in, all of it or nothing. A later edition takes the place of the one before, which stays on
 * record; an earlier one is refused.
 *
 * @throws Problem parcel.refused
 */
export async function importResult(deps: Deps, who: Actor, parcel: ParcelOf<"result">): Promise<TakenResult> {
  const contents = readResult(parcel);
  const { title, edition, round } = parcel.manifest;
  if (contents.round.id !== round || contents.round.title !== title) {
    throw parcelRefused("other-round", contents.round.title);
  }
  return deps.office.inTransaction(async (office) => {
    const from = await requireSigned(deps, office, parcel);
    await requireCounty(office, from);
    const more = notReleased(contents, await schemeHere(deps, office, contents.scheme.digest));
    if (more.length > 0) throw parcelRefused("not-released", more.join("、"));
    await requireNewer(office, parcel, from);
    const county = (await office.installations.find(from))?.name ?? from;
    await office.keptParcels.add(keptRow(parcel, { isIncoming: true, atUtc: deps.clock().toISOString() }));
    const units = contents.units.length;
    const facts = { kind: "result", title, edition, fingerprint: from, units, digest: parcel.id };
    await audit(deps, office, who, "parcel.taken-in", from, facts);
    return { kind: "result", county, title, edition, units };
  });
}

/** The scheme of this digest: of the library, or of a template that was made or taken in; null: none. */
async function schemeHere(deps: Deps, office: OfficeTransaction, digest: string): Promise<Scheme | null> {
  const given = (await keptParcels(office, "template")).flatMap(({ parcel }) => readTemplate(parcel).schemes);
  const known = [...(await allSchemes(deps, office)), ...given];
  return known.find((one) => one.digest === digest)?.scheme ?? null;
}

/**
 * Counties are those that a template of this office is for. Before there is any, it is whoever is trusted and is neither the
 * office above nor a group that was given a task here.
 *
 * @throws Problem parcel.refused (not-county)
 */
async function requireCounty(office: OfficeTransaction, from: string): Promise<void> {
  const { name, isCity } = await requireTrusted(office, from);
  const templates = (await keptParcels(office, "template")).filter(({ row }) => !row.isIncoming);
  const isOne =
    templates.length > 0
      ? templates.some(({ parcel }) => parcel.manifest.to.includes(from))
      : !(await isGroup(office, from));
  if (isCity || !isOne) throw parcelRefused("not-county", name);
}

/** Whether a task of any round was made here for the installation. */
async function isGroup(office: OfficeTransaction, fingerprint: string): Promise<boolean> {
  for (const { round } of await office.rounds()) {
    const parcels = await office.parcels.of(round.id);
    if (
      parcels.some(({ kind, isIncoming, other }) => kind === "task" && !isIncoming && other === fingerprint)
    )
      return true;
  }
  return false;
}

/** @throws Problem parcel.refused (already-here, older-here) */
async function requireNewer(
  office: OfficeTransaction,
  { id, manifest: { title, round, edition } }: ParcelOf<"result">,
  from: string,
): Promise<void> {
  const kept = (await keptParcels(office, "result")).filter(
    ({ row, parcel }) => row.isIncoming && row.signer === from && parcel.manifest.round === round,
  );
  if (kept.some(({ row }) => row.id === id)) throw parcelRefused("already-here", title);
  const latest = Math.max(0, ...kept.map(({ parcel }) => parcel.manifest.edition));
  if (edition <= latest) throw parcelRefused("older-here", `${title}第 ${latest} 版`);
}
