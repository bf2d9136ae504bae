/** Any document in any format, as a stream of bytes. */
import type { DocumentKind, PrintedDocument } from "../core/documents/document.ts";
import { documentCsv } from "./document-csv.ts";
import { documentJson } from "./document-json.ts";
import { streamFromThread } from "./document-thread.ts";
import { streamXlsx } from "./xlsx/write-xlsx.ts";

export const DOCUMENT_TYPES = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pdf: "application/pdf",
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
} as const;

export type DocumentFormat = keyof typeof DOCUMENT_TYPES;

/** Reports are read and signed as pages; tables are worked with as well. */
const REPORTS: ReadonlySet<DocumentKind> = new Set([
  "unit-report",
  "unit-copy",
  "round-report",
  "recount",
  "destruction-record",
  "approval",
  "meeting-script",
  "ticket-procedure",
]);

/** Data are read by programs. */
const DATA: ReadonlySet<DocumentKind> = new Set(["data", "codebook"]);

/** Formats in which a document exists, the one most people want first. */
export function formatsOf(kind: DocumentKind): readonly DocumentFormat[] {
  if (DATA.has(kind)) return ["csv", "json"];
  return REPORTS.has(kind) ? ["docx", "pdf", "json"] : ["xlsx", "docx", "pdf", "csv", "json"];
}

export function streamDocument(document: PrintedDocument, format: DocumentFormat): AsyncIterable<Uint8Array> {
  switch (format) {
    case "xlsx":
      return streamXlsx(document);
    case "docx":
    case "pdf":
      return streamFromThread(format, document);
    case "csv":
      return whole(() => documentCsv(document));
    case "json":
      return whole(() => documentJson(document));
  }
}

async function* whole(make: () => Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield make();
}
