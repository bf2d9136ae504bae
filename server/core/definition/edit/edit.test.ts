import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkInstrument } from "../check-instrument.ts";
import type { Instrument, JsonObject } from "../instrument.ts";
import { changeElement, moveElement, withText } from "./edit-elements.ts";
import { freeValue, optionsOf, withOptions, withScale } from "./edit-options.ts";
import { copyQuestion, removeQuestion } from "./edit-questions.ts";
import { freeId, nextVersion } from "./next-version.ts";
import { outlineOf, questionsOf } from "./outline.ts";
import { readEditable } from "./read-editable.ts";

const shipped = (name: string): Instrument =>
  JSON.parse(
    readFileSync(new URL(`../../../../surveys/${name}/definition.json`, import.meta.url), "utf8"),
  ) as Instrument;
const team = shipped("leadership-team");
const staff = shipped("staff-questionnaire");
const named = (instrument: Instrument, name: string) =>
  questionsOf(instrument.survey).find((question) => question.name === name)!;
const faultsOf = (instrument: Instrument): unknown => {
  try {
    checkInstrument(JSON.stringify(instrument));
    return [];
  } catch (error) {
    return error;
  }
};

describe("the outline", () => {
  it("holds pages, panels and questions in the order people see them", () => {
    const entries = outlineOf(team.survey).slice(0, 4);
    expect(entries.map(({ entry, name, path }) => [entry, name, path])).toEqual([
      ["group", "page1", [0]],
      ["group", "politics", [0, 0]],
      ["question", "t01", [0, 0, 0]],
      ["question", "t02", [0, 0, 1]],
    ]);
    expect(questionsOf({ elements: [{ type: "text", name: "a" }] })[0]).toMatchObject({
      path: [0, 0],
      title: "a",
    });
  });
});

describe("a scale", () => {
  it("changes in every question that is rated by it, and the form stays sound", () => {
    const options = team.scales["quality4"]!.options.map((option) =>
      option.value === "poor" ? { ...option, text: "较差", points: 30 } : option,
    );
    const changed = withScale(team, "quality4", options);
    expect(JSON.stringify(changed).match(/"较差"/g)).toHaveLength(17);
    expect(JSON.stringify(changed)).not.toContain('"差"');
    expect(faultsOf(changed)).toEqual([]);
    const fewer = withScale(changed, "quality4", options.slice(1).toReversed());
    expect(faultsOf(fewer)).toEqual([]);
  });
});

describe("options of a multi-select", () => {
  const question = named(staff, "q18");
  const options = optionsOf(question.json, "choices", staff.items["q18"]);

  it("come with their tags and go back unchanged", () => {
    expect(options[0]).toMatchObject({ value: "a", tag: "形式主义" });
    expect(withOptions(staff, question, "choices", options)).toEqual({
      ...staff,
      items: staff.items,
      survey: staff.survey,
    });
  });

  it("take tags and exclusion along when they leave, and leave the rest alone", () => {
    const changed = withOptions(staff, question, "choices", [
      ...options.filter(({ value }) => value !== "a" && value !== "none"),
      { value: freeValue(options), text: "另一种情形", tag: "享乐主义", dimension: "duties" as const },
    ]);
    expect(changed.items["q18"]?.tags).not.toHaveProperty("a");
    expect(changed.items["q18"]?.tags).toHaveProperty("k", "享乐主义");
    expect(changed.items["q18"]?.exclusive).toEqual({ unknown: "unknown" });
    expect(faultsOf(changed)).toEqual([]);
    expect(changed.items["q18"]?.dimensions).toEqual({ k: "duties" });
  });

  it("come with dimensions of their own, which change, go back to the question's, and leave with them", () => {
    const q19 = named(staff, "q19");
    const all = optionsOf(q19.json, "choices", staff.items["q19"]);
    const own = (list: typeof all) => withOptions(staff, q19, "choices", list).items["q19"]?.dimensions;
    expect(own(all)).toEqual(staff.items["q19"]?.dimensions);
    expect(own(all.filter(({ value }) => value !== "a"))).toEqual({ d: "style" });
    const changed = withOptions(
      staff,
      q19,
      "choices",
      all.map((option) => ({ ...option, dimension: option.value === "b" ? ("life" as const) : null })),
    );
    expect(changed.items["q19"]?.dimensions).toEqual({ b: "life" });
    expect(faultsOf(changed)).toEqual([]);
    expect(own(all.map((option) => ({ ...option, dimension: null })))).toBeUndefined();
  });
});

