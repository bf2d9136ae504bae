/** Recount of everything that was closed, from the files alone. */
import { digestOf } from "../../core/definition/canonical.ts";
import { isProblem } from "../../core/problem.ts";
import type { Difference, Note } from "../../core/results/difference.ts";
import { firstDifference } from "../../core/results/first-difference.ts";
import type { Sheet, SheetUnit } from "../../core/results/sheet.ts";
import { EMPTY_ASSESSMENT } from "../../core/scoring/scheme.ts";
import type { Unit } from "../../core/roster/unit.ts";
import { verifyAudit } from "../../store/audit-chain.ts";
import { releaseOf } from "../release-poll.ts";
import { type AuditHead, auditHead, sheetClosing, sheetOf } from "../round-sheet.ts";
import { scoreClosed } from "../score-round.ts";
import { checkDestruction, type DestroyedRound } from "./check-destruction.ts";
import { checkPoll } from "./check-poll.ts";
import type { Evidence, EvidencePoll, RoundEvidence } from "./evidence.ts";
import { hasClosedFile } from "../../core/round/round.ts";

export interface VerifiedRound {
  readonly round: string;
  readonly title: string;
  /** Units whose poll is closed, and all. */
  readonly closed: number;
  readonly units: number;
  readonly ballots: number;
  /** Null: it was not destroyed. */
  readonly destroyed: DestroyedRound | null;
  /** Recomputed; null when a closed file cannot be counted. */
  readonly sheet: Sheet | null;
}

export interface Verification {
  /** true: compared with the digest of a signed sheet; false: the files were only compared with each other. */
  readonly isBound: boolean;
  readonly rounds: readonly VerifiedRound[];
  /** In the order in which they are best explained; empty when everything agrees. */
  readonly differences: readonly Difference[];
}

/**
 * Re-checks closed files, audit, scores and sheets.
 *
 * Without a digest this proves consistency only: whoever rewrites every file together passes. The digest of the signed
 * sheet binds the closed files, what was entered, the scores and the audit up to the round's last line.
 *
 * @param sheetDigest 64 lower-case hexadecimal digits from the signed sheet, or null
 * @source anonymity.md §4 P13, P14; docs/verify.md
 */
export async function verify(evidence: Evidence, sheetDigest: string | null): Promise<Verification> {
  const differences: Difference[] = [];
  const noteFor =
    (unit: string | null, poll: string | null): Note =>
    (code, facts) =>
      void differences.push({ code, facts, unit, poll } as Difference);
  const note = noteFor(null, null);
  const chain = verifyAudit(evidence.audit);
  if (!chain.ok) note("audit.chain", { sequence: chain.sequence, reason: chain.reason });
  const rounds: VerifiedRound[] = [];
  for (const round of evidence.rounds) rounds.push(await verifyRound(evidence, round, noteFor));
  for (const file of evidence.unknownFiles) note("file.unknown", { file });
  for (const file of evidence.strangeFiles) note("file.bytes", { file });
  compareSheets(evidence, rounds, sheetDigest, note);
  return { isBound: sheetDigest !== null, rounds, differences };
}

async function verifyRound(
  evidence: Evidence,
  round: RoundEvidence,
  noteFor: (unit: string | null, poll: string | null) => Note,
): Promise<VerifiedRound> {
  const { row, units, polls } = round;
  const note = noteFor(null, null);
  for (const { instrument, digest } of row.frozen.instruments) {
    if (digestOf(instrument) !== digest) note("round.definition", { id: instrument.id });
  }
  const { scheme, digest } = row.frozen.scheme;
  if (digestOf(scheme) !== digest) note("round.definition", { id: scheme.id });
  const head = auditHead(
    evidence.audit,
    row.round.id,
    polls.map(({ id }) => id),
  );
  if (evidence.isAuditCut && evidence.audit.length !== head.lines) {
    note("audit.tail", { lines: evidence.audit.length, expected: head.lines });
  }
  const sheetUnits: (SheetUnit | null)[] = [];
  let ballots = 0;
  for (const unit of units) {
    const poll = polls.find((one) => one.unit === unit.id) ?? null;
    const own = await verifyUnit(evidence, round, { unit, poll }, noteFor(unit.name, poll?.id ?? null));
    sheetUnits.push(own?.unit ?? null);
    ballots += own?.ballots ?? 0;
  }
  for (const poll of polls) {
    const unit = units.find(({ id }) => id === poll.unit);
    // Nothing of the round stands for it, and nothing recounts it.
    if (!unit && hasClosedFile(poll.state)) note("file.unknown", { file: `${poll.id}.db` });
    if (!unit || polls.find((one) => one.unit === poll.unit) === poll) continue;
    await verifyUnit(evidence, round, { unit, poll }, noteFor(unit.name, poll.id));
  }
  return {
    round: row.round.id,
    title: row.round.title,
    closed: polls.filter(({ state }) => state === "closed").length,
    units: units.length,
    ballots,
    destroyed: checkDestruction(evidence, round, note),
    sheet: sheetUnits.includes(null) ? null : sheetFrom(round, sheetUnits as SheetUnit[], head, note),
  };
}

