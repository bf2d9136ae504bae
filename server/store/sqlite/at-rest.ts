import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { machineRefusal } from "../../core/machine-refusal.ts";
import { Problem } from "../../core/problem.ts";
import { syncFile, syncFolder } from "./sync-folder.ts";

/** What the stores were when they were closed in order: a file that differs was exchanged or changed while nobody used it. */
const AT_REST = "at-rest.json";

interface AtRest {
  readonly formatVersion: 1;
  /** SHA-256 in hex, by file name. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Remembers the stores' files after all of them were closed. A file that still has a log is left out: somebody reads it, and
 * it is not whole without the log.
 *
 * @throws Problem store.storage-full; nothing is remembered then, so the next start takes the files as they are
 */
export function rememberAtRest(dataFolder: string, names: readonly string[]): void {
  if (!existsSync(dataFolder)) return;
  const files = Object.fromEntries(
    names
      .filter((name) => existsSync(join(dataFolder, name)) && !existsSync(join(dataFolder, `${name}-wal`)))
      .map((name) => [name, digestOf(join(dataFolder, name))]),
  );
  const path = join(dataFolder, AT_REST);
  try {
    writeFileSync(`${path}.tmp`, `${JSON.stringify({ formatVersion: 1, files } satisfies AtRest)}\n`, {
      mode: 0o600,
    });
    syncFile(`${path}.tmp`);
    renameSync(`${path}.tmp`, path);
    syncFolder(dataFolder);
  } catch (error) {
    rmSync(`${path}.tmp`, { force: true });
    throw machineRefusal(error, true);
  }
}

/**
 * Refuses a folder in which a store is not the file that was closed: an older copy put back brings used tickets to life and
 * loses ballots, and each file by itself looks whole. What was remembered is forgotten before anything is written.
 *
 * @throws Problem store.damaged
 */
export function refuseExchanged(dataFolder: string): void {
  const path = join(dataFolder, AT_REST);
  if (!existsSync(path)) return;
  const { files } = JSON.parse(readFileSync(path, "utf8")) as AtRest;
  for (const [file, digest] of Object.entries(files)) {
    if (!existsSync(join(dataFolder, file))) throw new Problem("store.damaged", { file, reason: "missing" });
    if (digestOf(join(dataFolder, file)) !== digest)
      throw new Problem("store.damaged", { file, reason: "exchanged" });
  }
  rmSync(path);
  syncFolder(dataFolder);
}

const digestOf = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex");
