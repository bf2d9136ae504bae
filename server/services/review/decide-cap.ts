import { checkText } from "../../core/assessment/check-text.ts";
import { versionOf } from "../../core/assessment/version-of.ts";
import { type DefinitionFault, Problem } from "../../core/problem.ts";
import { requireStep } from "../../core/review/review-steps.ts";
import { standingOf } from "../../core/review/review.ts";
import { changeOf } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";
import { append, reviewUnit } from "./unit-standing.ts";

/**
 * A person confirms a limit that the system proposes, or rejects it, with a reason; both stay in the history.
 *
 * @param basedOn version of what the person saw (`versionOf`): evidence that changed since was not decided upon
 * @throws Problem assessment.unknown-cap when nothing calls for it, assessment.changed, review.wrong-state,
 *   assessment.invalid
 */
export async function decideCap(
  deps: Deps,
  who: Actor,
  { round, unit, cap: id }: { readonly round: string; readonly unit: string; readonly cap: string },
  {
    confirmed,
    reason,
    basedOn,
  }: { readonly confirmed: boolean; readonly reason: string; readonly basedOn: string },
): Promise<void> {
  const faults: DefinitionFault[] = [];
  checkText(reason, "$.reason", (path, sentence) => void faults.push({ path, sentence }));
  if (faults.length > 0) throw new Problem("assessment.invalid", { faults });
  const seen = await reviewUnit(deps, round, unit);
  requireStep(seen.standing, "cap-decided");
  const cap = seen.unit.score?.caps.find((one) => one.id === id);
  if (versionOf(seen.unit.assessment) !== basedOn) throw new Problem("assessment.changed", {});
  if (!cap) throw new Problem("assessment.unknown-cap", {});
  const { title, evidence } = cap;
  const { poll } = seen.unit;
  const decision = { confirmed, reason, evidence, ...(poll && { poll: poll.id }) };
  await deps.office.inTransaction(async (office) => {
    const before = (await office.assessment(round, unit)) ?? seen.unit.assessment;
    requireStep(standingOf(await office.review(round, unit)), "cap-decided");
    if (versionOf(before) !== basedOn) throw new Problem("assessment.changed", {});
    const after = { ...before, capDecisions: { ...before.capDecisions, [id]: decision } };
    await office.saveAssessment(round, unit, after);
    const act = { kind: "cap-decided", cap: id, title, evidence, confirmed, reason } as const;
    // Which limit is called for is a result, and the record is read by people who may see none.
    await append(deps, office, who, round, unit, act, changeOf(before, after));
  });
}
