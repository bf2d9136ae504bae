/** ranking, multipletext, sliders and rows that people add: what is stored, what is refused, which forms are. */
import { describe, expect, it } from "vitest";
import { isProblem } from "../problem.ts";
import { foldBallots } from "../tally/fold.ts";
import { compileChecker, type CheckedAnswers } from "./checker.ts";
import { checkSurvey } from "./check-survey.ts";
import { freezeForm } from "./freeze-form.ts";
import type { FrozenForm } from "./frozen.ts";
import { wrapSurvey } from "./wrap-survey.ts";

function formOf(...elements: readonly object[]): FrozenForm {
  const { survey } = checkSurvey({ elements });
  const instrument = wrapSurvey(survey, { id: "sample", title: "样表", version: "1" });
  return freezeForm(instrument, { leaders: [], variables: {}, include: [], kindsInRound: [] });
}

const check = (element: object, answer: unknown): CheckedAnswers =>
  compileChecker(formOf(element))(answer === undefined ? {} : { q: answer });

function reasons(element: object, answer: unknown): string {
  try {
    check(element, answer);
    return "";
  } catch (error) {
    if (!isProblem(error, "ballot.invalid")) throw error;
    return error.facts.questions.map(({ title, reason }) => `${title} ${reason}`).join();
  }
}

function faults(element: object): string {
  try {
    checkSurvey({ elements: [{ name: "q", ...element }] });
    return "";
  } catch (error) {
    if (!isProblem(error, "definition.invalid")) throw error;
    return error.facts.faults.map(({ path }) => path).join();
  }
}

const ORDER = { type: "ranking", name: "q", title: "排序", choices: ["水", "电", "路"] };
const BEST = { ...ORDER, selectToRankEnabled: true, minSelectedChoices: 1, maxSelectedChoices: 2 };
const FIELDS = {
  type: "multipletext",
  name: "q",
  title: "情况",
  items: [
    { name: "a", title: "称呼" },
    { name: "n", title: "人数", inputType: "number", isRequired: true },
  ],
};
const SLIDER = { type: "slider", name: "q", title: "滑块", min: 0, max: 1, step: 0.1 };
const SPAN = { type: "slider", name: "q", title: "一段", sliderType: "range", max: 10, minRangeLength: 2 };
const ROWS = {
  type: "matrixdynamic",
  name: "q",
  title: "问题",
  rowCount: 0,
  maxRowCount: 3,
  columns: [
    { name: "what", title: "内容", cellType: "text", isRequired: true, maxLength: 4 },
    { name: "how", title: "程度", choices: ["多", "少"] },
    { name: "n", title: "次数", cellType: "text", inputType: "number" },
    { name: "sure", title: "属实", cellType: "boolean" },
  ],
};

describe("a ranking", () => {
  it("gives each option the index of its place", () => {
    const { leaves } = formOf(ORDER);
    expect(leaves.map(({ id, kind }) => [id, kind])).toEqual([
      ["q/水", "choice"],
      ["q/电", "choice"],
      ["q/路", "choice"],
    ]);
    expect(check(ORDER, ["路", "水", "电"]).answers).toEqual([1, 2, 0]);
    expect(check(BEST, ["电"]).answers).toEqual([null, 0, null]);
    expect(check(ORDER, undefined).answers).toEqual([null, null, null]);
  });

  it.each([
    [ORDER, ["水", "电"], "排序 too-few"],
    [ORDER, ["水", "电", "电"], "排序 duplicate"],
    [ORDER, ["水", "电", "气"], "排序 unknown-option"],
    [ORDER, ["水", "电", null], "排序 wrong-type"],
    [ORDER, ["水", "电", "路", "水"], "排序 too-many"],
    [ORDER, "水", "排序 wrong-type"],
    [BEST, ["水", "电", "路"], "排序 too-many"],
    [BEST, undefined, "排序 too-few"],
    [{ ...ORDER, isRequired: true }, [], "排序 required"],
  ])("is refused when it is none: %#", (element, answer, wanted) => {
    expect(reasons(element, answer)).toBe(wanted);
  });
});

