/** The office store: rounds, units, frozen forms, polls, accounts, sessions, assessments, audit. */
import type { AccessProfile } from "../core/access/profile.ts";
import type { Role } from "../core/access/role.ts";
import type { FrozenForm } from "../core/definition/frozen.ts";
import type { Instrument } from "../core/definition/instrument.ts";
import type { PollPlan } from "../core/round/plan.ts";
import type { ReviewEntry } from "../core/review/review.ts";
import type { RollSheetTyped } from "../core/results/roll-sheet.ts";
import type { Destruction } from "../core/volume/destruction.ts";
import type { PollState, Round, RoundSpan } from "../core/round/round.ts";
import type { KeptParcels } from "./kept-parcels.ts";
import type { PaperDrafts } from "./paper-drafts.ts";
import type { Parcels } from "./parcels.ts";
import type { RegisterLines } from "./register-lines.ts";
import type { SecondFactors } from "./second-factors.ts";
import type { TrustedInstallations } from "./trusted-installations.ts";
import type { Volumes } from "./volumes.ts";
import type { WirelessNetworks } from "./wireless.ts";
import type { Unit } from "../core/roster/unit.ts";
import type { Scheme, UnitAssessment } from "../core/scoring/scheme.ts";

export type { PaperKeying, PaperSession, PaperSigned } from "./paper-drafts.ts";
export type { KeptParcelRow } from "./kept-parcels.ts";
export type { ParcelRow } from "./parcels.ts";
export type { VolumeRow } from "./volumes.ts";
export type { TrustedInstallation } from "./trusted-installations.ts";
export type { SecondFactor } from "./second-factors.ts";

/** What a round asks and is scored by. */
interface Definitions {
  readonly instruments: readonly { readonly digest: string; readonly instrument: Instrument }[];
  readonly scheme: { readonly digest: string; readonly scheme: Scheme };
}

export interface RoundRow {
  readonly round: Round;
  /** Set by the first seal; forms and scheme cannot change afterwards. */
  readonly frozen:
    | (Definitions & {
        /** The address printed into QR codes. */
        readonly address: string;
      })
    | null;
  /** Forms and scheme that a 任务包 brought: of this round and of no library. Absent: the round was made here. */
  readonly brought?: Definitions;
  /** Not frozen, and in no closed file: the last day is known when all is over. Absent: not typed. */
  readonly span?: RoundSpan;
  /** When two people archived it, ISO 8601 UTC; absent: not archived. */
  readonly archivedAtUtc?: string;
  /** Days for which it is kept after 归档; absent: nobody has said. */
  readonly keepDays?: number;
  /** Its closed files were destroyed by rule, or are being. */
  readonly destruction?: Destruction;
}

export interface PollRow {
  readonly id: string;
  readonly round: string;
  readonly unit: string;
  readonly state: PollState;
  readonly plan: PollPlan | null;
  /** Office-side times only (acts of the office, never of respondents), ISO 8601 UTC. */
  readonly openedAtUtc: string | null;
  readonly closingEndsAtUtc: string | null;
  readonly closedAtUtc: string | null;
  /** SHA-256 of the closed file, hex. */
  readonly closedDigest: string | null;
  /** 延长: until when this poll is open, when it is not as the round says; shown to people, closes nothing. */
  readonly openUntil?: string;
  /** The poll that is held in place of this one, which was voided or declared invalid. */
  readonly replacedBy?: string;
  /** 试填: own keys and tickets, never closed, wiped as a whole. */
  readonly isRehearsal?: true;
}

export interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Group whose units a group account sees; null for the office. */
  readonly group: string | null;
  readonly passwordHash: string;
  readonly mustChange: boolean;
}

export interface SessionRow {
  /** SHA-256 of the cookie's token. */
  readonly tokenHash: string;
  readonly account: string;
  readonly startedAtUtc: string;
  readonly seenAtUtc: string;
  /** A poll was closed in it: the room may be looking, so it shows no result; whoever wants them signs in again. */
  readonly hasClosed?: true;
}

