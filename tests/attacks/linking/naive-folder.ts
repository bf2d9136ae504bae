/** Folders of products that did not think of it: each keeps the order of votes in one of the known ways. */
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { shuffled } from "../../../server/store/shuffled.ts";
import type { SeizedFile } from "./extractors.ts";
import type { Traces } from "./pairings.ts";
import { seize } from "./seize.ts";

/** Short traces, as a form with few questions has, so that sixty rows fit on one page. */
export function naiveTraces(voters: number): Traces {
  const marks = (length: number): Buffer[] => Array.from({ length: voters }, () => randomBytes(length));
  return { ballots: marks(12), texts: marks(12), credentials: marks(16), tickets: marks(16) };
}

/** Builds a folder, seizes it while its databases are open, and removes it. */
function inFolder(build: (folder: string) => readonly Database.Database[]): SeizedFile[] {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-naive-"));
  const open = build(folder);
  try {
    return seize(folder);
  } finally {
    for (const db of open) db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function opened(path: string, pragmas: readonly string[], tables: readonly string[]): Database.Database {
  const db = new Database(path);
  for (const pragma of pragmas) db.pragma(pragma);
  for (const table of tables) db.exec(table);
  return db;
}

/** A random TEXT key: the hidden row number counts the votes. */
export const textKeys = (traces: Traces): SeizedFile[] =>
  inFolder((folder) => {
    const db = opened(
      join(folder, "box.db"),
      ["journal_mode = delete"],
      [
        "create table votes (id text primary key, answers blob, note blob)",
        "create table used (id text primary key, credential blob, ticket blob)",
      ],
    );
    traces.ballots.forEach((ballot, i) => {
      db.prepare("insert into votes values (?, ?, ?)").run(
        randomBytes(8).toString("hex"),
        ballot,
        traces.texts[i],
      );
      db.prepare("insert into used values (?, ?, ?)").run(
        randomBytes(8).toString("hex"),
        traces.credentials[i],
        traces.tickets[i],
      );
    });
    return [db];
  });

const RANDOM_KEYS = (["ballots", "texts", "credentials", "tickets"] as const).map(
  (kind) => `create table ${kind} (id blob primary key, mark blob) without rowid`,
);

/** One transaction a vote: ballot, text, credential and ticket in tables that nothing joins, under random keys. */
function castOneByOne(db: Database.Database, traces: Traces, fill = 0): void {
  const kinds = Object.entries(traces) as [string, readonly Buffer[]][];
  const mark = Buffer.alloc(fill);
  traces.ballots.forEach((_, i) => {
    db.transaction(() => {
      for (const [kind, marks] of kinds) {
        db.prepare(`insert into ${kind} values (?, ?)`).run(randomBytes(8), Buffer.concat([marks[i]!, mark]));
      }
    })();
  });
}

/** WITHOUT ROWID and random keys: the cells of a page still lie in the order in which they came. */
export const randomKeys = (traces: Traces): SeizedFile[] =>
  inFolder((folder) => {
    const db = opened(join(folder, "box.db"), ["journal_mode = delete"], RANDOM_KEYS);
    castOneByOne(db, traces);
    return [db];
  });

/** As before with rows so large that pages split again and again: the log still tells every commit. */
export const writeAheadLog = (traces: Traces): SeizedFile[] =>
  inFolder((folder) => {
    const db = opened(join(folder, "box.db"), ["journal_mode = wal"], RANDOM_KEYS);
    castOneByOne(db, traces, 300);
    return [db];
  });

/** A queue that is emptied without overwriting, beside a box that is sorted properly. */
export const emptiedQueue = (traces: Traces): SeizedFile[] =>
  inFolder((folder) => {
    const db = opened(
      join(folder, "box.db"),
      ["journal_mode = delete", "secure_delete = off"],
      ["create table queue (vote blob)"],
    );
    traces.ballots.forEach((ballot, i) => {
      const vote = Buffer.concat([traces.tickets[i]!, traces.credentials[i]!, ballot, traces.texts[i]!]);
      db.prepare("insert into queue values (?)").run(vote);
    });
    db.exec("delete from queue");
    return [db];
  });

/** One file a ballot, with a random name; one file a ticket used. */
export const filePerBallot = (traces: Traces): SeizedFile[] =>
  inFolder((folder) => {
    const times = traces.ballots.map((_, i) => new Date(Date.UTC(2026, 10, 20, 9, 0, i)));
    const write = (kind: string, i: number, bytes: Buffer): void => {
      const path = join(folder, kind, randomBytes(8).toString("hex"));
      mkdirSync(join(folder, kind), { recursive: true });
      writeFileSync(path, bytes);
      utimesSync(path, times[i]!, times[i]!);
    };
    for (const i of shuffled(times.map((_, at) => at))) {
      write("ballots", i, Buffer.concat([traces.ballots[i]!, traces.texts[i]!]));
      write("used", i, Buffer.concat([traces.tickets[i]!, traces.credentials[i]!]));
    }
    return [];
  });

/** A log of requests that names tickets and ballots. */
export const requestLog = (traces: Traces): SeizedFile[] =>
  inFolder((folder) => {
    const lines = traces.ballots.map(
      (ballot, i) =>
        `POST /vote?ticket=${traces.tickets[i]!.toString("hex")}&c=${traces.credentials[i]!.toString("base64url")} ` +
        `${ballot.toString("base64")} ${traces.texts[i]!.toString("hex")}\n`,
    );
    writeFileSync(join(folder, "access.log"), lines.join(""));
    return [];
  });

/** Ballots tagged with the head of the credential's signature, and sorted by it. */
export const tagFromSignature = (traces: Traces): SeizedFile[] =>
  inFolder((folder) => {
    const db = opened(
      join(folder, "box.db"),
      ["journal_mode = delete"],
      [
        "create table spent (id blob primary key, nullifier blob, message blob, signature blob) without rowid",
        "create table ballots (tag blob primary key, answers blob) without rowid",
      ],
    );
    traces.ballots.forEach((ballot, i) => {
      const signature = randomBytes(64);
      db.prepare("insert into spent values (?, ?, ?, ?)").run(
        randomBytes(8),
        randomBytes(8),
        traces.credentials[i],
        signature,
      );
      db.prepare("insert into ballots values (?, ?)").run(signature.subarray(0, 16), ballot);
    });
    return [db];
  });

/** Ballots that say how long their text is. */
export const textLengths = (traces: Traces): SeizedFile[] =>
  inFolder((folder) => {
    const db = opened(
      join(folder, "box.db"),
      ["journal_mode = delete"],
      [
        "create table ballots (tag blob primary key, answers blob) without rowid",
        "create table texts (tag blob primary key, text blob) without rowid",
      ],
    );
    traces.ballots.forEach((ballot, i) => {
      const fill = Buffer.alloc(5 * i);
      db.prepare("insert into ballots values (?, ?)").run(randomBytes(16), Buffer.concat([ballot, fill]));
      db.prepare("insert into texts values (?, ?)").run(
        randomBytes(16),
        Buffer.concat([traces.texts[i]!, fill]),
      );
    });
    return [db];
  });
