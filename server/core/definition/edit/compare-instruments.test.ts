import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeSentence } from "../../../../web/text/form-changes.ts";
import { canonicalJson } from "../canonical.ts";
import type { Instrument, JsonObject, JsonValue } from "../instrument.ts";
import { compareInstruments } from "./compare-instruments.ts";
import { compareLists } from "./compare-lists.ts";
import { changeElement, moveElement, withText } from "./edit-elements.ts";
import { withOptions, withScale, optionsOf } from "./edit-options.ts";
import { copyQuestion, removeQuestion } from "./edit-questions.ts";
import { questionsOf } from "./outline.ts";

const shipped = (name: string): Instrument =>
  JSON.parse(
    readFileSync(new URL(`../../../../surveys/${name}/definition.json`, import.meta.url), "utf8"),
  ) as Instrument;
const team = shipped("leadership-team");
const staff = shipped("staff-questionnaire");
const said = (before: Instrument, after: Instrument): readonly string[] =>
  compareInstruments(before, after).map((change) => changeSentence(change));
const named = (instrument: Instrument, name: string) =>
  questionsOf(instrument.survey).find((question) => question.name === name)!;

describe("compareInstruments", () => {
  it("says nothing of two equal forms, whatever their id and version", () => {
    expect(compareInstruments(team, { ...team, id: "copy", version: "7" })).toEqual([]);
  });

  it("says weights, texts and tags as people would", () => {
    const parts = team.parts.map((part, at) => ({ ...part, weight: [20, 25, 20, 20, 15][at]! }));
    const survey = changeElement(team.survey, [0, 0, 0], (json) => withText(json, "title", "遵规守纪"));
    const items = {
      ...team.items,
      t02: { ...team.items["t02"]!, dimension: "life" as const, focus: ["f3"] },
    };
    expect(said(team, { ...team, title: "测评表", parts, survey, items })).toEqual([
      "标题由“领导班子民主测评表”改为“测评表”",
      "“一、政治思想建设”的权重由 25 改为 20",
      "“二、领导能力”的权重由 20 改为 25",
      "题目由“遵守政治纪律和政治规矩”改为“遵规守纪”",
      "题目“学习贯彻党的创新理论”的维度由“执行政治纪律”改为“执行组织生活制度”",
      "题目“学习贯彻党的创新理论”的聚焦方面由“贯彻落实党的路线方针政策和党中央决策部署、落实党的理论和路线方针政策、党中央重大决策部署、党的领导弱化”改为“基层党组织软弱涣散、组织力欠缺”",
    ]);
  });

  it("says a scale once, not in every question", () => {
    const options = team.scales["quality4"]!.options.map((option) =>
      option.value === "poor" ? { ...option, text: "较差", points: 30 } : option,
    );
    expect(said(team, withScale(team, "quality4", options))).toEqual([
      "量表“好、较好、一般、较差、不了解”的选项由“差”改为“较差”",
      "量表“好、较好、一般、较差、不了解”的“较差”由40 分改为30 分",
    ]);
  });

  it("says options and their tags, questions moved, added, taken away", () => {
    const question = named(staff, "q18");
    const options = optionsOf(question.json, "choices", staff.items["q18"]);
    const [first, ...rest] = options;
    const changed = withOptions(staff, question, "choices", [
      { ...first!, text: "文山会海", tag: "官僚主义" },
      ...rest,
    ]);
    expect(said(staff, changed)).toEqual([
      expect.stringMatching(/^题目“.*”的选项由“.*”改为“文山会海”$/),
      expect.stringMatching(/的选项“文山会海”的标签由“形式主义”改为“官僚主义”$/),
    ]);
    const { dimensions: _, ...q19 } = staff.items["q19"]!;
    const alike = { ...staff, items: { ...staff.items, q19 } };
    expect(said(staff, alike)).toEqual([
      expect.stringMatching(/的选项“当面一套.*”的维度由“执行政治纪律”改为“履行“两个责任””$/),
      expect.stringMatching(/的选项“吃拿卡要.*”的维度由“工作作风”改为“履行“两个责任””$/),
    ]);
    const moved = { ...team, survey: moveElement(team.survey, [0, 0, 0], 1) };
    expect(said(team, moved)).toHaveLength(1);
    expect(said(team, moved)[0]).toMatch(/换了位置$/);
    expect(said(team, copyQuestion(team, named(team, "t01")))).toContain("新增题目“遵守政治纪律和政治规矩”");
    expect(said(staff, removeQuestion(staff, "q18"))[0]).toBe("计分规则有改动");
  });

  it("finds every change of any value anywhere", () => {
    const places = pathsOf(staff as unknown as JsonObject).filter(
      ([key]) => key !== "id" && key !== "version",
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), (path) => {
        const changed = changedAt(staff as unknown as JsonObject, path) as unknown as Instrument;
        const sentences = said(staff, changed);
        expect([path.join("."), sentences.length > 0]).toEqual([path.join("."), true]);
        for (const sentence of sentences) expect(sentence).not.toMatch(/undefined|null|\[object/);
      }),
      { numRuns: 400 },
    );
  });
});

describe("compareLists", () => {
  it("moves as few as it can, and what it says makes one list of the other", () => {
    expect(compareLists(["a", "b", "c", "d"], ["d", "a", "b", "c"]).moved).toEqual(["d"]);
    const list = fc.uniqueArray(fc.constantFrom(..."abcdefgh"));
    fc.assert(
      fc.property(list, list, (before, after) => {
        const { removed, added, moved } = compareLists(before, after);
        const gone = new Set([...removed, ...moved]);
        const fresh = new Set([...added, ...moved]);
        expect(before.filter((one) => !gone.has(one))).toEqual(after.filter((one) => !fresh.has(one)));
      }),
    );
  });
});

/** Keys to every text, number and truth value. */
function pathsOf(value: JsonValue, path: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [[...path]];
  return Object.entries(value).flatMap(([key, member]) => pathsOf(member as JsonValue, [...path, key]));
}

function changedAt(value: JsonValue, [key, ...rest]: readonly string[]): JsonValue {
  if (key === undefined)
    return typeof value === "string"
      ? `${value}改`
      : typeof value === "number"
        ? value + 1
        : value === null
          ? 5
          : !value;
  const copy = JSON.parse(canonicalJson(value)) as Record<string, JsonValue>;
  copy[key] = changedAt(copy[key]!, rest);
  return copy;
}
