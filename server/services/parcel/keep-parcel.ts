import { installationFingerprint } from "../../core/parcel/installation-fingerprint.ts";
import { readManifest } from "../../core/parcel/manifest.ts";
import type { Parcel, ParcelOf } from "../../core/parcel/parcel.ts";
import { fromBase64Url, toBase64Url, utf8Bytes } from "../../core/ticket/bytes.ts";
import type { KeptParcelRow, OfficeTransaction } from "../../store/office.ts";

/** A 模板包 or 结果包 as it is kept. */
export const keptRow = (
  parcel: ParcelOf<"template" | "result">,
  rest: Pick<KeptParcelRow, "isIncoming" | "atUtc">,
): KeptParcelRow => ({
  id: parcel.id,
  kind: parcel.manifest.kind,
  signer: installationFingerprint(fromBase64Url(parcel.manifest.from)),
  manifest: parcel.manifestText,
  signature: toBase64Url(parcel.signature),
  parts: Object.fromEntries(
    [...parcel.parts].map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]),
  ),
  ...rest,
});

/** The parcel itself, the very same bytes. */
export const parcelOfRow = ({ id, manifest, signature, parts }: KeptParcelRow): Parcel => ({
  id,
  manifest: readManifest(manifest),
  manifestText: manifest,
  signature: fromBase64Url(signature),
  parts: new Map(Object.entries(parts).map(([path, text]) => [path, utf8Bytes(text)])),
});

/** Everything of one kind that is kept, in the order in which it was made or came. */
export async function keptParcels<K extends KeptParcelRow["kind"]>(
  office: Pick<OfficeTransaction, "keptParcels">,
  kind: K,
): Promise<readonly { readonly row: KeptParcelRow; readonly parcel: ParcelOf<K> }[]> {
  const rows = await office.keptParcels.of(kind);
  return rows.map((row) => ({ row, parcel: parcelOfRow(row) as ParcelOf<K> }));
}
