/**
 * The closed catalogue of refusals: everything that may be refused for a reason the caller can act on,
 * with the facts each case carries. A new code does not compile until it has an HTTP status
 * (`server/http/status.ts`) and a Chinese sentence (`web/text/problems.ts`).
 */
import type { Gap } from "./assessment/find-gaps.ts";
import type { ParcelKind } from "./parcel/manifest.ts";
import type { ParcelFault, ParcelFinding } from "./parcel/parcel.ts";
import type { ReviewState } from "./review/review.ts";
import type { Role } from "./access/role.ts";
import type { PollState } from "./round/round.ts";

/** One fault of a definition: where (JSON path) and what, in Chinese; the place in the text when there is a text. */
export interface DefinitionFault {
  readonly path: string;
  readonly sentence: string;
  /** From 1. */
  readonly line?: number;
  /** From 1, in UTF-16 units as editors count. */
  readonly column?: number;
}

/** A setting of the database server, as it is and as it has to be, in the server's own words. */
export interface DatabaseSetting {
  readonly name: string;
  readonly found: string;
  readonly wanted: string;
  /** `host:port` of the standby that has it; left out for the server itself. */
  readonly standby?: string;
}

/** One fault of an imported table: sheet row and column as a person counts them (from 1), what was found and wanted. */
export interface ImportFault {
  /** Sheet of a workbook, or the file without its ending. */
  readonly sheet?: string;
  readonly row: number | null;
  readonly column: string | null;
  readonly found: string;
  readonly sentence: string;
}

/** One question that was not filled in properly; `title` is what the person saw. */
export interface AnswerFault {
  readonly question: string;
  readonly title: string;
  readonly reason: AnswerFaultReason;
}

export type AnswerFaultReason =
  | "unknown-question"
  | "unknown-row"
  | "unknown-column"
  | "unknown-option"
  | "wrong-type"
  | "hidden"
  | "required"
  | "too-long"
  | "too-many"
  | "too-few"
  | "duplicate"
  | "exclusive"
  | "out-of-range"
  | "pattern"
  /** More of one option than the form's quota allows; the question is the first one too many. */
  | "quota";

/** Why a round is no 结果包 yet, or not of this office. */
type NotFinal = "polls" | "grades" | "task" | "shared" | "changed";

/** waiting: it was not looked at, because an earlier wait runs. */
export type CodeFault = "missing" | "wrong" | "used" | "waiting";

