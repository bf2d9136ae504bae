/** Faults of a disk at the calls of the file layer, for the time of one act. */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

/** What writes a file, puts it on disk or gives it its name. */
export type FileCall = "fsyncSync" | "writeFileSync" | "renameSync" | "copyFileSync" | "mkdirSync";

/** How often the fault was met. */
export interface Faults {
  met: number;
}

/**
 * Lets every such call fail as the operating system would.
 *
 * @param errno ENOSPC, EDQUOT, EIO, EROFS
 */
export async function whileFailing<T>(
  call: FileCall,
  errno: string,
  act: (faults: Faults) => T | Promise<T>,
): Promise<T> {
  const real = fs[call] as (...given: unknown[]) => unknown;
  const faults: Faults = { met: 0 };
  const failing = (): never => {
    faults.met += 1;
    throw Object.assign(new Error(`${errno}: a fault of the disk, ${call}`), { code: errno, syscall: call });
  };
  Object.assign(fs, { [call]: failing });
  syncBuiltinESMExports();
  try {
    return await act(faults);
  } finally {
    Object.assign(fs, { [call]: real });
    syncBuiltinESMExports();
  }
}
