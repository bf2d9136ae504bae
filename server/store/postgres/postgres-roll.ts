import type { PoolClient } from "pg";
import { bytesOf, isSameBytes } from "../bytes.ts";
import { GroupCommit } from "../group-commit.ts";
import { rollMigrations } from "../migrations/roll-migrations.ts";
import { POSTGRES_TYPES } from "../migrations/sql-types.ts";
import type {
  Exchange,
  ExchangeOutcome,
  PollKeyRow,
  Roll,
  RollCount,
  SigningKeyRow,
  TicketRow,
  UseOutcome,
} from "../roll.ts";
import { shuffled } from "../shuffled.ts";
import type { SeenPoll } from "../poll-doors.ts";
import { type AtDoor, type PostgresDoors, type SeenJob, unlessMoved } from "./postgres-doors.ts";
import { addPartitions, dropPartitions, withPartitions } from "./poll-partitions.ts";
import type { PostgresSchema, PostgresSchemaKind } from "./postgres-schema.ts";
import { rewriteWithout, rewriteWithoutKeys } from "./rewrite-without.ts";

export const ROLL_KIND: PostgresSchemaKind = {
  name: "roll",
  migrations: rollMigrations(POSTGRES_TYPES),
  connections: 4,
  unsampled: "all",
};

interface TicketColumns {
  hash: Buffer;
  poll: string;
  batch: string;
  state: TicketRow["state"];
  blinded_digest: Buffer | null;
}

interface SigningKeyColumns {
  key_id: Buffer;
  poll: string;
  block: string;
  instrument: string;
  source: SigningKeyRow["source"];
  public_spki: Buffer;
  private_pkcs8: Buffer;
}

interface PollKeyColumns {
  poll: string;
  transport_key_id: Buffer;
  transport_public: Buffer;
  transport_private: Buffer;
  receipt_key: Buffer;
}

/** A poll that is being erased has a row without, until that is done. */
const HAS_KEYS = "transport_public <> ''";

/** Counts leave node-postgres as text. */
type CountColumns = { [Column in keyof RollCount]: string };

interface Use extends SeenJob {
  readonly hash: Uint8Array;
  readonly blindedDigest: Uint8Array;
}

