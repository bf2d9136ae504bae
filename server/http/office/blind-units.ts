import { Problem } from "../../core/problem.ts";
import { standingOf } from "../../core/review/review.ts";
import type { Deps } from "../../services/deps.ts";
import { scoresAreHidden } from "../../services/review/unit-standing.ts";
import type { AssessedOutcome } from "../../core/results/round-facts.ts";
import { outcomesOf, type RoundStanding, type UnitStanding } from "../../services/score-round.ts";
import type { AccountRow, PollRow } from "../../store/office.ts";
import { maySee } from "./session.ts";

/** Units whose scores this account may not see yet: a group's, in rounds that want its judgement first. */
export function blindUnits({ row, units }: RoundStanding, account: AccountRow): ReadonlySet<string> {
  if (account.role !== "group" || row.round.judgesFirst !== true) return new Set();
  const hidden = units.filter(({ history }) => scoresAreHidden(true, standingOf(history)));
  return new Set(hidden.map(({ unit }) => unit.id));
}

/**
 * What every number over the units of a round is made of for this account: a group's own units that it has not judged are
 * not in it, or a mean beside the other numbers would say something of them.
 *
 * @source anonymity.md §5 R10
 */
export function countedOutcomes(standing: RoundStanding, account: AccountRow): readonly AssessedOutcome[] {
  const blind = blindUnits(standing, account);
  const isOwnBlind = ({ unit }: UnitStanding): boolean => blind.has(unit.id) && maySee(account, unit);
  return outcomesOf(
    standing.units.map((one) => (isOwnBlind(one) ? { ...one, release: null, score: null } : one)),
  );
}

/** Before any number of a poll goes out. @throws Problem review.judge-first */
export async function requireJudged(deps: Deps, account: AccountRow, poll: PollRow): Promise<void> {
  if (account.role !== "group") return;
  const isHidden = await deps.office.inTransaction(async (office) => {
    const judgesFirst = (await office.round(poll.round))?.round.judgesFirst === true;
    return scoresAreHidden(judgesFirst, standingOf(await office.review(poll.round, poll.unit)));
  });
  if (isHidden) throw new Problem("review.judge-first", {});
}
