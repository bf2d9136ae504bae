import { Problem } from "../../core/problem.ts";
import { lookBack, type LookBackLine, type RoundOfUnit } from "../../core/results/look-back.ts";
import { approvedGrade, proposedGrade, standingOf } from "../../core/review/review.ts";
import type { Deps } from "../deps.ts";
import { type RoundStanding, scoreRound, type UnitStanding } from "../score-round.ts";
import type { UnitOfRound } from "./take-step.ts";
import { noResult } from "../poll-closed.ts";

/**
 * A unit beside its earlier rounds, newest first.
 *
 * @param seenOf the units of an earlier round whose scores this person may see
 * @throws Problem round.unknown, unit.unknown; poll.results-while-open
 */
export async function lookBackUnit(
  deps: Deps,
  { round, unit: id }: UnitOfRound,
  seenOf: (standing: RoundStanding) => readonly UnitStanding[],
): Promise<readonly LookBackLine[]> {
  const standing = await scoreRound(deps, round);
  const unit = standing.units.find((one) => one.unit.id === id);
  if (!unit) throw new Problem("unit.unknown", {});
  const own = roundOfUnit(standing, unit);
  if (!own) throw noResult(unit.poll?.state);
  const rounds = await deps.office.inTransaction((office) => office.rounds());
  const candidates: RoundOfUnit[] = [];
  for (const row of rounds.filter(({ round: one, frozen }) => one.id !== round && frozen !== null)) {
    const other = await scoreRound(deps, row.round.id);
    candidates.push(...seenOf(other).flatMap((one) => roundOfUnit(other, one) ?? []));
  }
  return lookBack(own, candidates);
}

function roundOfUnit({ row, scheme }: RoundStanding, unit: UnitStanding): RoundOfUnit | null {
  const { poll, release, score, history } = unit;
  if (!poll?.closedAtUtc || !release || !score) return null;
  const standing = standingOf(history);
  return {
    round: { id: row.round.id, title: row.round.title },
    closedAtUtc: poll.closedAtUtc,
    unit: unit.unit,
    scheme: scheme.scheme,
    forms: release.result.forms,
    score,
    grade: approvedGrade(standing) ?? proposedGrade(standing) ?? score.computed,
  };
}
