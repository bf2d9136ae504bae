import { type Manifest, PARCEL_VERSION, writeManifest } from "../../core/parcel/manifest.ts";
import type { Parcel } from "../../core/parcel/parcel.ts";
import { toBase64Url, utf8Bytes } from "../../core/ticket/bytes.ts";
import { sha256 } from "../../keys/digest.ts";
import type { ParcelRow } from "../../store/office.ts";
import type { Deps } from "../deps.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** Puts parts under a manifest and signs it with the key of this installation. @param parts content by path */
export function signParcel(
  { signer }: Pick<Deps, "signer">,
  about: Omit<Manifest, "formatVersion" | "from" | "parts">,
  parts: ReadonlyMap<string, Uint8Array>,
): Parcel {
  const ordered = new Map([...parts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const manifest: Manifest = {
    formatVersion: PARCEL_VERSION,
    ...about,
    from: toBase64Url(signer.publicKey),
    parts: [...ordered].map(([path, bytes]) => {
      return { path, bytes: bytes.length, sha256: hex(sha256(bytes)) };
    }),
  };
  const manifestText = writeManifest(manifest);
  const bytes = utf8Bytes(manifestText);
  return {
    id: hex(sha256(bytes)),
    manifest,
    manifestText,
    signature: signer.sign(bytes),
    parts: ordered,
  };
}

/** What is kept of a parcel. */
export const parcelRow = (
  { id, manifest, manifestText, signature }: Parcel,
  rest: Pick<ParcelRow, "isIncoming" | "other" | "units" | "audit" | "atUtc">,
): ParcelRow => ({
  id,
  kind: manifest.kind,
  round: manifest.round,
  group: manifest.group,
  edition: manifest.edition,
  manifest: manifestText,
  signature: toBase64Url(signature),
  ...rest,
});
