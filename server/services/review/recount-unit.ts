import { Problem } from "../../core/problem.ts";
import { printRatio, type Ratio } from "../../core/ratio.ts";
import type { PollResult } from "../../core/release/release.ts";
import type { Released } from "../../core/release/released.ts";
import type { Note } from "../../core/results/difference.ts";
import type { RecountFinding, RecountResult } from "../../core/review/review.ts";
import type { UnitScore } from "../../core/scoring/unit-score.ts";
import type { AuditRow } from "../../store/office.ts";
import type { Actor, Deps } from "../deps.ts";
import { releaseOf } from "../release-poll.ts";
import { scoreClosed, type UnitStanding } from "../score-round.ts";
import { checkPoll, type CheckedPoll } from "../verify/check-poll.ts";
import { appendAct, reviewUnit, type UnitReview } from "./unit-standing.ts";
import { noResult } from "../poll-closed.ts";

/** What makes somebody one of those who handed out, entered, closed or decided. */
const PARTS: ReadonlySet<string> = new Set([
  "poll.closing",
  "poll.counted",
  "poll.closed",
  "tickets.minted",
  "roll-sheet.saved",
  "paper.begun",
  "paper.merged",
  "assessment.saved",
  "review.judged",
  "review.cap-decided",
  "review.proposed",
  "review.reviewed",
  "review.returned",
  "review.approved",
  "review.frozen",
  "review.reopened",
]);

/**
 * 复核: counts one closed file anew, from credentials and ballots, scores it again and puts on record whether every
 * number came out the same. It changes nothing. O(ballots), about 0.1 ms each.
 *
 * @throws Problem poll.results-while-open; recount.same-person for whoever handed out, entered, closed or decided
 * @source domain.md §2.8; texts.zh.md §12
 */
export async function recountUnit(
  deps: Deps,
  who: Actor,
  { round, unit: id }: { readonly round: string; readonly unit: string },
): Promise<void> {
  const seen = await reviewUnit(deps, round, id);
  const { poll } = seen.unit;
  if (poll?.state !== "closed") {
    throw noResult(poll?.state);
  }
  const rows = await deps.office.inTransaction((office) => office.audit());
  const about: ReadonlySet<string> = new Set([poll.id, `${round}/${id}`]);
  if (rows.some((row) => about.has(row.about) && PARTS.has(row.act) && namesOf(row).has(who.account))) {
    throw new Problem("recount.same-person", {});
  }
  const result = await recounted(deps, seen);
  const facts = { same: result.isSame, digest: result.fileDigest };
  await appendAct(deps, who, seen, { kind: "recounted", ...result }, facts);
}

/** Accounts of an audit line: who acted, and the second person. */
function namesOf({ who, detail }: AuditRow): ReadonlySet<string> {
  const { second } = JSON.parse(detail) as { readonly second?: unknown };
  const accountOf = (name: string): string => name.split(" ", 1)[0] ?? name;
  return new Set([who, ...(typeof second === "string" ? [second] : [])].map(accountOf));
}

async function recounted(deps: Deps, { round, unit, standing }: UnitReview): Promise<RecountResult> {
  const { frozen } = round.row;
  if (!frozen || !unit.poll) throw new Problem("poll.unknown", {});
  const findings = new Map<string, RecountFinding>();
  const note: Note = (code, facts) => {
    const finding = { code, ...("instrument" in facts && { instrument: facts.instrument }) };
    findings.set(JSON.stringify(finding), finding);
  };
  const asked = { round: { ...round.row, frozen }, unit: unit.unit, poll: unit.poll };
  const checked = await checkPoll(deps.closed, asked, note);
  const now = checked && scored(checked, round.scheme.scheme, unit);
  const values = valuesOf(unit, standing.proposed?.act ?? unit.score, now);
  return {
    fileDigest: checked?.digest ?? null,
    values,
    ballots: checked?.ballots ?? 0,
    isSame: checked !== null && findings.size === 0 && values.every((value) => value.before === value.now),
    findings: [...findings.values()],
  };
}

interface Scored {
  readonly result: Released<PollResult>;
  readonly score: UnitScore;
}

function scored(
  { head }: CheckedPoll,
  scheme: UnitReview["round"]["scheme"]["scheme"],
  unit: UnitStanding,
): Scored {
  const result = releaseOf(head);
  return { result, score: scoreClosed(scheme, { head, result }, unit.assessment) };
}

/**
 * Printed numbers as they were and as they came out: one per form, the total, the grade.
 *
 * @param recorded what stands in the history since the proposal; before one, the score of now
 */
function valuesOf(
  { release }: UnitStanding,
  recorded: Pick<UnitScore, "printed" | "computed"> | null,
  now: Scored | null,
): RecountResult["values"] {
  const print = (value: Ratio | null | undefined): string | null => (value ? printRatio(value, 2) : null);
  const forms = (release?.result.forms ?? []).map(({ instrument, title, score: before }) => ({
    title,
    before: print(before),
    now: print(now?.result.forms.find((form) => form.instrument === instrument)?.score),
  }));
  return [
    ...forms,
    { title: "总分", before: recorded?.printed ?? null, now: now?.score.printed ?? null },
    { title: "测算等次", before: recorded?.computed ?? null, now: now?.score.computed ?? null },
  ];
}
