import { Problem } from "../core/problem.ts";
import type { UnitAssessment } from "../core/scoring/scheme.ts";
import { audit, changeOf } from "./audit.ts";
import type { Actor, Deps } from "./deps.ts";

/**
 * Stores what people entered about one unit: judgement with reasons, numbers of cases, counters. Never names.
 *
 * @throws Problem unit.unknown
 */
export async function saveAssessment(
  deps: Deps,
  who: Actor,
  round: string,
  unit: string,
  assessment: UnitAssessment,
): Promise<void> {
  await deps.office.inTransaction(async (office) => {
    if (!(await office.unit(round, unit))) throw new Problem("unit.unknown", {});
    const before = await office.assessment(round, unit);
    await office.saveAssessment(round, unit, assessment);
    await audit(deps, office, who, "assessment.saved", `${round}/${unit}`, changeOf(before, assessment));
  });
}
