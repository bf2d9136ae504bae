import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../../core/problem.ts";
import { syncFile, syncFolder } from "./sync-folder.ts";

/** There from the moment a move may have come through: what was moved must not take ballots in both places. */
const MOVED_FILE = "moved";

export const isMoved = (dataFolder: string): boolean => existsSync(join(dataFolder, MOVED_FILE));

export function markMoved(dataFolder: string): void {
  const path = join(dataFolder, MOVED_FILE);
  writeFileSync(path, "", { mode: 0o600 });
  syncFile(path);
  syncFolder(dataFolder);
}

/** @throws Problem usage */
export function refuseMoved(dataFolder: string): void {
  if (isMoved(dataFolder)) throw new Problem("usage", { reason: "moved" });
}
