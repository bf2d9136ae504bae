/** Several documents as one archive; each is made and written when its turn comes. */
import type { PrintedDocument } from "../core/documents/document.ts";
import { documentFileName, nameable } from "../core/documents/seal-document.ts";
import { type DocumentFormat, formatsOf, streamDocument } from "./document-files.ts";
import type { ZipEntry } from "./zip.ts";

/** Formats of a pack: the one that people work with, and pages; data in all of theirs. */
function packedFormats({ kind }: PrintedDocument): readonly DocumentFormat[] {
  const formats = formatsOf(kind);
  return formats.includes("pdf") ? [formats[0] ?? "pdf", "pdf"] : formats;
}

/** @param folder of the archive, "" = its top; name parts are cleaned of what file systems refuse */
export function packEntries(document: PrintedDocument, folder: string): readonly ZipEntry[] {
  return packedFormats(document).map((format): ZipEntry => ({
    name: inFolder(folder, documentFileName(document, format)),
    bytes: streamDocument(document, format),
    isStored: true,
  }));
}

export const inFolder = (folder: string, name: string): string =>
  folder === "" ? name : `${nameable(folder)}/${name}`;

/** A drawn page or sheet; what is in its name stays a name. */
export const drawingEntry = (name: string, bytes: AsyncIterable<Uint8Array>): ZipEntry => ({
  name: nameable(name),
  bytes,
  isStored: true,
});
