import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { Problem } from "../../core/problem.ts";
import { syncFile, syncFolder } from "./sync-folder.ts";

/** There from before the first file of a backup is put back until the last is on disk. */
const RESTORING = "restoring";

export const isHalfRestored = (dataFolder: string): boolean => existsSync(join(dataFolder, RESTORING));

/** Makes the folder, or empties it of what an earlier try had put there; nothing else is ever in a folder that is marked. */
export function beginRestoring(dataFolder: string): void {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const path = join(dataFolder, RESTORING);
  writeFileSync(path, "", { mode: 0o600 });
  syncFile(path);
  syncFolder(dataFolder);
  for (const name of readdirSync(dataFolder))
    if (name === "closed" || name.endsWith(".db"))
      rmSync(join(dataFolder, name), { recursive: true, force: true });
}

/** Everything that was put back is on disk. */
export function endRestoring(dataFolder: string): void {
  rmSync(join(dataFolder, RESTORING));
  syncFolder(dataFolder);
}

/** @throws Problem store.damaged: some files of the backup are there and some are not, each whole by itself */
export function refuseHalfRestored(dataFolder: string): void {
  if (isHalfRestored(dataFolder))
    throw new Problem("store.damaged", { file: basename(resolve(dataFolder)), reason: "half-restored" });
}
