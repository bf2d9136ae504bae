import { Readable } from "node:stream";
import { parcelsText } from "../../web/text/parcels.ts";
import type { Parcel } from "../core/parcel/parcel.ts";
import { Problem } from "../core/problem.ts";
import { parcelZip } from "../exports/parcel-zip.ts";
import { type Output, print } from "./print.ts";
import { writeNewFile } from "./write-new-file.ts";

/**
 * Makes a parcel and writes it. What has no place to go is not made; a file that could not be written whole is not left
 * behind.
 *
 * @param make puts the parcel on record, so it stays made
 * @throws Problem parcel.unwritten when it was made and did not fit
 */
export async function writeParcel(
  options: Output & { readonly out: string },
  make: () => Promise<Parcel>,
): Promise<void> {
  const { out: file } = options;
  const made: Parcel[] = [];
  try {
    await writeNewFile(file, async () => {
      made.push(await make());
      return Readable.from(parcelZip(made[0]!));
    });
  } catch (error) {
    const [parcel] = made;
    if (!parcel) throw error;
    throw new Problem("parcel.unwritten", { file, kind: parcel.manifest.kind, parcel: parcel.id });
  }
  const { id, manifest } = made[0]!;
  print(options, { file, parcel: id, kind: manifest.kind }, () =>
    parcelsText.written(file, manifest.kind, id),
  );
}
