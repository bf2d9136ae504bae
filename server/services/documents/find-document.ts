import type { PrintedDocument } from "../../core/documents/document.ts";
import type { ReadingDeps } from "../deps.ts";
import { scoreRound } from "../score-round.ts";
import { makeDocument } from "./document-list.ts";
import { roundDocuments } from "./round-documents.ts";
import { unitDocuments } from "./unit-documents.ts";

/**
 * Makes every document that the present data gives and finds the one with this checksum.
 *
 * @param checksum 16 hexadecimal digits from a printed document
 * @returns null when none has it: the data has changed since it was printed, or the digits are wrong
 */
export async function findDocument(deps: ReadingDeps, checksum: string): Promise<PrintedDocument | null> {
  const rounds = await deps.office.inTransaction((office) => office.rounds());
  for (const { round, frozen } of rounds) {
    if (!frozen) continue;
    const standing = await scoreRound(deps, round.id);
    const listed = [...roundDocuments(deps, standing)];
    for (const unit of standing.units) listed.push(...(await unitDocuments(deps, standing, unit)));
    for (const one of listed) {
      const document = await makeDocument(one, "");
      if (document.checksum === checksum) return document;
    }
  }
  return null;
}
