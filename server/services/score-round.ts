import { Problem } from "../core/problem.ts";
import { eligibleInside } from "../core/results/grade-table.ts";
import type { AssessedOutcome } from "../core/results/round-facts.ts";
import { type ReviewEntry, standingOf } from "../core/review/review.ts";
import type { Unit } from "../core/roster/unit.ts";
import { EMPTY_ASSESSMENT, type Scheme, type UnitAssessment } from "../core/scoring/scheme.ts";
import { scoreUnit } from "../core/scoring/score-unit.ts";
import type { UnitScore } from "../core/scoring/unit-score.ts";
import type { PollRow, RoundRow } from "../store/office.ts";
import type { ReadingDeps } from "./deps.ts";
import { schemeOf } from "./find-scheme.ts";
import { type PollRelease, readRelease } from "./release-poll.ts";
import { withdrawalOf } from "../core/round/round.ts";

/** How one unit of a round stands: `release` and `score` are null until its poll is closed. */
export interface UnitStanding {
  readonly unit: Unit;
  readonly poll: PollRow | null;
  readonly assessment: UnitAssessment;
  readonly history: readonly ReviewEntry[];
  readonly release: PollRelease | null;
  readonly score: UnitScore | null;
}

export interface RoundStanding {
  readonly row: RoundRow;
  readonly scheme: { readonly scheme: Scheme; readonly digest: string };
  /** In the order of the roster; those that were asked for. */
  readonly units: readonly UnitStanding[];
}

/**
 * Releases and scores every closed poll of a round by its frozen scheme.
 *
 * @param isWanted leaves out units: reading a closed poll takes time
 * @throws Problem round.unknown, definition.unknown
 */
export async function scoreRound(
  deps: ReadingDeps,
  roundId: string,
  isWanted: (unit: Unit) => boolean = () => true,
): Promise<RoundStanding> {
  const { row, units, scheme } = await deps.office.inTransaction(async (office) => {
    const row = await office.round(roundId);
    if (!row) throw new Problem("round.unknown", {});
    const polls = await office.polls(roundId);
    const histories = await office.reviews(roundId);
    const units: Omit<UnitStanding, "release" | "score">[] = [];
    for (const unit of (await office.units(roundId)).filter(isWanted)) {
      units.push({
        unit,
        poll: polls.find((poll) => poll.unit === unit.id) ?? null,
        assessment: (await office.assessment(roundId, unit.id)) ?? EMPTY_ASSESSMENT,
        history: histories.get(unit.id) ?? [],
      });
    }
    return { row, units, scheme: await schemeOf(deps, office, row) };
  });
  const standings: UnitStanding[] = [];
  for (const { poll, assessment, ...rest } of units) {
    const release = poll?.state === "closed" ? await readRelease(deps, poll.id) : null;
    const score = release && scoreClosed(scheme.scheme, release, assessment);
    standings.push({ ...rest, poll, assessment, release, score });
  }
  return { row, scheme, units: standings };
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
    eligible: eligibleInside(head.unit),
    participated: returned,
    assessment,
  });
}

/** The standings as the grade table and the paragraphs take them. */
export function outcomesOf(units: readonly UnitStanding[]): AssessedOutcome[] {
  return units.map(({ unit, poll, release, score, assessment, history }) => ({
    unit,
    poll: poll && poll.state !== "draft" ? poll.id : null,
    result: release?.result ?? null,
    score,
    withdrawn: withdrawalOf(poll?.state ?? null),
    review: standingOf(history),
    assessment,
  }));
}
