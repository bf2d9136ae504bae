import type { PrintedDocument } from "../../core/documents/document.ts";
import type { ReadingDeps } from "../deps.ts";
import { makeDocument } from "./document-list.ts";
import { everyDocument } from "./every-document.ts";

/**
 * Makes every document that the present data gives and finds the one with this checksum.
 *
 * @param checksum 16 hexadecimal digits from a printed document
 * @returns null when none has it: the data has changed since it was printed, or the digits are wrong
 */
export async function findDocument(deps: ReadingDeps, checksum: string): Promise<PrintedDocument | null> {
  for (const one of await everyDocument(deps)) {
    const document = await makeDocument(one, "");
    if (document.checksum === checksum) return document;
  }
  return null;
}
