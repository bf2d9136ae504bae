import { describe, expect, it } from "vitest";
import { isProblem } from "../problem.ts";
import { checkInstrument } from "./check-instrument.ts";
import { checkSurvey } from "./check-survey.ts";

const QUESTION = { type: "radiogroup", name: "a", choices: ["good", "poor", "unknown"] };
const TICKS = { type: "checkbox", name: "t", choices: ["x", "none", "unknown"] };
const SCALE = {
  options: [
    { value: "good", text: "好", points: 100 },
    { value: "poor", text: "差", points: 40 },
    { value: "unknown", text: "不了解", points: null },
  ],
};

const SAMPLE = {
  formatVersion: 1,
  id: "sample",
  version: "1",
  kind: "evaluation",
  title: "样表",
  shortTitle: "样表",
  introduction: "",
  minutes: 1,
  anonymous: true,
  scales: { two: SCALE },
  parts: [{ id: "one", title: "一", weight: 100 }],
  items: { a: { scale: "two", part: "one" } },
  scoring: { rule: "items" },
  survey: { elements: [QUESTION, TICKS] },
};

function paths(change: object): string[] {
  try {
    checkInstrument({ ...SAMPLE, ...change });
    return [];
  } catch (error) {
    if (!isProblem(error, "definition.invalid")) throw error;
    for (const { sentence } of error.facts.faults) expect(sentence).toMatch(/[\u4e00-\u9fff]/);
    return error.facts.faults.map(({ path }) => path);
  }
}

const surveyPaths = (survey: object): string[] =>
  paths({ survey, items: {}, parts: [], scoring: { rule: "none" } });

describe("checkInstrument", () => {
  it("accepts the sample, as text and as a value", () => {
    expect(checkInstrument(SAMPLE).instrument.id).toBe("sample");
    expect(checkInstrument(`\uFEFF${JSON.stringify(SAMPLE)}`).warnings).toEqual([]);
  });

  it.each([
    ["an unknown field", { surprise: 1 }, ["$.surprise"]],
    ["another format version", { formatVersion: 2 }, ["$.formatVersion"]],
    ["an unknown kind", { kind: "poll" }, ["$.kind"]],
    ["an id that is no folder name", { id: "Sample/../x" }, ["$.id"]],
    ["an item without a question", { items: { ...SAMPLE.items, zz: {} } }, ["$.items.zz"]],
    [
      "a part that does not exist",
      { items: { a: { scale: "two", part: "two" } } },
      ["$.items.a.part", "$.parts[0]"],
    ],
    ["a scale that does not exist", { items: { a: { scale: "ten", part: "one" } } }, ["$.items.a.scale"]],
    [
      "a name of an object's member as a scale",
      { items: { a: { scale: "toString", part: "one" } } },
      ["$.items.a.scale"],
    ],
    ["a weight without a scale", { items: { a: { part: "one" } } }, ["$.items.a"]],
    [
      "a weight no decimal text has",
      { parts: [{ id: "one", title: "一", weight: 1e308 }] },
      ["$.parts[0].weight"],
    ],
    [
      "a weight next to nothing",
      { parts: [{ id: "one", title: "一", weight: 1e-320 }] },
      ["$.parts[0].weight"],
    ],
    ["weights that do not add up", { parts: [{ id: "one", title: "一", weight: "99.5" }] }, ["$.parts"]],
    [
      "a negative weight",
      {
        parts: [{ id: "one", title: "一", weight: 110 }],
        items: { ...SAMPLE.items, t: { weight: -10, scale: "two" } },
      },
      ["$.items.t.scale", "$.parts"],
    ],
    ["nothing to score", { parts: [], items: {} }, ["$.items"]],
    [
      "points above 100",
      {
        scales: { two: { options: [...SCALE.options.slice(1), { value: "good", text: "好", points: 101 }] } },
      },
      ["$.items.a.scale", "$.scales.two.options[2].points"],
    ],
    [
      "points that are no number",
      { scales: { two: { options: [SCALE.options[0], { value: "poor", text: "差", points: "四十" }] } } },
      ["$.scales.two.options[1].points"],
    ],
    [
      "an exclusive option that is not offered",
      { items: { ...SAMPLE.items, t: { exclusive: { none: "nothing" } } } },
      ["$.items.t.exclusive.none"],
    ],
    [
      "an exclusive option of a single choice",
      { items: { a: { scale: "two", part: "one", exclusive: { unknown: "unknown" } } } },
      ["$.items.a.exclusive.unknown"],
    ],
    [
      "a tag of no option",
      { items: { ...SAMPLE.items, t: { tags: { q: "形式主义" } } } },
      ["$.items.t.tags.q"],
    ],
    [
      "a dimension of no option",
      { items: { ...SAMPLE.items, t: { dimensions: { q: "style" } } } },
      ["$.items.t.dimensions.q"],
    ],
    [
      "dimensions of the options of a single choice",
      { items: { a: { scale: "two", part: "one", dimensions: { good: "style" } } } },
      ["$.items.a.dimensions.good"],
    ],
    [
      "a problem question that is not a multi-select",
      { scoring: { rule: "questionnaire", positive: 60, problems: 40, problemItems: ["a"] } },
      ["$.scoring.problemItems[0]"],
    ],
    [
      "halves that do not add up",
      {
        scoring: { rule: "questionnaire", positive: 60, problems: 41, problemItems: ["t"] },
        items: { ...SAMPLE.items, t: {} },
      },
      ["$.scoring"],
    ],
    [
      "leaders' scoring without leaders' questions",
      { scoring: { rule: "leaders", principal: 40, others: 60 } },
      ["$.scoring"],
    ],
    [
      "repeating questions beside others",
      { items: { a: { scale: "two", part: "one", repeat: "leader" } } },
      ["$.survey"],
    ],
  ])("refuses %s", (_, change, wanted) => {
    expect(paths(change)).toEqual(wanted);
  });

  it("says which option has no price", () => {
    const survey = { elements: [{ ...QUESTION, choices: ["good", "poor", "awful", "unknown"] }] };
    expect(paths({ survey })).toEqual(["$.items.a.scale", "$.items.a.scale"]);
  });

  it("wants the scale's order", () => {
    expect(paths({ survey: { elements: [{ ...QUESTION, choices: ["poor", "good", "unknown"] }] } })).toEqual([
      "$.items.a.scale",
    ]);
  });
});