describe("fields and sliders", () => {
  it("are leaves of their own", () => {
    expect(check(FIELDS, { a: "甲", n: 3 })).toEqual({
      answers: [true, 3],
      texts: [{ leaf: "q/a", text: "甲" }],
    });
    expect(check(SLIDER, 0.1 + 0.2).answers).toEqual([0.3]);
    expect(check(SPAN, [3, 7]).answers).toEqual([3, 7]);
  });

  it.each([
    [FIELDS, { a: "甲" }, "情况：人数 required"],
    [FIELDS, { n: "3" }, "情况：人数 wrong-type"],
    [FIELDS, { n: 3, x: 1 }, "情况 unknown-row"],
    [FIELDS, undefined, "情况 required"],
    [FIELDS, [3], "情况 wrong-type"],
    [SLIDER, 0.35, "滑块 out-of-range"],
    [SLIDER, 1.1, "滑块 out-of-range"],
    [SLIDER, [0.1, 0.2], "滑块 wrong-type"],
    [SPAN, [3, 4], "一段 out-of-range"],
    [SPAN, [7, 3], "一段 out-of-range"],
    [SPAN, [3], "一段 wrong-type"],
    [SPAN, [3, "7"], "一段 wrong-type"],
  ])("are refused when they are none: %#", (element, answer, wanted) => {
    expect(reasons(element, answer)).toBe(wanted);
  });
});

describe("rows that people add", () => {
  const given = [{ what: "路灯", how: "多", n: 2 }, {}, { what: "停车", how: "多", sure: false }];
  const two = { ...ROWS, columns: ROWS.columns.map((column) => ({ ...column, isRequired: false })) };

  it("are stored as checked JSON, with the columns' options and texts beside them", () => {
    const { leaves } = formOf(two);
    expect(leaves.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      "q list",
      "q/what text",
      "q/how multi",
      "q/sure multi",
    ]);
    expect(check(two, given)).toEqual({
      answers: [
        [
          [true, 0, 2, null],
          [true, 0, null, false],
        ],
        true,
        [0],
        [1],
      ],
      texts: [{ leaf: "q/what", text: "路灯\n停车" }],
    });
    expect(check(two, [{}, {}]).answers).toEqual([null, null, null, null]);
  });

  it("may be taken out again, also where rows with required cells stood at the beginning", () => {
    expect(check({ ...ROWS, rowCount: 2 }, undefined).answers).toEqual([null, null, null, null]);
    expect(check({ ...ROWS, rowCount: 2 }, []).answers).toEqual([null, null, null, null]);
  });

  it("count once a ballot, whatever the number of rows", () => {
    const form = formOf(two);
    const fold = foldBallots(form, "");
    for (const rows of [given, [{ how: "少" }], []]) fold.add("b", check(two, rows).answers, "ticket");
    expect(fold.finish().blocks[0]!.leaves).toEqual([
      { kind: "number", values: { "1": 1, "2": 1 }, blank: 1 },
      { kind: "text", written: 1, blank: 2 },
      { kind: "multi", counts: [1, 1], blank: 1, reported: 2 },
      { kind: "multi", counts: [0, 1], blank: 2, reported: 1 },
    ]);
    expect(() => fold.add("b", [[1], null, null, null], "ticket")).toThrow("scoring.input");
  });

  it.each([
    [ROWS, [{ how: "多" }], "问题：第 1 行 · 内容 required"],
    [ROWS, [{ what: "五个字了吧" }], "问题：第 1 行 · 内容 too-long"],
    [ROWS, [{ what: "路", how: "中" }], "问题：第 1 行 · 程度 unknown-option"],
    [ROWS, [{ what: "路", x: 1 }], "问题 unknown-column"],
    [ROWS, ["路"], "问题 wrong-type"],
    [ROWS, [null], "问题 wrong-type"],
    [ROWS, "路", "问题 wrong-type"],
    [ROWS, [{ what: "a" }, { what: "b" }, { what: "c" }, { what: "d" }], "问题 too-many"],
    [{ ...ROWS, keyName: "what" }, [{ what: "a" }, { what: "A" }], "问题 duplicate"],
    [{ ...ROWS, minRowCount: 1 }, undefined, "问题 required"],
    [{ ...ROWS, rowCount: 1, allowRemoveRows: false }, undefined, "问题 required"],
    [{ ...ROWS, isRequired: true, minRowCount: 2, rowCount: 2 }, [{ what: "a" }], "问题 too-few"],
  ])("are refused when they are none: %#", (element, answer, wanted) => {
    expect(reasons(element, answer)).toBe(wanted);
  });
});

