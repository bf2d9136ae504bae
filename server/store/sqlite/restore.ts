import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { machineRefusal } from "../../core/machine-refusal.ts";
import { Problem } from "../../core/problem.ts";
import { BACKUP_LIST, type BackupList } from "./backup.ts";
import { beginRestoring, endRestoring, isHalfRestored } from "./half-restored.ts";
import { syncFile, syncFolder } from "./sync-folder.ts";

/**
 * Puts a backup back as a data folder: every file is compared with the list the backup was made with, copied and synced.
 * Nothing is left of a copy that did not come through; what a killed process leaves opens nowhere, and is begun anew.
 *
 * @param target a new or empty folder, or one in which an earlier call was cut off
 * @returns the list of the backup
 * @throws Problem usage when `copy` is no backup or the target not empty; store.damaged for a file that is missing or
 *   not the one that was backed up; store.storage-full
 */
export function restore(copy: string, target: string): BackupList {
  const list = readList(copy);
  if (existsSync(target) && readdirSync(target).length > 0 && !isHalfRestored(target))
    throw new Problem("usage", { reason: "restore target is not empty" });
  for (const { file, digest } of list.files) {
    const path = join(copy, file);
    if (!existsSync(path)) throw new Problem("store.damaged", { file, reason: "missing" });
    if (sha256Of(path) !== digest)
      throw new Problem("store.damaged", { file, reason: "other-than-backed-up" });
  }
  try {
    beginRestoring(target);
    mkdirSync(join(target, "closed"), { mode: 0o700 });
    for (const { file } of list.files) {
      copyFileSync(join(copy, file), join(target, file));
      syncFile(join(target, file));
    }
    syncFolder(join(target, "closed"));
    syncFolder(target);
    syncFolder(dirname(target));
    endRestoring(target);
  } catch (error) {
    rmSync(target, { recursive: true, force: true });
    throw machineRefusal(error);
  }
  return list;
}

function readList(copy: string): BackupList {
  const path = join(copy, BACKUP_LIST);
  if (!existsSync(path)) throw new Problem("usage", { reason: "not a backup" });
  const list = JSON.parse(readFileSync(path, "utf8")) as BackupList;
  // A list that was tampered with must not name files elsewhere.
  const isOurs = list.formatVersion === 1 && list.files.every(({ file }) => isInside(file));
  if (!isOurs) throw new Problem("store.damaged", { file: BACKUP_LIST, reason: "wrong-file" });
  return list;
}

const isInside = (file: string): boolean => /^([a-z]+\.db|closed\/[\w-]+\.db)$/.test(file);

const sha256Of = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex");
