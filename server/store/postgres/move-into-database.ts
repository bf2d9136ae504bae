import { existsSync } from "node:fs";
import { join } from "node:path";
import { isProblem, Problem } from "../../core/problem.ts";
import { refuseWithPaper } from "../sqlite/backup.ts";
import { DataFolderLock } from "../sqlite/data-folder-lock.ts";
import { markMoved, movedTo } from "../sqlite/moved.ts";
import { openStores } from "../sqlite/open-stores.ts";
import { carryIntoDatabase } from "./carry-into-database.ts";
import { placeWithoutSecrets } from "./office-place.ts";

/**
 * Carries everything of a stopped server's folder into an empty database, private keys and all, and the key that it signs with. From the moment that
 * may have come through, the folder is marked, and no server starts in it again. After a stop before that moment nothing has
 * happened; after one behind it, the same call finds out: it carries again, or finds the database filled and leaves it.
 * A call for another database is refused then: two of them would hold the same.
 *
 * @param elsewhere says, of the place that the mark names, why this one is refused
 * @throws Problem usage without stores, for another database than the mark names, with a filled database, or while paper is being keyed or lies merged in a poll that is
 *   not closed; store.locked, store.damaged, database.unreachable, database.settings
 */
export async function moveIntoDatabase(
  dataFolder: string,
  databaseUrl: string,
  signingKey: Uint8Array | null,
  elsewhere: (place: string) => string,
): Promise<void> {
  if (!existsSync(join(dataFolder, "office.db"))) throw new Problem("usage", { reason: "no data folder" });
  refuseWithPaper(dataFolder);
  const place = placeWithoutSecrets(databaseUrl);
  const before = movedTo(dataFolder);
  if (before !== null && before !== "" && before !== place)
    throw new Problem("usage", { reason: elsewhere(before) });
  const wasMoved = before !== null;
  // Brings an older folder to the present shape, and what a killed process left in order.
  if (!wasMoved) await (await openStores(dataFolder)).close();
  const lock = new DataFolderLock(dataFolder);
  try {
    await carryIntoDatabase(dataFolder, databaseUrl, signingKey, () => markMoved(dataFolder, place));
  } catch (error) {
    const isFilled = isProblem(error, "usage") && error.facts.reason === "restore database is not empty";
    if (!wasMoved || !isFilled) throw error;
  } finally {
    lock.release();
  }
}