describe("sentences about the envelope", () => {
  function faultsOf(source: object): Record<string, string> {
    try {
      checkInstrument(source);
    } catch (error) {
      if (!isProblem(error, "definition.invalid")) throw error;
      return Object.fromEntries(error.facts.faults.map(({ path, sentence }) => [path, sentence]));
    }
    return {};
  }

  it("are plain Chinese, whatever is wrong", () => {
    const wrong = {
      formatVersion: 2,
      id: 7,
      version: "",
      kind: "poll",
      title: "",
      shortTitle: "长".repeat(201),
      minutes: 0,
      anonymous: "yes",
      scales: [],
      parts: {},
      items: { a: { weight: true, scale: "", dimension: "x", focus: "f1" }, ["b".repeat(101)]: {} },
      scoring: { rule: "lottery" },
      survey: SAMPLE.survey,
    };
    expect(faultsOf(wrong)).toMatchObject({
      "$.formatVersion": "只能填：1",
      "$.id": "应填文字（写在引号里）",
      "$.kind": "只能填：evaluation、questionnaire、appraisal、scoresheet",
      "$.title": "不能空着",
      "$.shortTitle": "最多 200 个字",
      "$.introduction": "缺少这一项，必须填写",
      "$.minutes": "应大于 0",
      "$.anonymous": "应填true 或 false",
      "$.scales": "应填一组字段（写在 { } 里）",
      "$.parts": "应填列表（写在 [ ] 里）",
      "$.items.a.weight": "应填数字或文字",
      "$.scoring.rule": "没有这种计分规则",
    });
    for (const sentence of Object.values(faultsOf(wrong))) {
      expect(sentence).toMatch(/[\u4e00-\u9fff]/);
      expect(sentence).not.toMatch(/undefined|record|string|object|期望|无效|正则/);
    }
  });

  it("do not hide what is wrong with the survey, its conditions included", () => {
    const { title: _, ...untitled } = SAMPLE;
    const elements = [
      { ...QUESTION, visibleIf: "{a} = 1" },
      { type: "file", name: "f" },
    ];
    expect(Object.keys(faultsOf({ ...untitled, survey: { elements } }))).toEqual([
      "$.title",
      "$.survey.elements[1].type",
    ]);
    expect(Object.keys(faultsOf({ ...untitled, survey: { elements: elements.slice(0, 1) } }))).toEqual([
      "$.title",
      "$.survey.elements[0].visibleIf",
    ]);
  });
});

