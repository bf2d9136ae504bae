import { printRatio } from "../../../core/ratio.ts";
import { unitParticipation } from "../../../core/results/form-sheets.ts";
import { unitEligible } from "../../../core/results/unit-eligible.ts";
import { type Signal, signalsOf } from "../../../core/results/signals.ts";
import type { UnitScore } from "../../../core/scoring/unit-score.ts";
import type { PollRelease } from "../../../services/release-poll.ts";
import type { AccountRow } from "../../../store/office.ts";
import type { SignalAnswer } from "../answers-signals.ts";

/** 建议进一步了解的方面, for those who go on asking: office and group. A reader of numbers gets none. */
export function presentSignals(
  { notes }: Pick<UnitScore, "notes">,
  { head, result }: PollRelease,
  { role }: Pick<AccountRow, "role">,
): readonly SignalAnswer[] {
  if (role !== "office" && role !== "group") return [];
  const signals = signalsOf({
    forms: result.forms,
    participation: unitParticipation(result, unitEligible(head.unit, head.plan)),
    notes,
  });
  return signals.map(presentSignal);
}

function presentSignal(signal: Signal): SignalAnswer {
  switch (signal.kind) {
    case "low-item":
      return {
        kind: signal.kind,
        form: signal.form,
        title: signal.title,
        score: printRatio(signal.score, 2),
        mean: printRatio(signal.mean, 2),
      };
    case "problem":
      return {
        kind: signal.kind,
        form: signal.form,
        title: signal.title,
        percent: printRatio(signal.share, 1),
        isProminent: signal.mark === "prominent",
      };
    case "disagreement":
      return {
        kind: signal.kind,
        form: signal.form,
        title: signal.title,
        low: { block: signal.low.block, mean: printRatio(signal.low.mean, 2) },
        high: { block: signal.high.block, mean: printRatio(signal.high.mean, 2) },
      };
    case "low-turnout":
      return { kind: signal.kind, percent: printRatio(signal.share, 1) };
    case "patterns":
      return {
        kind: signal.kind,
        form: signal.form,
        straightLinedTenths: signal.straightLinedTenths,
        alikeTenths: signal.alikeTenths,
      };
  }
}
