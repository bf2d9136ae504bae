import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { Problem } from "../../core/problem.ts";
import { type Secrets, SECRETS } from "../secrets.ts";
import { copiedPolls, rememberCopy } from "./copies.ts";
import { refuseHalfRestored } from "./half-restored.ts";
import { sqliteRefusal } from "./sqlite-refusal.ts";
import { syncFile, syncFolder } from "./sync-folder.ts";

export interface BackupOptions {
  /**
   * Keys and ballots of polls that are not closed yet, and secrets of phones. Without them these polls cannot go on from the
   * copy, only be voided, and where codes are asked for every account enrols anew.
   */
  readonly privateKeys: boolean;
}

/** What a backup holds, as it is written beside the files. No time: `office.db` has the office's own. */
export interface BackupList {
  readonly formatVersion: 1;
  /** Whether polls that were not closed can go on from the copy. */
  readonly privateKeys: boolean;
  /** Paths inside the target, with SHA-256 in hex. */
  readonly files: readonly { readonly file: string; readonly digest: string }[];
}

export interface BackupReport extends BackupList {
  /** Units whose polls take ballots now and were copied before while they did: two copies show what came in between. */
  readonly copiedAgain: readonly string[];
}

/** The file that holds the list. */
export const BACKUP_LIST = "backup.json";

const TRIES_MAX = 5;

/**
 * Copies a data folder, also while a server works on it, into a folder that is new or empty; the copy is a data
 * folder. Rows are written anew in key order: the page order and the log of a live file tell the order of casts, so
 * the files themselves are never copied. Starts over when a poll moved on to another state meanwhile.
 *
 * @throws Problem usage when the target is not empty or the folder is not one of ours, or while paper is being keyed or
 *   lies merged in a poll that is not closed; store.damaged for a folder that a restore did not finish; store.storage-full
 */
export function backup(dataFolder: string, target: string, options: BackupOptions): BackupReport {
  if (!existsSync(join(dataFolder, "office.db"))) throw new Problem("usage", { reason: "no data folder" });
  refuseHalfRestored(dataFolder);
  refuseFilledTarget(target);
  refuseWithPaper(dataFolder);
  try {
    for (let attempt = 1; attempt <= TRIES_MAX; attempt += 1) {
      mkdirSync(join(target, "closed"), { recursive: true, mode: 0o700 });
      const before = pollStates(dataFolder);
      copyStores(dataFolder, target, options);
      if (pollStates(dataFolder) === before)
        return reportBackup(dataFolder, pollsTaking(dataFolder), finishBackup(target, options));
      rmSync(target, { recursive: true });
    }
  } catch (error) {
    rmSync(target, { recursive: true, force: true });
    throw sqliteRefusal(error, target);
  }
  throw new Problem("usage", { reason: "polls are being closed; try again" });
}

/** @throws Problem usage when the target of a backup holds something */
export function refuseFilledTarget(target: string): void {
  if (existsSync(target) && readdirSync(target).length > 0) {
    throw new Problem("usage", { reason: "target is not empty" });
  }
}

/**
 * Drafts of keying would outlive their erasure in a copy. And the paper ballots of an open poll lie under a key of their
 * own, so a copy would show the answers of however few handed in paper; closing mixes them into their block.
 */
export function refuseWithPaper(dataFolder: string): void {
  const has = (file: string, query: string): boolean => {
    const db = new Database(join(dataFolder, file), { readonly: true, fileMustExist: true });
    try {
      const table = /from (\w+)/.exec(query)![1]!;
      const isThere = db.prepare("select 1 from sqlite_schema where name = ?").get(table) !== undefined;
      return isThere && db.prepare(query).get() !== undefined;
    } finally {
      db.close();
    }
  };
  if (
    has("office.db", "select 1 from paper_sessions limit 1") ||
    has("roll.db", "select 1 from signing_keys where source = 'paper' limit 1")
  ) {
    throw new Problem("usage", { reason: "paper not closed" });
  }
}

/** The box before the roll: every ballot of the copy has its redeemed ticket there. */
function copyStores(dataFolder: string, target: string, { privateKeys }: BackupOptions): void {
  for (const store of ["box", "roll", "office"] as const) {
    const [source, copy] = [join(dataFolder, `${store}.db`), join(target, `${store}.db`)];
    if (privateKeys) vacuumInto(source, copy);
    else copyWithoutSecrets(source, copy, SECRETS[store]);
  }
  for (const name of closedNames(dataFolder)) {
    copyFileSync(join(dataFolder, "closed", name), join(target, "closed", name));
  }
}

