import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { machineRefusal } from "../../core/machine-refusal.ts";
import { Problem } from "../../core/problem.ts";
import { refuseWrongKinds } from "../refuse-wrong-kinds.ts";
import type { Stores } from "../stores.ts";
import { DataFolderLock } from "./data-folder-lock.ts";
import { refuseHalfRestored } from "./half-restored.ts";
import { refuseExchanged, rememberAtRest } from "./at-rest.ts";
import {
  leaveRefusedStart,
  markInUse,
  refuseLostFiles,
  refuseLostOffice,
  STORE_FILES,
  unmarkInUse,
  wasLeftInUse,
} from "./lost-files.ts";
import { refuseMoved } from "./moved.ts";
import { BOX_KIND, SqliteBox } from "./sqlite-box.ts";
import { SqliteClosedFiles } from "./sqlite-closed-files.ts";
import { SqliteFile } from "./sqlite-file.ts";
import { OFFICE_KIND, SqliteOffice } from "./sqlite-office.ts";
import { ROLL_KIND, SqliteRoll } from "./sqlite-roll.ts";
import { removeStages } from "./stage-closed-files.ts";

// A folder that is to be made on a disk that takes no writing, or is not there, is ENOENT to Node.
const UNWRITABLE = new Set(["EROFS", "EACCES", "EPERM", "ENOENT"]);

/** @throws Problem store.read-only */
function makeWritable(dataFolder: string): void {
  try {
    // Asked first: Node calls a folder that cannot be made on a read-only disk missing.
    accessSync(nearestFolder(dataFolder), constants.W_OK);
    mkdirSync(join(dataFolder, "closed"), { recursive: true, mode: 0o700 });
  } catch (error) {
    if (!UNWRITABLE.has((error as NodeJS.ErrnoException).code ?? "")) throw machineRefusal(error);
    throw new Problem("store.read-only", { folder: dataFolder });
  }
}

/** Why the start was refused is what counts; a disk that does not take the mark either does not hide it. */
function leaveQuietly(dataFolder: string, open: readonly SqliteFile[]): void {
  try {
    leaveRefusedStart(
      dataFolder,
      open.map(({ path }) => basename(path)),
    );
  } catch {
    // The mark stays as it was.
  }
}

/** The folder itself, or the one nearest above it that is there. */
function nearestFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}

/**
 * Opens the stores of a data folder, making what is not there, and holds the folder for this process.
 *
 * @throws Problem usage for a folder that was moved into a database, store.read-only, store.storage-full, store.locked, store.newer-version, store.damaged
 */
export async function openStores(dataFolder: string): Promise<Stores> {
  refuseWrongKinds(dataFolder);
  makeWritable(dataFolder);
  const lock = new DataFolderLock(dataFolder);
  const open: SqliteFile[] = [];
  const openFile = (name: string, kind: ConstructorParameters<typeof SqliteFile>[1]): SqliteFile => {
    const file = new SqliteFile(join(dataFolder, name), kind);
    open.push(file);
    return file;
  };
  try {
    refuseMoved(dataFolder);
    refuseHalfRestored(dataFolder);
    refuseLostFiles(dataFolder);
    const wasCutOff = wasLeftInUse(dataFolder);
    refuseExchanged(dataFolder);
    // The office comes last: where it exists, the other two were made before it.
    const box = new SqliteBox(openFile("box.db", BOX_KIND));
    const roll = new SqliteRoll(openFile("roll.db", ROLL_KIND));
    refuseLostOffice(dataFolder, open);
    const office = new SqliteOffice(openFile("office.db", OFFICE_KIND));
    removeStages(join(dataFolder, "closed"));
    const closed = new SqliteClosedFiles(join(dataFolder, "closed"));
    markInUse(dataFolder);
    const leave = (): void => {
      try {
        unmarkInUse(dataFolder);
        for (const file of open) file.close();
        rememberAtRest(dataFolder, STORE_FILES);
      } finally {
        lock.release();
      }
    };
    // A process that ends without closing still leaves in order. This also keeps lock and files from being collected
    // as garbage, and so closed behind our back, when a caller drops a store that it does not use.
    process.once("exit", leave);
    const close = async (): Promise<void> => {
      await Promise.all([office.drain(), roll.drain(), box.drain(), closed.close()]);
      process.off("exit", leave);
      leave();
    };
    const canWrite = (): boolean => open.map((file) => file.canWrite()).every(Boolean);
    return { office, roll, box, closed, doors: null, processes: null, wasCutOff, canWrite, close };
  } catch (error) {
    leaveQuietly(dataFolder, open);
    for (const file of open) file.close();
    lock.release();
    throw machineRefusal(error, true);
  }
}
