/**
 * The closed catalogue of what a recount can find, with the facts of each case. A new code does not compile until it
 * has a Chinese sentence (`web/text/verify.ts`).
 *
 * @source anonymity.md §4 P13, P14; docs/verify.md
 */
interface Place {
  readonly instrument: string;
  readonly block: string;
}

export interface DifferenceFacts {
  "file.bytes": { file: string };
  "file.unknown": { file: string };
  "audit.chain": { sequence: number; reason: "gap" | "digest" };
  "audit.tail": { lines: number; expected: number };
  "audit.state": { act: string };
  "audit.digest": Record<never, never>;
  "round.definition": { id: string };
  /** The record of a destruction is not the one that the audit names, or does not name the polls that are destroyed. */
  "round.destruction": Record<never, never>;
  "closed.missing": Record<never, never>;
  "closed.digest": { found: string; expected: string };
  "closed.damaged": { reason: string };
  "closed.unreadable": { reason: string };
  "closed.head": { part: "poll" | "round" | "unit" | "plan" };
  "form.digest": { instrument: string };
  "key.id": Place;
  "key.refused": Place;
  "key.place": Place;
  "key.twice": Place;
  "credential.unknown-key": { count: number };
  "credential.twice": Place & { count: number };
  "credential.signature": Place & { count: number };
  "roll.balance": { batch: string };
  "count.tickets": Place & { credentials: number; used: number };
  "count.ballots": Place & { ballots: number; credentials: number };
  "block.partition": { instrument: string };
  "ballot.answers": Place & { count: number };
  "text.count": { instrument: string; question: string; texts: number; written: number };
  "receipt.malformed": { count: number };
  "receipt.count": { receipts: number; credentials: number };
  tally: { instrument: string; path: string; found: string; expected: string };
  "score.refused": { reason: string };
  "sheet.content": { path: string; found: string; expected: string };
  "sheet.bytes": Record<never, never>;
  "sheet.digest": { expected: string };
  /** Both "" when the content is not told: a document with texts, or a file that differs as a whole. */
  "document.content": { file: string; place: string; found: string; expected: string };
  "document.unknown": { file: string };
  /** Of a 归档包: no manifest, one that was written in another way, or of a later version. */
  "volume.manifest": Record<never, never>;
  "volume.signature": Record<never, never>;
  "volume.missing": { file: string };
  "volume.changed": { file: string };
  "volume.unknown": { file: string };
  /** Of a group's installation: not the one that it handed in and signed, or its chain is broken. */
  "volume.record": { file: string };
}

export type DifferenceCode = keyof DifferenceFacts;

export type Difference = {
  readonly [C in DifferenceCode]: {
    readonly code: C;
    readonly facts: DifferenceFacts[C];
    /** The unit's name, when it is about one poll. */
    readonly unit: string | null;
    readonly poll: string | null;
  };
}[DifferenceCode];

/** Notes one difference. */
export type Note = <C extends DifferenceCode>(code: C, facts: DifferenceFacts[C]) => void;
