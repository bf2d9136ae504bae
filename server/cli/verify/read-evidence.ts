import { existsSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../../core/problem.ts";
import type { Evidence, RoundEvidence } from "../../services/verify/evidence.ts";
import { roundEvidence } from "../../services/verify/round-evidence.ts";
import { CLOSED_FOLDER, OFFICE_FILE, SHEET_FILE } from "../../services/verify/verification-extract.ts";
import { readOfficeCopy } from "../../store/sqlite/read-office-copy.ts";
import { SqliteClosedFiles } from "../../store/sqlite/sqlite-closed-files.ts";
import { verifyText } from "../../../web/text/verify.ts";
import { closedNames, readVerificationFolder, textOf } from "./read-verification-folder.ts";
import { hasClosedFile } from "../../core/round/round.ts";

/**
 * Reads what a recount needs from a data folder of a stopped server or from a verification folder; writes nothing.
 *
 * @throws Problem usage when the folder is neither, store.locked, store.damaged, store.newer-version
 */
export async function readEvidence(folder: string): Promise<Evidence> {
  if (existsSync(join(folder, OFFICE_FILE)))
    return readVerificationFolder(folder, (closed) => new SqliteClosedFiles(closed));
  if (existsSync(join(folder, "office.db"))) return readDataFolder(folder);
  throw new Problem("usage", { reason: verifyText.noEvidence(folder) });
}

async function readDataFolder(folder: string): Promise<Evidence> {
  const { rounds, audit } = await readOfficeCopy(join(folder, "office.db"), async (office) => {
    const sealed: RoundEvidence[] = [];
    for (const row of await office.rounds()) {
      if (row.frozen) sealed.push(await roundEvidence(office, { ...row, frozen: row.frozen }));
    }
    return { rounds: sealed, audit: await office.audit() };
  });
  const polls = rounds.flatMap((round) => round.polls.filter(({ state }) => hasClosedFile(state)));
  return {
    rounds,
    audit,
    isAuditCut: false,
    closed: new SqliteClosedFiles(join(folder, CLOSED_FOLDER)),
    closedNames: closedNames(folder),
    sheet: textOf(folder, SHEET_FILE),
    // Files of polls that are being closed may be there; nothing may lie beside a closed file.
    unknownFiles: closedNames(folder).filter((name) => {
      return polls.some(({ id }) => name.startsWith(`${id}.db`) && name !== `${id}.db`);
    }),
    strangeFiles: [],
  };
}
