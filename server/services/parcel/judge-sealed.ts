import { canonicalJson, digestOf } from "../../core/definition/canonical.ts";
import type { Parcel, ParcelFinding } from "../../core/parcel/parcel.ts";
import { partText } from "../../core/parcel/read-part.ts";
import { closedFilesOf, readRolls, type SealedPoll } from "../../core/parcel/sealed-contents.ts";
import { isProblem } from "../../core/problem.ts";
import type { ClosedReading } from "../../store/closed.ts";
import type { PollRow } from "../../store/office.ts";
import type { Evidence, EvidencePoll, RoundEvidence } from "../verify/evidence.ts";
import { evidenceOfExtract } from "../verify/read-extract.ts";
import { AUDIT_FILE, OFFICE_FILE, SHEET_FILE } from "../verify/verification-extract.ts";
import { verify } from "../verify/verify.ts";
import { type CarriedReviews, entryFindings, judgeEntries, proposalFindings } from "./judge-entries.ts";
import { type Expected, standingFindings } from "./judge-standing.ts";
import { parcelRefused } from "./require-signed.ts";

/** A 封存包 as this installation sees it. */
export interface Judged {
  readonly findings: readonly ParcelFinding[];
  readonly round: RoundEvidence;
  readonly polls: readonly SealedPoll[];
  /** Steps of the review that were taken there, with who and when. */
  readonly reviews: CarriedReviews;
}

/**
 * Recounts a parcel and compares it with what was given out. Nothing is changed.
 *
 * @throws Problem parcel.refused (damaged) when it cannot be read
 */
export async function judgeSealed(
  parcel: Parcel,
  expected: Expected,
  closed: ClosedReading,
): Promise<Judged> {
  const polls = readRolls(parcel);
  const found = evidenceOf(parcel, closed);
  const round = found.rounds[0]!;
  const findings: ParcelFinding[] = [...versionFindings(expected.round, round)];
  findings.push(...standingFindings(expected, round.units, polls));
  for (const unit of round.units) {
    const known = expected.round.units.find(({ id }) => id === unit.id);
    if (known && digestOf(known) !== digestOf(unit)) {
      findings.push({ unit: unit.name, finding: "other-version" });
    }
  }
  const { findings: entries, reviews } = judgeEntries(expected.round, round, found.audit);
  findings.push(...(entries.length > 0 ? entries : entryFindings(expected.round, round)));
  if (!sameAsExtract(round.polls, polls)) findings.push({ unit: null, finding: "altered" });
  if (findings.length === 0) findings.push(...(await recountFindings(found, expected, reviews)));
  return { findings, round, polls, reviews };
}

/** Files and texts are what the manifest says; whether they make sense together is asked now. */
function evidenceOf(parcel: Parcel, closed: ClosedReading): Evidence {
  const text = (file: string): string | null => partText(parcel.parts, file);
  try {
    const evidence = evidenceOfExtract({
      office: text(OFFICE_FILE),
      audit: text(AUDIT_FILE),
      sheet: text(SHEET_FILE),
      closed,
      closedNames: [...closedFilesOf(parcel).keys()].map((poll) => `${poll}.db`),
    });
    if (evidence.strangeFiles.length + evidence.unknownFiles.length === 0) return evidence;
  } catch (error) {
    // What another installation signed and cannot be read as an extract is damaged, however it fails.
    if (!isProblem(error) && !(error instanceof TypeError)) throw error;
  }
  throw parcelRefused("damaged", OFFICE_FILE);
}

function versionFindings(known: RoundEvidence, found: RoundEvidence): readonly ParcelFinding[] {
  const fixed = ({ row: { round, frozen } }: RoundEvidence) => {
    const { instruments, scheme } = frozen;
    return canonicalJson({ round, instruments, scheme });
  };
  return fixed(known) === fixed(found) ? [] : [{ unit: null, finding: "other-version" }];
}

/** The polls of the extract, which the sheet binds, and those with their days are the same ones in the same states. */
function sameAsExtract(extract: readonly EvidencePoll[], polls: readonly SealedPoll[]): boolean {
  const lines = (all: readonly Pick<PollRow, "id" | "unit" | "state" | "closedDigest">[]) =>
    canonicalJson(
      all
        .map(({ id, unit, state, closedDigest }) => ({ id, unit, state, closedDigest }))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    );
  return lines(extract) === lines(polls);
}

/** The recount, with the blocks that the office planned in the place of what the parcel says. */
async function recountFindings(
  found: Evidence,
  expected: Expected,
  reviews: CarriedReviews,
): Promise<readonly ParcelFinding[]> {
  const round = found.rounds[0]!;
  const polls = round.polls.map((poll) => {
    return { ...poll, plan: expected.polls.get(poll.unit)?.plan ?? null };
  });
  const { differences, rounds } = await verify({ ...found, rounds: [{ ...round, polls }] }, null);
  const sheet = rounds[0]?.sheet;
  if (differences.length === 0 && sheet) return proposalFindings(round, reviews, sheet.text);
  return differences.map(({ unit, code }) => {
    return { unit, finding: code === "closed.head" ? "other-version" : "altered", difference: code };
  });
}
