/**
 * The box: credentials spent, ballots and texts, split when a ballot is cast; nothing joins the three.
 * No timestamp, sequence, address, agent or account anywhere.
 */

import type { SeenPoll } from "./poll-doors.ts";

export interface SpentRow {
  readonly keyId: Uint8Array;
  readonly nullifier: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  readonly retryDigest: Uint8Array;
}

export interface BallotRow {
  readonly keyId: Uint8Array;
  /** 16 random bytes. */
  readonly tag: Uint8Array;
  /** Canonical JSON array in the order of the form's leaves. */
  readonly answers: string;
}

export interface TextRow {
  readonly keyId: Uint8Array;
  /** Id of the text leaf. */
  readonly question: string;
  readonly tag: Uint8Array;
  readonly text: string;
}

export interface CastRows {
  readonly spent: SpentRow;
  readonly ballot: BallotRow;
  readonly texts: readonly TextRow[];
}

/** new: stored; same: this nullifier with this retry was stored before, nothing written; other: another retry. */
export type CastOutcome = "new" | "same" | "other";

export interface Box {
  /**
   * Before the first ballot of a poll: what is cast under its keys will lie apart from other polls' ballots, where the
   * engine keeps them so. Can be repeated; ballots under keys that nobody has named are taken as well.
   *
   * @param polls the key ids of each
   */
  setApart(polls: readonly (readonly Uint8Array[])[]): Promise<void>;
  /**
   * Resolves only after the commit is on disk. Writes are grouped and shuffled, independently per table.
   *
   * @param seen the poll as it was when the ballot was let in; left out by whoever has the poll alone
   * @throws PollMoved where another process has changed it since
   */
  cast(rows: CastRows, seen?: SeenPoll): Promise<CastOutcome>;
  isSpent(keyId: Uint8Array, nullifier: Uint8Array): Promise<boolean>;
  countSpent(keyIds: readonly Uint8Array[]): Promise<readonly number[]>;
  /**
   * Reads, and writes the same bytes over themselves: whether what comes next can be kept.
   *
   * @throws Problem store.storage-full, store.damaged (its file is not where it was), server.busy
   */
  tryOut(): Promise<void>;
  /** Waits until every queued cast is on disk. */
  drain(): Promise<void>;
  /** In key order; used by closing only. */
  spent(keyId: Uint8Array): AsyncIterable<SpentRow>;
  ballots(keyId: Uint8Array): AsyncIterable<BallotRow>;
  texts(keyId: Uint8Array): AsyncIterable<TextRow>;
  /** Deletes all rows of these keys in chunks, empties the log. */
  erase(keyIds: readonly Uint8Array[]): Promise<void>;
  close(): Promise<void>;
}