/** A closed file may lack what the sheet needs and still be counted. */
function sheetFrom(
  { row }: RoundEvidence,
  units: readonly SheetUnit[],
  head: AuditHead,
  note: Note,
): Sheet | null {
  try {
    return sheetOf(row, units, head);
  } catch (error) {
    note("score.refused", { reason: String(error) });
    return null;
  }
}

/** States without a closed file of which the digest is on record: not yet erased from the box, or destroyed by rule. */
const KEEPS_DIGEST: readonly EvidencePoll["state"][] = ["counted", "destroyed"];

/** @returns null when the unit's part of the sheet cannot be made */
async function verifyUnit(
  { closed, audit }: Evidence,
  { row, assessments, histories }: RoundEvidence,
  { unit, poll }: { readonly unit: Unit; readonly poll: EvidencePoll | null },
  note: Note,
): Promise<{ readonly unit: SheetUnit; readonly ballots: number } | null> {
  const assessment = assessments.get(unit.id) ?? EMPTY_ASSESSMENT;
  const history = histories.get(unit.id) ?? [];
  const place = { unit, assessment, history, poll: poll && { id: poll.id, state: poll.state } };
  const nothing = { unit: { ...place, closing: null, result: null, score: null }, ballots: 0 };
  if (!poll || !hasClosedFile(poll.state)) {
    // Only a poll whose file has been built and checked has a digest.
    if (poll && !KEEPS_DIGEST.includes(poll.state) && poll.closedDigest !== null) {
      note("closed.digest", { found: "—", expected: String(poll.closedDigest) });
    }
    return nothing;
  }
  checkAuditOf(poll, audit, note);
  const checked = await checkPoll(closed, { round: row, unit, poll }, note);
  // Of a poll that was declared invalid the file must still be what it was; its numbers stand on no sheet.
  if (poll.state === "invalid") return nothing;
  if (!checked) return null;
  try {
    const { head, digest, ballots } = checked;
    const result = releaseOf(head);
    const score = scoreClosed(row.frozen.scheme.scheme, { head, result }, assessment);
    return { unit: { ...place, closing: sheetClosing(head, digest), result, score }, ballots };
  } catch (error) {
    note("score.refused", { reason: isProblem(error, "scoring.input") ? error.facts.reason : String(error) });
    return null;
  }
}

/** The audit tells of the closing, and of the very file when it names one. */
function checkAuditOf(poll: EvidencePoll, audit: Evidence["audit"], note: Note): void {
  const own = audit.filter(({ about }) => about === poll.id);
  for (const act of ["poll.counted", "poll.closed"]) {
    if (!own.some((line) => line.act === act)) note("audit.state", { act });
  }
  if ((poll.state === "invalid") !== own.some(({ act }) => act === "poll.invalid")) {
    note("audit.state", { act: "poll.invalid" });
  }
  const counted = own.findLast(({ act }) => act === "poll.counted");
  const named = counted && /"digest":"([0-9a-f]{64})"/.exec(counted.detail)?.[1];
  if (named !== undefined && named !== poll.closedDigest) note("audit.digest", {});
}

function compareSheets(
  { sheet }: Evidence,
  rounds: readonly VerifiedRound[],
  sheetDigest: string | null,
  note: Note,
): void {
  const made = rounds.flatMap((round) => round.sheet ?? []);
  if (sheet !== null && made[0] && made[0].text !== sheet) compareTexts(sheet, made[0].text, note);
  if (sheetDigest !== null && !made.some(({ digest }) => digest === sheetDigest)) {
    note("sheet.digest", { expected: sheetDigest });
  }
}

function compareTexts(found: string, expected: string, note: Note): void {
  let read: unknown;
  try {
    read = JSON.parse(found);
  } catch {
    note("sheet.bytes", {});
    return;
  }
  const place = firstDifference(read, JSON.parse(expected));
  if (place) note("sheet.content", place);
  else note("sheet.bytes", {});
}
