import {
  type ManifestOf,
  PARCEL_VERSION,
  type ParcelKind,
  writeManifest,
} from "../../core/parcel/manifest.ts";
import type { ParcelOf } from "../../core/parcel/parcel.ts";
import { toBase64Url, utf8Bytes } from "../../core/ticket/bytes.ts";
import { sha256 } from "../../keys/digest.ts";
import type { ParcelRow } from "../../store/office.ts";
import type { Deps } from "../deps.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** What a parcel says beside its format, its maker and its parts. */
export type About<K extends ParcelKind> = Omit<ManifestOf<K>, "formatVersion" | "from" | "parts">;

/** Puts parts under a manifest and signs it with the key of this installation. @param parts content by path */
export function signParcel<K extends ParcelKind>(
  { signer }: Pick<Deps, "signer">,
  about: About<K> & { readonly kind: K },
  parts: ReadonlyMap<string, Uint8Array>,
): ParcelOf<K> {
  const ordered = new Map([...parts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const written = [...ordered].map(([path, bytes]) => {
    return { path, bytes: bytes.length, sha256: hex(sha256(bytes)) };
  });
  const from = toBase64Url(signer.publicKey);
  // The compiler cannot see that a part taken away and put back leaves the same kind of manifest.
  const manifest = {
    formatVersion: PARCEL_VERSION,
    ...about,
    from,
    parts: written,
  } as unknown as ManifestOf<K>;
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
  { id, manifest, manifestText, signature }: ParcelOf<"task" | "sealed">,
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
