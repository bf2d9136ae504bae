import { Readable } from "node:stream";
import type { Context } from "hono";
import { fileName, type FileNameParts } from "../../../core/documents/file-name.ts";
import { contentDisposition } from "../../../exports/content-disposition.ts";
import type { Deps } from "../../../services/deps.ts";
import { localDay } from "../../../services/documents/local-day.ts";

/** A drawn PDF under the name of every file: round, unit, what it is, the day. */
export function sendDrawing(
  { clock }: Pick<Deps, "clock">,
  c: Context,
  drawing: Readable,
  of: Omit<FileNameParts, "madeOn">,
): Response {
  c.header("content-disposition", contentDisposition(fileName({ ...of, madeOn: localDay(clock()) }, "pdf")));
  c.header("content-type", "application/pdf");
  return c.body(Readable.toWeb(drawing) as ReadableStream<Uint8Array>);
}
