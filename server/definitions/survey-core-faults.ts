/** The third opinion on a form: survey-core itself. The only file of the server that touches it. */
import type { JsonObject } from "../core/definition/instrument.ts";
import { isJsonObject, listOf } from "../core/definition/survey-text.ts";
import { tidySurvey } from "../core/definition/tidy-survey.ts";
import type { DefinitionFault } from "../core/problem.ts";

/**
 * What survey-core says about a form when it loads it: unknown types and properties, missing names, conditions that
 * it cannot parse. Expects a survey that passed `checkSurvey`; survey-core is loaded on the first call.
 *
 * @param at path of the survey in the text; each fault names the element it is in, as far as that can be told
 */
export async function surveyCoreFaults(survey: JsonObject, at = "$"): Promise<DefinitionFault[]> {
  const { ConditionsParser, Model } = await import("survey-core");
  const opened = (json: JsonObject) => new Model(structuredClone(json));
  // As it will be frozen: what is ignored with a warning is no fault here either.
  const tidied = structuredClone(tidySurvey(survey));
  let model: InstanceType<typeof Model>;
  try {
    model = new Model(tidied);
  } catch (error) {
    // It expects its own types everywhere: a page whose name is a list ends in a TypeError, here as on the phone.
    const reason = error instanceof Error ? error.message : String(error);
    return [{ path: pathOfThrowing(tidied, at, opened), sentence: `SurveyJS 打不开这份定义：${reason}` }];
  }
  const faults = (model.jsonErrors ?? []).map((error) => ({
    path: pathOf(tidied, error.jsonObj, at) ?? at,
    sentence: `SurveyJS 不接受：${error.message}`,
  }));
  for (const { path, text } of conditionsOf(survey, at))
    if (!new ConditionsParser().parseExpression(text))
      faults.push({ path, sentence: `SurveyJS 不能识别条件“${text.slice(0, 60)}”` });
  model.dispose();
  return faults;
}

/** Where an object stands; null when it is not there. */
function pathOf(value: unknown, wanted: unknown, path: string): string | null {
  if (typeof value !== "object" || value === null) return null;
  if (value === wanted) return path;
  for (const [key, member] of Object.entries(value)) {
    const found = pathOf(member, wanted, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

/** The first page or element that survey-core cannot open by itself; else that of the whole survey. */
function pathOfThrowing(survey: JsonObject, at: string, open: (json: JsonObject) => unknown): string {
  const throws = (json: JsonObject): boolean => {
    try {
      open(json);
      return false;
    } catch {
      return true;
    }
  };
  const search = (container: JsonObject, path: string): string | null => {
    for (const key of ["pages", "elements", "questions"])
      for (const [index, part] of listOf(container[key]).entries()) {
        if (!isJsonObject(part) || !throws({ [key]: [part] })) continue;
        const here = `${path}.${key}[${index}]`;
        return search(part, here) ?? here;
      }
    return null;
  };
  return search(survey, at) ?? at;
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
