import { open, rm } from "node:fs/promises";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/**
 * Writes a stream into a file that was not there before and that only its owner can read; what fails leaves none.
 *
 * @param make called once the file is open: nothing is made that has no place to go
 */
export async function writeNewFile(file: string, make: () => Readable | Promise<Readable>): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    await pipeline(await make(), handle.createWriteStream());
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(file, { force: true });
    throw error;
  }
}
