import { statSync } from "node:fs";
import { basename } from "node:path";
import { Problem } from "../../core/problem.ts";

/** Where a file lay as it was opened; what lies at the path later may be another. */
export interface Place {
  readonly path: string;
  readonly device: bigint;
  readonly inode: bigint;
}

/** Of those that are there. */
export const placesOf = (paths: readonly string[]): readonly Place[] =>
  paths.map(placeOf).filter((place) => place !== null);

/**
 * A file that was taken away, or exchanged, goes on taking writes through whoever has it open, and nobody would find them
 * again.
 *
 * @throws Problem store.damaged
 */
export function refuseGone(places: readonly Place[]): void {
  for (const place of places) {
    const now = placeOf(place.path);
    if (now === null || !isSame(now, place))
      throw new Problem("store.damaged", { file: basename(place.path), reason: "missing" });
  }
}

function placeOf(path: string): Place | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found ? { path, device: found.dev, inode: found.ino } : null;
}

/** Windows lets nobody exchange an open file, and numbers files of a stick anew. */
const isSame = (a: Place, b: Place): boolean =>
  process.platform === "win32" || (a.device === b.device && a.inode === b.inode);
