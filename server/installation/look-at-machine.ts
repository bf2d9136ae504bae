/** What the operating system tells about the data folder and the process. */
import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { statfs } from "node:fs/promises";

/** Parts of a path that belong to programs that copy everything elsewhere. */
const SYNCHRONISERS: readonly (readonly [RegExp, string])[] = [
  [/onedrive/i, "OneDrive"],
  [/dropbox/i, "Dropbox"],
  [/icloud|mobile documents/i, "iCloud"],
  [/nutstore|坚果云/i, "坚果云"],
  [/baidu(sync|netdisk)|百度网盘|百度云/i, "百度网盘"],
  [/wpsdrive|wps云盘|wps 云/i, "WPS 云盘"],
  [/google ?drive/i, "Google Drive"],
];

export const synchronisedBy = (path: string): string | null =>
  SYNCHRONISERS.find(([pattern]) => pattern.test(path))?.[1] ?? null;

export function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Null where rights are not told in the Unix way. */
export function isPrivate(folder: string, files: readonly string[]): boolean | null {
  if (process.platform === "win32") return null;
  return [folder, ...files].filter(existsSync).every((path) => {
    const { mode } = statSync(path);
    // A folder that others may not enter protects what is in it; otherwise each file has to.
    return (mode & 0o077) === 0 || (path !== folder && (statSync(folder).mode & 0o077) === 0);
  });
}

export async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/** Whether a crash would write the memory of this process to the disk. */
export function dumpsCore(): boolean | null {
  const limits = readProc("/proc/self/limits");
  const soft = limits && /^Max core file size\s+(\S+)/m.exec(limits)?.[1];
  return soft ? soft !== "0" : null;
}

/** Whether memory may be written to a swap file or partition. */
export function swaps(): boolean | null {
  const table = readProc("/proc/swaps");
  return table === null ? null : table.trim().split("\n").length > 1;
}

function readProc(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
