import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { syncFile, syncFolder } from "./sync-folder.ts";

/** Which polls were copied while they took ballots: two copies of one show which ballots came in between. */
const COPIES_FILE = "copies.json";

/** Polls of which a copy was made while they were open, as this folder remembers it. */
export function copiedPolls(dataFolder: string): ReadonlySet<string> {
  const path = join(dataFolder, COPIES_FILE);
  if (!existsSync(path)) return new Set();
  const { polls } = JSON.parse(readFileSync(path, "utf8")) as { polls: readonly string[] };
  return new Set(polls);
}

/** Remembers a copy. An act of the office; it says nothing of who answered, how many or when. */
export function rememberCopy(dataFolder: string, polls: readonly string[]): void {
  const path = join(dataFolder, COPIES_FILE);
  const all = [...new Set([...copiedPolls(dataFolder), ...polls])].toSorted();
  writeFileSync(`${path}.tmp`, `${JSON.stringify({ polls: all })}\n`, { mode: 0o600 });
  syncFile(`${path}.tmp`);
  renameSync(`${path}.tmp`, path);
  syncFolder(dataFolder);
}
