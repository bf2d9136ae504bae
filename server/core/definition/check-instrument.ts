/** An instrument file, all layers but survey-core's own: envelope, survey, and what the items say about the survey. */
import type { DefinitionFault } from "../problem.ts";
import { checkItems } from "./check-items.ts";
import { checkLabelSets } from "./check-label-sets.ts";
import { checkSurveyAt, readSource } from "./check-survey.ts";
import { checkWeights } from "./check-weights.ts";
import { readEnvelope } from "./envelope.ts";
import { Faults } from "./faults.ts";
import type { Instrument } from "./instrument.ts";
import { isJsonObject } from "./survey-text.ts";

export interface CheckedInstrument {
  readonly instrument: Instrument;
  readonly warnings: readonly DefinitionFault[];
}

/**
 * Checks an instrument, as text or already parsed.
 *
 * @throws Problem definition.invalid with every fault found, request.malformed for text that is not JSON
 * @source anonymity.md §6; docs/definitions.md
 */
export function checkInstrument(source: unknown): CheckedInstrument {
  const faults = new Faults();
  const parsed = readSource(source, faults);
  const instrument = readEnvelope(parsed, faults);
  const survey = isJsonObject(parsed) ? parsed["survey"] : undefined;
  if (survey !== undefined) checkSurveyAt(survey, "$.survey", faults);
  if (instrument && faults.faults.length === 0) {
    checkItems(instrument, faults);
    checkLabelSets(instrument, faults);
    checkWeights(instrument, faults);
    if (instrument.converted && instrument.kind !== "scoresheet")
      faults.add("$.converted", "只有评分表（kind 为 scoresheet）才有折算的分");
  }
  faults.throwIfAny();
  return { instrument: instrument as Instrument, warnings: faults.warnings };
}
