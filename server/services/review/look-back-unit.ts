import { Problem } from "../../core/problem.ts";
import { lookBack, type LookBackLine, mayBePast, type RoundOfUnit } from "../../core/results/look-back.ts";
import { approvedGrade, proposedGrade, standingOf } from "../../core/review/review.ts";
import type { Unit } from "../../core/roster/unit.ts";
import type { Deps, ReadingDeps } from "../deps.ts";
import { type RoundStanding, scoreRound, type UnitStanding } from "../score-round.ts";
import type { UnitOfRound } from "./take-step.ts";
import { slices } from "../documents/in-slices.ts";
import { noResult } from "../poll-closed.ts";
import { scoresAreHidden } from "./unit-standing.ts";

/** The units of a round whose scores may be told, each with what may be told of it. */
type SeenOf = (standing: RoundStanding) => readonly UnitStanding[];

/**
 * A unit beside its earlier rounds, newest first.
 *
 * @param seenOf the units of a round, this one too, whose scores this person may see
 * @throws Problem round.unknown, unit.unknown; poll.results-while-open
 */
export async function lookBackUnit(
  deps: Deps,
  { round, unit: id }: UnitOfRound,
  seenOf: SeenOf,
): Promise<readonly LookBackLine[]> {
  const standing = await scoreRound(deps, round, (one) => one.id === id);
  const [unit] = seenOf(standing);
  if (!unit) throw new Problem("unit.unknown", {});
  const others = await otherRounds(deps, standing);
  const lines = await earlierLines(deps, standing, unit, others, seenOf);
  if (!lines) throw noResult(unit.poll?.state);
  return lines;
}

/** One unit of a round with the rounds before it; `own` is null before its poll is closed. */
export interface UnitOverRounds {
  readonly unit: Unit;
  readonly own: RoundOfUnit | null;
  readonly lines: readonly LookBackLine[];
}

/** Rounds side by side. */
export interface RoundsBeside {
  /** Those in which one of the units was, in the order in which they ended. */
  readonly earlier: readonly LookBackLine["round"][];
  readonly here: LookBackLine["round"];
  readonly units: readonly UnitOverRounds[];
}

/**
 * Every unit of a round that this person may see beside its earlier rounds, in the order of the roster.
 *
 * @param seenOf the units of a round, this one too, whose scores this person may see
 * @throws Problem round.unknown
 */
export async function lookBackRound(deps: Deps, round: string, seenOf: SeenOf): Promise<RoundsBeside> {
  const standing = await scoreRound(deps, round);
  const others = await otherRounds(deps, standing);
  const giveTurn = slices();
  const units: UnitOverRounds[] = [];
  for (const one of seenOf(standing)) {
    const lines = await earlierLines(deps, standing, one, others, seenOf);
    units.push({ unit: one.unit, own: roundOfUnit(standing, one), lines: lines ?? [] });
    await giveTurn();
  }
  const { id, title, thresholds } = standing.row.round;
  const earlier = await inOrder(deps, units);
  return { earlier, here: { id, title, thresholds }, units };
}

async function inOrder(
  deps: ReadingDeps,
  units: readonly UnitOverRounds[],
): Promise<readonly LookBackLine["round"][]> {
  const rounds = new Map(units.flatMap(({ lines }) => lines.map(({ round }) => [round.id, round] as const)));
  const ended = await deps.office.inTransaction(async (office) => {
    const found: { readonly round: LookBackLine["round"]; readonly lastUtc: string }[] = [];
    for (const round of rounds.values()) {
      const closed = (await office.polls(round.id)).flatMap(({ closedAtUtc }) => closedAtUtc ?? []);
      found.push({ round, lastUtc: closed.toSorted().at(-1) ?? "" });
    }
    return found;
  });
  return ended.toSorted((a, b) => (a.lastUtc < b.lastUtc ? -1 : 1)).map(({ round }) => round);
}

/**
 * As it stands in documents, which are the same for everybody who may read them: earlier rounds in which the unit was of
 * the same group, and that group had judged before it was to see scores.
 *
 * @returns [] before the unit's poll is closed
 */
export async function lookBackInDocuments(
  deps: ReadingDeps,
  standing: RoundStanding,
  unit: UnitStanding,
): Promise<readonly LookBackLine[]> {
  const others = await otherRounds(deps, standing);
  const lines = await earlierLines(deps, standing, unit, others, toldBeside(unit));
  return lines ?? [];
}

/** Whether those documents tell of an earlier round in which the unit's grade was never approved. */
export async function tellOfUnapproved(
  deps: ReadingDeps,
  standing: RoundStanding,
  unit: UnitStanding,
): Promise<boolean> {
  const unapproved = new Set<string>();
  const others = await otherRounds(deps, standing);
  const lines = await earlierLines(deps, standing, unit, others, (other) => {
    const told = toldBeside(unit)(other);
    const hasGrades = other.scheme.scheme.grades.length > 0;
    if (hasGrades && told.some(({ history }) => approvedGrade(standingOf(history)) === null))
      unapproved.add(other.row.round.id);
    return told;
  });
  return (lines ?? []).some(({ round }) => unapproved.has(round.id));
}

const toldBeside =
  ({ unit: { group } }: UnitStanding): SeenOf =>
  ({ row, units }) =>
    units.filter(
      ({ unit, history }) =>
        unit.group === group && !scoresAreHidden(row.round.judgesFirst === true, standingOf(history)),
    );

/** A sealed round beside the one that is looked at. */
interface OtherRound {
  readonly id: string;
  readonly units: readonly Unit[];
}

const otherRounds = (deps: ReadingDeps, standing: RoundStanding): Promise<readonly OtherRound[]> =>
  deps.office.inTransaction(async (office) => {
    const rounds = (await office.rounds()).filter(({ round, frozen }) => {
      return round.id !== standing.row.round.id && frozen !== null;
    });
    const found: OtherRound[] = [];
    for (const { round } of rounds) found.push({ id: round.id, units: await office.units(round.id) });
    return found;
  });

/** Null when there is nothing yet to compare with the past. */
async function earlierLines(
  deps: ReadingDeps,
  standing: RoundStanding,
  unit: UnitStanding,
  others: readonly OtherRound[],
  seenOf: SeenOf,
): Promise<readonly LookBackLine[] | null> {
  const own = roundOfUnit(standing, unit);
  if (!own) return null;
  const isPast = mayBePast(
    unit.unit,
    others.flatMap(({ units }) => units),
  );
  const candidates: RoundOfUnit[] = [];
  for (const { id, units } of others) {
    if (!units.some(isPast)) continue;
    const other = await scoreRound(deps, id, isPast);
    candidates.push(...seenOf(other).flatMap((one) => roundOfUnit(other, one) ?? []));
  }
  return lookBack(own, candidates);
}

function roundOfUnit({ row, scheme }: RoundStanding, unit: UnitStanding): RoundOfUnit | null {
  const { poll, release, score, history } = unit;
  if (!poll?.closedAtUtc || !release || !score) return null;
  const standing = standingOf(history);
  return {
    round: { id: row.round.id, title: row.round.title, thresholds: row.round.thresholds },
    closedAtUtc: poll.closedAtUtc,
    unit: unit.unit,
    scheme: scheme.scheme,
    forms: release.result.forms,
    score,
    grade: approvedGrade(standing) ?? proposedGrade(standing) ?? score.computed,
  };
}
