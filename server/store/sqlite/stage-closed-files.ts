import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { machineRefusal } from "../../core/machine-refusal.ts";
import { Problem } from "../../core/problem.ts";
import { syncFile, syncFolder } from "./sync-folder.ts";

/** Inside the folder of closed files; what a killed process left there is removed at the next start. */
const STAGE_FOLDER = "incoming";

const stageOf = (closedFolder: string): string => join(closedFolder, STAGE_FOLDER);

/** Nothing in it was ever taken in. */
export const removeStages = (closedFolder: string): void =>
  rmSync(stageOf(closedFolder), { recursive: true, force: true });

/**
 * Writes files of another installation, all of them and on disk, into a folder of their own.
 *
 * @returns the folder
 * @throws Problem store.storage-full; nothing is left then
 */
export function writeStage(closedFolder: string, files: ReadonlyMap<string, Uint8Array>): string {
  const folder = join(stageOf(closedFolder), randomUUID());
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const [poll, bytes] of files) {
      const path = join(folder, `${poll}.db`);
      writeFileSync(path, bytes, { mode: 0o600, flag: "wx" });
      syncFile(path);
    }
    return folder;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw machineRefusal(error, true);
  }
}

/**
 * Renames staged files to their places. One that is there with the same content stays: an earlier attempt ended between
 * this and the office's own record.
 *
 * @throws Problem store.damaged when another file of that name is there; nothing is renamed then. store.storage-full when
 *   the names did not reach the disk: what is there already stays, the next attempt goes on
 */
export function adoptStage(
  folder: string,
  closedFolder: string,
  files: ReadonlyMap<string, Uint8Array>,
): void {
  const missing: string[] = [];
  for (const [poll, bytes] of files) {
    const path = join(closedFolder, `${poll}.db`);
    if (!existsSync(path)) missing.push(poll);
    else if (!readFileSync(path).equals(bytes)) {
      throw new Problem("store.damaged", { file: `${poll}.db`, reason: "other-digest" });
    }
  }
  try {
    for (const poll of missing) renameSync(join(folder, `${poll}.db`), join(closedFolder, `${poll}.db`));
    syncFolder(closedFolder);
  } catch (error) {
    throw machineRefusal(error, true);
  }
}
