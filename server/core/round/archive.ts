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
}

/**
 * Whether a round may be archived: each of its polls is closed or was withdrawn, and the grade of each closed one is
 * frozen.
 *
 * @param hasGrades false for schemes that give 测评问卷参考分 only: nothing is to be frozen
 * @throws Problem round.not-archivable with the names of the units that are in its way
 */
export function requireArchivable(units: readonly UnitToArchive[], hasGrades: boolean): void {
  const running = units.filter(({ poll }) => poll !== "closed" && withdrawalOf(poll) === null);
  if (running.length > 0 || units.length === 0) throw refusal("polls", running);
  const undecided = units.filter(({ poll, review }) => poll === "closed" && review !== "frozen");
  if (hasGrades && undecided.length > 0) throw refusal("grades", undecided);
}

const refusal = (reason: "polls" | "grades", units: readonly UnitToArchive[]) =>
  new Problem("round.not-archivable", { reason, units: units.map(({ name }) => name) });
