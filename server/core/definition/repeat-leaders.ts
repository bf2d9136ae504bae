/** One page per leader: questions that repeat are cloned over the leaders of the roster, in 班子排序. */
import { fillSurvey } from "./fill-text.ts";
import type { LeaderRef } from "./frozen.ts";
import type { JsonObject, JsonValue, Repeat } from "./instrument.ts";
import { pageObjects, questionNames, withElements, withPages } from "./edit-survey.ts";
import { withoutQuestions } from "./without-questions.ts";
import { elementsOf, isJsonObject, textOf, typeOf } from "./survey-text.ts";

/** Question name → how it repeats. */
export type Repeats = ReadonlyMap<string, Repeat>;

/** Name of the copy for one leader: `m00__1`. */
export const cloneName = (question: string, position: number): string => `${question}__${position}`;

/** Where the repeating questions of a form sit. `element` null = the whole page. */
interface Container {
  readonly page: number;
  readonly element: number | null;
}

/** The page or top-level panel that holds all repeating questions and no others; null when there is none such. */
export function containerOf(survey: JsonObject, repeats: Repeats): Container | null {
  const holdsOnlyRepeats = (names: readonly string[]): boolean =>
    names.length === repeats.size && names.every((name) => repeats.has(name));
  for (const [page, json] of pageObjects(survey).entries()) {
    if (holdsOnlyRepeats(questionNames(json))) return { page, element: null };
    for (const [element, child] of elementsOf(json).entries())
      if (isJsonObject(child) && typeOf(child) === "panel" && holdsOnlyRepeats(questionNames(child)))
        return { page, element };
  }
  return null;
}

/** @returns the survey with one page per leader in place of the container; unchanged without repeating questions */
export function repeatLeaders(
  survey: JsonObject,
  repeats: Repeats,
  leaders: readonly LeaderRef[],
): JsonObject {
  const container = repeats.size === 0 ? null : containerOf(survey, repeats);
  if (!container) return survey;
  const pages = pageObjects(survey).flatMap((page, index) => {
    if (index !== container.page) return [page];
    if (container.element === null)
      return leaders.flatMap((leader) => cardOf(page, repeats, leader, leaders.length));
    const elements = elementsOf(page);
    const card = elements[container.element] as JsonObject;
    return [
      ...rest(page, elements.slice(0, container.element), ""),
      ...leaders.flatMap((leader) => cardOf(inherit(card, page), repeats, leader, leaders.length)),
      ...rest(page, elements.slice(container.element + 1), "__after"),
    ];
  });
  return withPages(survey, pages);
}

function rest(page: JsonObject, elements: readonly JsonValue[], suffix: string): JsonObject[] {
  if (elements.length === 0) return [];
  return [{ ...withElements(page, elements), name: textOf(page["name"]) + suffix }];
}

/** A panel that becomes a page keeps the condition of the page it stood on. */
function inherit(panel: JsonObject, page: JsonObject): JsonObject {
  const { type: _type, ...rest } = panel;
  const conditions = [textOf(page["visibleIf"]), textOf(panel["visibleIf"])].filter((one) => one !== "");
  if (conditions.length === 0) return rest;
  return { ...rest, visibleIf: conditions.map((one) => `(${one})`).join(" and ") };
}

function cardOf(card: JsonObject, repeats: Repeats, leader: LeaderRef, count: number): JsonObject[] {
  const absent = [...repeats].filter(([, repeat]) => repeat === "principal" && !leader.isPrincipal);
  const [page] = pageObjects(
    withoutQuestions(
      { pages: [card] },
      absent.map(([name]) => name),
    ),
  );
  if (!page) return [];
  const titled = textOf(page["title"]) === "" ? { ...page, title: "{{姓名}}　{{职务}}" } : page;
  const variables = { 姓名: leader.name, 职务: leader.post, i: String(leader.position), n: String(count) };
  const named = renameClone(titled, repeats, leader.position) as JsonObject;
  return [fillSurvey(named, { variables, words: [] }, (name) => `{{${name}}}`)];
}

const EXPRESSIONS = new Set(["visibleIf", "requiredIf", "choicesVisibleIf", "expression"]);

/** Gives elements their own names, and makes `{m00}` in a cloned expression mean the clone. */
function renameClone(value: JsonValue, repeats: Repeats, position: number, key = ""): JsonValue {
  if (typeof value === "string")
    return EXPRESSIONS.has(key) ? renameVariables(value, repeats, position) : value;
  if (Array.isArray(value))
    return value.map((member: JsonValue) => renameClone(member, repeats, position, key));
  if (!isJsonObject(value)) return value;
  const isElement = key === "" || key === "elements";
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (isElement && name === "name") return [name, cloneName(textOf(member), position)];
      const child = name === "questions" ? "elements" : name;
      return [child, renameClone(member, repeats, position, child)];
    }),
  );
}

function renameVariables(expression: string, repeats: Repeats, position: number): string {
  return expression.replace(/\{([^{}]+)\}/g, (whole, name: string) => {
    // survey-core does not mind the case of a name, nor spaces around it.
    const asked = name.trim().toLowerCase();
    const base = [...repeats.keys()].find((one) => {
      const own = one.toLowerCase();
      return own === asked || asked === `${own}-comment` || asked.startsWith(`${own}.`);
    });
    return base === undefined ? whole : `{${cloneName(base, position)}${name.trim().slice(base.length)}}`;
  });
}
