import { open, rm } from "node:fs/promises";
import type { Readable } from "node:stream";
import { writeWhole } from "../exports/write-whole.ts";

/**
 * Writes a stream into a file that was not there before and that only its owner can read; what fails leaves none. The name
 * is taken at once, by an empty file, and gets all of the content in one step: cut off, it stays empty.
 *
 * @param make called once the name is taken: nothing is made that has no place to go
 */
export async function writeNewFile(file: string, make: () => Readable | Promise<Readable>): Promise<void> {
  await (await open(file, "wx", 0o600)).close();
  try {
    const content = await make();
    // One that breaks before it is read says so to whoever reads it.
    content.on("error", () => {});
    await writeWhole(file, content, { mode: 0o600 });
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}
