import { setImmediate as nextTurn } from "node:timers/promises";
import type { Statement } from "better-sqlite3";
import type { BallotRow, Box, CastOutcome, CastRows, SpentRow, TextRow } from "../box.ts";
import { GroupCommit } from "../group-commit.ts";
import { boxMigrations } from "../migrations/box-migrations.ts";
import { SQLITE_TYPES } from "../migrations/sql-types.ts";
import { shuffled } from "../shuffled.ts";
import { bytesOf, isSameBytes } from "../bytes.ts";
import { eraseInChunks } from "./erase-in-chunks.ts";
import type { SqliteFile, SqliteFileKind } from "./sqlite-file.ts";

export const BOX_KIND: SqliteFileKind = {
  applicationId: 0x706c_626f,
  migrations: boxMigrations(SQLITE_TYPES),
};

/** Rows read at once: a statement left open between two requests would block every write. */
const PAGE_ROWS = 500;

const START = new Uint8Array(0);

interface SpentColumns {
  nullifier: Buffer;
  message: Buffer;
  signature: Buffer;
  retry_digest: Buffer;
}

interface TextColumns {
  question: string;
  tag: Buffer;
  text: string;
}

/** The box in one SQLite file. */
export class SqliteBox implements Box {
  readonly #file: SqliteFile;
  readonly #casts = new GroupCommit<CastRows, CastOutcome>((jobs) => this.#commitCasts(jobs));
  readonly #retryOf: Statement<[Uint8Array, Uint8Array], Buffer>;
  readonly #insertSpent: Statement<Uint8Array[]>;
  readonly #insertBallot: Statement<[Uint8Array, Uint8Array, string]>;
  readonly #insertText: Statement<[Uint8Array, string, Uint8Array, string]>;

  constructor(file: SqliteFile) {
    this.#file = file;
    this.#retryOf = file.db
      .prepare<[Uint8Array, Uint8Array], Buffer>(
        "select retry_digest from spent where key_id = ? and nullifier = ?",
      )
      .pluck();
    this.#insertSpent = file.db.prepare("insert into spent values (?, ?, ?, ?, ?)");
    this.#insertBallot = file.db.prepare("insert into ballots values (?, ?, ?)");
    this.#insertText = file.db.prepare("insert into texts values (?, ?, ?, ?)");
  }

  cast(rows: CastRows): Promise<CastOutcome> {
    return this.#casts.add(rows);
  }

  /** All ballots lie in one file: what goes at a close goes by writing it anew. */
  async setApart(): Promise<void> {}

  async isSpent(keyId: Uint8Array, nullifier: Uint8Array): Promise<boolean> {
    return this.#retryOf.get(keyId, nullifier) !== undefined;
  }

  async countSpent(keyIds: readonly Uint8Array[]): Promise<readonly number[]> {
    const count = this.#file.db
      .prepare<[Uint8Array], number>("select count(*) from spent where key_id = ?")
      .pluck();
    return keyIds.map((keyId) => count.get(keyId)!);
  }

  async tryOut(): Promise<void> {
    this.#file.tryOut();
  }

  drain(): Promise<void> {
    return this.#casts.drain();
  }

  async *spent(keyId: Uint8Array): AsyncIterable<SpentRow> {
    const page = this.#file.db.prepare<[Uint8Array, Uint8Array], SpentColumns>(
      `select nullifier, message, signature, retry_digest from spent
       where key_id = ? and nullifier > ? order by nullifier limit ${PAGE_ROWS}`,
    );
    let after: Uint8Array = START;
    for (let rows = page.all(keyId, after); rows.length > 0; rows = page.all(keyId, after)) {
      for (const row of rows) yield spentRow(keyId, row);
      after = rows.at(-1)!.nullifier;
      await nextTurn();
    }
  }

  async *ballots(keyId: Uint8Array): AsyncIterable<BallotRow> {
    const page = this.#file.db.prepare<[Uint8Array, Uint8Array], { tag: Buffer; answers: string }>(
      `select tag, answers from ballots where key_id = ? and tag > ? order by tag limit ${PAGE_ROWS}`,
    );
    let after: Uint8Array = START;
    for (let rows = page.all(keyId, after); rows.length > 0; rows = page.all(keyId, after)) {
      for (const { tag, answers } of rows) yield { keyId, tag: bytesOf(tag), answers };
      after = rows.at(-1)!.tag;
      await nextTurn();
    }
  }

  async *texts(keyId: Uint8Array): AsyncIterable<TextRow> {
    const page = this.#file.db.prepare<[Uint8Array, string, Uint8Array], TextColumns>(
      `select question, tag, text from texts where key_id = ? and (question, tag) > (?, ?)
       order by question, tag limit ${PAGE_ROWS}`,
    );
    let question = "";
    let after: Uint8Array = START;
    for (
      let rows = page.all(keyId, question, after);
      rows.length > 0;
      rows = page.all(keyId, question, after)
    ) {
      for (const row of rows) yield { keyId, question: row.question, tag: bytesOf(row.tag), text: row.text };
      ({ question, tag: after } = rows.at(-1)!);
      await nextTurn();
    }
  }

  async erase(keyIds: readonly Uint8Array[]): Promise<void> {
    await this.drain();
    await eraseInChunks(this.#file, "spent", "key_id", keyIds);
    await eraseInChunks(this.#file, "ballots", "key_id", keyIds);
    await eraseInChunks(this.#file, "texts", "key_id", keyIds);
    await this.#file.rewrite();
  }

  async close(): Promise<void> {
    await this.drain();
    this.#file.close();
  }

  /** Outcomes follow the order of arrival, the first of two equal nullifiers wins; each table is shuffled on its own. */
  #commitCasts(jobs: readonly CastRows[]): readonly CastOutcome[] {
    return this.#file.write(() => {
      const fresh = new Map<string, CastRows>();
      const outcomes = jobs.map((rows): CastOutcome => {
        const { keyId, nullifier, retryDigest } = rows.spent;
        const key = Buffer.concat([keyId, nullifier]).toString("latin1");
        const stored = fresh.get(key)?.spent.retryDigest ?? this.#retryOf.get(keyId, nullifier);
        if (stored) return isSameBytes(stored, retryDigest) ? "same" : "other";
        fresh.set(key, rows);
        return "new";
      });
      this.#insert([...fresh.values()]);
      return outcomes;
    });
  }

  #insert(casts: readonly CastRows[]): void {
    for (const { keyId, nullifier, message, signature, retryDigest } of shuffled(casts.map((c) => c.spent))) {
      this.#insertSpent.run(keyId, nullifier, message, signature, retryDigest);
    }
    for (const { keyId, tag, answers } of shuffled(casts.map((c) => c.ballot))) {
      this.#insertBallot.run(keyId, tag, answers);
    }
    for (const { keyId, question, tag, text } of shuffled(casts.flatMap((c) => c.texts))) {
      this.#insertText.run(keyId, question, tag, text);
    }
  }
}

function spentRow(keyId: Uint8Array, row: SpentColumns): SpentRow {
  return {
    keyId,
    nullifier: bytesOf(row.nullifier),
    message: bytesOf(row.message),
    signature: bytesOf(row.signature),
    retryDigest: bytesOf(row.retry_digest),
  };
}
