import { canonicalJson } from "../canonical.ts";
import type { Instrument, JsonObject } from "../instrument.ts";
import { textOf } from "../survey-text.ts";
import type { Change } from "./changes.ts";
import { compareItems } from "./compare-items.ts";
import { compareLists } from "./compare-lists.ts";
import { optionsKey, optionsOf } from "./edit-options.ts";
import { type OutlineGroup, type OutlineQuestion, outlineOf, questionsOf } from "./outline.ts";

/** Pages and panels, then question by question in the order of the later form. */
export function compareQuestions(before: Instrument, after: Instrument): readonly Change[] {
  const [was, is] = [questionsOf(before.survey), questionsOf(after.survey)];
  const names = (list: readonly OutlineQuestion[]) => list.map(({ name }) => name);
  const { removed, moved } = compareLists(names(was), names(is));
  return [
    ...groups(before.survey, after.survey),
    ...was.filter(({ name }) => removed.includes(name)).map((one) => about("question-removed", one)),
    ...is.flatMap((question): readonly Change[] => {
      const old = was.find(({ name }) => name === question.name);
      if (!old) return [about("question-added", question)];
      return [
        ...(moved.includes(question.name) ? [about("question-moved", question)] : []),
        ...questionChanges(before, after, old, question),
        ...compareItems(before, after, question),
      ];
    }),
  ];
}

const about = (
  change: "question-added" | "question-removed" | "question-moved",
  { name, title }: OutlineQuestion,
): Change => ({ change, question: name, title });

function groups(before: JsonObject, after: JsonObject): readonly Change[] {
  const all = (survey: JsonObject) =>
    outlineOf(survey).filter((entry): entry is OutlineGroup => entry.entry === "group");
  const [was, is] = [all(before), all(after)];
  const names = (list: readonly OutlineGroup[]) => list.map(({ name }) => name);
  const { removed, added, moved } = compareLists(names(was), names(is));
  const said = ({ title, name }: OutlineGroup): string => title || name;
  const rest = ({ json: { title: _title, elements: _elements, ...json } }: OutlineGroup): string =>
    canonicalJson(json);
  return [
    ...was
      .filter(({ name }) => removed.includes(name))
      .map((group): Change => ({ change: "group-removed", group: said(group) })),
    ...is.flatMap((group): Change[] => {
      if (added.includes(group.name)) return [{ change: "group-added", group: said(group) }];
      const old = was.find(({ name }) => name === group.name)!;
      return [
        ...(old.title === group.title
          ? []
          : [{ change: "group-title" as const, before: old.title, after: group.title }]),
        ...(rest(old) === rest(group) && !moved.includes(group.name)
          ? []
          : [{ change: "group-other" as const, group: said(group) }]),
      ];
    }),
  ];
}

/** Properties that have a sentence of their own. */
const SAID = new Set(["name", "title", "description", "isRequired", "type", "visibleIf"]);

function questionChanges(
  before: Instrument,
  after: Instrument,
  was: OutlineQuestion,
  is: OutlineQuestion,
): readonly Change[] {
  const question = { question: is.name, title: is.title };
  const changes: Change[] = [];
  const said = (one: OutlineQuestion, key: string): string => textOf(one.json[key]);
  if (was.title !== is.title)
    changes.push({ change: "question-title", question: is.name, before: was.title, after: is.title });
  if (said(was, "description") !== said(is, "description")) {
    const texts = { before: said(was, "description"), after: said(is, "description") };
    changes.push({ change: "question-description", question: is.name, ...texts });
  }
  if (was.group !== is.group)
    changes.push({ change: "question-group", ...question, before: was.group, after: is.group });
  if (was.type !== is.type)
    changes.push({ change: "question-type", ...question, before: was.type, after: is.type });
  const isRequired = is.json["isRequired"] === true;
  if ((was.json["isRequired"] === true) !== isRequired)
    changes.push({ change: "question-required", ...question, isRequired });
  if (said(was, "visibleIf") !== said(is, "visibleIf")) {
    const conditions = { before: said(was, "visibleIf"), after: said(is, "visibleIf") };
    changes.push({ change: "question-condition", ...question, ...conditions });
  }
  const key = optionsKey(is);
  const isRated = isRatedAlike(before, after, is.name);
  if (key !== null && !isRated) changes.push(...options(was, is, key));
  const properties = others(was.json, is.json, key);
  if (properties.length > 0) changes.push({ change: "question-other", ...question, properties });
  return changes;
}

/** A scored question offers its scale, and what changed there has been said. */
const isRatedAlike = (before: Instrument, after: Instrument, name: string): boolean =>
  after.items[name]?.scale !== undefined && before.items[name]?.scale === after.items[name]?.scale;

function options(was: OutlineQuestion, is: OutlineQuestion, key: string): readonly Change[] {
  const question = { question: is.name, title: is.title };
  const [old, now] = [optionsOf(was.json, key, undefined), optionsOf(is.json, key, undefined)];
  const values = (list: typeof old) => list.map(({ value }) => String(value));
  const { removed, added, moved } = compareLists(values(old), values(now));
  const named = (list: typeof old, some: readonly string[]) =>
    list.filter(({ value }) => some.includes(String(value))).map(({ text }) => text);
  return [
    ...named(old, removed).map((option): Change => ({ change: "option-removed", ...question, option })),
    ...named(now, added).map((option): Change => ({ change: "option-added", ...question, option })),
    ...now.flatMap(({ value, text }): Change[] => {
      const before = old.find((one) => one.value === value)?.text ?? text;
      return before === text ? [] : [{ change: "option-text", ...question, before, after: text }];
    }),
    ...(moved.length > 0 ? [{ change: "options-order" as const, ...question }] : []),
  ];
}

function others(was: JsonObject, is: JsonObject, key: string | null): readonly string[] {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return names.filter((name) => {
    if (SAID.has(name) || name === key) return false;
    return canonicalJson(was[name] ?? null) !== canonicalJson(is[name] ?? null);
  });
}