describe("the allow-list of surveys", () => {
  const element = (more: object): object => ({ elements: [{ type: "text", name: "a", ...more }] });

  it.each([
    ["password input", element({ inputType: "password" }), ["$.survey.elements[0].inputType"]],
    ["functions in expressions", element({ visibleIf: "age({b}) > 1" }), ["$.survey.elements[0].visibleIf"]],
    [
      "set-value expressions",
      element({ setValueExpression: "1" }),
      ["$.survey.elements[0].setValueExpression"],
    ],
    ["triggers", { ...element({}), triggers: [{ type: "runexpression" }] }, ["$.survey.triggers"]],
    ["a logo", { ...element({}), logo: "http://a.invalid/x.png" }, ["$.survey.logo"]],
    [
      "a picture from the maker of the library",
      { ...element({}), showBrandInfo: true },
      ["$.survey.showBrandInfo"],
    ],
    ["a cookie", { ...element({}), cookieName: "x" }, ["$.survey.cookieName"]],
    [
      "an image",
      {
        elements: [
          { type: "image", name: "i", imageLink: "http://a.invalid" },
          { type: "text", name: "a" },
        ],
      },
      ["$.survey.elements[0].type"],
    ],
    [
      "answers kept of hidden questions",
      { ...element({}), clearInvisibleValues: "none" },
      ["$.survey.clearInvisibleValues"],
    ],
    ["names of copies", element({ name: "a__1" }), ["$.survey.elements[0].name"]],
    ["a slash in a name", element({ name: "a/b" }), ["$.survey.elements[0].name"]],
    ["a hash in a name", element({ name: "a#b" }), ["$.survey.elements[0].name"]],
    [
      "a matrix without rows",
      { elements: [{ type: "matrix", name: "m", columns: [1, 2] }] },
      ["$.survey.elements[0].rows"],
    ],
    [
      "a condition that looks for an option in the answer to a whole matrix",
      {
        elements: [
          { type: "matrix", name: "m", columns: [1, 2], rows: ["r"] },
          { type: "text", name: "a", visibleIf: "{m} contains 1" },
        ],
      },
      ["$.survey.elements[1].visibleIf"],
    ],
    [
      "a function in a condition on a text block",
      {
        elements: [
          { type: "html", html: "x", visibleIf: "f()" },
          { type: "text", name: "a" },
        ],
      },
      ["$.survey.elements[0].visibleIf"],
    ],
    ["pages that are an object", { pages: {} }, ["$.survey.pages", "$.survey"]],
  ])("refuses %s", (_, survey, wanted) => {
    expect(surveyPaths(survey)).toEqual(wanted);
  });

  it("refuses a circle through the condition of a panel around the question", () => {
    const panel = { type: "panel", name: "p", visibleIf: "{a} = 1", elements: [{ type: "text", name: "a" }] };
    expect(surveyPaths({ elements: [panel] })).toEqual(["$.survey.elements[0].elements[0].visibleIf"]);
  });

  it("keeps to its limits", () => {
    const questions = (count: number): object => ({
      elements: Array.from({ length: count }, (_, index) => ({ type: "text", name: `q${index}` })),
    });
    expect([surveyPaths(questions(300)), surveyPaths(questions(301))]).toEqual([[], ["$.survey"]]);
    const nested = (levels: number): object =>
      levels === 0
        ? { type: "text", name: "a" }
        : { type: "panel", name: `p${levels}`, elements: [nested(levels - 1)] };
    expect(surveyPaths({ elements: [nested(7)] })).toEqual([]);
    expect(surveyPaths({ elements: [nested(8)] })).toContain(`$.survey${".elements[0]".repeat(8)}`);
    const choices = (count: number): object => ({
      elements: [
        { type: "dropdown", name: "a", choices: Array.from({ length: count }, (_, index) => index) },
      ],
    });
    expect([surveyPaths(choices(200)), surveyPaths(choices(201))]).toEqual([
      [],
      ["$.survey.elements[0].choices"],
    ]);
    expect(() => checkSurvey(JSON.stringify({ title: "长".repeat(90_000), elements: [QUESTION] }))).toThrow(
      "definition.invalid",
    );
  });

  it("refuses hundreds of thousands of generated choices without making them", () => {
    expect(
      surveyPaths({ elements: [{ type: "dropdown", name: "a", choicesMin: 0, choicesMax: 1e9 }] }),
    ).toEqual(["$.survey.elements[0].choices"]);
    expect(surveyPaths({ elements: [{ type: "rating", name: "a", rateMax: 1e9 }] })).toEqual([
      "$.survey.elements[0]",
    ]);
  });
});
