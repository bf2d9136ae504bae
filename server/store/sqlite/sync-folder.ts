import { closeSync, fsyncSync, openSync } from "node:fs";

/** Puts names made, renamed or removed in a folder on disk. Windows has no such call and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  syncPath(folder, "r");
}

/** Puts the content of a file on disk. */
export function syncFile(file: string): void {
  syncPath(file, "r+");
}

function syncPath(path: string, flags: "r" | "r+"): void {
  const descriptor = openSync(path, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
