import { Problem } from "../../../core/problem.ts";
import { div, HUNDRED, mul, parseRatio, printRatio, ratio, sum, ZERO } from "../../../core/ratio.ts";
import type { FormScoring } from "../../../core/definition/instrument.ts";
import type { PollRelease } from "../../../services/release-poll.ts";
import { eligibleOf, type RoundStanding } from "../../../services/score-round.ts";
import type { AccountRow } from "../../../store/office.ts";
import type { ResultsAnswer } from "../answers-results.ts";
import { exact, presentForm } from "./present-form.ts";
import { presentScore } from "./present-score.ts";

/** A group learns the round's mean only when it rests on this many units of other groups. @source anonymity.md R10 */
const OTHER_UNITS_MIN = 3;

/** @throws Problem poll.results-while-open */
export function presentResults(standing: RoundStanding, pollId: string, account: AccountRow): ResultsAnswer {
  const own = standing.units.find(({ poll }) => poll?.id === pollId);
  if (!own?.poll || !own.release || !own.score) {
    throw new Problem("poll.results-while-open", { state: own?.poll?.state ?? "draft" });
  }
  const { unit, poll, release, score } = own;
  const { thresholds, id, title } = release.head.round;
  const eligible = eligibleOf(release.head.unit);
  const { returned } = release.result;
  return {
    poll: poll.id,
    round: { id, title },
    unit: { id: unit.id, name: unit.name, unitType: unit.unitType, group: unit.group },
    thresholds,
    eligible,
    returned,
    participation: exact(eligible === 0 ? ZERO : mul(ratio(returned, eligible), HUNDRED), 1),
    closedAtUtc: poll.closedAtUtc ?? "",
    digest: poll.closedDigest ?? "",
    forms: release.result.forms.map((form) => presentForm(form, scoringOf(release, form.instrument))),
    score: presentScore(score, standing.scheme.scheme),
    roundMean: roundMean(standing, account),
  };
}

function scoringOf(release: PollRelease, instrument: string): FormScoring {
  return (
    release.head.forms.find(({ form }) => form.instrument === instrument)?.form.scoring ?? { rule: "none" }
  );
}

/** Mean of the printed totals of released units, at one decimal; never of raw ballots. */
function roundMean({ units }: RoundStanding, account: AccountRow): ResultsAnswer["roundMean"] {
  const printed = units.flatMap(({ unit, score }) =>
    score?.printed ? [{ group: unit.group, value: parseRatio(score.printed) }] : [],
  );
  const others = account.role === "group" ? printed.filter(({ group }) => group !== account.group) : printed;
  if (printed.length === 0 || (account.role === "group" && others.length < OTHER_UNITS_MIN)) return null;
  const mean = div(sum(printed.map(({ value }) => value)), ratio(printed.length));
  return { printed: printRatio(mean, 1), units: printed.length };
}
