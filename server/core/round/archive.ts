/** 归档: a round whose every unit has come to its end. @source docs/review.md */
import { Problem } from "../problem.ts";
import type { ReviewState } from "../review/review.ts";
import { type PollState, withdrawalOf } from "./round.ts";

/** One unit as the archive asks about it; rehearsals are none. */
export interface UnitToArchive {
  readonly name: string;
  /** Null: it was never sealed. */
  readonly poll: PollState | null;
  readonly review: ReviewState;
  /** Too few people for a poll of its own, in a frozen round: its draft is never held. */
  readonly isTooSmall: boolean;
}

/**
 * Whether a round may be archived: each of its polls is closed, was withdrawn or is never held, one at least is not of the
 * last kind, and the grade of each closed one is frozen.
 *
 * @param hasGrades false for schemes that give 测评问卷参考分 only: nothing is to be frozen
 * @throws Problem round.not-archivable with the names of the units that are in its way
 */
export function requireArchivable(units: readonly UnitToArchive[], hasGrades: boolean): void {
  const found = unitsInTheWay(units, hasGrades);
  if (found) throw new Problem("round.not-archivable", found);
}

/** What keeps a round from being at its end; null: nothing does. */
export function unitsInTheWay(
  units: readonly UnitToArchive[],
  hasGrades: boolean,
): { readonly reason: "polls" | "grades"; readonly units: readonly string[] } | null {
  const names = (all: readonly UnitToArchive[]): readonly string[] => all.map(({ name }) => name);
  const held = units.filter(({ poll, isTooSmall }) => poll !== "draft" || !isTooSmall);
  const running = held.filter(({ poll }) => poll !== "closed" && withdrawalOf(poll) === null);
  if (running.length > 0 || held.length === 0) return { reason: "polls", units: names(running) };
  const undecided = units.filter(({ poll, review }) => poll === "closed" && review !== "frozen");
  return hasGrades && undecided.length > 0 ? { reason: "grades", units: names(undecided) } : null;
}
