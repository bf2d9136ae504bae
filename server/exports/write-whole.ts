import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** What file systems of sticks and shares answer that cannot sync a folder; the files in it are synced one by one. */
const CANNOT: ReadonlySet<unknown> = new Set(["EINVAL", "ENOTSUP", "EPERM", "EACCES", "EBADF"]);

/** How the name ends of what is not whole yet. */
export const BESIDE = ".tmp";

/**
 * Writes a file beside its place, syncs it and renames it: whoever finds the file finds all of it, also after a power
 * cut or a kill in between.
 *
 * @param content whole, or a stream of it
 * @param options.mode rights of the new file, as for `open`
 * @param options.signal stops it before the next piece; nothing is left then
 */
export async function writeWhole(
  path: string,
  content: string | Uint8Array | AsyncIterable<Uint8Array>,
  { mode = 0o666, signal }: { readonly mode?: number; readonly signal?: AbortSignal } = {},
): Promise<void> {
  const beside = `${path}.${randomUUID()}${BESIDE}`;
  try {
    const file = await open(beside, "wx", mode);
    try {
      if (typeof content === "string" || content instanceof Uint8Array) await file.writeFile(content);
      else
        for await (const chunk of content) {
          signal?.throwIfAborted();
          await file.writeFile(chunk);
        }
      await file.sync();
    } finally {
      await file.close();
    }
    signal?.throwIfAborted();
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  await syncNames(dirname(path));
}

/** Puts names made or renamed in a folder on disk. Windows has no such call and needs none. */
async function syncNames(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } catch (error) {
    if (!CANNOT.has((error as NodeJS.ErrnoException).code)) throw error;
  } finally {
    await handle.close();
  }
}
