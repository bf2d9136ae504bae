import { Problem } from "../core/problem.ts";
import { unitEligible } from "../core/results/unit-eligible.ts";
import type { RollSheetTyped } from "../core/results/roll-sheet.ts";
import type { AssessedOutcome } from "../core/results/round-facts.ts";
import { type ReviewEntry, standingOf } from "../core/review/review.ts";
import type { Unit } from "../core/roster/unit.ts";
import { EMPTY_ASSESSMENT, type Scheme, type UnitAssessment } from "../core/scoring/scheme.ts";
import { scoreUnit } from "../core/scoring/score-unit.ts";
import type { UnitScore } from "../core/scoring/unit-score.ts";
import type { PollRow, RoundRow } from "../store/office.ts";
import type { ReadingDeps } from "./deps.ts";
import { slices } from "./documents/in-slices.ts";
import { schemeOf } from "./find-scheme.ts";
import { unitsAwaited } from "./parcel/require-complete.ts";
import { type PollRelease, releaseOfRow } from "./release-poll.ts";
import { withdrawalOf } from "../core/round/round.ts";
import type { Unsettled } from "../core/results/round-mean.ts";
import { unsettledOf } from "./review/unsettled.ts";

/** How one unit of a round stands: `release` and `score` are null until its poll is closed. */
export interface UnitStanding {
  readonly unit: Unit;
  readonly poll: PollRow | null;
  readonly assessment: UnitAssessment;
  readonly history: readonly ReviewEntry[];
  /** What was typed for the 登记表; null: nothing yet. */
  readonly typed: RollSheetTyped | null;
  readonly release: PollRelease | null;
  readonly score: UnitScore | null;
  /** Why its numbers may still change what is made of all units; null: they stay. */
  readonly unsettled: Unsettled | null;
  /**
   * Only for readers of approved tables: awaited = what scoring and review made of it is left out, given = the grade is
   * approved. Absent: all of it is there.
   */
  readonly approval?: "awaited" | "given";
}

export interface RoundStanding {
  readonly row: RoundRow;
  readonly scheme: { readonly scheme: Scheme; readonly digest: string };
  /** In the order of the roster; those that were asked for. */
  readonly units: readonly UnitStanding[];
}

/** What stands at the number of changes it was worked out at. */
interface Kept {
  readonly changes: number;
  readonly standing: Promise<RoundStanding>;
}

/** In memory only, for each store that is read; every process has its own. */
const keptOf = new WeakMap<ReadingDeps["office"], Map<string, Kept>>();
const KEPT_ROUNDS_MAX = 4;

/**
 * Releases and scores every closed poll of a round by its frozen scheme, once for as long as nothing it rests on is
 * saved: the number of changes stands in the store, so what another process saves is seen too.
 *
 * @param isWanted leaves out units: reading a closed poll takes time
 * @throws Problem round.unknown, definition.unknown
 */
export async function scoreRound(
  deps: ReadingDeps,
  roundId: string,
  isWanted?: (unit: Unit) => boolean,
): Promise<RoundStanding> {
  const changes = await deps.office.inTransaction((office) => office.roundChanges(roundId));
  if (changes === null) throw new Problem("round.unknown", {});
  const kept = keptOf.get(deps.office) ?? new Map<string, Kept>();
  keptOf.set(deps.office, kept);
  const found = kept.get(roundId);
  if (isWanted) {
    if (found?.changes !== changes) return workOut(deps, roundId, isWanted);
    const standing = await found.standing;
    return { ...standing, units: standing.units.filter(({ unit }) => isWanted(unit)) };
  }
  if (found?.changes === changes) return found.standing;
  const before = found?.standing.catch(() => null) ?? null;
  const standing = Promise.resolve(before).then((known) => workOut(deps, roundId, () => true, known));
  keep(kept, roundId, { changes, standing });
  return standing;
}

/** The rounds asked for last stay; one that could not be worked out does not. */
function keep(kept: Map<string, Kept>, roundId: string, one: Kept): void {
  kept.delete(roundId);
  kept.set(roundId, one);
  for (const oldest of [...kept.keys()].slice(0, -KEPT_ROUNDS_MAX)) kept.delete(oldest);
  one.standing.catch(() => kept.get(roundId) === one && kept.delete(roundId));
}

