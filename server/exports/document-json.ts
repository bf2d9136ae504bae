import { canonicalJson } from "../core/definition/canonical.ts";
import type { PrintedDocument } from "../core/documents/document.ts";

/** A document as the canonical JSON of its content, checksum and day: what every other format is written from. */
export const documentJson = (document: PrintedDocument): Uint8Array =>
  new TextEncoder().encode(`${canonicalJson(document)}\n`);
