/** The JSON answers about the office's own doings: audit, accounts, roll sheets. */
import type { AuditLine } from "../../core/audit-change.ts";
import type { Role } from "../../core/access/role.ts";
import type { KeyedDifference, KeyedSheet } from "../../core/paper/keyed-sheet.ts";
import type { RollSheet, RollSheetTyped } from "../../core/results/roll-sheet.ts";
import type { PollState } from "../../core/round/round.ts";

/** `GET /audit`: newest first. */
export interface AuditAnswer {
  readonly total: number;
  /** Whether the chain over all lines holds; else the first line that does not fit. */
  readonly verdict:
    | { readonly ok: true }
    | { readonly ok: false; readonly sequence: number; readonly reason: "gap" | "digest" };
  /** Digest of the newest line: written down elsewhere it shows later whether lines at the end are missing. */
  readonly digest: string | null;
  readonly lines: readonly {
    readonly sequence: number;
    readonly atUtc: string;
    /** Account id and name, or "keeper", or "unknown". */
    readonly who: string;
    readonly act: string;
    /** Id of what was acted on. */
    readonly about: string;
    /** What that is called now; null when it is gone. */
    readonly name: string | null;
    readonly facts: AuditLine["facts"];
    /** Field by field, the first ones; [] for a line that changed no settings, roster or figures, or is from before they were kept. */
    readonly changes: AuditLine["changes"];
    /** How many are not among them. */
    readonly moreChanges: number;
    readonly digest: string;
  }[];
  /** `before` of the next page; null on the last. */
  readonly next: number | null;
  /** Lines that the filter lets through. */
  readonly found: number;
  /** What there is to filter by, in the whole record. */
  readonly people: readonly string[];
  readonly acts: readonly string[];
  readonly rounds: readonly { readonly id: string; readonly title: string }[];
  /** With `parcel`: whose record this is instead of the own, and whether signature and lines hold; null: the own. */
  readonly source: (CarriedSource & { readonly isWhole: boolean }) | null;
  /** Records of groups' installations that came in with their 封存包. */
  readonly carried: readonly CarriedSource[];
}

interface CarriedSource {
  /** Id of the parcel, for `parcel`. */
  readonly parcel: string;
  /** Title of the round. */
  readonly round: string;
  readonly group: string;
  readonly installation: string;
  readonly fingerprint: string;
  readonly takenInAtUtc: string;
}

/** `GET /polls/:poll/roll-sheet` */
export interface RollSheetAnswer {
  readonly poll: string;
  readonly unit: string;
  readonly state: PollState;
  readonly typed: RollSheetTyped | null;
  readonly batches: readonly {
    readonly id: string;
    readonly name: string;
    readonly eligible: number;
    /** 换发 so far, from the roll; null where a closed file of an earlier version does not say it, and it is typed. */
    readonly exchanged: number | null;
  }[];
  /** null until the poll is closed. */
  readonly sheet: RollSheet | null;
  /** 封存校验码; null until the poll is closed. */
  readonly digest: string | null;
}

/** `GET /rounds/:round/rehearsals` */
export type RehearsalsAnswer = readonly {
  readonly poll: string;
  readonly unit: { readonly id: string; readonly name: string };
  readonly state: PollState;
  readonly batches: readonly { readonly id: string; readonly name: string }[];
}[];

/** `GET /accounts` */
export type AccountsAnswer = readonly {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly group: string | null;
  /** Nobody has signed in with it and replaced the first password yet. */
  readonly mustChange: boolean;
  /** A phone that shows codes is bound to it. */
  readonly isEnrolled: boolean;
}[];

/** `GET /profile`, `PUT /profile` */
export interface ProfileAnswer {
  readonly hasKeepers: boolean;
  readonly hasCodes: boolean;
}

/** `POST /accounts`, `POST /accounts/:account/password`: the first password is shown this once. */
export interface AccountMadeAnswer {
  readonly name: string;
  readonly password: string;
}

/** `GET /polls/:poll/stacks`: paper that is being keyed. */
export type StacksAnswer = readonly {
  readonly id: string;
  readonly batch: string;
  readonly instrument: string;
  /** As counted before keying: "12" to the two who key it, "10–14" to everybody else, as turnout is said. */
  readonly sheets: string;
  /** None when everybody has left. */
  readonly keyers: number;
  readonly isOwn: boolean;
  /** Signed for, and on its way into the box. */
  readonly isSigned: boolean;
  /** Both have been through with it: it takes two people to throw it away. */
  readonly needsTwo: boolean;
}[];

/** `GET /polls/:poll/stacks/:stack`: what the asking person has keyed; of the other only how far they are. */
export interface StackAnswer {
  readonly id: string;
  readonly batch: string;
  readonly instrument: string;
  readonly sheets: number;
  readonly title: string;
  readonly marks: readonly {
    readonly kind: "choice" | "multi" | "boolean" | "number";
    readonly number: string;
    readonly title: string;
    readonly options: readonly string[];
    readonly leader: { readonly position: number; readonly name: string } | null;
    /** When it is asked, as printed beside it; "" = always. */
    readonly condition: string;
  }[];
  readonly keyed: readonly KeyedSheet[];
  readonly isDone: boolean;
  readonly other: { readonly keyed: number; readonly isDone: boolean } | null;
  /** What the last comparison found; null until both have been through. */
  readonly differences: readonly KeyedDifference[] | null;
  /** Nothing was changed since. */
  readonly isCompared: boolean;
  /** They still differ, and nothing can be changed any more. */
  readonly isComparedOut: boolean;
  readonly comparisonsLeft: number;
  readonly needsTwo: boolean;
}