describe("forms with them", () => {
  it.each([
    [{ type: "ranking", choices: Array.from({ length: 21 }, (_, i) => i) }, "$.elements[0].choices"],
    [{ type: "ranking", choices: [1, 2], maxSelectedChoices: 1 }, "$.elements[0].maxSelectedChoices"],
    [{ type: "multipletext", items: [] }, "$.elements[0].items"],
    [
      { type: "multipletext", items: [{ name: "a", inputType: "password" }] },
      "$.elements[0].items[0].inputType",
    ],
    [{ type: "slider", min: 3, max: 3 }, "$.elements[0]"],
    [{ type: "slider", step: 0.0001 }, "$.elements[0]"],
    [{ type: "slider", minValueExpression: "{a}" }, "$.elements[0].minValueExpression"],
    [
      { type: "matrixdynamic", maxRowCount: 21, columns: [{ name: "a" }], choices: [1] },
      "$.elements[0].maxRowCount",
    ],
    [{ type: "paneldynamic", maxPanelCount: 2, templateElements: [] }, "$.elements[0].templateElements"],
    [
      { type: "paneldynamic", maxPanelCount: 2, templateElements: [{ type: "panel", name: "a" }] },
      "$.elements[0].templateElements[0].type",
    ],
    [
      {
        type: "paneldynamic",
        maxPanelCount: 2,
        templateElements: [{ type: "text", name: "a", visibleIf: "{b}" }],
      },
      "$.elements[0].templateElements[0].visibleIf",
    ],
    [{ type: "imagepicker", choices: [1] }, "$.elements[0].type"],
    [{ type: "buttongroup", choices: [1, 2], showOtherItem: true }, "$.elements[0].showOtherItem"],
  ])("are refused where they ask for more: %#", (element, path) => {
    expect(faults(element).split(",")).toContain(path);
  });
});

describe("what a form reckons out", () => {
  const elements = [
    { type: "text", name: "n", inputType: "number" },
    { type: "expression", name: "e", expression: "{n} * 2" },
    { type: "radiogroup", name: "c", choices: ["甲", { value: "乙", visibleIf: "{twice} > 4" }] },
  ];
  const calculatedValues = [{ name: "twice", expression: "{n} * 2" }];
  const form = (): FrozenForm => {
    const { survey } = checkSurvey({ elements, calculatedValues });
    const instrument = wrapSurvey(survey, { id: "sample", title: "样表", version: "1" });
    return freezeForm(instrument, { leaders: [], variables: {}, include: [], kindsInRound: [] });
  };

  it("is not stored, and refused when it is not what the server reckons", () => {
    const checker = compileChecker(form());
    expect(checker({ n: 3, e: 6, c: "乙" }).answers).toEqual([3, 1]);
    expect(checker({ n: 3 }).answers).toEqual([3, null]);
    for (const answers of [
      { n: 3, e: 7 },
      { n: 3, e: "6" },
      { n: 3, twice: 6 },
      { n: 2, c: "乙" },
    ])
      expect(() => checker(answers)).toThrow("ballot.invalid");
  });

  it("is reckoned once, however often it is named", () => {
    const chain = Array.from({ length: 50 }, (_, i) => ({
      name: `v${i}`,
      expression: i === 0 ? "{n}" : `{v${i - 1}} + {v${i - 1}}`,
    }));
    const { survey } = checkSurvey({
      elements: [elements[0]!, { type: "text", name: "t", visibleIf: "{v49} > 1" }],
      calculatedValues: chain,
    });
    const instrument = wrapSurvey(survey, { id: "sample", title: "样表", version: "1" });
    const chained = freezeForm(instrument, { leaders: [], variables: {}, include: [], kindsInRound: [] });
    expect(compileChecker(chained)({ n: 1, t: "是" }).answers).toEqual([1, true]);
    expect(() => compileChecker(chained)({ n: 0, t: "是" })).toThrow("ballot.invalid");
  });

  it.each([
    [{ type: "expression", expression: "{q} + 1" }, "$.elements[0].visibleIf"],
    [{ type: "expression", expression: "today()" }, "$.elements[0].expression"],
    [{ type: "expression", expression: "'a' + 'b'" }, "$.elements[0].expression"],
    [{ type: "expression" }, "$.elements[0].expression"],
    [{ type: "radiogroup", choices: [{ value: 1, visibleIf: "{x" }] }, "$.elements[0].choices[0].visibleIf"],
    [
      { type: "radiogroup", choices: [1], choicesVisibleIf: "{item} = 1", showOtherItem: true },
      "$.elements[0]",
    ],
    [{ type: "radiogroup", choices: [1], choicesEnableIf: "{item} = 1" }, "$.elements[0].choicesEnableIf"],
    [
      { type: "rating", rateValues: [{ value: 1, visibleIf: "{a} = 1" }] },
      "$.elements[0].rateValues[0].visibleIf",
    ],
  ])("is refused where it cannot be reckoned twice alike: %#", (element, path) => {
    expect(faults(element).split(",")).toContain(path);
  });
});