describe("a question without a meaning", () => {
  const plain = { ...staff, items: {}, parts: [], scoring: { rule: "none" as const } };
  const question = named(plain, "q18");

  it("gets one with the first tag of an option, and none without", () => {
    const options = optionsOf(question.json, "choices", undefined);
    expect(withOptions(plain, question, "choices", options).items).toEqual({});
    const tagged = withOptions(plain, question, "choices", [
      { ...options[0]!, tag: "学风" },
      ...options.slice(1),
    ]);
    expect(tagged.items).toEqual({ q18: { tags: { a: "学风" } } });
    expect(faultsOf(tagged)).toEqual([]);
  });
});

describe("questions", () => {
  it("move among the elements around them, and not beyond", () => {
    const names = (survey: JsonObject) => questionsOf(survey).map(({ name }) => name);
    const second = named(team, "t02").path;
    expect(names(moveElement(team.survey, second, -1)).slice(0, 2)).toEqual(["t02", "t01"]);
    expect(names(moveElement(team.survey, named(team, "t01").path, -1))).toEqual(names(team.survey));
  });

  it("are taken away with their meaning", () => {
    const changed = removeQuestion(staff, "q18");
    expect(changed.items).not.toHaveProperty("q18");
    expect(changed.scoring).toMatchObject({ problemItems: ["q19", "q20", "q21"] });
    expect(faultsOf(changed)).toEqual([]);
  });

  it("are doubled under a free name with the same meaning", () => {
    const changed = copyQuestion(team, named(team, "t01"));
    expect(named(changed, "t01-2").path).toEqual([0, 0, 1]);
    expect(changed.items["t01-2"]).toEqual(team.items["t01"]);
    expect(faultsOf(changed)).toEqual([]);
    expect(questionsOf(copyQuestion(changed, named(changed, "t01-2")).survey)[2]!.name).toBe("t01-3");
  });

  it("take a text in Chinese and keep other languages", () => {
    const survey = changeElement(team.survey, [0, 0, 0], (json) => withText(json, "title", "新的题目"));
    expect(questionsOf(survey)[0]!.title).toBe("新的题目");
    expect(withText({ title: { default: "旧", en: "old" } }, "title", "新")).toEqual({
      title: { default: "新", en: "old" },
    });
    expect(withText({ name: "a", description: "旧" }, "description", "")).toEqual({ name: "a" });
  });
});

describe("versions and ids", () => {
  it("count on from what there is", () => {
    expect(nextVersion(["2026.1"], true)).toBe("2026.1-1");
    expect(nextVersion(["2026.1", "2026.1-1"], false)).toBe("2026.1-2");
    expect(nextVersion(["9", "10"], false)).toBe("11");
    expect(nextVersion(["2", "1"], false)).toBe("3");
    expect(nextVersion(["草"], false)).toBe("草-1");
    expect(freeId("leadership-team", ["leadership-team"])).toBe("leadership-team-2");
    expect(freeId("leadership-team-2", ["leadership-team", "leadership-team-2"])).toBe("leadership-team-3");
    expect(freeId("talk", [])).toBe("talk");
  });
});

describe("readEditable", () => {
  it("takes what has the outlines of an instrument, and nothing a form could not show", () => {
    expect(readEditable(JSON.stringify(team))).toEqual(team);
    for (const text of ["", "{", "[]", "null", "{}", JSON.stringify({ ...team, parts: [1] })])
      expect(readEditable(text)).toBeNull();
    expect(readEditable(JSON.stringify({ ...team, scales: { a: { options: null } } }))).toBeNull();
  });
});
