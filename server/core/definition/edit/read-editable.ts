import type { Instrument, JsonObject, JsonValue } from "../instrument.ts";
import { isJsonObject } from "../survey-text.ts";

/**
 * A definition that is being written, if it has the outlines of an instrument: what a form for common edits needs to
 * show something. Whether it is right only the checker says.
 */
export function readEditable(text: string): Instrument | null {
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    return null;
  }
  if (!isJsonObject(value)) return null;
  const { scales, parts, items, scoring, survey, labelSets = [] } = value;
  const isWhole =
    isRecord(items) &&
    isRecord(scales) &&
    Object.values(scales).every((scale) => isJsonObject(scale) && isObjects(scale["options"])) &&
    isObjects(parts) &&
    isObjects(labelSets) &&
    (labelSets as readonly JsonObject[]).every(({ labels }) => isObjects(labels)) &&
    isJsonObject(scoring) &&
    isJsonObject(survey) &&
    ["title", "shortTitle", "introduction"].every((key) => typeof value[key] === "string") &&
    (scoring["rule"] !== "questionnaire" || Array.isArray(scoring["problemItems"]));
  return isWhole ? (value as unknown as Instrument) : null;
}

const isRecord = (value: JsonValue | undefined): value is JsonObject =>
  isJsonObject(value) && Object.values(value).every((one) => isJsonObject(one));

const isObjects = (value: JsonValue | undefined): boolean =>
  Array.isArray(value) && value.every((one: JsonValue) => isJsonObject(one));
