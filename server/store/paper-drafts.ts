/** Paper that is being keyed: drafts in the office store, which go when their sheets are in the box. */
import type { KeyedSheet } from "../core/paper/keyed-sheet.ts";

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
  /** As counted before keying. */
  readonly sheets: number;
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
  /** Of all polls: signed and not yet gone. */
  signed(): Promise<readonly PaperSession[]>;
  session(id: string): Promise<PaperSession | null>;
  saveSession(session: PaperSession): Promise<void>;
  /** One or two. */
  keyings(session: string): Promise<readonly PaperKeying[]>;
  saveKeying(keying: PaperKeying): Promise<void>;
  deleteKeyings(session: string): Promise<void>;
  deleteSession(session: string): Promise<void>;
}
