/** Changes to SurveyJS JSON that keep everything else as it was. */
import type { JsonObject, JsonValue } from "./instrument.ts";
import { elementsOf, isJsonObject, pagesOf, textOf, typeOf } from "./survey-text.ts";

/** The survey with pages, whether it came with pages or with bare elements. */
export function withPages(survey: JsonObject, pages: readonly JsonObject[]): JsonObject {
  const { elements: _elements, questions: _questions, pages: _pages, ...rest } = survey;
  return { ...rest, pages };
}

/** Pages as objects; bare elements become one page. */
export function pageObjects(survey: JsonObject): JsonObject[] {
  if (survey["pages"] === undefined) return [{ name: "page1", elements: elementsOf(survey) }];
  return pagesOf(survey).filter(isJsonObject);
}

export function withElements(container: JsonObject, elements: readonly JsonValue[]): JsonObject {
  const { questions: _questions, ...rest } = container;
  return { ...rest, elements };
}

/** Applies `change` to every question, at any depth. */
export function mapQuestions(
  container: JsonObject,
  change: (question: JsonObject) => JsonObject,
): JsonObject {
  return withElements(
    container,
    elementsOf(container).map((element) => {
      if (!isJsonObject(element)) return element;
      return typeOf(element) === "panel" ? mapQuestions(element, change) : change(element);
    }),
  );
}

/** Names of the questions below a page or panel; html has no answer and is not one. */
export function questionNames(container: JsonObject): string[] {
  return elementsOf(container).flatMap((element) => {
    if (!isJsonObject(element)) return [];
    const type = typeOf(element);
    if (type === "panel") return questionNames(element);
    return type === "html" ? [] : [textOf(element["name"])];
  });
}
