import type { Statement } from "better-sqlite3";
import { GroupCommit } from "../group-commit.ts";
import { rollMigrations } from "../migrations/roll-migrations.ts";
import { SQLITE_TYPES } from "../migrations/sql-types.ts";
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
import { bytesOf, isSameBytes } from "../bytes.ts";
import { eraseInChunks } from "./erase-in-chunks.ts";
import type { SqliteFile, SqliteFileKind } from "./sqlite-file.ts";

export const ROLL_KIND: SqliteFileKind = {
  applicationId: 0x706c_726f,
  migrations: rollMigrations(SQLITE_TYPES),
};

/** A poll that is being erased has a row without, until that is done. */
const HAS_KEYS = "length(transport_public) > 0";

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

interface Use {
  readonly hash: Uint8Array;
  readonly blindedDigest: Uint8Array;
}

/** The roll in one SQLite file. */
export class SqliteRoll implements Roll {
  readonly #file: SqliteFile;
  readonly #uses = new GroupCommit<Use, UseOutcome>((jobs) => this.#commitUses(jobs));
  readonly #ticket: Statement<[Uint8Array], TicketColumns>;
  readonly #markUsed: Statement<[Uint8Array, Uint8Array]>;
  readonly #byTransportKey: Statement<[Uint8Array], PollKeyColumns>;
  readonly #pollOfKey: Statement<[Uint8Array], string>;

