import { installationFingerprint } from "../../core/parcel/installation-fingerprint.ts";
import { recipientsOf } from "../../core/parcel/manifest.ts";
import type { Parcel, ParcelFault } from "../../core/parcel/parcel.ts";
import { Problem } from "../../core/problem.ts";
import { fromBase64Url, utf8Bytes } from "../../core/ticket/bytes.ts";
import { inFours } from "../../core/ticket/crockford.ts";
import { verifySigned } from "../../keys/open-signer.ts";
import type { OfficeTransaction } from "../../store/office.ts";
import type { Deps } from "../deps.ts";

export const parcelRefused = (reason: ParcelFault, found = ""): Problem =>
  new Problem("parcel.refused", { reason, found });

/**
 * The parcel is signed by an installation on the list, and meant for this one.
 *
 * @returns the fingerprint of who signed it
 * @throws Problem parcel.refused (signature, unknown-signer, revoked-signer, other-recipient)
 */
export async function requireSigned(
  { signer }: Pick<Deps, "signer">,
  office: Pick<OfficeTransaction, "installations">,
  { manifest, manifestText, signature }: Parcel,
): Promise<string> {
  const publicKey = fromBase64Url(manifest.from);
  if (!verifySigned(publicKey, utf8Bytes(manifestText), signature)) throw parcelRefused("signature");
  const from = installationFingerprint(publicKey);
  const known = await office.installations.find(from);
  if (!known) throw parcelRefused("unknown-signer", inFours(from));
  if (known.revoked) throw parcelRefused("revoked-signer", known.name);
  const to = recipientsOf(manifest);
  if (!to.includes(installationFingerprint(signer.publicKey))) {
    throw parcelRefused("other-recipient", to.map(inFours).join("、"));
  }
  return from;
}
