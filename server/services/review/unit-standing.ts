import { digestOf } from "../../core/definition/canonical.ts";
import { findGaps, type Gap } from "../../core/assessment/find-gaps.ts";
import { Problem } from "../../core/problem.ts";
import { type ReviewAct, type ReviewStanding, standingOf } from "../../core/review/review.ts";
import type { OfficeTransaction } from "../../store/office.ts";
import { requireUnarchived } from "../archive-round.ts";
import { audit, type AuditFacts } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";
import { type RoundStanding, scoreRound, type UnitStanding } from "../score-round.ts";

/** One unit of a round with everything a step of its review looks at. */
export interface UnitReview {
  readonly round: RoundStanding;
  readonly unit: UnitStanding;
  readonly standing: ReviewStanding;
  readonly gaps: readonly Gap[];
  readonly judgesFirst: boolean;
}

/** @throws Problem round.unknown, unit.unknown, definition.unknown */
export async function reviewUnit(deps: Deps, roundId: string, unitId: string): Promise<UnitReview> {
  const round = await scoreRound(deps, roundId);
  const unit = round.units.find((one) => one.unit.id === unitId);
  if (!unit) throw new Problem("unit.unknown", {});
  const standing = standingOf(unit.history);
  const judgesFirst = round.row.round.judgesFirst === true;
  const gaps = findGaps({
    scheme: round.scheme.scheme,
    poll: unit.poll?.state ?? null,
    assessment: unit.assessment,
    score: unit.score,
    review: standing.state,
    judgesFirst,
  });
  return { round, unit, standing, gaps, judgesFirst };
}

/** Whether a group's people may see scores of their unit: in some rounds only after they confirmed their judgement. */
export const scoresAreHidden = (judgesFirst: boolean, { state }: ReviewStanding): boolean =>
  judgesFirst && state === "entry";

/**
 * Appends an act to the history of a unit, on record, unless somebody else was faster.
 *
 * @throws Problem round.archived; review.wrong-state when history or assessment have changed since `seen` was read
 */
export async function appendAct(
  deps: Deps,
  who: Actor,
  { round, unit, standing }: UnitReview,
  act: ReviewAct,
  facts: AuditFacts,
): Promise<void> {
  const roundId = round.row.round.id;
  await deps.office.inTransaction(async (office) => {
    // A recount changes nothing; a complaint may come years later.
    if (act.kind !== "recounted") await requireUnarchived(office, roundId);
    const history = await office.review(roundId, unit.unit.id);
    const assessment = await office.assessment(roundId, unit.unit.id);
    const isSeen =
      history.length === unit.history.length &&
      (assessment === null || digestOf(assessment) === digestOf(unit.assessment));
    if (!isSeen)
      throw new Problem("review.wrong-state", { state: standingOf(history).state, wanted: [standing.state] });
    await append(deps, office, who, roundId, unit.unit.id, act, facts);
  });
}

export async function append(
  deps: Pick<Deps, "clock">,
  office: OfficeTransaction,
  who: Actor,
  round: string,
  unit: string,
  act: ReviewAct,
  facts: AuditFacts,
): Promise<void> {
  const { second } = who;
  const { state: from } = standingOf(await office.review(round, unit));
  await office.appendReview(round, unit, {
    atUtc: deps.clock().toISOString(),
    by: { account: who.account, name: who.name },
    second: second ? { account: second.account, name: second.name } : null,
    act,
  });
  await audit(deps, office, who, `review.${act.kind}`, `${round}/${unit}`, { from, ...facts });
}