export interface ProblemFacts {
  "request.too-large": { bytesMax: number };
  "request.wrong-type": Record<never, never>;
  "request.malformed": { reason: string };
  "request.wrong-origin": Record<never, never>;
  "request.not-found": Record<never, never>;
  "request.method": Record<never, never>;
  /** One process serves several offices, and none of them is under this host. */
  "host.unknown": Record<never, never>;
  /** The office of this host is not open in this process: it starts, is looked after, or cannot be opened. */
  "office.not-open": Record<never, never>;
  /** More asks than can be answered soon; nothing was looked at, nothing changed. */
  "server.busy": { seconds: number };
  "ticket.unknown": Record<never, never>;
  "ticket.used-elsewhere": Record<never, never>;
  "ticket.voided": Record<never, never>;
  /** Slips that a bag may have, spare ones among them. */
  "ticket.bag-full": { limit: number };
  "ticket.malformed": Record<never, never>;
  "ticket.too-many-tries": { seconds: number };
  /** An open link that this poll does not have. */
  "link.unknown": Record<never, never>;
  "link.too-many": { seconds: number };
  "poll.unknown": Record<never, never>;
  "poll.not-open": { state: PollState };
  /** `endedAtUtc`: until when the box was to take ballots, where that is known; never when one came. */
  "poll.closed": { state: PollState; endedAtUtc?: string | null };
  "poll.wrong-state": { state: PollState; wanted: readonly PollState[] };
  "poll.too-few-eligible": { eligible: number; floor: number };
  "poll.no-address": Record<never, never>;
  /** A copy without private keys: the poll can be looked at, not go on. */
  "poll.keys-missing": Record<never, never>;
  /** 试填 is not closed, voided or counted, only wiped. */
  "poll.rehearsal": Record<never, never>;
  /** Only rehearsals can be wiped. */
  "poll.no-rehearsal": Record<never, never>;
  "poll.results-while-open": { state: PollState };
  /** Declared invalid after it was closed. */
  "poll.invalid": Record<never, never>;
  /** No such stack, or it is in the box already. */
  "paper.unknown": Record<never, never>;
  /** Two others key this stack. */
  "paper.taken": Record<never, never>;
  /** Whoever left a stack after a comparison does not key it again. */
  "paper.left": Record<never, never>;
  /** The two have been compared as often as they may be, and still differ. */
  "paper.compared-out": Record<never, never>;
  /** Fewer sheets than one of the two has keyed. */
  "paper.keyed-more": { keyed: number };
  /** Both have been through with the stack: two people throw it away, or nobody. */
  "paper.two-people": Record<never, never>;
  /** Somebody has not finished, or the two have not read the same. */
  "paper.not-agreed": { differences: number };
  /** Stacks that are neither in the box nor given up: the poll cannot close over them. */
  "paper.unfinished": { stacks: number };
  "credential.refused": Record<never, never>;
  "credential.blinded-out-of-range": Record<never, never>;
  /** The phone's own refusal: keys other than the slip's, an inadmissible key, or no signature by it. */
  /** `shown`: the fingerprint that the server's keys have, when it is not the slip's. */
  "credential.key-mismatch": { reason: "fingerprint" | "key" | "signature"; shown?: string };
  "form.unknown": Record<never, never>;
  "form.changed": { digest: string };
  "ballot.invalid": { questions: readonly AnswerFault[] };
  "ballot.already-cast": Record<never, never>;
  "definition.invalid": { faults: readonly DefinitionFault[] };
  "definition.unknown": { id: string };
  /** A version never changes once it is in the library. */
  "definition.taken": { id: string; version: string };
  /** The form came in a city's 模板包: a county may add forms under ids of its own, not change this one. */
  "definition.from-template": { title: string; issuer: string };
  "labels.from-template": { id: string; title: string; issuer: string };
  /** A scheme that is to be given out takes something from forms that are not: ids. */
  "template.incomplete": { scheme: string; forms: readonly string[] };
  "scheme.invalid": { faults: readonly DefinitionFault[] };
  /** Counts and facts that somebody wrote down for `plumbline score`. */
  "inputs.invalid": { faults: readonly DefinitionFault[] };
  "roster.invalid": { faults: readonly ImportFault[] };
  "register.invalid": { faults: readonly ImportFault[] };
  "import.unreadable": { reason: string };
  "round.unknown": Record<never, never>;
  "round.frozen": Record<never, never>;
  /** For good: grades stay as they are. */
  "round.archived": Record<never, never>;
  /** Trying other weights and making a volume are for archived rounds only. */
  "round.not-archived": Record<never, never>;
  /** Units in the way: polls still to be held or closed, or grades still to be frozen. */
  "round.not-archivable": { reason: "polls" | "grades"; units: readonly string[] };
  /** Rehearsals are wiped before the round is sealed. */
  "round.rehearsing": { rehearsals: number };
  /** An open link for people of the unit, or as the only way to a form that the scheme scores. */
  "round.open-link": { reason: "inside" | "scored"; of: readonly string[] };
  /** A setting that forms of the round ask for is empty. */
  "round.setting-missing": { setting: "feedbackDate"; forms: readonly string[] };
  "unit.unknown": Record<never, never>;
  "assessment.invalid": { faults: readonly DefinitionFault[] };
  /** A grade rests on what was entered; it can change again after reopening. */
  "assessment.frozen": { state: ReviewState };
  /** The limit is not called for by what is entered and released. */
  /** Somebody else has saved since the entry was read. */
  "assessment.changed": Record<never, never>;
  "assessment.unknown-cap": Record<never, never>;
  "assessments.invalid": { faults: readonly ImportFault[] };
  "review.wrong-state": { state: ReviewState; wanted: readonly ReviewState[] };
  "review.same-person": Record<never, never>;
  "review.grade": { reason: "unknown" | "too-far" | "above-cap" | "no-reason" };
  "review.not-ready": { gaps: readonly Gap[] };
  /** The group confirms its judgement before it may see scores. */
  "review.judge-first": Record<never, never>;
  /** A recount is by somebody who has neither closed, nor entered, nor decided. */
  "recount.same-person": Record<never, never>;
  "scoring.unknown-option": { options: readonly string[] };
  "scoring.unknown-category": { categories: readonly string[] };
  "scoring.input": { reason: string };
  "account.refused": { waitSeconds: number };
  /** Asked again for an act that takes two people: the acting person's own password was wrong. */
  "account.own-password": { waitSeconds: number };
  /** Sign-in, or the second person of an act: the password was right, the code of the phone was not. */
  "account.code-refused": { reason: CodeFault; waitSeconds: number };
  /** The same of the acting person's own code. */
  "account.own-code": { reason: CodeFault; waitSeconds: number };
  /** off: codes are not asked for. none: no phone to confirm or to reset. done: the account has its phone. */
  "account.enrolment": { state: "off" | "none" | "done" };
  "account.signed-out": Record<never, never>;
  "account.not-allowed": Record<never, never>;
  /** A poll was closed in this session: results are read after signing in anew. */
  "account.sign-in-again": Record<never, never>;
  "account.same-person": Record<never, never>;
  "account.taken": Record<never, never>;
  "account.unknown": Record<never, never>;
  /** Typed text that is no fingerprint of an installation. */
  "installation.fingerprint": Record<never, never>;
  /** The fingerprint is this installation's own. */
  "installation.own": Record<never, never>;
  /** The fingerprint is on the list already; a revoked one stays revoked. */
  "installation.known": { name: string; isRevoked: boolean };
  /** No such installation, or it is revoked. */
  "installation.unknown": Record<never, never>;
  /** A 结果包 for an installation that is not the office above this one. */
  "installation.not-city": { name: string };
  /** A parcel that is not taken; `found`: what it says in the place that matters, "" where there is nothing to name. */
  "parcel.refused": { reason: ParcelFault; found: string };
  /** A sealed parcel with something wrong about a unit; nothing of it was taken. */
  "parcel.findings": { findings: readonly ParcelFinding[] };
  /** No such parcel, or it was not made here. */
  "parcel.unknown": Record<never, never>;
  /** Made and on record, and not written to the file of the command line. */
  "parcel.unwritten": { file: string; kind: ParcelKind; parcel: string };
  /** A laptop takes one task of a round; `group`: whose it was given. */
  "parcel.one-task": { name: string; group: string };
  /** Two offices have authorised the task: neither gives it out anew alone. */
  "parcel.shared": Record<never, never>;
  /** Nothing to put into a parcel: no unit of the group is in draft, none is away, or none is closed. */
  "parcel.empty": { reason: "no-draft" | "none-away" | "none-closed" };
  /** A 结果包 of a round that is not at its end: polls or grades still to come, a group's part of a round, one that another office has made, changed meanwhile. */
  "result.not-final": { reason: NotFinal; units: readonly string[] };
  /** The round came in a task parcel: what the parcel fixed cannot be changed here. */
  "round.fixed": { group: string };
  /** 销毁 before it is due; `until`: ISO 8601 UTC, null while nobody has said for how long the round is kept. */
  "round.kept": { until: string | null };
  /** Nothing of the round has been made that could be carried away. */
  "round.no-volume": Record<never, never>;
  /** Its closed files were destroyed by rule: no result, document or sheet of it can be made any more. */
  "round.destroyed": Record<never, never>;
  /** The recount before a volume is made differs from what stands; nothing was written. */
  "volume.differs": { differences: number; units: readonly string[] };
  /** A volume of this round is being made already. */
  "volume.running": Record<never, never>;
  /** Units that other installations have not handed in: nothing is scored before all are in, or declared missing. */
  "round.incomplete": { units: readonly string[] };
  /** A profile would leave a duty to nobody. */
  "profile.incomplete": { roles: readonly Role[] };
  /** The phone's own refusal: no answer, or none of ours; `status` is null when the network failed. */
  "network.no-answer": { status: number | null };
  "store.storage-full": Record<never, never>;
  "store.locked": { file: string };
  /** The data folder cannot be written: a disk mounted read-only, or rights that are missing. */
  "store.read-only": { folder: string };
  "store.newer-version": { file: string; found: number; known: number };
  "store.damaged": { file: string; reason: string };
  /** The system lets this process open no more files or connections. */
  "machine.out-of-files": Record<never, never>;
  /** The database does not answer, or refuses the account; the reason is what the driver said. */
  "database.unreachable": { reason: string };
  /** Another program uses the database, which this one, a newer version, would have to change first. */
  "database.upgrade": { schema: string };
  /** Settings of the database server that would weaken what is promised, or lose what was acknowledged. */
  "database.settings": { settings: readonly DatabaseSetting[] };
  /** While it served the database server has begun to keep the log of changes, which closing must take away. */
  "database.log-kept": { settings: readonly DatabaseSetting[] };
  /** The clock of this machine and the database's are so far apart. */
  "database.clock": { seconds: number };
  /** A file that a command names; the reason is a word of `web/text/cli-help.ts`, or what the system said. */
  "file.unusable": { file: string; reason: string };
  "port.taken": { port: number };
  usage: { reason: string };
}

export type ProblemCode = keyof ProblemFacts;

/** A refusal. Anything else that is thrown is a bug and leaves the server as a 500 without detail. */
export class Problem<C extends ProblemCode = ProblemCode> extends Error {
  readonly code: C;
  readonly facts: ProblemFacts[C];

  constructor(code: C, facts: ProblemFacts[C]) {
    super(code);
    this.name = "Problem";
    this.code = code;
    this.facts = facts;
  }
}

export function isProblem<C extends ProblemCode>(error: unknown, code?: C): error is Problem<C> {
  return error instanceof Problem && (code === undefined || error.code === code);
}