/** @param before an earlier standing, whose scores are taken over where nothing they are made of has changed */
async function workOut(
  deps: ReadingDeps,
  roundId: string,
  isWanted: (unit: Unit) => boolean,
  before: RoundStanding | null = null,
): Promise<RoundStanding> {
  const { row, units, repeated, scheme, isComplete } = await deps.office.inTransaction(async (office) => {
    const row = await office.round(roundId);
    if (!row) throw new Problem("round.unknown", {});
    const polls = new Map((await office.polls(roundId)).map((poll) => [poll.unit, poll]));
    const repeated = new Set((await office.replacedPolls(roundId)).map(({ unit }) => unit));
    const histories = await office.reviews(roundId);
    const assessments = await office.assessments(roundId);
    const rollSheets = await office.rollSheets(roundId);
    const units = (await office.units(roundId)).filter(isWanted).map((unit) => ({
      unit,
      poll: polls.get(unit.id) ?? null,
      typed: rollSheets.get(polls.get(unit.id)?.id ?? "") ?? null,
      assessment: assessments.get(unit.id) ?? EMPTY_ASSESSMENT,
      history: histories.get(unit.id) ?? [],
    }));
    // Nothing is scored while a part of a round that was given out has not come to its end.
    const isComplete = (await unitsAwaited(office, roundId)).length === 0;
    return { row, units, repeated, isComplete, scheme: await schemeOf(deps, office, row) };
  });
  const sameScheme = before?.scheme.digest === scheme.digest ? before.units : [];
  const known = new Map(sameScheme.map((one) => [one.unit.id, one]));
  const standings: UnitStanding[] = [];
  const giveTurn = slices();
  for (const one of units) {
    const isReleased = isComplete && one.poll?.state === "closed";
    const release = isReleased && one.poll ? await releaseOfRow(deps, one.poll) : null;
    const score = release && scoreOf(scheme.scheme, release, one.assessment, known.get(one.unit.id));
    const scored = { ...one, release, score };
    const unsettled = unsettledOf(
      { ...scored, isRepeated: repeated.has(one.unit.id) },
      row.round,
      scheme.scheme,
    );
    standings.push({ ...scored, unsettled });
    await giveTurn();
  }
  return { row, scheme, units: standings };
}

function scoreOf(
  scheme: Scheme,
  release: PollRelease,
  assessment: UnitAssessment,
  known: UnitStanding | undefined,
): UnitScore {
  const isSame =
    known?.release === release && JSON.stringify(known.assessment) === JSON.stringify(assessment);
  return isSame && known.score ? known.score : scoreClosed(scheme, release, assessment);
}

/** Scores one released poll. @throws Problem scoring.input when an entered number is out of range */
export function scoreClosed(
  scheme: Scheme,
  { head, result }: Pick<PollRelease, "head" | "result">,
  assessment: UnitAssessment,
): UnitScore {
  const { forms, returned } = result;
  return scoreUnit(scheme, {
    forms,
    eligible: unitEligible(head.unit, head.plan),
    participated: returned,
    assessment: { ...assessment, capDecisions: decisionsOnPoll(assessment, head.poll) },
  });
}

/** A limit that was decided upon for a poll that does not count any more is undecided. */
const decisionsOnPoll = ({ capDecisions }: UnitAssessment, poll: string): UnitAssessment["capDecisions"] =>
  Object.fromEntries(Object.entries(capDecisions).filter(([, made]) => (made.poll ?? poll) === poll));

/** The standings as the grade table and the paragraphs take them. */
export function outcomesOf(units: readonly UnitStanding[]): AssessedOutcome[] {
  return units.map(({ unit, poll, release, score, assessment, history, typed, unsettled }) => ({
    unit,
    poll: poll && poll.state !== "draft" ? poll.id : null,
    result: release?.result ?? null,
    score,
    withdrawn: withdrawalOf(poll?.state ?? null),
    unsettled,
    review: standingOf(history),
    assessment,
    plan: poll?.plan ?? null,
    typed,
  }));
}
