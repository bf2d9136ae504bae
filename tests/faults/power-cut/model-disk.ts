/**
 * A disk that loses power: what was synced is there; of the rest nothing, everything, some writes, or single sectors of
 * them. Names made, changed or removed in a folder are there after the folder was synced, before that a first part of
 * them may be, in their order, as a journal keeps it.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { folderOf, type DiskEvent } from "./read-trace.ts";

type Change = { readonly at: number; readonly bytes: Buffer } | { readonly length: number };
type Naming = { readonly path: string; readonly file: File | null; readonly from?: string };
type Random = () => number;

const SECTOR_BYTES = 512;

class File {
  synced: Buffer;
  unsynced: Change[] = [];

  constructor(synced: Buffer) {
    this.synced = synced;
  }

  sync(): void {
    this.synced = withChanges(this.synced, this.unsynced);
    this.unsynced = [];
  }
}

export class ModelDisk {
  /** As the running program sees it. */
  readonly #names = new Map<string, File>();
  /** As it is on disk. */
  readonly #syncedNames = new Map<string, File>();
  /** Folder → what is not synced in it. */
  readonly #namings = new Map<string, Naming[]>();

  /** @param folder whose present content is on disk */
  constructor(folder: string) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name).slice(folder.length + 1);
      const file = new File(readFileSync(join(folder, path)));
      this.#names.set(path, file);
      this.#syncedNames.set(path, file);
    }
  }

  apply(event: DiskEvent): void {
    switch (event.kind) {
      case "said":
        return;
      case "open": {
        if (!this.#names.has(event.path) && event.creates)
          this.#rename({ path: event.path, file: new File(Buffer.alloc(0)) });
        if (event.empties) this.#file(event.path).unsynced.push({ length: 0 });
        return;
      }
      case "write":
        this.#file(event.path).unsynced.push({ at: event.at, bytes: event.bytes });
        return;
      case "cut-off":
        this.#file(event.path).unsynced.push({ length: event.length });
        return;
      case "sync":
        if (this.#names.has(event.path)) this.#file(event.path).sync();
        else this.#syncFolder(event.path);
        return;
      case "unlink":
        if (this.#names.has(event.path)) this.#rename({ path: event.path, file: null });
        return;
      case "rename":
        this.#rename({ path: event.to, file: this.#file(event.from), from: event.from });
        return;
    }
  }

  /** Writes into an empty folder what is left after a cut now. */
  cut(target: string, random: Random): void {
    const names = new Map(this.#syncedNames);
    for (const namings of this.#namings.values())
      for (const naming of namings.slice(0, Math.floor(random() * (namings.length + 1)))) name(names, naming);
    rmSync(target, { recursive: true, force: true });
    mkdirSync(join(target, "closed"), { recursive: true });
    for (const [path, file] of names) {
      mkdirSync(dirname(join(target, path)), { recursive: true });
      writeFileSync(join(target, path), withChanges(file.synced, survivors(file.unsynced, random)));
    }
  }

  #file(path: string): File {
    const file = this.#names.get(path);
    if (!file) throw new Error(`the trace names ${path}, which was not opened`);
    return file;
  }

  #rename(naming: Naming): void {
    name(this.#names, naming);
    const folder = folderOf(naming.path);
    this.#namings.set(folder, [...(this.#namings.get(folder) ?? []), naming]);
  }

  #syncFolder(folder: string): void {
    for (const naming of this.#namings.get(folder) ?? []) name(this.#syncedNames, naming);
    this.#namings.delete(folder);
  }
}

function name(names: Map<string, File>, { path, file, from }: Naming): void {
  if (from !== undefined) names.delete(from);
  if (file) names.set(path, file);
  else names.delete(path);
}

/** Which of the changes that were not synced reach the disk all the same. */
function survivors(changes: readonly Change[], random: Random): Change[] {
  const fate = random();
  if (fate < 0.4) return [];
  if (fate < 0.5) return [...changes];
  if (fate < 0.75) return changes.filter(() => random() < 0.5);
  return changes.flatMap((change) => {
    if ("length" in change) return random() < 0.5 ? [change] : [];
    return sectors(change.at, change.bytes).filter(() => random() < 0.5);
  });
}

function sectors(at: number, bytes: Buffer): { at: number; bytes: Buffer }[] {
  const found: { at: number; bytes: Buffer }[] = [];
  for (let from = 0; from < bytes.length;) {
    const to = Math.min(bytes.length, from + SECTOR_BYTES - ((at + from) % SECTOR_BYTES));
    found.push({ at: at + from, bytes: bytes.subarray(from, to) });
    from = to;
  }
  return found;
}

function withChanges(content: Buffer, changes: readonly Change[]): Buffer {
  if (changes.length === 0) return content;
  const room = Math.max(
    content.length,
    ...changes.map((one) => ("length" in one ? one.length : one.at + one.bytes.length)),
  );
  const buffer = Buffer.alloc(room);
  content.copy(buffer);
  let { length } = content;
  for (const change of changes) {
    if ("length" in change) {
      if (change.length < length) buffer.fill(0, change.length, length);
      length = change.length;
    } else {
      change.bytes.copy(buffer, change.at);
      length = Math.max(length, change.at + change.bytes.length);
    }
  }
  return buffer.subarray(0, length);
}
