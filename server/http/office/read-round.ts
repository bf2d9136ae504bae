import { releasedScore } from "../../core/scoring/released-score.ts";
import { EMPTY_ASSESSMENT, type Scheme } from "../../core/scoring/scheme.ts";
import { approvedGrade, standingOf } from "../../core/review/review.ts";
import type { Deps } from "../../services/deps.ts";
import { type RoundStanding, scoreRound, type UnitStanding } from "../../services/score-round.ts";
import type { AccountRow } from "../../store/office.ts";

/**
 * A round as this account may read it. Whoever only reads (查阅人) has released results, and what scoring made of them once
 * the grade of the unit is approved; office and group have both from the start.
 *
 * @throws Problem round.unknown, definition.unknown
 * @source issue 6: released results and approved tables
 */
export const readRound = async (deps: Deps, round: string, account: AccountRow): Promise<RoundStanding> =>
  asReadBy(account, await scoreRound(deps, round));

/** One for each standing: what is made of it once for all viewers hangs on it. */
const forViewers = new WeakMap<RoundStanding, RoundStanding>();

export function asReadBy({ role }: Pick<AccountRow, "role">, standing: RoundStanding): RoundStanding {
  if (role !== "viewer") return standing;
  const found = forViewers.get(standing);
  if (found) return found;
  const { scheme } = standing.scheme;
  const made = { ...standing, units: standing.units.map((one) => forViewer(scheme, one)) };
  forViewers.set(standing, made);
  return made;
}

function forViewer(scheme: Scheme, one: UnitStanding): UnitStanding {
  // A scheme without grades has nothing to approve.
  if (scheme.grades.length === 0) return one;
  if (approvedGrade(standingOf(one.history)) !== null) return { ...one, approval: "given" };
  const score = one.score && releasedScore(one.score);
  return { ...one, score, assessment: EMPTY_ASSESSMENT, history: [], approval: "awaited" };
}

/** Whether scoring has made something of this unit that its reader gets once the grade is approved. */
export const isAwaited = ({ approval, score }: UnitStanding): boolean =>
  approval === "awaited" && score !== null;