function vacuumInto(source: string, target: string): void {
  const db = new Database(source, { readonly: true, fileMustExist: true });
  try {
    db.pragma("temp_store = memory");
    db.prepare("vacuum into ?").run(target);
  } finally {
    db.close();
  }
}

/**
 * Rows in key order, without the secrets, which never touch the target's disk, not even to be wiped there. Tables are made
 * as they stand, so that a folder of an earlier version is copied as what it is.
 */
function copyWithoutSecrets(source: string, target: string, secrets: Secrets): void {
  const db = new Database(target);
  try {
    db.pragma("synchronous = off");
    db.pragma("foreign_keys = off");
    db.prepare("attach database ? as live").run(source);
    db.transaction(() => {
      const made = db
        .prepare<[], { type: string; name: string; sql: string }>(
          `select type, name, sql from live.sqlite_schema where sql is not null order by type desc, rowid`,
        )
        .all();
      for (const { sql } of made) db.exec(sql);
      for (const { type, name } of made)
        if (type === "table" && secrets[name] !== "rows") copyTable(db, name, secrets[name] ?? []);
      for (const pragma of ["application_id", "user_version"])
        db.pragma(`main.${pragma} = ${db.pragma(`live.${pragma}`, { simple: true })}`);
    })();
  } finally {
    db.close();
  }
}

/** @param blank columns that are empty in the copy */
function copyTable(db: Database.Database, table: string, blank: readonly string[]): void {
  const columns = db
    .prepare<[string], { name: string; pk: number }>("select name, pk from pragma_table_info(?, 'live')")
    .all(table);
  const key = columns.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk);
  const picked = columns.map(({ name }) => (blank.includes(name) ? "x''" : `"${name}"`));
  db.exec(
    `insert into main."${table}" select ${picked.join(", ")} from live."${table}"
     order by ${key.map(({ name }) => `"${name}"`).join(", ")}`,
  );
}

export interface TakingPoll {
  readonly poll: string;
  /** Its name. */
  readonly unit: string;
}

/** Remembers which polls were copied while they take ballots, and says which were before. */
export function reportBackup(
  dataFolder: string,
  taking: readonly TakingPoll[],
  list: BackupList,
): BackupReport {
  const before = copiedPolls(dataFolder);
  const copiedAgain = taking.filter(({ poll }) => before.has(poll)).map(({ unit }) => unit);
  if (taking.length > 0) {
    rememberCopy(
      dataFolder,
      taking.map(({ poll }) => poll),
    );
  }
  return { ...list, copiedAgain };
}

/** Polls that take ballots, and their units as they are stored; the same words in both engines. */
export const TAKING_POLLS = `select polls.id, units.unit
  from polls join units on units.round = polls.round and units.id = polls.unit
  where polls.state in ('open', 'paused', 'closing') and polls.is_rehearsal = 0 order by units.position, polls.id`;

export const takingPoll = ({ id, unit }: { readonly id: string; readonly unit: string }): TakingPoll => ({
  poll: id,
  unit: (JSON.parse(unit) as { name: string }).name,
});

function pollsTaking(dataFolder: string): TakingPoll[] {
  const db = new Database(join(dataFolder, "office.db"), { readonly: true, fileMustExist: true });
  try {
    const rows = db.prepare<[], { id: string; unit: string }>(TAKING_POLLS).all();
    return rows.map(takingPoll);
  } finally {
    db.close();
  }
}

function pollStates(dataFolder: string): string {
  const db = new Database(join(dataFolder, "office.db"), { readonly: true, fileMustExist: true });
  try {
    return JSON.stringify(db.prepare("select id, state from polls order by id").all());
  } finally {
    db.close();
  }
}

const closedNames = (folder: string): string[] =>
  readdirSync(join(folder, "closed"))
    .filter((name) => name.endsWith(".db"))
    .toSorted();

/** Syncs the copy and writes its list, which comes last: a folder with a list is whole. */
export function finishBackup(target: string, { privateKeys }: BackupOptions): BackupList {
  const names = ["box.db", "office.db", "roll.db", ...closedNames(target).map((name) => `closed/${name}`)];
  const files = names.map((file) => {
    syncFile(join(target, file));
    return {
      file,
      digest: createHash("sha256")
        .update(readFileSync(join(target, file)))
        .digest("hex"),
    };
  });
  syncFolder(join(target, "closed"));
  const list: BackupList = { formatVersion: 1, privateKeys, files };
  writeFileSync(join(target, BACKUP_LIST), `${JSON.stringify(list, null, 1)}\n`, { mode: 0o600 });
  syncFile(join(target, BACKUP_LIST));
  syncFolder(target);
  return list;
}