/** The roll in one PostgreSQL schema. */
export class PostgresRoll implements Roll {
  readonly #schema: PostgresSchema;
  readonly #doors: PostgresDoors;
  readonly #uses = new GroupCommit<Use, AtDoor<UseOutcome>>((jobs) =>
    this.#doors.forEverybody(() =>
      this.#schema.write((client) => this.#doors.commit(client, jobs, (stay) => commitUses(client, stay))),
    ),
  );

  /** A ticket does not say of which poll it is, so all parts of the table are asked: once for everybody of one moment. */
  readonly #lookups = new GroupCommit<Uint8Array, TicketRow | null>((hashes) =>
    this.#doors.forEverybody(() => this.#find(hashes)),
  );

  constructor(schema: PostgresSchema, doors: PostgresDoors) {
    this.#schema = schema;
    this.#doors = doors;
  }

  tryOut(): Promise<void> {
    return this.#schema.tryOut("poll_keys");
  }

  async addKeys(pollKeys: PollKeyRow, signing: readonly SigningKeyRow[]): Promise<void> {
    const { poll, transportKeyId, transportPublic, transportPrivate, receiptKey } = pollKeys;
    await this.#schema.write(async (client) => {
      await client.query("insert into poll_keys values ($1, $2, $3, $4, $5)", [
        poll,
        transportKeyId,
        transportPublic,
        transportPrivate,
        receiptKey,
      ]);
      await insertSigning(client, signing);
    });
  }

  async addSigningKeys(signing: readonly SigningKeyRow[]): Promise<void> {
    await this.#schema.write((client) => insertSigning(client, signing));
  }

  async pollKeys(poll: string): Promise<PollKeyRow | null> {
    const sql = `select * from poll_keys where poll = $1 and ${HAS_KEYS}`;
    const [row] = await this.#schema.rows<PollKeyColumns>(sql, [poll]);
    return row ? pollKeyRow(row) : null;
  }

  async pollByTransportKey(keyId: Uint8Array): Promise<PollKeyRow | null> {
    const sql = `select * from poll_keys where transport_key_id = $1 and ${HAS_KEYS}`;
    const [row] = await this.#schema.rows<PollKeyColumns>(sql, [keyId]);
    return row ? pollKeyRow(row) : null;
  }

  async pollOfKey(keyId: Uint8Array): Promise<string | null> {
    const sql = "select poll from signing_keys where key_id = $1";
    const [row] = await this.#schema.rows<{ poll: string }>(sql, [keyId]);
    return row?.poll ?? null;
  }

  async signingKeys(poll: string): Promise<readonly SigningKeyRow[]> {
    const sql = "select * from signing_keys where poll = $1 order by key_id";
    const rows = await this.#schema.rows<SigningKeyColumns>(sql, [poll]);
    return rows.map(signingKeyRow);
  }

  async pollsOnlyOf(source: SigningKeyRow["source"]): Promise<readonly string[]> {
    const sql =
      "select poll from signing_keys group by poll having min(source) = max(source) and min(source) = $1 order by poll";
    return (await this.#schema.rows<{ poll: string }>(sql, [source])).map(({ poll }) => poll);
  }

  async addTickets(
    poll: string,
    batch: string,
    hashes: readonly Uint8Array[],
    seen?: SeenPoll,
  ): Promise<void> {
    await this.#mint(poll, seen, (client) => insertTickets(client, poll, batch, hashes));
  }

  async replaceTickets(
    poll: string,
    batch: string,
    hashes: readonly Uint8Array[],
    seen?: SeenPoll,
  ): Promise<void> {
    await this.#mint(poll, seen, async (client) => {
      // Two at once would each void what was there before and leave both sheets valid.
      await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [
        `tickets ${poll} ${batch}`,
      ]);
      await client.query(VOID_UNUSED, [poll, batch]);
      await insertTickets(client, poll, batch, hashes);
    });
  }

  ticket(hash: Uint8Array): Promise<TicketRow | null> {
    return this.#lookups.add(hash);
  }

  async use(hash: Uint8Array, blindedDigest: Uint8Array, seen?: SeenPoll): Promise<UseOutcome> {
    return unlessMoved(await this.#uses.add({ hash, blindedDigest, seen }));
  }

  async exchange(exchange: Exchange, seen?: SeenPoll): Promise<ExchangeOutcome> {
    const { poll, spoiled, batch, fresh, atMost = null } = exchange;
    const find = "select batch from tickets where hash = $1 and poll = $2 and state = 'unused' for update";
    // One exchange of a bag after the other: whoever comes second reads what the first has counted.
    const count = `insert into exchanges values ($1, $2, 1)
      on conflict (poll, batch) do update set slips = exchanges.slips + 1
      where $3::int is null or exchanges.slips < $3 returning slips`;
    const mark = "update tickets set state = 'voided' where hash = $1 and poll = $2";
    const insert = "insert into tickets values ($1, $2, $3, 'unused', null)";
    return this.#writeSeen(seen, async (client): Promise<ExchangeOutcome> => {
      const [unused] = (await client.query<Pick<TicketColumns, "batch">>(find, [spoiled, poll])).rows;
      if (unused) {
        const counted = await client.query(count, [poll, unused.batch, atMost]);
        if (counted.rows.length === 0) return "beyond";
        await client.query(mark, [spoiled, poll]);
        await client.query(insert, [fresh, poll, batch]);
        return "done";
      }
      const sql = "select state from tickets where hash = $1 and poll = $2";
      const [row] = (await client.query<Pick<TicketColumns, "state">>(sql, [spoiled, poll])).rows;
      if (!row) return "unknown";
      return row.state === "used" ? "used" : "voided";
    });
  }

  async voidUnused(poll: string, batch: string | null): Promise<number> {
    const { rowCount } = await this.#schema.write((client) => client.query(VOID_UNUSED, [poll, batch]));
    return rowCount ?? 0;
  }

  async counts(poll: string): Promise<readonly RollCount[]> {
    const rows = await this.#schema.rows<CountColumns>(
      `select batch, count(*) as minted, count(*) filter (where state = 'unused') as unused,
              count(*) filter (where state = 'used') as used, count(*) filter (where state = 'voided') as voided,
              coalesce(max(slips), 0) as exchanged
       from tickets left join exchanges using (poll, batch) where poll = $1 group by batch order by batch`,
      [poll],
    );
    return rows.map(({ batch, minted, unused, used, voided, exchanged }) => ({
      batch,
      minted: Number(minted),
      unused: Number(unused),
      used: Number(used),
      voided: Number(voided),
      exchanged: Number(exchanged),
    }));
  }

  async used(poll: string): Promise<number> {
    const counts = await this.counts(poll);
    return counts.reduce((sum, { used }) => sum + used, 0);
  }

  async holds(poll: string): Promise<boolean> {
    const [row] = await this.#schema.rows<{ holds: boolean }>(
      `select exists (select 1 from tickets where poll = $1)
           or exists (select 1 from signing_keys where poll = $1)
           or exists (select 1 from poll_keys where poll = $1) as holds`,
      [poll],
    );
    return row!.holds;
  }

  async erase(poll: string): Promise<void> {
    await this.drain();
    await dropPartitions(this.#schema, "tickets", [poll]);
    await rewriteWithout(this.#schema, "signing_keys", poll);
    await rewriteWithout(this.#schema, "exchanges", poll);
    // That the poll was here is forgotten last, so that an erasing whose log could not be cleared is found and done again.
    await rewriteWithoutKeys(this.#schema, poll);
    await this.#schema.forgetLog();
    await rewriteWithout(this.#schema, "poll_keys", poll);
  }

  /** Waits until every queued use is on disk. */
  drain(): Promise<void> {
    return this.#uses.drain();
  }

  async close(): Promise<void> {
    await this.drain();
    await this.#schema.close();
  }

  async #find(hashes: readonly Uint8Array[]): Promise<readonly (TicketRow | null)[]> {
    const rows = await this.#schema.rows<TicketColumns>("select * from find_tickets($1)", [hashes]);
    const found = new Map(rows.map((row) => [textKey(row.hash), ticketRow(row)]));
    return hashes.map((hash) => found.get(textKey(hash)) ?? null);
  }

  /** The first tickets of a poll make its part of the table. @throws PollMoved */
  async #mint(
    poll: string,
    seen: SeenPoll | undefined,
    write: (client: PoolClient) => Promise<void>,
  ): Promise<void> {
    await withPartitions(
      () => this.#writeSeen(seen, write),
      () => addPartitions(this.#schema, "tickets", [[poll]]),
    );
  }

  /** One transaction of somebody who has looked at a poll. @throws PollMoved */
  async #writeSeen<T>(seen: SeenPoll | undefined, write: (client: PoolClient) => Promise<T>): Promise<T> {
    const [outcome] = await this.#schema.write((client) =>
      this.#doors.commit(client, [{ seen }], async ([stays]) => (stays ? [await write(client)] : [])),
    );
    return unlessMoved(outcome!);
  }
}

const VOID_UNUSED = `update tickets set state = 'voided'
  where poll = $1 and batch = coalesce($2, batch) and state = 'unused'`;

async function insertTickets(
  client: PoolClient,
  poll: string,
  batch: string,
  hashes: readonly Uint8Array[],
): Promise<void> {
  const sql = "insert into tickets select hash, $2, $3, 'unused', null from unnest($1::bytea[]) as hash";
  await client.query(sql, [hashes.toSorted(Buffer.compare), poll, batch]);
}

/** Outcomes follow the order of arrival, the first of two equal tickets wins; the writes go down in random order. */
async function commitUses(client: PoolClient, jobs: readonly Use[]): Promise<readonly UseOutcome[]> {
  const known = await lockTickets(client, jobs);
  const first = new Map<string, Use>();
  const outcomes = jobs.map((job): UseOutcome => {
    const key = textKey(job.hash);
    const before = first.get(key)?.blindedDigest;
    if (before) return isSameBytes(before, job.blindedDigest) ? "same" : "other";
    const row = known.get(key);
    if (!row) return "unknown";
    if (row.state === "voided") return "voided";
    if (row.state === "used") return isSameBytes(row.blinded_digest, job.blindedDigest) ? "same" : "other";
    first.set(key, job);
    return "first";
  });
  const polls = [...new Set([...known.values()].map(({ poll }) => poll))];
  await markUsed(client, polls, shuffled([...first.values()]));
  return outcomes;
}

const textKey = (hash: Uint8Array): string => Buffer.from(hash).toString("latin1");

/**
 * The tickets asked for, held against other processes until the commit; one order for all, so nobody waits in a ring.
 * Only the parts of their polls are looked into, where everybody names one.
 */
async function lockTickets(client: PoolClient, jobs: readonly Use[]): Promise<Map<string, TicketColumns>> {
  const polls = new Set(jobs.map(({ seen }) => seen?.poll));
  const named = polls.has(undefined) ? null : [...polls];
  const ofThese = named === null ? "" : "and poll = any($2)";
  const sql = `select * from tickets where hash = any($1) ${ofThese} order by hash for update`;
  const hashes = jobs.map(({ hash }) => hash);
  const { rows } = await client.query<TicketColumns>(sql, named === null ? [hashes] : [hashes, named]);
  return new Map(rows.map((row) => [textKey(row.hash), row]));
}

/** @param polls of which these tickets are */
async function markUsed(client: PoolClient, polls: readonly string[], uses: readonly Use[]): Promise<void> {
  if (uses.length === 0) return;
  const { rowCount } = await client.query(
    `update tickets set state = 'used', blinded_digest = used.digest
     from unnest($1::bytea[], $2::bytea[]) as used (hash, digest)
     where tickets.poll = any($3) and tickets.hash = used.hash and state = 'unused'`,
    [uses.map(({ hash }) => hash), uses.map(({ blindedDigest }) => blindedDigest), polls],
  );
  if (rowCount !== uses.length) throw new Error("a ticket read as unused could not be marked");
}

async function insertSigning(client: PoolClient, signing: readonly SigningKeyRow[]): Promise<void> {
  for (const key of signing) {
    const { keyId, poll, block, instrument, source, publicSpki, privatePkcs8 } = key;
    const values = [keyId, poll, block, instrument, source, publicSpki, privatePkcs8];
    await client.query(
      `insert into signing_keys values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (poll, block, instrument) where source = 'paper' do nothing`,
      values,
    );
  }
}

function ticketRow(row: TicketColumns): TicketRow {
  const { poll, batch, state, blinded_digest: digest } = row;
  return { hash: bytesOf(row.hash), poll, batch, state, blindedDigest: digest && bytesOf(digest) };
}

function pollKeyRow(row: PollKeyColumns): PollKeyRow {
  return {
    poll: row.poll,
    transportKeyId: bytesOf(row.transport_key_id),
    transportPublic: bytesOf(row.transport_public),
    transportPrivate: bytesOf(row.transport_private),
    receiptKey: bytesOf(row.receipt_key),
  };
}

function signingKeyRow(row: SigningKeyColumns): SigningKeyRow {
  const { poll, block, instrument, source } = row;
  return {
    keyId: bytesOf(row.key_id),
    poll,
    block,
    instrument,
    source,
    publicSpki: bytesOf(row.public_spki),
    privatePkcs8: bytesOf(row.private_pkcs8),
  };
}
