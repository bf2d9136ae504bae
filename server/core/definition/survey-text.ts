/** Reading properties of SurveyJS JSON: alternative names, localised texts, lists. */
import type { JsonObject, JsonValue } from "./instrument.ts";

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** First of several names under which survey-core knows one property. */
export function propertyOf(json: JsonObject, ...names: readonly string[]): JsonValue | undefined {
  for (const name of names) {
    const value = json[name];
    if (value !== undefined) return value;
  }
  return undefined;
}

/** A text, or the Chinese (else the default, else the first) form of a localised text; "" when there is none. */
export function textOf(value: JsonValue | undefined): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (!isJsonObject(value)) return "";
  const chosen = value["zh-cn"] ?? value["zh"] ?? value["default"] ?? Object.values(value)[0];
  return typeof chosen === "string" ? chosen : "";
}

export function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

export function numberOf(value: JsonValue | undefined): number | null {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : null;
}

/** Type of an element in lower case: survey-core does not mind the case. */
export const typeOf = (json: JsonObject): string =>
  typeof json["type"] === "string" ? json["type"].toLowerCase() : "";

/** Elements of a page or panel; a survey without pages is one page. */
export const elementsOf = (container: JsonObject): readonly JsonValue[] =>
  listOf(propertyOf(container, "elements", "questions"));

export const pagesOf = (survey: JsonObject): readonly JsonValue[] =>
  survey["pages"] === undefined ? [survey] : listOf(survey["pages"]);
