import { createReadStream } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { canonicalJson } from "../../core/definition/canonical.ts";
import { Problem } from "../../core/problem.ts";
import type { Sheet } from "../../core/results/sheet.ts";
import { audit } from "../../services/audit.ts";
import { type Deps, KEEPER } from "../../services/deps.ts";
import { requireComplete } from "../../services/parcel/require-complete.ts";
import { auditHead, roundSheet } from "../../services/round-sheet.ts";
import { scoreRound } from "../../services/score-round.ts";
import { verifyText } from "../../../web/text/verify.ts";
import { roundEvidence } from "../../services/verify/round-evidence.ts";
import {
  AUDIT_FILE,
  auditExtract,
  CLOSED_FOLDER,
  OFFICE_FILE,
  officeExtract,
  SHEET_FILE,
} from "../../services/verify/verification-extract.ts";
import { writeWhole } from "../../exports/write-whole.ts";
import { hasClosedFile } from "../../core/round/round.ts";

/**
 * Writes everything that a recount of one round needs into a folder that is new or empty, and leaves a line in the
 * audit. The closed files hold single ballots: the folder is for people entitled to recount. Every file is whole and on disk
 * under its name, and the sheet, without which nothing is recounted, comes last; what fails leaves none.
 *
 * @throws Problem round.unknown, round.incomplete, usage when the round is not sealed or the folder not empty
 */
export async function writeVerificationFolder(
  deps: Deps,
  dataFolder: string,
  round: string,
  folder: string,
): Promise<Sheet> {
  await deps.office.inTransaction((office) => requireComplete(office, round));
  const standing = await scoreRound(deps, round);
  const sheet = await roundSheet(deps, standing);
  const { frozen } = standing.row;
  if (!sheet || !frozen) throw new Problem("usage", { reason: verifyText.notSealed });
  await mkdir(join(folder, CLOSED_FOLDER), { recursive: true, mode: 0o700 });
  const others = (await readdir(folder)).filter((name) => name !== CLOSED_FOLDER);
  const closedFiles = await readdir(join(folder, CLOSED_FOLDER));
  if (others.length + closedFiles.length > 0) throw new Problem("usage", { reason: verifyText.notEmpty });
  const { evidence, lines } = await deps.office.inTransaction(async (office) => {
    const evidence = await roundEvidence(office, { ...standing.row, frozen });
    const rows = await office.audit();
    const head = auditHead(
      rows,
      round,
      evidence.polls.map(({ id }) => id),
    );
    return { evidence, lines: rows.slice(0, head.lines) };
  });
  const write = (file: string, content: string | AsyncIterable<Uint8Array>) =>
    writeWhole(join(folder, file), content, { mode: 0o600 });
  try {
    for (const { id, state } of evidence.polls) {
      if (!hasClosedFile(state)) continue;
      // Where the files lie in a database, this fetches what is to be copied.
      await deps.closed.digest(id);
      const name = join(CLOSED_FOLDER, `${id}.db`);
      await write(name, bytesOf(join(dataFolder, name)));
    }
    await write(OFFICE_FILE, canonicalJson(officeExtract(evidence)));
    await write(AUDIT_FILE, canonicalJson(auditExtract(lines)));
    await write(SHEET_FILE, sheet.text);
  } catch (error) {
    for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
    throw error;
  }
  await deps.office.inTransaction((office) =>
    audit(deps, office, KEEPER, "sheet.exported", round, { digest: sheet.digest }),
  );
  return sheet;
}

/** Opened when it is read, so that a file that is gone is told to whoever reads. */
async function* bytesOf(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  yield* createReadStream(path);
}
