/** What a form consists of, in the order in which people see it, for lists and comparisons. */
import { pageObjects } from "../edit-survey.ts";
import type { JsonObject } from "../instrument.ts";
import { elementsOf, isJsonObject, textOf, typeOf } from "../survey-text.ts";

/** Indices from the page down: `[1, 0]` is the first element of the second page. */
export type Path = readonly number[];

export interface OutlineGroup {
  readonly entry: "group";
  readonly path: Path;
  readonly kind: "page" | "panel";
  readonly name: string;
  readonly title: string;
  readonly json: JsonObject;
}

/** A question, or a stretch of text (`html`), which has no answer. */
export interface OutlineQuestion {
  readonly entry: "question";
  readonly path: Path;
  readonly name: string;
  /** The name where there is no title. */
  readonly title: string;
  readonly type: string;
  /** Name of the page or panel around it. */
  readonly group: string;
  readonly json: JsonObject;
  /** Elements of its page or panel, itself among them. */
  readonly siblings: number;
}

export type OutlineEntry = OutlineGroup | OutlineQuestion;

export function outlineOf(survey: JsonObject): readonly OutlineEntry[] {
  return pageObjects(survey).flatMap((page, at) => groupOf(page, "page", [at]));
}

/** Rich text without its few tags. */
export const plainText = (html: string): string => html.replace(/<[^>]*>/g, "");

export const questionsOf = (survey: JsonObject): readonly OutlineQuestion[] =>
  outlineOf(survey).filter((entry): entry is OutlineQuestion => entry.entry === "question");

function groupOf(json: JsonObject, kind: OutlineGroup["kind"], path: Path): readonly OutlineEntry[] {
  const name = textOf(json["name"]);
  const group: OutlineGroup = { entry: "group", path, kind, name, title: textOf(json["title"]), json };
  const elements = elementsOf(json);
  return [
    group,
    ...elements.flatMap((element, at): readonly OutlineEntry[] => {
      if (!isJsonObject(element)) return [];
      const type = typeOf(element);
      if (type === "panel") return groupOf(element, "panel", [...path, at]);
      const own = textOf(element["name"]);
      const title = textOf(element["title"]) || plainText(textOf(element["html"])) || own;
      const siblings = elements.length;
      return [
        {
          entry: "question",
          path: [...path, at],
          name: own,
          title,
          type,
          group: name,
          json: element,
          siblings,
        },
      ];
    }),
  ];
}
