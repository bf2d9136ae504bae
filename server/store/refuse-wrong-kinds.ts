import { statSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../core/problem.ts";

const STORES = ["office.db", "roll.db", "box.db"];
/** What a data folder holds by name. */
const FILES = [
  ...STORES,
  ...STORES.flatMap((store) => [`${store}-wal`, `${store}-shm`]),
  "lock.db",
  "in-use",
  "at-rest.json",
  "moved",
  "restoring",
  "copies.json",
  "signing-key.pem",
];
const FOLDERS = ["closed", "exports", "archives"];

/**
 * Refuses a data folder in which a folder has the name of a file, or a file that of a folder: whoever then opens it is told
 * by the system what a person could not act on.
 *
 * @throws Problem store.damaged with the name
 */
export function refuseWrongKinds(dataFolder: string): void {
  const isFolder = (name: string): boolean | null => {
    try {
      return statSync(join(dataFolder, name)).isDirectory();
    } catch {
      // Not there, or not to be looked at, which whoever opens it says.
      return null;
    }
  };
  if (isFolder("") !== true) return;
  for (const file of FILES)
    if (isFolder(file) === true) throw new Problem("store.damaged", { file, reason: "folder" });
  for (const file of FOLDERS)
    if (isFolder(file) === false) throw new Problem("store.damaged", { file, reason: "not-a-folder" });
}
