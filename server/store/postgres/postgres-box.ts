import type { PoolClient } from "pg";
import type { BallotRow, Box, CastOutcome, CastRows, SpentRow, TextRow } from "../box.ts";
import { bytesOf, isSameBytes } from "../bytes.ts";
import { GroupCommit } from "../group-commit.ts";
import { boxMigrations } from "../migrations/box-migrations.ts";
import { POSTGRES_TYPES } from "../migrations/sql-types.ts";
import { shuffled } from "../shuffled.ts";
import type { SeenPoll } from "../poll-doors.ts";
import { type AtDoor, type PostgresDoors, type SeenJob, unlessMoved } from "./postgres-doors.ts";
import { addPartitions, dropPartitions, withPartitions } from "./poll-partitions.ts";
import type { PostgresSchema, PostgresSchemaKind } from "./postgres-schema.ts";

export const BOX_KIND: PostgresSchemaKind = {
  name: "box",
  migrations: boxMigrations(POSTGRES_TYPES),
  connections: 4,
  unsampled: "all",
};

/** Each is cut by poll: by its key ids, for the box knows nothing else of a poll. */
const TABLES = ["spent", "ballots", "texts"] as const;

/** Rows read at once: no transaction stays open while a reader is slow. */
const PAGE_ROWS = 500;

const START = new Uint8Array(0);

interface SeenCast extends SeenJob {
  readonly rows: CastRows;
}

interface SpentColumns {
  nullifier: Buffer;
  message: Buffer;
  signature: Buffer;
  retry_digest: Buffer;
}

interface BallotColumns {
  tag: Buffer;
  answers: string;
}

interface TextColumns {
  question: string;
  tag: Buffer;
  text: Buffer;
}

/** The box in one PostgreSQL schema. */
export class PostgresBox implements Box {
  readonly #schema: PostgresSchema;
  readonly #doors: PostgresDoors;
  readonly #casts = new GroupCommit<SeenCast, AtDoor<CastOutcome>>((jobs) =>
    this.#doors.forEverybody(() => this.#commit(jobs)),
  );

  constructor(schema: PostgresSchema, doors: PostgresDoors) {
    this.#schema = schema;
    this.#doors = doors;
  }

  async cast(rows: CastRows, seen?: SeenPoll): Promise<CastOutcome> {
    return unlessMoved(await this.#casts.add({ rows, seen }));
  }

  async setApart(polls: readonly (readonly Uint8Array[])[]): Promise<void> {
    for (const table of TABLES) await addPartitions(this.#schema, table, polls);
  }

  async isSpent(keyId: Uint8Array, nullifier: Uint8Array): Promise<boolean> {
    const sql = "select 1 from spent where key_id = $1 and nullifier = $2";
    return (await this.#schema.rows(sql, [keyId, nullifier])).length > 0;
  }

  async countSpent(keyIds: readonly Uint8Array[]): Promise<readonly number[]> {
    const sql = "select key_id, count(*) from spent where key_id = any($1) group by key_id";
    const rows = await this.#schema.rows<{ key_id: Buffer; count: string }>(sql, [keyIds]);
    const counts = new Map(rows.map((row) => [row.key_id.toString("hex"), Number(row.count)]));
    return keyIds.map((keyId) => counts.get(Buffer.from(keyId).toString("hex")) ?? 0);
  }

  tryOut(): Promise<void> {
    return this.#schema.tryOut("spent");
  }

  drain(): Promise<void> {
    return this.#casts.drain();
  }

  async *spent(keyId: Uint8Array): AsyncIterable<SpentRow> {
    const page = (after: Uint8Array): Promise<SpentColumns[]> =>
      this.#schema.rows(
        `select nullifier, message, signature, retry_digest from spent
         where key_id = $1 and nullifier > $2 order by nullifier limit ${PAGE_ROWS}`,
        [keyId, after],
      );
    for (let rows = await page(START); rows.length > 0; rows = await page(rows.at(-1)!.nullifier)) {
      for (const row of rows) yield spentRow(keyId, row);
    }
  }

  async *ballots(keyId: Uint8Array): AsyncIterable<BallotRow> {
    const page = (after: Uint8Array): Promise<BallotColumns[]> =>
      this.#schema.rows(
        `select tag, answers from ballots where key_id = $1 and tag > $2 order by tag limit ${PAGE_ROWS}`,
        [keyId, after],
      );
    for (let rows = await page(START); rows.length > 0; rows = await page(rows.at(-1)!.tag)) {
      for (const { tag, answers } of rows) yield { keyId, tag: bytesOf(tag), answers };
    }
  }

  async *texts(keyId: Uint8Array): AsyncIterable<TextRow> {
    const page = (last: { question: string; tag: Uint8Array }): Promise<TextColumns[]> =>
      this.#schema.rows(
        `select question, tag, text from texts where key_id = $1 and (question, tag) > ($2, $3)
         order by question, tag limit ${PAGE_ROWS}`,
        [keyId, last.question, last.tag],
      );
    const start = { question: "", tag: START };
    for (let rows = await page(start); rows.length > 0; rows = await page(rows.at(-1)!)) {
      for (const { question, tag, text } of rows) {
        yield { keyId, question, tag: bytesOf(tag), text: text.toString("utf8") };
      }
    }
  }

  async erase(keyIds: readonly Uint8Array[]): Promise<void> {
    await this.drain();
    for (const table of TABLES) await dropPartitions(this.#schema, table, keyIds);
    await this.#schema.forgetLog();
  }

  async close(): Promise<void> {
    await this.drain();
    await this.#schema.close();
  }

  #commit(jobs: readonly SeenCast[]): Promise<readonly AtDoor<CastOutcome>[]> {
    let casts: readonly CastRows[] = [];
    const commit = () =>
      this.#schema.write((client) =>
        this.#doors.commit(client, jobs, (stay) => {
          casts = stay.map(({ rows }) => rows);
          return commitCasts(client, casts);
        }),
      );
    // For those whose poll nobody has set apart: which keys are of one poll is not known here.
    return withPartitions(commit, () => this.setApart(casts.map(({ spent }) => [spent.keyId])));
  }
}

