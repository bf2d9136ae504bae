import { Readable } from "node:stream";
import { parcelsText } from "../../web/text/parcels.ts";
import type { Parcel } from "../core/parcel/parcel.ts";
import { parcelZip } from "../exports/parcel-zip.ts";
import { type Output, print } from "./print.ts";
import { writeNewFile } from "./write-new-file.ts";

/** A file that could not be written whole is not left behind. */
export async function writeParcel(options: Output & { readonly out: string }, parcel: Parcel): Promise<void> {
  await writeNewFile(options.out, () => Readable.from(parcelZip(parcel)));
  const { id, manifest } = parcel;
  print(options, { file: options.out, parcel: id, kind: manifest.kind }, () =>
    parcelsText.written(options.out, manifest.kind, id),
  );
}
