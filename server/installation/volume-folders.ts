import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open as openFile, readdir, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { MANIFEST_FILE } from "../core/parcel/manifest.ts";
import { machineRefusal } from "../core/machine-refusal.ts";
import { Problem } from "../core/problem.ts";
import type { VolumeDraft, VolumeFolders } from "../services/volume/volume-folders.ts";

/** Ending of a volume that has not got its name yet: nobody else's folder is called so. */
const PART = ".plumbline-part";

type IsMade = (digest: string) => Promise<boolean>;

/**
 * @param own folder of the installation's own volumes; made when the first is
 * @param verifierFile the recount as one file, as it was built
 */
export function openVolumeFolders(own: string, verifierFile: string): VolumeFolders {
  const home = resolve(own);
  /** Being written by this process: nothing for `settle`. */
  const open = new Set<string>();
  const isLeft = (name: string): boolean => !open.has(join(home, name));
  return {
    verifier: () => readFile(verifierFile),
    async begin(place, name, isMade) {
      if (place === null) await mkdir(home, { recursive: true, mode: 0o700 });
      const target = place === null ? freeName(home, name) : resolve(place);
      await settleFolder(dirname(target), isMade, (one) =>
        place === null ? isLeft(one) : one === basename(target) + PART,
      );
      if (existsSync(target)) throw new Problem("file.unusable", { file: target, reason: "exists" });
      await untilFull(() => mkdir(target + PART, { mode: 0o700 }));
      open.add(target + PART);
      return draftOf(target, () => void open.delete(target + PART));
    },
    settle: (isMade) => settleFolder(home, isMade, isLeft),
    async remove(place) {
      if (dirname(place) !== home) return;
      await rm(place, { recursive: true, force: true });
      await syncNames(home);
    },
    isHere: (place) => dirname(place) === home && existsSync(place),
  };
}

function draftOf(place: string, leave: () => void): VolumeDraft {
  const folder = place + PART;
  const folders = new Set<string>();
  return {
    place,
    write: (path, content) =>
      untilFull(async () => {
        const parent = dirname(join(folder, path));
        if (!folders.has(parent)) await mkdir(parent, { recursive: true, mode: 0o700 });
        folders.add(parent);
        return { path, ...(await writeSynced(join(folder, path), content)) };
      }),
    async sync() {
      for (const one of [...folders].toSorted().toReversed()) await syncNames(one);
    },
    finish: () => untilFull(() => giveName(folder, place)).finally(leave),
    abandon: () => rm(folder, { recursive: true, force: true }).finally(leave),
  };
}

/** On disk when it returns. */
async function writeSynced(
  file: string,
  content: Parameters<VolumeDraft["write"]>[1],
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash("sha256");
  const handle = await openFile(file, "wx", 0o600);
  let bytes = 0;
  try {
    for await (const chunk of content instanceof Uint8Array ? [content] : content) {
      hash.update(chunk);
      bytes += chunk.length;
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { bytes, sha256: hash.digest("hex") };
}

async function giveName(folder: string, place: string): Promise<void> {
  await rename(folder, place);
  await syncNames(dirname(place));
}

/** What an earlier process left: on record and whole, it gets its name; anything else is removed. */
async function settleFolder(
  folder: string,
  isMade: IsMade,
  isAsked: (name: string) => boolean,
): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => one.endsWith(PART) && isAsked(one))) {
    const part = join(folder, name);
    const place = part.slice(0, -PART.length);
    const manifest = await readFile(join(part, MANIFEST_FILE)).catch(() => null);
    const digest = manifest && createHash("sha256").update(manifest).digest("hex");
    if (digest !== null && !existsSync(place) && (await isMade(digest))) await giveName(part, place);
    else await rm(part, { recursive: true, force: true });
  }
}

function freeName(folder: string, name: string): string {
  let free = join(folder, name);
  for (let at = 2; existsSync(free) || existsSync(free + PART); at += 1) free = join(folder, `${name}-${at}`);
  return free;
}

/** File systems of sticks and shares may not be able to; what is written there was synced file by file. */
async function syncNames(folder: string): Promise<void> {
  const handle = await openFile(folder, "r").catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** A full or failing disk is a refusal; anything else the system says names its file. */
async function untilFull<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw machineRefusal(error);
  }
}
