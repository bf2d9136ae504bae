/** Changes to one element of a survey, named by its path; everything else stays as it was. */
import { pageObjects, withElements, withPages } from "../edit-survey.ts";
import type { JsonObject, JsonValue } from "../instrument.ts";
import { elementsOf, isJsonObject } from "../survey-text.ts";
import type { Path } from "./outline.ts";

/** Replaces the page, panel or question at `path`. */
export function changeElement(
  survey: JsonObject,
  path: Path,
  change: (element: JsonObject) => JsonObject,
): JsonObject {
  const [page, ...rest] = path;
  return withPages(
    survey,
    pageObjects(survey).map((json, at) => (at === page ? changeBelow(json, rest, change) : json)),
  );
}

function changeBelow(
  json: JsonObject,
  [at, ...rest]: Path,
  change: (element: JsonObject) => JsonObject,
): JsonObject {
  if (at === undefined) return change(json);
  return withElements(
    json,
    elementsOf(json).map((element, index) =>
      index === at && isJsonObject(element) ? changeBelow(element, rest, change) : element,
    ),
  );
}

/** Replaces the elements of the page or panel around `path`; `at` is the place of the element in them. */
function changeSiblings(
  survey: JsonObject,
  path: Path,
  change: (elements: readonly JsonValue[], at: number) => readonly JsonValue[],
): JsonObject {
  const at = path.at(-1) ?? 0;
  return changeElement(survey, path.slice(0, -1), (container) =>
    withElements(container, change(elementsOf(container), at)),
  );
}

/** One place up (-1) or down (1) among the elements of its page or panel; at the end it stays. */
export const moveElement = (survey: JsonObject, path: Path, by: -1 | 1): JsonObject =>
  changeSiblings(survey, path, (elements, at) => moved(elements, at, by));

export const insertAfter = (survey: JsonObject, path: Path, element: JsonObject): JsonObject =>
  changeSiblings(survey, path, (elements, at) => elements.toSpliced(at + 1, 0, element));

export function moved<T>(list: readonly T[], at: number, by: -1 | 1): readonly T[] {
  const to = at + by;
  if (to < 0 || to >= list.length) return list;
  const changed = [...list];
  [changed[at], changed[to]] = [changed[to]!, changed[at]!];
  return changed;
}

/** The text in Chinese; other languages of a localised text stay. An empty text takes the property away. */
export function withText(json: JsonObject, key: string, text: string): JsonObject {
  const before = json[key];
  if (isJsonObject(before)) {
    const language = ["zh-cn", "zh", "default"].find((one) => one in before) ?? "default";
    return { ...json, [key]: { ...before, [language]: text } };
  }
  return text === "" ? without(json, key) : { ...json, [key]: text };
}

export function without(json: JsonObject, key: string): JsonObject {
  const { [key]: _gone, ...rest } = json;
  return rest;
}
