import type { Context } from "hono";
import { Readable } from "node:stream";
import { Problem } from "../../../core/problem.ts";
import type { PrintedDocument } from "../../../core/documents/document.ts";
import { fileName } from "../../../core/documents/file-name.ts";
import { contentDisposition } from "../../../exports/content-disposition.ts";
import {
  DOCUMENT_TYPES,
  type DocumentFormat,
  formatsOf,
  streamDocument,
} from "../../../exports/document-files.ts";

/**
 * A file of the address, key and format: team-table.leadership-team.xlsx.
 *
 * @throws Problem request.not-found
 */
export function fileOf(file: string): { readonly key: string; readonly format: DocumentFormat } {
  const [, key, format] = /^(.+)\.([a-z]+)$/.exec(file) ?? [];
  if (key === undefined || format === undefined || !(format in DOCUMENT_TYPES))
    throw new Problem("request.not-found", {});
  return { key, format: format as DocumentFormat };
}

/** @throws Problem request.not-found when the document does not exist in this format */
export function sendDocument(c: Context, document: PrintedDocument, format: DocumentFormat): Response {
  if (!formatsOf(document.kind).includes(format)) throw new Problem("request.not-found", {});
  return sendStream(c, streamDocument(document, format), DOCUMENT_TYPES[format], fileName(document, format));
}

export function sendStream(
  c: Context,
  bytes: AsyncIterable<Uint8Array>,
  type: string,
  name: string,
): Response {
  return c.body(Readable.toWeb(Readable.from(bytes)) as ReadableStream<Uint8Array>, 200, {
    "content-type": type,
    "content-disposition": contentDisposition(name),
  });
}
