import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import { machineRefusal } from "../../core/machine-refusal.ts";
import { Problem } from "../../core/problem.ts";
import type {
  ClosedBallot,
  ClosedContents,
  ClosedFiles,
  ClosedHead,
  ClosedText,
  CredentialRow,
  StagedFiles,
} from "../closed.ts";
import { bytesOf } from "../bytes.ts";
import { checkClosedFile, openClosedFile, readClosedHead } from "./check-closed-file.ts";
import { sqliteRefusal } from "./sqlite-refusal.ts";
import { adoptStage, writeStage } from "./stage-closed-files.ts";
import { syncFolder } from "./sync-folder.ts";
import { writeClosedFile } from "./write-closed-file.ts";

const ENDING = ".db";
/** What may be part of a file name on every system. */
const POLL_ID = /^[\p{L}\p{N}_-]+$/u;
/** Rows handed out between two turns of the event loop. */
const TURN_ROWS = 1000;

interface CredentialColumns {
  keyId: Buffer;
  message: Buffer;
  signature: Buffer;
}

interface BallotColumns {
  instrument: string;
  block: string;
  tag: Buffer;
  answers: string;
}

interface TextColumns {
  instrument: string;
  question: string;
  tag: Buffer;
  text: string;
}

/** The closed files of one folder. Each call opens its file and closes it again: nothing stays open between two. */
export class SqliteClosedFiles implements ClosedFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async exists(poll: string): Promise<boolean> {
    if (!existsSync(this.#path(poll))) return false;
    await onDisk(() => syncFolder(this.#folder));
    return true;
  }

  async write(head: ClosedHead, contents: ClosedContents): Promise<void> {
    const path = this.#path(head.poll);
    try {
      await onDisk(() => writeClosedFile(path, head, contents));
    } catch (error) {
      throw sqliteRefusal(error, basename(path));
    }
  }

  async head(poll: string): Promise<ClosedHead> {
    return this.#read(poll, readClosedHead);
  }

  async check(poll: string): Promise<{ readonly digest: string }> {
    const path = this.#path(poll);
    await checkClosedFile(path, basename(path));
    return { digest: await this.digest(poll) };
  }

  async digest(poll: string): Promise<string> {
    const path = this.#path(poll);
    if (!existsSync(path)) throw new Problem("store.damaged", { file: basename(path), reason: "missing" });
    const hash = createHash("sha256");
    await onDisk(() => pipeline(createReadStream(path), hash));
    return hash.digest("hex");
  }

  async *credentials(poll: string): AsyncIterable<CredentialRow> {
    const sql = "select key_id as keyId, message, signature from credentials order by key_id, message";
    for await (const row of this.#rows<CredentialColumns>(poll, sql)) {
      yield { keyId: bytesOf(row.keyId), message: bytesOf(row.message), signature: bytesOf(row.signature) };
    }
  }

  async *ballots(poll: string): AsyncIterable<ClosedBallot> {
    const sql = "select instrument, block, tag, answers from ballots order by instrument, block, tag";
    for await (const { instrument, block, tag, answers } of this.#rows<BallotColumns>(poll, sql)) {
      yield { instrument, block, tag: bytesOf(tag), answers };
    }
  }

  async *texts(poll: string): AsyncIterable<ClosedText> {
    const sql = "select instrument, question, tag, text from texts order by instrument, question, tag";
    for await (const row of this.#rows<TextColumns>(poll, sql)) yield { ...row, tag: bytesOf(row.tag) };
  }

  async receipts(poll: string): Promise<readonly string[]> {
    return this.#read(poll, (db) =>
      db.prepare<[], string>("select receipt from receipts order by receipt").pluck().all(),
    );
  }

  async list(): Promise<readonly string[]> {
    const names = readdirSync(this.#folder).filter((name) => name.endsWith(ENDING));
    return names.map((name) => name.slice(0, -ENDING.length)).toSorted();
  }

  async bytes(poll: string): Promise<Uint8Array> {
    const path = this.#path(poll);
    if (!existsSync(path)) throw new Problem("store.damaged", { file: basename(path), reason: "missing" });
    return onDisk(() => readFile(path));
  }

  async remove(polls: readonly string[]): Promise<void> {
    const paths = polls.map((poll) => this.#path(poll));
    await onDisk(async () => {
      for (const path of paths) await rm(path, { force: true });
      syncFolder(this.#folder);
    });
  }

  removeCopies(polls: readonly string[]): Promise<void> {
    return this.remove(polls);
  }

  async stage(files: ReadonlyMap<string, Uint8Array>): Promise<StagedFiles> {
    for (const poll of files.keys()) this.#path(poll);
    const folder = writeStage(this.#folder, files);
    return {
      reading: new SqliteClosedFiles(folder),
      adopt: async () => adoptStage(folder, this.#folder, files),
      dispose: () => rm(folder, { recursive: true, force: true }),
    };
  }

  async close(): Promise<void> {}

  #path(poll: string): string {
    if (!POLL_ID.test(poll)) throw new Problem("poll.unknown", {});
    return join(this.#folder, `${poll}${ENDING}`);
  }

  #read<T>(poll: string, read: (db: ReturnType<typeof openClosedFile>) => T): T {
    const path = this.#path(poll);
    const db = openClosedFile(path, basename(path));
    try {
      return read(db);
    } catch (error) {
      throw sqliteRefusal(error, basename(path));
    } finally {
      db.close();
    }
  }

  async *#rows<Columns>(poll: string, sql: string): AsyncGenerator<Columns> {
    const path = this.#path(poll);
    const db = openClosedFile(path, basename(path));
    try {
      let count = 0;
      for (const row of db.prepare<[], Columns>(sql).iterate()) {
        yield row;
        count += 1;
        if (count % TURN_ROWS === 0) await nextTurn();
      }
    } catch (error) {
      throw sqliteRefusal(error, basename(path));
    } finally {
      db.close();
    }
  }
}

/** @throws Problem store.storage-full, machine.out-of-files for what the operating system says of the folder's disk */
async function onDisk<T>(act: () => T | Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw machineRefusal(error, true);
  }
}
