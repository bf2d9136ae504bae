/**
 * The roll: tickets, keys of polls that are not closed yet. It shares no transaction, file or log with the box.
 * No timestamp, sequence, address or account anywhere.
 */
import type { SeenPoll } from "./poll-doors.ts";
import type { Source } from "../core/tally/tally.ts";

export type TicketState = "unused" | "used" | "voided";

/** One blind-signing key: RSA, of one (poll, block, instrument). `keyId` = SHA-256 of the SPKI DER. All bytes. */
export interface SigningKeyRow {
  readonly keyId: Uint8Array;
  readonly poll: string;
  readonly block: string;
  readonly instrument: string;
  /** 票源 of every ballot cast with this key; only keys of source "ticket" and "open" are offered to phones. */
  readonly source: Source;
  readonly publicSpki: Uint8Array;
  readonly privatePkcs8: Uint8Array;
}

/** The poll's own keys: X25519 for transport, an HMAC key for receipts. */
export interface PollKeyRow {
  readonly poll: string;
  readonly transportKeyId: Uint8Array;
  readonly transportPublic: Uint8Array;
  readonly transportPrivate: Uint8Array;
  readonly receiptKey: Uint8Array;
}

export interface TicketRow {
  readonly hash: Uint8Array;
  readonly poll: string;
  readonly batch: string;
  readonly state: TicketState;
  /** SHA-256 over the canonical blinded messages of the first redeem; null while unused. */
  readonly blindedDigest: Uint8Array | null;
}

/** Counts of one batch for the 登记表; no hashes. */
export interface RollCount {
  readonly batch: string;
  readonly minted: number;
  readonly unused: number;
  readonly used: number;
  readonly voided: number;
  /** 换发: slips of this bag that were voided for a new one, of this bag or another. */
  readonly exchanged: number;
}

export type UseOutcome = "first" | "same" | "other" | "voided" | "unknown";

/**
 * done: the old ticket is void and the new one stands in its place; else nothing has changed. beyond: its bag has had as
 * many exchanges as were asked for at most.
 */
export type ExchangeOutcome = "done" | "used" | "voided" | "unknown" | "beyond";

/** A ticket that takes the place of another. */
export interface Exchange {
  readonly poll: string;
  readonly spoiled: Uint8Array;
  readonly batch: string;
  readonly fresh: Uint8Array;
  /** Exchanges of the bag of the old ticket, this one among them, at most; left out: any number. At least 1. */
  readonly atMost?: number;
}

export interface Roll {
  /**
   * Reads, and writes the same bytes over themselves: whether what comes next can be kept.
   *
   * @throws Problem store.storage-full, store.damaged (its file is not where it was), server.busy
   */
  tryOut(): Promise<void>;
  addKeys(pollKeys: PollKeyRow, signing: readonly SigningKeyRow[]): Promise<void>;
  pollKeys(poll: string): Promise<PollKeyRow | null>;
  pollByTransportKey(keyId: Uint8Array): Promise<PollKeyRow | null>;
  /** The poll a signing key belongs to; null once its keys are destroyed. */
  pollOfKey(keyId: Uint8Array): Promise<string | null>;
  /**
   * More keys for a poll that has its own already (imported or paper ballots). Of source "paper" there is one for each
   * form and block: a second one is left out, and the caller reads which there is.
   */
  addSigningKeys(signing: readonly SigningKeyRow[]): Promise<void>;
  signingKeys(poll: string): Promise<readonly SigningKeyRow[]>;
  /** Polls all of whose signing keys are of this source, in the order of their ids. */
  pollsOnlyOf(source: Source): Promise<readonly string[]>;
  /** Stores hashes only, in sorted order. @throws PollMoved where another process has changed the poll since it was seen */
  addTickets(poll: string, batch: string, hashes: readonly Uint8Array[], seen?: SeenPoll): Promise<void>;
  /** The same in the place of those of the batch that are unused, in one transaction: two at once take turns. */
  replaceTickets(poll: string, batch: string, hashes: readonly Uint8Array[], seen?: SeenPoll): Promise<void>;
  ticket(hash: Uint8Array): Promise<TicketRow | null>;
  /**
   * Marks a ticket used (`update … where state = unused`), group-committed.
   * "same": already used with this very digest, answer again. "other": used with another one.
   *
   * @throws PollMoved where another process has changed the poll since it was seen
   */
  use(hash: Uint8Array, blindedDigest: Uint8Array, seen?: SeenPoll): Promise<UseOutcome>;
  /** Voids an unused ticket of the poll, adds a new one and counts the exchange: all of it or nothing. @throws PollMoved */
  exchange(exchange: Exchange, seen?: SeenPoll): Promise<ExchangeOutcome>;
  voidUnused(poll: string, batch: string | null): Promise<number>;
  counts(poll: string): Promise<readonly RollCount[]>;
  /** Tickets used, all batches; the caller prints it in steps of 5. */
  used(poll: string): Promise<number>;
  /** Deletes tickets and keys of a poll in chunks, empties the log. @throws Problem store.damaged when the log will not empty */
  erase(poll: string): Promise<void>;
  holds(poll: string): Promise<boolean>;
  close(): Promise<void>;
}
