import { COUNTERSIGNATURE_FILE, MANIFEST_FILE, SIGNATURE_FILE } from "../core/parcel/manifest.ts";
import type { Parcel } from "../core/parcel/parcel.ts";
import { zip } from "./zip.ts";

/** A parcel as the file that goes onto a stick; the same parcel is the same file whenever it is written. */
export async function* parcelZip({
  manifestText,
  signature,
  countersignature,
  parts,
}: Parcel): AsyncGenerator<Uint8Array> {
  yield* zip([
    { name: MANIFEST_FILE, bytes: new TextEncoder().encode(manifestText), isStored: true },
    { name: SIGNATURE_FILE, bytes: signature, isStored: true },
    ...(countersignature ? [{ name: COUNTERSIGNATURE_FILE, bytes: countersignature, isStored: true }] : []),
    ...[...parts].map(([name, bytes]) => ({ name, bytes, isStored: true })),
  ]);
}
