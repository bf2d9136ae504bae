/** Paper that is being keyed: drafts in the office store, which go when their sheets are in the box. */
import type { KeyedDifference, KeyedSheet } from "../core/paper/keyed-sheet.ts";

/** The two who signed, as the record names them, and what they brought in. */
export interface PaperSigned {
  readonly account: string;
  readonly name: string;
  readonly second: { readonly account: string; readonly name: string };
  readonly voided: number;
  /** Sheets on which nothing can be counted. */
  readonly empty: number;
  /** 32 random bytes in base64url, from which the credentials of the sheets follow; null once all are in the box. */
  readonly seed: string | null;
}

/** One stack of one form out of one bag. */
export interface PaperSession {
  readonly id: string;
  readonly poll: string;
  readonly batch: string;
  readonly instrument: string;
  /** As counted before keying, or corrected since. */
  readonly sheets: number;
  /** How often the stacks of the two who key it now were compared. */
  readonly comparisons: number;
  /** What the last comparison found; what has been mended since is not taken out. */
  readonly differences: readonly KeyedDifference[];
  /** Accounts that left it after they had seen a comparison. */
  readonly leftBy: readonly string[];
  /** Drafts were deleted and may still stand in the file and its log: those of one keyer, or all of a stack that goes. */
  readonly erasing: "keying" | "stack" | null;
  /** null while it is keyed; from then on it goes into the box, whatever happens to this process. */
  readonly signed: PaperSigned | null;
}

/** The stack as one of the two has read it. */
export interface PaperKeying {
  readonly session: string;
  readonly account: string;
  readonly sheets: readonly KeyedSheet[];
  readonly isDone: boolean;
}

export interface PaperDrafts {
  sessions(poll: string): Promise<readonly PaperSession[]>;
  /** Of all polls: signed and not yet gone, or not yet erased. */
  unfinished(): Promise<readonly PaperSession[]>;
  session(id: string): Promise<PaperSession | null>;
  saveSession(session: PaperSession): Promise<void>;
  /** Two at most. */
  keyings(session: string): Promise<readonly PaperKeying[]>;
  saveKeying(keying: PaperKeying): Promise<void>;
  deleteKeying(session: string, account: string): Promise<void>;
  deleteKeyings(session: string): Promise<void>;
  deleteSession(session: string): Promise<void>;
}
