import { installationFingerprint } from "../../core/parcel/installation-fingerprint.ts";
import { readManifest, sharedWith } from "../../core/parcel/manifest.ts";
import type { ParcelOf } from "../../core/parcel/parcel.ts";
import { heldUnder } from "../../core/parcel/combine-results.ts";
import { resultOf, writeResult } from "../../core/parcel/result-contents.ts";
import { Problem } from "../../core/problem.ts";
import { standingOf } from "../../core/review/review.ts";
import { unitsInTheWay } from "../../core/round/archive.ts";
import type { OfficeTransaction } from "../../store/office.ts";
import { isTooSmall } from "../archive-round.ts";
import { audit } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";
import { outcomesOf, type RoundStanding, scoreRound } from "../score-round.ts";
import { keptParcels, keptRow } from "./keep-parcel.ts";
import { knownTemplates } from "./read-templates.ts";
import { requireCity } from "./require-trusted.ts";
import { signParcel } from "./sign-parcel.ts";

/**
 * 结果包: what a round has released and what was approved, for the city. Only of a round whose every unit has come to its
 * end; each is the next edition for that round and takes the place of the one before.
 *
 * @param who with the second person, who agrees
 * @param to fingerprint of the city's installation: the office above, as two people have said
 * @throws Problem round.unknown, installation.unknown, installation.not-city, result.not-final
 */
export async function makeResult(
  deps: Deps,
  who: Actor,
  { round: id, to }: { readonly round: string; readonly to: string },
): Promise<ParcelOf<"result">> {
  const changes = await deps.office.inTransaction((office) => office.roundChanges(id));
  const standing = await scoreRound(deps, id);
  return deps.office.inTransaction(async (office) => {
    await requireCity(office, to);
    await requireFinal(deps, office, standing);
    // Something was reopened meanwhile: what was scored before is not what stands now.
    if ((await office.roundChanges(id)) !== changes) throw new Problem("result.not-final", reason("changed"));
    const { row, scheme, units } = standing;
    const contents = resultOf({
      round: row.round,
      scheme,
      forms: (row.frozen?.instruments ?? []).map(({ digest, instrument }) => {
        return { id: instrument.id, version: instrument.version, title: instrument.title, digest };
      }),
      outcomes: outcomesOf(units),
    });
    const templates = (await knownTemplates(office))
      .filter(({ row: { isIncoming, signer } }) => isIncoming && signer === to)
      .map(({ row: { id: name }, parcel, contents: definitions }) => {
        return { name, edition: parcel.manifest.edition, definitions };
      });
    const edition = 1 + (await latestEdition(office, id, to));
    const about = { kind: "result", to, round: id, title: row.round.title, edition } as const;
    const template = heldUnder(contents, templates)?.name ?? null;
    const parcel = signParcel<"result">(deps, { ...about, template }, writeResult(contents));
    await office.keptParcels.add(keptRow(parcel, { isIncoming: false, atUtc: deps.clock().toISOString() }));
    // About this installation: a sheet that was signed keeps its digest.
    const own = installationFingerprint(deps.signer.publicKey);
    const facts = { kind: "result", round: id, edition, fingerprint: to, digest: parcel.id };
    await audit(deps, office, who, "parcel.made", own, { ...facts, units: contents.units.length });
    return parcel;
  });
}

async function latestEdition(office: OfficeTransaction, round: string, to: string): Promise<number> {
  const made = (await keptParcels(office, "result")).filter(
    ({ row, parcel }) => !row.isIncoming && parcel.manifest.round === round && parcel.manifest.to === to,
  );
  return Math.max(0, ...made.map(({ parcel }) => parcel.manifest.edition));
}

/** @throws Problem result.not-final */
async function requireFinal(
  { signer }: Pick<Deps, "signer">,
  office: Pick<OfficeTransaction, "parcels">,
  { row, scheme, units }: RoundStanding,
): Promise<void> {
  if (await office.parcels.taskOf(row.round.id)) throw new Problem("result.not-final", reason("task"));
  // Of a round of two offices the one that made it tells the city, once.
  const own = installationFingerprint(signer.publicKey);
  const parcels = await office.parcels.of(row.round.id);
  if (parcels.some(({ manifest }) => sharedWith(readManifest(manifest)) === own)) {
    throw new Problem("result.not-final", reason("shared"));
  }
  const found = unitsInTheWay(
    units.map(({ unit, poll, history }) => {
      const review = standingOf(history).state;
      return { name: unit.name, poll: poll?.state ?? null, review, isTooSmall: isTooSmall(row, unit) };
    }),
    scheme.scheme.grades.length > 0,
  );
  if (found) throw new Problem("result.not-final", found);
}

const reason = (why: "task" | "shared" | "changed") => ({ reason: why, units: [] });
