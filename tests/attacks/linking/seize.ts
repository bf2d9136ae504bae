import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { SeizedFile } from "./extractors.ts";

/** Takes every file of a folder as it lies on the disk. Names are relative, below `as`. */
export function seize(folder: string, as = ""): SeizedFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .flatMap((path) => {
      // A server at work lets files go meanwhile.
      if (!existsSync(path)) return [];
      const { mtimeMs: modifiedMs } = statSync(path);
      return [{ name: `${as}${relative(folder, path)}`, bytes: readFileSync(path), modifiedMs }];
    });
}
