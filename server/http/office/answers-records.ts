/** The JSON answers about the office's own doings: audit, accounts, roll sheets. */
import type { Role } from "../../core/access/role.ts";
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
    readonly facts: { readonly [fact: string]: string | number | boolean | null };
    readonly digest: string;
  }[];
  /** `before` of the next page; null on the last. */
  readonly next: number | null;
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
    /** 换发 so far, from the record: a proposal for what is typed. */
    readonly exchanged: number;
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
}[];

/** `GET /profile`, `PUT /profile` */
export interface ProfileAnswer {
  readonly hasKeepers: boolean;
}

/** `POST /accounts`, `POST /accounts/:account/password`: the first password is shown this once. */
export interface AccountMadeAnswer {
  readonly name: string;
  readonly password: string;
}
