import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../../core/problem.ts";
import { syncFile, syncFolder } from "./sync-folder.ts";

/** There from the moment a move may have come through: what was moved must not take ballots in both places. */
const MOVED_FILE = "moved";

const isMoved = (dataFolder: string): boolean => existsSync(join(dataFolder, MOVED_FILE));

/** The place that was given to `markMoved`; "" where an earlier version marked the folder, null where nobody did. */
export const movedTo = (dataFolder: string): string | null =>
  isMoved(dataFolder) ? readFileSync(join(dataFolder, MOVED_FILE), "utf8").trim() : null;

/** @param place where everything may be from now on, as this folder is told of it again */
export function markMoved(dataFolder: string, place: string): void {
  const path = join(dataFolder, MOVED_FILE);
  writeFileSync(path, `${place}\n`, { mode: 0o600 });
  syncFile(path);
  syncFolder(dataFolder);
}

/** @throws Problem usage */
export function refuseMoved(dataFolder: string): void {
  if (isMoved(dataFolder)) throw new Problem("usage", { reason: "moved" });
}
