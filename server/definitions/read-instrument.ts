/** One definition file → a checked instrument: with our envelope, or plain SurveyJS JSON that is only counted. */
import { createHash } from "node:crypto";
import { checkInstrument, type CheckedInstrument } from "../core/definition/check-instrument.ts";
import { checkSurvey } from "../core/definition/check-survey.ts";
import { parseStrictJson } from "../core/definition/strict-json.ts";
import { isJsonObject, textOf } from "../core/definition/survey-text.ts";
import { wrapSurvey } from "../core/definition/wrap-survey.ts";
import { Problem } from "../core/problem.ts";
import { surveyCoreFaults } from "./survey-core-faults.ts";

/**
 * Checks a definition through all three layers.
 *
 * @param name       of the file; the title of plain SurveyJS JSON that has none
 * @param isAccepted survey-core took the same text before, and need not be asked again
 * @throws Problem definition.invalid, request.malformed
 */
export async function readInstrument(
  text: string,
  name = "问卷",
  isAccepted = false,
): Promise<CheckedInstrument> {
  const isWhole = hasEnvelope(text);
  const checked = isWhole ? checkInstrument(text) : wrap(text, name);
  if (isAccepted) return checked;
  const faults = await surveyCoreFaults(checked.instrument.survey, isWhole ? "$.survey" : "$");
  if (faults.length > 0) throw new Problem("definition.invalid", { faults });
  return checked;
}

/** A file that says `survey` or `formatVersion` means to be an instrument. */
function hasEnvelope(text: string): boolean {
  const value = parseStrictJson(text, { duplicateKeys: "warn" });
  return isJsonObject(value) && (value["survey"] !== undefined || value["formatVersion"] !== undefined);
}

function wrap(text: string, name: string): CheckedInstrument {
  const { survey, warnings } = checkSurvey(text);
  const digest = createHash("sha256").update(text).digest("hex");
  const title = textOf(survey["title"]).slice(0, 200) || name.replace(/\.json$/i, "");
  return {
    instrument: wrapSurvey(survey, { id: `survey-${digest.slice(0, 12)}`, title, version: "1" }),
    warnings,
  };
}
