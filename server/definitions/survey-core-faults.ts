/** The third opinion on a form: survey-core itself. The only file of the server that touches it. */
import type { JsonObject } from "../core/definition/instrument.ts";
import { tidySurvey } from "../core/definition/tidy-survey.ts";
import type { DefinitionFault } from "../core/problem.ts";

/**
 * What survey-core says about a form when it loads it: unknown types and properties, missing names, conditions that
 * it cannot parse. Expects a survey that passed `checkSurvey`; survey-core is loaded on the first call.
 */
export async function surveyCoreFaults(survey: JsonObject): Promise<DefinitionFault[]> {
  const { ConditionsParser, Model } = await import("survey-core");
  let model: InstanceType<typeof Model>;
  try {
    // As it will be frozen: what is ignored with a warning is no fault here either.
    model = new Model(structuredClone(tidySurvey(survey)));
  } catch (error) {
    // It expects its own types everywhere: a page whose name is a list ends in a TypeError, here as on the phone.
    const reason = error instanceof Error ? error.message : String(error);
    return [{ path: "$.survey", sentence: `SurveyJS 打不开这份定义：${reason}` }];
  }
  const faults = (model.jsonErrors ?? []).map((error) => ({
    path: "$.survey",
    sentence: `SurveyJS 不接受：${error.message}`,
  }));
  for (const { path, text } of conditionsOf(survey, "$.survey"))
    if (!new ConditionsParser().parseExpression(text))
      faults.push({ path, sentence: `SurveyJS 不能识别条件“${text.slice(0, 60)}”` });
  model.dispose();
  return faults;
}

const EXPRESSIONS = new Set(["visibleIf", "requiredIf", "choicesVisibleIf", "expression"]);

function conditionsOf(value: unknown, path: string): { path: string; text: string }[] {
  if (Array.isArray(value))
    return value.flatMap((member, index) => conditionsOf(member, `${path}[${index}]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const at = `${path}.${key}`;
    if (EXPRESSIONS.has(key) && typeof member === "string" && member.trim() !== "")
      return [{ path: at, text: member }];
    return conditionsOf(member, at);
  });
}
