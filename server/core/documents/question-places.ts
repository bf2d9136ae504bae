import type { FrozenForm } from "../definition/frozen.ts";
import type { JsonObject } from "../definition/instrument.ts";
import { elementsOf, isJsonObject, pagesOf, textOf, typeOf } from "../definition/survey-text.ts";
import { count, text } from "./cells.ts";
import type { Cell } from "./document.ts";
import { documentWords } from "./document-words.ts";

/** A question as it stands on the form. */
export interface QuestionPlace {
  /** "1", "2" …; "" for what has no number of its own. */
  readonly number: string;
  readonly title: string;
  readonly hint: string;
  /** Titles of pages and panels that begin here. */
  readonly headings: readonly string[];
  readonly element: JsonObject;
}

/** Numbers, hints and headings of the questions that can be seen, as the phone counts them, by name. */
export function questionPlaces(survey: JsonObject): ReadonlyMap<string, QuestionPlace> {
  const places = new Map<string, QuestionPlace>();
  let headings: string[] = [];
  let number = 0;
  const visit = (container: JsonObject): void => {
    for (const element of elementsOf(container)) {
      if (!isJsonObject(element) || element["visible"] === false) continue;
      const title = textOf(element["title"]);
      if (typeOf(element) === "panel") {
        if (title !== "") headings.push(title);
        visit(element);
      } else if (typeOf(element) !== "html") {
        const isCounted = element["showNumber"] !== false && element["hideNumber"] !== true;
        number += isCounted ? 1 : 0;
        const hint = textOf(element["description"]);
        const name = textOf(element["name"]);
        const shown = isCounted ? String(number) : "";
        places.set(name, { number: shown, title: title || name, hint, headings, element });
        headings = [];
      }
    }
  };
  let before = "";
  for (const page of pagesOf(survey)) {
    if (!isJsonObject(page) || page["visible"] === false) continue;
    const title = page === survey ? "" : textOf(page["title"]);
    if (title !== "" && title !== before) headings.push(title);
    before = title;
    visit(page);
  }
  return places;
}

/** Leaf → number of its question on the form; the rows of one question are 3.1, 3.2 … */
export type LeafNumbers = { readonly [leaf: string]: string };

/** Numbers of everything that can be answered, as phone and paper show them. */
export function leafNumbers({ survey, leaves }: Pick<FrozenForm, "survey" | "leaves">): LeafNumbers {
  const places = questionPlaces(survey);
  return Object.fromEntries(
    leaves.map(({ id, question }) => {
      const number = places.get(question)?.number ?? "";
      const own = leaves.filter((leaf) => leaf.question === question);
      const row = own.findIndex((leaf) => leaf.id === id) + 1;
      return [id, number === "" || own.length === 1 ? number : `${number}.${row}`];
    }),
  );
}

/** A number of the form as a cell; — for a question without one. */
export const questionNumber = (numbers: LeafNumbers, leaf: string): Cell => {
  const number = numbers[leaf] ?? "";
  return /^\d+$/.test(number) ? count(Number(number)) : text(number || documentWords.none);
};
