import type { JsonObject, JsonValue } from "./instrument.ts";
import { pageObjects, withElements, withPages } from "./edit-survey.ts";
import { elementsOf, isJsonObject, textOf, typeOf } from "./survey-text.ts";

/** Drops questions by name, and panels and pages that have nothing left because of it. */
export function withoutQuestions(survey: JsonObject, names: Iterable<string>): JsonObject {
  const gone = new Set(names);
  if (gone.size === 0) return survey;
  const prune = (container: JsonObject): JsonObject | null => {
    const before = elementsOf(container);
    const after = before.flatMap((element): JsonValue[] => {
      if (!isJsonObject(element)) return [element];
      if (typeOf(element) === "panel") {
        const panel = prune(element);
        return panel ? [panel] : [];
      }
      return gone.has(textOf(element["name"])) ? [] : [element];
    });
    return after.length === 0 && before.length > 0 ? null : withElements(container, after);
  };
  return withPages(
    survey,
    pageObjects(survey).flatMap((page): JsonObject[] => {
      const pruned = prune(page);
      return pruned ? [pruned] : [];
    }),
  );
}
