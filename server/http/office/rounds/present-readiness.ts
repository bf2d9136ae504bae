import type { PlannedForm } from "../../../core/round/plan.ts";
import type { StepReadiness } from "../../../core/round/readiness.ts";
import type { RoundReadiness } from "../../../services/read-readiness.ts";
import type { ReadinessAnswer, RoundAnswer } from "../answers.ts";

/** @param forms of the round, for their short titles */
export function presentReadiness(
  { readiness, plans }: RoundReadiness,
  forms: RoundAnswer["forms"],
): ReadinessAnswer {
  const titleOf = (id: string): string => forms.find(({ instrument }) => instrument === id)?.shortTitle ?? id;
  const presentForm = ({
    instrument,
    blocks,
  }: PlannedForm): ReadinessAnswer["plans"][number]["forms"][number] => ({
    instrument,
    shortTitle: titleOf(instrument),
    blocks: blocks.map(({ id, name, eligible }) => ({ id, name, eligible })),
  });
  return {
    steps: readiness.steps.map(presentStep),
    next: readiness.next,
    isSealable: readiness.isSealable,
    plans: plans.map(({ unit, forms: planned }) => {
      return { id: unit.id, name: unit.name, forms: planned.map(presentForm) };
    }),
  };
}

const presentStep = ({ step, state, missing, notes, isFixed }: StepReadiness): StepReadiness => ({
  step,
  state,
  missing: missing.map(({ what, of }) => ({ what, of })),
  notes: notes.map(({ what, of }) => ({ what, of })),
  isFixed,
});
