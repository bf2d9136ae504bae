import { canonicalJson } from "../../core/definition/canonical.ts";
import { closedPath } from "../../core/parcel/sealed-contents.ts";
import { hasClosedFile } from "../../core/round/round.ts";
import { utf8Bytes } from "../../core/ticket/bytes.ts";
import type { ClosedFiles } from "../../store/closed.ts";
import type { Evidence } from "./evidence.ts";
import { AUDIT_FILE, auditExtract, OFFICE_FILE, officeExtract, SHEET_FILE } from "./verification-extract.ts";

/**
 * The files of a verification folder of one round, by path; each closed file is read when its turn comes.
 *
 * @param evidence of one round, its audit cut
 * @param sheet text of sheet.json
 */
export async function* verificationFiles(
  closed: Pick<ClosedFiles, "bytes">,
  evidence: Pick<Evidence, "rounds" | "audit">,
  sheet: string,
): AsyncGenerator<readonly [path: string, bytes: Uint8Array]> {
  for (const round of evidence.rounds) {
    yield [OFFICE_FILE, utf8Bytes(canonicalJson(officeExtract(round)))];
    yield [AUDIT_FILE, utf8Bytes(canonicalJson(auditExtract(evidence.audit)))];
    yield [SHEET_FILE, utf8Bytes(sheet)];
    for (const { id, state } of round.polls) {
      if (hasClosedFile(state)) yield [closedPath(id), await closed.bytes(id)];
    }
  }
}
