import type { FormScoring, Instrument } from "../../../core/definition/instrument.ts";
import { formSheets, unitParticipation } from "../../../core/results/form-sheets.ts";
import { unitEligible } from "../../../core/results/unit-eligible.ts";
import { askedBy, dimensionScores } from "../../../core/results/dimension-scores.ts";
import { focusScores } from "../../../core/results/focus-scores.ts";
import { standingOf } from "../../../core/review/review.ts";
import type { PollRelease } from "../../../services/release-poll.ts";
import type { RoundStanding } from "../../../services/score-round.ts";
import type { AccountRow } from "../../../store/office.ts";
import type { ResultsAnswer } from "../answers-results.ts";
import { isAwaited } from "../read-round.ts";
import { meanForViewer } from "../mean-for-viewer.ts";
import { exactOrNull, percent, presentForm, presentSheets } from "./present-form.ts";
import { presentFirmness } from "./present-firmness.ts";
import { presentSignals } from "./present-signals.ts";
import { presentScore } from "./present-score.ts";
import { noResult } from "../../../services/poll-closed.ts";

/** @throws Problem poll.results-while-open */
export function presentResults(standing: RoundStanding, pollId: string, account: AccountRow): ResultsAnswer {
  const own = standing.units.find(({ poll }) => poll?.id === pollId);
  if (!own?.poll || !own.release || !own.score) {
    throw noResult(own?.poll?.state);
  }
  const { unit, poll, release, score } = own;
  const { thresholds, id, title } = release.head.round;
  const eligible = unitEligible(release.head.unit, release.head.plan);
  const { returned } = release.result;
  return {
    poll: poll.id,
    round: { id, title },
    unit: { id: unit.id, name: unit.name, unitType: unit.unitType, group: unit.group },
    thresholds,
    eligible,
    returned,
    participation: percent(unitParticipation(release.result, eligible)),
    closedAtUtc: poll.closedAtUtc ?? "",
    digest: poll.closedDigest ?? "",
    forms: release.result.forms.map((form) => ({
      ...presentForm(form, scoringOf(release, form.instrument)),
      ...presentSheets(form, formSheets(release.head.plan, own.typed, form)),
    })),
    dimensions: dimensionScores(release.result.forms).map(({ dimension, score: mean, items }) => ({
      dimension,
      score: exactOrNull(mean),
      items,
      askedBy: askedBy(
        dimension,
        release.head.forms.map(({ form }) => form),
        release.result.forms,
      ),
    })),
    focus: focusScores(release.result.forms, instrumentsOf(standing)).map(
      ({ set, code, title: label, score: mean, items }) => ({
        set,
        code,
        title: label,
        score: exactOrNull(mean),
        items,
      }),
    ),
    score: presentScore(
      score,
      standingOf(own.history),
      standing.scheme.scheme,
      presentFirmness(standing.scheme.scheme, own, account),
      isAwaited(own),
    ),
    signals: presentSignals(score, release, account),
    roundMean: meanForViewer(standing, account),
  };
}

const instrumentsOf = ({ row }: RoundStanding): readonly Instrument[] =>
  (row.frozen?.instruments ?? []).map(({ instrument }) => instrument);

function scoringOf(release: PollRelease, instrument: string): FormScoring {
  return (
    release.head.forms.find(({ form }) => form.instrument === instrument)?.form.scoring ?? { rule: "none" }
  );
}