/** One version of a form that the office made itself. Rows are only added: a version never changes. */
export interface OwnFormRow {
  readonly id: string;
  readonly version: string;
  /** SHA-256 over the canonical JSON of the definition, hex. */
  readonly digest: string;
  /** The definition as it was typed. */
  readonly definition: string;
  readonly madeAtUtc: string;
  /** Name of the account. */
  readonly madeBy: string;
}

/** A scheme that the office made from another, so that a copied form is scored. Rows are only added. */
export interface OwnSchemeRow {
  readonly id: string;
  /** SHA-256 over the canonical JSON of the scheme, hex. */
  readonly digest: string;
  readonly scheme: Scheme;
  readonly madeAtUtc: string;
  /** Name of the account. */
  readonly madeBy: string;
}

/** One act of the office; `digest` chains over the line before it. */
export interface AuditRow {
  readonly sequence: number;
  readonly atUtc: string;
  readonly who: string;
  readonly act: string;
  readonly about: string;
  readonly detail: string;
  readonly digest: string;
}

/** All reads and writes of one transaction. Use cases receive it from `inTransaction`, never the handle. */
export interface OfficeTransaction {
  /** Paper that is being keyed. */
  readonly paper: PaperDrafts;
  /** Phones that show codes for accounts. */
  readonly secondFactors: SecondFactors;
  /** The imported part of the 全覆盖台账. */
  readonly registerLines: RegisterLines;
  /** Networks of rounds on site. */
  readonly wireless: WirelessNetworks;
  /** Installations whose parcels are taken. */
  readonly installations: TrustedInstallations;
  /** What passed between this installation and others. */
  readonly parcels: Parcels;
  /** 模板包 and 结果包, made here and taken in. */
  readonly keptParcels: KeptParcels;
  /** 归档包 that were made here. */
  readonly volumes: Volumes;
  rounds(): Promise<readonly RoundRow[]>;
  round(id: string): Promise<RoundRow | null>;
  /** Settings and what is frozen; the days stay as they are. */
  saveRound(row: RoundRow): Promise<void>;
  saveSpan(round: string, span: RoundSpan): Promise<void>;
  /**
   * Grows whenever something is saved that the results of a round rest on: the round, its units, polls, assessments,
   * reviews, 登记表. What was worked out at one number holds until another is read, by whichever process. Null: no such round.
   */
  roundChanges(round: string): Promise<number | null>;
  units(round: string): Promise<readonly Unit[]>;
  unit(round: string, id: string): Promise<Unit | null>;
  /** Replaces all units of a round. */
  saveUnits(round: string, units: readonly Unit[]): Promise<void>;
  /** The real polls of a round, at most one of each unit: no rehearsals, and none that another was held in place of. */
  polls(round: string): Promise<readonly PollRow[]>;
  /** Polls that were withdrawn and held anew; they stay on record for ever. */
  replacedPolls(round: string): Promise<readonly PollRow[]>;
  rehearsals(round: string): Promise<readonly PollRow[]>;
  poll(id: string): Promise<PollRow | null>;
  pollsInState(states: readonly PollState[]): Promise<readonly PollRow[]>;
  savePoll(row: PollRow): Promise<void>;
  /** Grows with every change of a poll or its keys; what was kept of it at one number holds until another is read. */
  pollChanges(id: string): Promise<number | null>;
  /** For a change that is not in the office's own rows, once it is on disk. */
  notePollChange(id: string): Promise<void>;
  /** Takes a rehearsal away; a real poll stays on record for ever. */
  deleteRehearsal(id: string): Promise<void>;
  /** What the two who sign have typed for the 登记表 of a poll. */
  rollSheet(poll: string): Promise<RollSheetTyped | null>;
  /** Of every poll of a round that has one, by poll. */
  rollSheets(round: string): Promise<ReadonlyMap<string, RollSheetTyped>>;
  saveRollSheet(poll: string, sheet: RollSheetTyped): Promise<void>;
  form(digest: string): Promise<FrozenForm | null>;
  saveForm(digest: string, form: FrozenForm): Promise<void>;
  /** Takes away what was frozen for a rehearsal alone. */
  deleteForm(digest: string): Promise<void>;
  /** Every version of every own form, by id, each form's in the order in which they were made. */
  /** In the order in which they were made. */
  ownSchemes(): Promise<readonly OwnSchemeRow[]>;
  addOwnScheme(row: OwnSchemeRow): Promise<void>;
  ownForms(): Promise<readonly OwnFormRow[]>;
  ownForm(id: string, version: string): Promise<OwnFormRow | null>;
  /** Fails when this version of this form is there already. */
  addOwnForm(row: OwnFormRow): Promise<void>;
  assessment(round: string, unit: string): Promise<UnitAssessment | null>;
  /** Of a whole round by unit; a unit about which nothing was entered is absent. */
  assessments(round: string): Promise<ReadonlyMap<string, UnitAssessment>>;
  saveAssessment(round: string, unit: string, assessment: UnitAssessment): Promise<void>;
  /** The history of every unit of a round, each in order; a unit without one is absent. */
  reviews(round: string): Promise<ReadonlyMap<string, readonly ReviewEntry[]>>;
  review(round: string, unit: string): Promise<readonly ReviewEntry[]>;
  /** Appends one line to the history of a unit; lines are never changed or taken away. */
  appendReview(round: string, unit: string, entry: Omit<ReviewEntry, "sequence">): Promise<ReviewEntry>;
  accounts(): Promise<readonly AccountRow[]>;
  accountByName(name: string): Promise<AccountRow | null>;
  account(id: string): Promise<AccountRow | null>;
  saveAccount(row: AccountRow): Promise<void>;
  profile(): Promise<AccessProfile>;
  saveProfile(profile: AccessProfile): Promise<void>;
  session(tokenHash: string): Promise<SessionRow | null>;
  saveSession(row: SessionRow): Promise<void>;
  /** Sets `hasClosed` on every session of the office and of this group. */
  noteClosed(group: string): Promise<void>;
  deleteSession(tokenHash: string): Promise<void>;
  /** Ends every session of an account but one. */
  deleteSessionsOf(account: string, exceptTokenHash: string | null): Promise<void>;
  /** Ends every session of everybody. */
  deleteSessions(): Promise<void>;
  deleteSessionsSeenBefore(utc: string): Promise<void>;
  audit(): Promise<readonly AuditRow[]>;
  /** The lines of one kind of act, in order; all of them, or those about one round, poll or account. */
  auditOf(act: string, about?: string): Promise<readonly AuditRow[]>;
  /** Appends one line to the hash chain. */
  appendAudit(line: Omit<AuditRow, "sequence" | "digest">): Promise<AuditRow>;
}

export interface Office {
  /**
   * All of `use` or nothing, as if no other transaction ran beside it. `use` touches nothing but what it is given: an
   * engine that finds two transactions in each other's way runs one of them again from its beginning.
   */
  inTransaction<T>(use: (office: OfficeTransaction) => Promise<T>): Promise<T>;
  /**
   * After rows were deleted: writes what they stood in anew and empties its log, so that nothing of them stays in either.
   *
   * @throws Problem store.damaged when the log will not empty, store.storage-full
   */
  eraseTraces(of: ErasedRows): Promise<void>;
  /**
   * Reads, and writes the same bytes over themselves: whether what comes next can be kept.
   *
   * @throws Problem store.storage-full, store.damaged (its file is not where it was), server.busy
   */
  tryOut(): Promise<void>;
  close(): Promise<void>;
}

/** paper: what two people have keyed. rehearsal: plan and forms that were frozen for it alone. */
export type ErasedRows = "paper" | "rehearsal";