const textKey = (keyId: Uint8Array, nullifier: Uint8Array): string =>
  Buffer.concat([keyId, nullifier]).toString("latin1");

/** Outcomes follow the order of arrival, the first of two equal nullifiers wins; each table is shuffled on its own. */
async function commitCasts(client: PoolClient, jobs: readonly CastRows[]): Promise<readonly CastOutcome[]> {
  const tried = new Map<string, CastRows>();
  for (const rows of jobs) {
    const key = textKey(rows.spent.keyId, rows.spent.nullifier);
    if (!tried.has(key)) tried.set(key, rows);
  }
  const inserted = await insertSpent(client, shuffled([...tried.values()].map((c) => c.spent)));
  const fresh = [...tried].flatMap(([key, rows]) => (inserted.has(key) ? [rows] : []));
  await insertBallots(client, shuffled(fresh.map((c) => c.ballot)));
  await insertTexts(client, shuffled(fresh.flatMap((c) => c.texts)));
  const stored = await retryDigests(
    client,
    [...tried].flatMap(([key, rows]) => (inserted.has(key) ? [] : [rows.spent])),
  );
  return jobs.map((rows): CastOutcome => {
    const key = textKey(rows.spent.keyId, rows.spent.nullifier);
    if (inserted.has(key) && tried.get(key) === rows) return "new";
    const before = stored.get(key) ?? tried.get(key)!.spent.retryDigest;
    return isSameBytes(before, rows.spent.retryDigest) ? "same" : "other";
  });
}

/** @returns the keys of those that were not there; where another process is just storing one, it waits for the outcome */
async function insertSpent(client: PoolClient, rows: readonly SpentRow[]): Promise<Set<string>> {
  const inserted = await client.query<{ key_id: Buffer; nullifier: Buffer }>(
    `insert into spent select * from unnest($1::bytea[], $2::bytea[], $3::bytea[], $4::bytea[], $5::bytea[])
     on conflict (key_id, nullifier) do nothing returning key_id, nullifier`,
    [
      rows.map(({ keyId }) => keyId),
      rows.map(({ nullifier }) => nullifier),
      rows.map(({ message }) => message),
      rows.map(({ signature }) => signature),
      rows.map(({ retryDigest }) => retryDigest),
    ],
  );
  return new Set(inserted.rows.map((row) => textKey(row.key_id, row.nullifier)));
}

async function insertBallots(client: PoolClient, rows: readonly BallotRow[]): Promise<void> {
  await client.query("insert into ballots select * from unnest($1::bytea[], $2::bytea[], $3::text[])", [
    rows.map(({ keyId }) => keyId),
    rows.map(({ tag }) => tag),
    rows.map(({ answers }) => answers),
  ]);
}

async function insertTexts(client: PoolClient, rows: readonly TextRow[]): Promise<void> {
  const sql = "insert into texts select * from unnest($1::bytea[], $2::text[], $3::bytea[], $4::bytea[])";
  await client.query(sql, [
    rows.map(({ keyId }) => keyId),
    rows.map(({ question }) => question),
    rows.map(({ tag }) => tag),
    rows.map(({ text }) => Buffer.from(text, "utf8")),
  ]);
}

/** The retry digest stored before, by key, of credentials that are spent already. */
async function retryDigests(
  client: PoolClient,
  spent: readonly SpentRow[],
): Promise<Map<string, Uint8Array>> {
  if (spent.length === 0) return new Map();
  const { rows } = await client.query<{ key_id: Buffer; nullifier: Buffer; retry_digest: Buffer }>(
    `select key_id, nullifier, retry_digest from spent
     where key_id = any($1) and (key_id, nullifier) in (select * from unnest($1::bytea[], $2::bytea[]))`,
    [spent.map(({ keyId }) => keyId), spent.map(({ nullifier }) => nullifier)],
  );
  return new Map(rows.map((row) => [textKey(row.key_id, row.nullifier), row.retry_digest]));
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
