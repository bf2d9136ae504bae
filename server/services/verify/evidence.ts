/** What a recount reads: a data folder of a stopped server, or a verification folder. No key, no network. */
import type { ReviewEntry } from "../../core/review/review.ts";
import type { Unit } from "../../core/roster/unit.ts";
import type { UnitAssessment } from "../../core/scoring/scheme.ts";
import type { ClosedReading } from "../../store/closed.ts";
import type { AuditRow, PollRow, RoundRow } from "../../store/office.ts";

export type EvidencePoll = Pick<PollRow, "id" | "unit" | "state" | "closedDigest"> & {
  /** Absent in a verification folder: there the closed file, which is signed for, is the only one to have it. */
  readonly plan?: PollRow["plan"];
};

export type FrozenRound = RoundRow & { readonly frozen: NonNullable<RoundRow["frozen"]> };

export interface RoundEvidence {
  readonly row: FrozenRound;
  /** In the order of the roster. */
  readonly units: readonly Unit[];
  readonly polls: readonly EvidencePoll[];
  readonly assessments: ReadonlyMap<string, UnitAssessment>;
  /** What was decided, in order; who and when stand in the audit. */
  readonly histories: ReadonlyMap<string, readonly Pick<ReviewEntry, "act">[]>;
}

export interface Evidence {
  /** Sealed rounds; a verification folder has one. */
  readonly rounds: readonly RoundEvidence[];
  readonly audit: readonly AuditRow[];
  /** true: the audit ends with the last line about the round, so a line too many is a difference. */
  readonly isAuditCut: boolean;
  readonly closed: ClosedReading;
  /** Names of everything beside the closed files and of these. */
  readonly closedNames: readonly string[];
  /** `sheet.json` as it was found; null when there is none. */
  readonly sheet: string | null;
  /** Files that are there and should not be, and files not written in the one canonical way. */
  readonly unknownFiles: readonly string[];
  readonly strangeFiles: readonly string[];
}
