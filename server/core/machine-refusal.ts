import { Problem } from "./problem.ts";

/** No space, no quota, an error of the disk itself. */
const DISK_CODES: ReadonlySet<unknown> = new Set(["ENOSPC", "EDQUOT", "EIO"]);
const FILES_CODES: ReadonlySet<unknown> = new Set(["EMFILE", "ENFILE"]);
/** A system takes a failing disk away from its writers by making it read-only. */
const READ_ONLY = "EROFS";

/**
 * What a caller is told of an error of the operating system: a full or failing disk is `store.storage-full`, no file that
 * can be opened any more `machine.out-of-files`; everything else stays what it is.
 *
 * @param isOurs the disk is that of the data folder, which took writes before: read-only now means failing. A file that
 *   somebody has named is left to whoever knows its name.
 */
export function machineRefusal(error: unknown, isOurs = false): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const { code } = error;
  if (DISK_CODES.has(code) || (isOurs && code === READ_ONLY)) return new Problem("store.storage-full", {});
  return FILES_CODES.has(code) ? new Problem("machine.out-of-files", {}) : error;
}
