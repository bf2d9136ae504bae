import { existsSync } from "node:fs";
import { join } from "node:path";
import type { PrintedDocument } from "../../core/documents/document.ts";
import { Problem } from "../../core/problem.ts";
import { findDocument } from "../../services/documents/find-document.ts";
import type { ReadingDeps } from "../../services/deps.ts";
import { readOfficeCopy } from "../../store/sqlite/read-office-copy.ts";
import { SqliteClosedFiles } from "../../store/sqlite/sqlite-closed-files.ts";
import { verifyText } from "../../../web/text/verify.ts";
import { CLOSED_FOLDER } from "../../services/verify/verification-extract.ts";

/**
 * Finds the document that carries a checksum among those that a data folder gives now; nothing is written.
 *
 * @throws Problem usage for a verification folder, which does not hold what people typed on the 登记表
 */
export async function findPrinted(
  folder: string,
  checksum: string,
  library: ReadingDeps["library"],
): Promise<PrintedDocument | null> {
  const path = join(folder, "office.db");
  if (!existsSync(path)) throw new Problem("usage", { reason: verifyText.documentNeedsData });
  const closed = new SqliteClosedFiles(join(folder, CLOSED_FOLDER));
  try {
    return await readOfficeCopy(path, (office) =>
      findDocument({ library, closed, office: { inTransaction: (use) => use(office) } }, checksum),
    );
  } finally {
    await closed.close();
  }
}
