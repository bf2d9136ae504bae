/** One read-only file per closed poll, `closed/<poll>.db`: everything that a recount needs, in key order. */
import type { FrozenForm } from "../core/definition/frozen.ts";
import type { FinalBlock } from "../core/release/final-block.ts";
import type { PollPlan } from "../core/round/plan.ts";
import type { Round } from "../core/round/round.ts";
import type { Unit } from "../core/roster/unit.ts";
import type { PollTally, Source } from "../core/tally/tally.ts";
import type { RollCount } from "./roll.ts";

export type { FinalBlock };

export interface ClosedHead {
  readonly formatVersion: 1;
  /**
   * By which rules it was cut. 2: thresholds count no more ballots of a block than people were eligible in it, and texts of
   * blocks that are counted nowhere are not kept. Absent in files of older releases, which do neither.
   */
  readonly rules?: 2;
  readonly poll: string;
  readonly round: Round;
  readonly unit: Unit;
  readonly plan: PollPlan;
  readonly forms: readonly { readonly digest: string; readonly form: FrozenForm }[];
  /** Per instrument, after the second partition. */
  readonly blocks: { readonly [instrument: string]: readonly FinalBlock[] };
  /** Files written before exchanges were counted in the roll have no number of them. */
  readonly roll: readonly (Omit<RollCount, "exchanged"> & Partial<Pick<RollCount, "exchanged">>)[];
  readonly keys: readonly {
    readonly keyId: string;
    readonly instrument: string;
    readonly block: string;
    readonly spki: string;
    readonly source: Source;
  }[];
  readonly tally: PollTally;
}

export interface CredentialRow {
  readonly keyId: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/** A ballot of the closed file carries its final block; the earlier label is forgotten. */
export interface ClosedBallot {
  readonly instrument: string;
  readonly block: string;
  readonly tag: Uint8Array;
  readonly answers: string;
}

export interface ClosedText {
  readonly instrument: string;
  readonly question: string;
  readonly tag: Uint8Array;
  readonly text: string;
}

/** Everything the writer streams into the file, each already in key order. */
export interface ClosedContents {
  readonly credentials: AsyncIterable<CredentialRow>;
  readonly ballots: AsyncIterable<ClosedBallot>;
  readonly texts: AsyncIterable<ClosedText>;
  /** Read last, once all credentials have been. */
  readonly receipts: Iterable<string>;
}

/** What is read of closed files to recount them. */
export type ClosedReading = Pick<
  ClosedFiles,
  "check" | "digest" | "head" | "ballots" | "credentials" | "texts" | "receipts"
>;

/** Closed files of another installation before they are taken in. Dispose of it in any case. */
export interface StagedFiles {
  readonly reading: ClosedReading;
  /** Makes all of them closed files of this installation. May be repeated. @throws Problem store.damaged */
  adopt(): Promise<void>;
  dispose(): Promise<void>;
}

export interface ClosedFiles {
  /** Whether the finished file is there, for good: a process may have ended between the renaming and its sync. */
  exists(poll: string): Promise<boolean>;
  /** Writes `<poll>.db.tmp`, syncs, renames, syncs the folder. Skips when the final file exists. */
  write(head: ClosedHead, contents: ClosedContents): Promise<void>;
  head(poll: string): Promise<ClosedHead>;
  /** integrity_check and row counts against the head. @throws Problem store.damaged */
  check(poll: string): Promise<{ readonly digest: string }>;
  /** SHA-256 of the file's bytes, hex; nothing is checked. @throws Problem store.damaged when it is not there */
  digest(poll: string): Promise<string>;
  credentials(poll: string): AsyncIterable<CredentialRow>;
  ballots(poll: string): AsyncIterable<ClosedBallot>;
  texts(poll: string): AsyncIterable<ClosedText>;
  receipts(poll: string): Promise<readonly string[]>;
  list(): Promise<readonly string[]>;
  /** The whole file, as it goes into a parcel. @throws Problem store.damaged when it is not there */
  bytes(poll: string): Promise<Uint8Array>;
  /**
   * Puts files that another installation has closed beside the own ones, where they can be read and checked.
   *
   * @param files bytes by poll
   * @throws Problem store.storage-full; poll.unknown for a name that is no poll's
   */
  stage(files: ReadonlyMap<string, Uint8Array>): Promise<StagedFiles>;
  /** Takes files away for good; none that is there is fine. What the disk keeps of deleted files is beyond us. */
  remove(polls: readonly string[]): Promise<void>;
  /** Takes away what this process has in its own folder of files that were removed, by whichever process. */
  removeCopies(polls: readonly string[]): Promise<void>;
  close(): Promise<void>;
}