  constructor(file: SqliteFile) {
    this.#file = file;
    this.#ticket = file.db.prepare("select * from tickets where hash = ?");
    this.#byTransportKey = file.db.prepare(
      `select * from poll_keys where transport_key_id = ? and ${HAS_KEYS}`,
    );
    this.#pollOfKey = file.db
      .prepare<[Uint8Array], string>("select poll from signing_keys where key_id = ?")
      .pluck();
    this.#markUsed = file.db.prepare(
      "update tickets set state = 'used', blinded_digest = ? where hash = ? and state = 'unused'",
    );
  }

  async tryOut(): Promise<void> {
    this.#file.tryOut();
  }

  async addKeys(pollKeys: PollKeyRow, signing: readonly SigningKeyRow[]): Promise<void> {
    const { poll, transportKeyId, transportPublic, transportPrivate, receiptKey } = pollKeys;
    this.#file.write(() => {
      this.#file.db
        .prepare("insert into poll_keys values (?, ?, ?, ?, ?)")
        .run(poll, transportKeyId, transportPublic, transportPrivate, receiptKey);
      this.#insertSigning(signing);
    });
  }

  async addSigningKeys(signing: readonly SigningKeyRow[]): Promise<void> {
    this.#file.write(() => this.#insertSigning(signing));
  }

  async pollKeys(poll: string): Promise<PollKeyRow | null> {
    const row = this.#file.db
      .prepare<[string], PollKeyColumns>(`select * from poll_keys where poll = ? and ${HAS_KEYS}`)
      .get(poll);
    return row ? pollKeyRow(row) : null;
  }

  async pollByTransportKey(keyId: Uint8Array): Promise<PollKeyRow | null> {
    const row = this.#byTransportKey.get(keyId);
    return row ? pollKeyRow(row) : null;
  }

  async pollOfKey(keyId: Uint8Array): Promise<string | null> {
    return this.#pollOfKey.get(keyId) ?? null;
  }

  async signingKeys(poll: string): Promise<readonly SigningKeyRow[]> {
    return this.#file.db
      .prepare<[string], SigningKeyColumns>("select * from signing_keys where poll = ? order by key_id")
      .all(poll)
      .map(signingKeyRow);
  }

  async pollsOnlyOf(source: SigningKeyRow["source"]): Promise<readonly string[]> {
    return this.#file.db
      .prepare<[string], string>(
        "select poll from signing_keys group by poll having min(source) = max(source) and min(source) = ? order by poll",
      )
      .pluck()
      .all(source);
  }

  async addTickets(poll: string, batch: string, hashes: readonly Uint8Array[]): Promise<void> {
    this.#file.write(() => this.#insertTickets(poll, batch, hashes));
  }

  async replaceTickets(poll: string, batch: string, hashes: readonly Uint8Array[]): Promise<void> {
    this.#file.write(() => {
      this.#voidUnused(poll, batch);
      this.#insertTickets(poll, batch, hashes);
    });
  }

  async ticket(hash: Uint8Array): Promise<TicketRow | null> {
    const row = this.#ticket.get(hash);
    if (!row) return null;
    const { poll, batch, state, blinded_digest: digest } = row;
    return { hash: bytesOf(row.hash), poll, batch, state, blindedDigest: digest && bytesOf(digest) };
  }

  use(hash: Uint8Array, blindedDigest: Uint8Array): Promise<UseOutcome> {
    return this.#uses.add({ hash, blindedDigest });
  }

  async exchange({ poll, spoiled, batch, fresh, atMost }: Exchange): Promise<ExchangeOutcome> {
    const mark = this.#file.db.prepare(
      "update tickets set state = 'voided' where hash = ? and poll = ? and state = 'unused'",
    );
    const insert = this.#file.db.prepare("insert into tickets values (?, ?, ?, 'unused', null)");
    const count = this.#file.db.prepare(
      `insert into exchanges values (?, ?, 1) on conflict (poll, batch) do update set slips = slips + 1`,
    );
    const made = this.#file.db
      .prepare<[string, string], number>("select slips from exchanges where poll = ? and batch = ?")
      .pluck();
    return this.#file.write(() => {
      const row = this.#ticket.get(spoiled);
      const isUnused = row?.poll === poll && row.state === "unused";
      if (isUnused && atMost !== undefined && (made.get(poll, row.batch) ?? 0) >= atMost) return "beyond";
      if (row && mark.run(spoiled, poll).changes === 1) {
        insert.run(fresh, poll, batch);
        count.run(poll, row.batch);
        return "done";
      }
      if (row?.poll !== poll) return "unknown";
      return row.state === "used" ? "used" : "voided";
    });
  }

  async voidUnused(poll: string, batch: string | null): Promise<number> {
    return this.#file.write(() => this.#voidUnused(poll, batch));
  }

  async counts(poll: string): Promise<readonly RollCount[]> {
    return this.#file.db
      .prepare<[string], RollCount>(
        `select batch, count(*) as minted, sum(state = 'unused') as unused, sum(state = 'used') as used,
                sum(state = 'voided') as voided, coalesce(max(slips), 0) as exchanged
         from tickets left join exchanges using (poll, batch) where poll = ? group by batch order by batch`,
      )
      .all(poll);
  }

  async used(poll: string): Promise<number> {
    const counts = await this.counts(poll);
    return counts.reduce((sum, { used }) => sum + used, 0);
  }

  async holds(poll: string): Promise<boolean> {
    const statement = this.#file.db.prepare<[{ poll: string }], number>(
      `select exists (select 1 from tickets where poll = @poll)
           or exists (select 1 from signing_keys where poll = @poll)
           or exists (select 1 from poll_keys where poll = @poll)`,
    );
    return statement.pluck().get({ poll }) === 1;
  }

  async erase(poll: string): Promise<void> {
    await this.drain();
    await eraseInChunks(this.#file, "tickets", "poll", [poll]);
    await eraseInChunks(this.#file, "signing_keys", "poll", [poll]);
    await eraseInChunks(this.#file, "exchanges", "poll", [poll]);
    this.#file.write(() => this.#eraseKeys(poll));
    await this.#file.rewrite();
    // That the poll was here is forgotten last, so that an erasing whose file could not be written anew is found and done again.
    await eraseInChunks(this.#file, "poll_keys", "poll", [poll]);
    await this.#file.emptyLog();
  }

  /** Waits until every queued use is on disk. */
  drain(): Promise<void> {
    return this.#uses.drain();
  }

  async close(): Promise<void> {
    await this.drain();
    this.#file.close();
  }

  #eraseKeys(poll: string): void {
    this.#file.db
      .prepare(
        "update poll_keys set transport_public = x'', transport_private = x'', receipt_key = x'' where poll = ?",
      )
      .run(poll);
  }

  #insertTickets(poll: string, batch: string, hashes: readonly Uint8Array[]): void {
    const insert = this.#file.db.prepare("insert into tickets values (?, ?, ?, 'unused', null)");
    for (const hash of hashes.toSorted(Buffer.compare)) insert.run(hash, poll, batch);
  }

  #voidUnused(poll: string, batch: string | null): number {
    const statement = this.#file.db.prepare<[string, string | null]>(
      "update tickets set state = 'voided' where poll = ? and batch = coalesce(?, batch) and state = 'unused'",
    );
    return statement.run(poll, batch).changes;
  }

  #insertSigning(signing: readonly SigningKeyRow[]): void {
    const insert = this.#file.db.prepare(
      `insert into signing_keys values (?, ?, ?, ?, ?, ?, ?)
       on conflict (poll, block, instrument) where source = 'paper' do nothing`,
    );
    for (const key of signing) {
      const { keyId, poll, block, instrument, source, publicSpki, privatePkcs8 } = key;
      insert.run(keyId, poll, block, instrument, source, publicSpki, privatePkcs8);
    }
  }

  /** Outcomes follow the order of arrival, the first of two equal tickets wins; the writes go down in random order. */
  #commitUses(jobs: readonly Use[]): readonly UseOutcome[] {
    return this.#file.write(() => {
      const first = new Map<string, Use>();
      const outcomes = jobs.map((job): UseOutcome => {
        const key = Buffer.from(job.hash).toString("latin1");
        const before = first.get(key);
        if (before) return isSameBytes(before.blindedDigest, job.blindedDigest) ? "same" : "other";
        const row = this.#ticket.get(job.hash);
        if (!row) return "unknown";
        if (row.state === "voided") return "voided";
        if (row.state === "used")
          return isSameBytes(row.blinded_digest, job.blindedDigest) ? "same" : "other";
        first.set(key, job);
        return "first";
      });
      for (const { hash, blindedDigest } of shuffled([...first.values()])) {
        const { changes } = this.#markUsed.run(blindedDigest, hash);
        if (changes !== 1) throw new Error("a ticket read as unused could not be marked");
      }
      return outcomes;
    });
  }
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
