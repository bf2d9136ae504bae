import { Readable } from "node:stream";
import type { Parcel } from "../../../core/parcel/parcel.ts";
import { contentDisposition } from "../../../exports/content-disposition.ts";
import { parcelZip } from "../../../exports/parcel-zip.ts";
import { parcelFileName } from "./parcel-file-name.ts";

export const ZIP = "application/zip";

/** Sent while it is written; the parts are in memory already. */
export function sendParcel(parcel: Parcel): Response {
  return new Response(Readable.toWeb(Readable.from(parcelZip(parcel))) as ReadableStream, {
    headers: { "content-type": ZIP, "content-disposition": contentDisposition(parcelFileName(parcel)) },
  });
}
