/**
 * What a frozen form carries of a checked survey: what the checker has read, and no more. Properties that were ignored
 * with a warning are gone, texts without a name have one, lists say how many rows they take at most, and ratings list
 * their steps.
 */
import {
  ALLOWED_TYPES,
  CHOICE_PROPERTIES,
  COLUMN_PROPERTIES,
  FIELD_PROPERTIES,
  PAGE_PROPERTIES,
  SURVEY_PROPERTIES,
} from "./allowed-properties.ts";
import type { JsonObject, JsonValue } from "./instrument.ts";
import { ROWS_MAX } from "./question.ts";
import { columnType } from "./read-questions.ts";
import { withRatesListed } from "./read-rates.ts";
import { isJsonObject, listOf, numberOf, textOf, typeOf } from "./survey-text.ts";

/** @param survey as it passed `checkSurvey` */
export function tidySurvey(survey: JsonObject): JsonObject {
  const taken = new Set(namesIn(survey));
  const tidyAll = (container: JsonObject): JsonObject =>
    mapList(container, ["elements", "questions", "templateElements"], tidyElement);
  function tidyElement(json: JsonObject): JsonObject {
    const type = typeOf(json);
    const allowed = ALLOWED_TYPES.get(type);
    if (!allowed) return json;
    const kept = tidyAll(only(json, allowed));
    if (type === "html" && textOf(kept["name"]) === "") return { ...kept, name: freeName(taken) };
    return tidyParts(kept, type);
  }
  const pages = mapList(only(survey, SURVEY_PROPERTIES), ["pages"], (page) =>
    tidyAll(only(page, PAGE_PROPERTIES)),
  );
  return tidyAll(pages);
}

const ROWS: { readonly [type: string]: string } = {
  matrixdynamic: "maxRowCount",
  paneldynamic: "maxPanelCount",
};

/** Options, rows, columns and fields of one question. */
function tidyParts(json: JsonObject, type: string): JsonObject {
  const choice = (one: JsonObject): JsonObject => only(one, CHOICE_PROPERTIES);
  const options = mapList(json, ["choices", "rows", "rateValues"], choice);
  const most = ROWS[type];
  const limited =
    most !== undefined && numberOf(options[most]) === null ? { ...options, [most]: ROWS_MAX } : options;
  if (type === "multipletext") return mapList(limited, ["items"], (one) => only(one, FIELD_PROPERTIES));
  if (type === "matrix") return mapList(limited, ["columns"], choice);
  if (type === "rating") return withRatesListed(limited);
  return mapList(limited, ["columns"], (column) => {
    const kept = mapList(only(column, COLUMN_PROPERTIES), ["choices", "rateValues"], choice);
    // A column that only its table makes a rating has no steps of its own in SurveyJS.
    return columnType(column, json) === "rating" ? { ...withRatesListed(kept), cellType: "rating" } : kept;
  });
}

const only = (json: JsonObject, allowed: ReadonlySet<string>): JsonObject =>
  Object.fromEntries(Object.entries(json).filter(([key]) => allowed.has(key)));

/** The object with the members of these lists changed, where there are such lists. */
function mapList(
  json: JsonObject,
  keys: readonly string[],
  change: (member: JsonObject) => JsonObject,
): JsonObject {
  const changed = keys
    .filter((key) => Array.isArray(json[key]))
    .map((key): [string, JsonValue] => [
      key,
      listOf(json[key]).map((member) => (isJsonObject(member) ? change(member) : member)),
    ]);
  return changed.length === 0 ? json : { ...json, ...Object.fromEntries(changed) };
}

/** Lower-case names of everything, wherever it stands. */
function namesIn(value: JsonValue): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (!isJsonObject(value)) return [];
  return [textOf(value["name"]).toLowerCase(), ...Object.values(value).flatMap(namesIn)];
}

function freeName(taken: Set<string>): string {
  for (let at = 1; ; at += 1) {
    const name = `html${at}`;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}
