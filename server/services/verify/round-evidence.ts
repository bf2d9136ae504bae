import type { UnitAssessment } from "../../core/scoring/scheme.ts";
import type { OfficeTransaction } from "../../store/office.ts";
import type { FrozenRound, RoundEvidence } from "./evidence.ts";

/** Everything that the office store says about one sealed round. */
export async function roundEvidence(office: OfficeTransaction, row: FrozenRound): Promise<RoundEvidence> {
  const { id } = row.round;
  const units = await office.units(id);
  const assessments = new Map<string, UnitAssessment>();
  for (const unit of units) {
    const assessment = await office.assessment(id, unit.id);
    if (assessment) assessments.set(unit.id, assessment);
  }
  const histories = await office.reviews(id);
  // The poll that counts for a unit comes first; those it was held in place of must still be what they were.
  const polls = [...(await office.polls(id)), ...(await office.replacedPolls(id))];
  return { row, units, polls, assessments, histories };
}
