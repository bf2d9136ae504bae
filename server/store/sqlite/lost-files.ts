import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Problem } from "../../core/problem.ts";
import { isLogBroken } from "./broken-log.ts";
import type { SqliteFile } from "./sqlite-file.ts";
import { syncFolder } from "./sync-folder.ts";

/** There from the moment all stores are open until they are closed in order; what a killed process leaves behind. */
const MARK = "in-use";

export const STORE_FILES = ["office.db", "roll.db", "box.db"] as const;

/**
 * The mark holds what the logs began with and how often each store was opened, so that a log, or a store, of an earlier
 * opening is told from one of this.
 */
export function markInUse(dataFolder: string): void {
  const begun = STORE_FILES.flatMap((file) => [
    [file, countOf(join(dataFolder, `${file}-wal`), LOG_COUNT_AT)] as const,
    [openingsOf(file), countOf(join(dataFolder, file), CHANGES_AT)] as const,
  ]);
  writeMark(dataFolder, Object.fromEntries(begun));
}

/** Key in the mark; the log of the store has the store's own name. */
const openingsOf = (file: string): string => `openings of ${file}`;

type Mark = Readonly<Record<string, number | "closed" | null>>;

function writeMark(dataFolder: string, mark: Mark): void {
  const descriptor = openSync(join(dataFolder, MARK), "w", 0o600);
  try {
    writeFileSync(descriptor, JSON.stringify(mark));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  syncFolder(dataFolder);
}

/** A folder that an earlier version of the product left behind has an empty mark. */
function readMark(dataFolder: string): Mark {
  const path = join(dataFolder, MARK);
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  return text === "" ? {} : (JSON.parse(text) as Mark);
}

/** Whether the process before ended without closing. */
export const wasLeftInUse = (dataFolder: string): boolean => existsSync(join(dataFolder, MARK));

/** Comes before the stores are closed: without the mark a log may be there or not, with it there must be one. */
export function unmarkInUse(dataFolder: string): void {
  if (!existsSync(dataFolder)) return;
  rmSync(join(dataFolder, MARK), { force: true });
  syncFolder(dataFolder);
}

/**
 * Comes before the stores of a start that was refused are closed: closing takes their logs away, and the next start must not
 * miss them. A log that was not opened is still asked for.
 *
 * @param opened files that were opened and are about to be closed
 */
export function leaveRefusedStart(dataFolder: string, opened: readonly string[]): void {
  if (opened.length === 0 || !wasLeftInUse(dataFolder)) return;
  if (STORE_FILES.every((file) => opened.includes(file))) return unmarkInUse(dataFolder);
  const closed = Object.fromEntries(opened.map((file) => [file, "closed" as const]));
  writeMark(dataFolder, { ...readMark(dataFolder), ...closed });
}

/**
 * Refuses a folder from which a file was taken: a store beside the others, or the log (`-wal`) of a process that was
 * killed, which holds acknowledged rows; and a log that was changed.
 *
 * @throws Problem store.damaged
 */
export function refuseLostFiles(dataFolder: string): void {
  const isThere = (name: string): boolean => existsSync(join(dataFolder, name));
  const mark = readMark(dataFolder);
  const wasUsed = isThere("office.db") || isThere(MARK) || holdsClosed(dataFolder);
  for (const file of STORE_FILES) {
    if (wasUsed && !isThere(file)) throw new Problem("store.damaged", { file, reason: "missing" });
    const log = `${file}-wal`;
    const needsLog = isThere(MARK) && mark[file] !== "closed";
    if (needsLog && !isThere(log)) throw new Problem("store.damaged", { file: log, reason: "missing" });
    if (isThere(log) && isLogBroken(readFileSync(join(dataFolder, log)))) {
      throw new Problem("store.damaged", { file: log, reason: "log-changed" });
    }
    if (isLogOfEarlierOpening(dataFolder, file, mark) || isOfEarlierOpening(dataFolder, file, mark)) {
      throw new Problem("store.damaged", { file, reason: "exchanged" });
    }
  }
}

/** A log begins with a random number at each opening and counts on from there each time it begins anew. */
const LOG_COUNT_AT = 16;
const COUNT_STEPS_MAX = 0x0100_0000;
/** SQLite's "file change counter" (file format, 1.3.7): with a log, one more for each opening that writes. */
const CHANGES_AT = 24;

/** A store that was put back from before this opening: the log that lies beside it would be laid over what it does not fit. */
function isOfEarlierOpening(dataFolder: string, file: string, mark: Mark): boolean {
  const begun = mark[openingsOf(file)];
  const now = countOf(join(dataFolder, file), CHANGES_AT);
  return typeof begun === "number" && (now === null || now < begun);
}

function isLogOfEarlierOpening(dataFolder: string, file: string, mark: Mark): boolean {
  const begun = mark[file];
  const now = countOf(join(dataFolder, `${file}-wal`), LOG_COUNT_AT);
  return typeof begun === "number" && now !== null && (now - begun) >>> 0 >= COUNT_STEPS_MAX;
}

/** @returns null while the file holds nothing */
function countOf(path: string, at: number): number | null {
  if (!existsSync(path)) return null;
  const descriptor = openSync(path, "r");
  try {
    const count = Buffer.alloc(4);
    return readSync(descriptor, count, 0, 4, at) === 4 ? count.readUInt32BE(0) : null;
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Refuses to begin an office store anew beside keys or ballots: its file was taken away.
 *
 * @throws Problem store.damaged
 */
export function refuseLostOffice(dataFolder: string, others: readonly SqliteFile[]): void {
  if (existsSync(join(dataFolder, "office.db"))) return;
  for (const { db } of others) {
    const tables = db
      .prepare<[], string>("select name from sqlite_schema where type = 'table'")
      .pluck()
      .all();
    if (tables.some((table) => db.prepare(`select 1 from ${table} limit 1`).get() !== undefined)) {
      throw new Problem("store.damaged", { file: "office.db", reason: "missing" });
    }
  }
}

function holdsClosed(dataFolder: string): boolean {
  return readdirSync(join(dataFolder, "closed")).some((name) => name.endsWith(".db"));
}
