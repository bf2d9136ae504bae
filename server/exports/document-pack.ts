/** Several documents as one archive; each is made and written when its turn comes. */
import type { PrintedDocument } from "../core/documents/document.ts";
import { fileName } from "../core/documents/file-name.ts";
import { type DocumentFormat, formatsOf, streamDocument } from "./document-files.ts";
import type { ZipEntry } from "./zip.ts";

/** Formats of a pack: the one that people work with, and pages; data in all of theirs. */
function packedFormats({ kind }: PrintedDocument): readonly DocumentFormat[] {
  const formats = formatsOf(kind);
  return formats.includes("pdf") ? [formats[0] ?? "pdf", "pdf"] : formats;
}

/** @param folder of the archive, "" = its top */
export function packEntries(document: PrintedDocument, folder: string): readonly ZipEntry[] {
  return packedFormats(document).map((format): ZipEntry => ({
    name: inFolder(folder, fileName(document, format)),
    bytes: streamDocument(document, format),
    isStored: true,
  }));
}

const inFolder = (folder: string, name: string): string => (folder === "" ? name : `${folder}/${name}`);

/** A drawn page or sheet. @param name as `fileName` makes it */
export const drawingEntry = (name: string, bytes: AsyncIterable<Uint8Array>): ZipEntry => ({
  name,
  bytes,
  isStored: true,
});
