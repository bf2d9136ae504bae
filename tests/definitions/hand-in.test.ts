/** What a person can do with a form on the phone and then hand in, where SurveyJS and the checker could part. */
import type { QuestionMatrixDynamicModel, QuestionPanelDynamicModel } from "survey-core";
import { describe, expect, it } from "vitest";
import { checkSurvey } from "../../server/core/definition/check-survey.ts";
import { compileChecker, type CheckedAnswers } from "../../server/core/definition/checker.ts";
import { freezeForm } from "../../server/core/definition/freeze-form.ts";
import type { FrozenForm } from "../../server/core/definition/frozen.ts";
import { isProblem } from "../../server/core/problem.ts";
import { wrapSurvey } from "../../server/core/definition/wrap-survey.ts";
import { answersToSubmit, createModel } from "../../web/phone/forms/create-model.ts";

function formOf(survey: object): FrozenForm {
  const instrument = wrapSurvey(checkSurvey(survey).survey, { id: "sample", title: "样表", version: "1" });
  return freezeForm(instrument, { leaders: [], variables: {}, include: [], kindsInRound: [] });
}

/** Fills the form, leaves every page and hands it in. */
function handIn(elements: readonly object[], answers: Record<string, unknown>): CheckedAnswers {
  const form = formOf({ elements });
  const model = createModel(form, answers);
  expect(model.validate(false)).toBe(true);
  return compileChecker(form)(answersToSubmit(form, model.data as Record<string, unknown>));
}

const NUMERIC = [{ type: "numeric", minValue: 1 }];
const FIELD = { name: "k", title: "人数", cellType: "text", validators: NUMERIC };

describe("a number that is typed into a line of text", () => {
  it.each([
    [{ type: "text", validators: NUMERIC }, "42", [42]],
    [{ type: "text", validators: NUMERIC }, " 1,5 ", [1.5]],
    [{ type: "text", validators: NUMERIC }, "１０００", [1000]],
    [{ type: "text", inputType: "number" }, "42", [42]],
    [{ type: "multipletext", items: [{ name: "k", validators: NUMERIC }] }, { k: "42" }, [42]],
    [{ type: "matrixdropdown", rows: ["r"], columns: [FIELD] }, { r: { k: "42" } }, [42]],
    [{ type: "matrixdynamic", maxRowCount: 3, columns: [FIELD] }, [{ k: "42" }], [[[42]]]],
    [
      {
        type: "paneldynamic",
        maxPanelCount: 3,
        templateElements: [{ type: "text", name: "k", validators: NUMERIC }],
      },
      [{ k: "42" }],
      [[[42]]],
    ],
  ])("is stored as the number: %#", (element, typed, stored) => {
    expect(handIn([{ ...element, name: "q" }], { q: typed }).answers).toEqual(stored);
  });

  it("stays a text where a number is only advised", () => {
    const advised = [{ type: "numeric", notificationType: "warning" }];
    expect(handIn([{ type: "text", name: "q", validators: advised }], { q: "42" })).toEqual({
      answers: [true],
      texts: [{ leaf: "q", text: "42" }],
    });
  });

  it("is held back on the phone where it is none", () => {
    const form = formOf({ elements: [{ type: "text", name: "q", validators: NUMERIC }] });
    for (const typed of ["12a", "0", "-", "1e3"])
      expect(createModel(form, { q: typed }).validate(false)).toBe(false);
  });
});

describe("how a definition wants its pages shown", () => {
  const pages = [1, 2].map((at) => ({
    name: `p${at}`,
    elements: [
      { type: "text", name: `a${at}`, isRequired: true },
      { type: "multipletext", name: `b${at}`, items: [{ name: "k" }, { name: "l" }] },
    ],
  }));
  const answers = { a1: "甲", b1: { k: "乙" }, a2: "丙", b2: { l: "丁" } };

  it.each([
    { firstPageIsStartPage: true },
    { firstPageIsStarted: true },
    { isSinglePage: true },
    { questionsOnPageMode: "inputPerPage" },
    { questionsOnPageMode: "questionPerPage" },
  ])("is left aside, with a warning: %o", (setting) => {
    const [key] = Object.keys(setting);
    const { warnings } = checkSurvey({ pages, ...setting });
    expect(warnings.map(({ path, sentence }) => [path, sentence])).toEqual([
      [`$.${key}`, `“${key}”不起作用，手机上按表里写的分页显示`],
    ]);
    const form = formOf({ pages, ...setting });
    const model = createModel(form, answers);
    expect(model.visiblePages.map(({ name }) => name)).toEqual(["p1", "p2"]);
    expect(model.state).toBe("running");
    expect(compileChecker(form)(answersToSubmit(form, answers)).texts).toHaveLength(4);
  });
});

describe("answers in a column that may not repeat", () => {
  const grid = (column: object) => [
    {
      type: "matrixdropdown",
      name: "q",
      rows: ["一", "二"],
      columns: [{ name: "k", isUnique: true, ...column }],
    },
  ];

  it("are compared as they are written", () => {
    const text = grid({ cellType: "text" });
    const given = { q: { 一: { k: "停车" }, 二: { k: "排队" } } };
    expect(handIn(text, given).texts.map((one) => one.text)).toEqual(["停车", "排队"]);
    const check = compileChecker(formOf({ elements: text }));
    expect(() => check({ q: { 一: { k: "A" }, 二: { k: "a" } } })).toThrow("ballot.invalid");
    const choice = compileChecker(formOf({ elements: grid({ choices: ["x", "y"] }) }));
    expect(() => choice({ q: { 一: { k: "x" }, 二: { k: "x" } } })).toThrow("ballot.invalid");
    expect(choice({ q: { 一: { k: "x" }, 二: { k: "y" } } }).answers).toEqual([0, 1]);
  });
});

describe("a condition that only the phone could reckon", () => {
  const elements = (name: string) => [
    { type: "checkbox", name: "a", choices: ["x", "y"] },
    { type: "matrixdynamic", name: "m", maxRowCount: 3, columns: [{ name: "k", cellType: "text" }] },
    { type: "text", name: "t", visibleIf: `{${name}} notempty` },
  ];

  it.each([
    "a.length",
    "a[0]",
    "m[0].k",
    "$a.value",
    "#a",
    "pageno",
    "PageCount",
    "locale",
    "self",
    "a-unwrapped",
  ])("is refused: {%s}", (name) => {
    try {
      checkSurvey({ elements: elements(name) });
      expect.unreachable();
    } catch (error) {
      if (!isProblem(error, "definition.invalid")) throw error;
      expect(error.facts.faults).toEqual([
        {
          path: "$.elements[2].visibleIf",
          sentence: `条件里的“${name}”只有手机认得，服务器算不出，请写本表的题名，如 {题名} 或 {题名.行}`,
        },
      ]);
    }
  });

  it("is not one that names nothing at all: that is a warning", () => {
    expect(checkSurvey({ elements: elements("zz") }).warnings).toHaveLength(1);
    expect(checkSurvey({ elements: elements("a") }).warnings).toEqual([]);
  });
});

describe("rows that stood there and are taken out", () => {
  it.each([
    { type: "matrixdynamic", maxRowCount: 5, columns: [{ name: "k", cellType: "text", isRequired: true }] },
    {
      type: "paneldynamic",
      panelCount: 2,
      maxPanelCount: 5,
      templateElements: [{ type: "text", name: "k", isRequired: true }],
    },
  ])("are not asked for: %#", (element) => {
    const form = formOf({ elements: [{ ...element, name: "q" }] });
    const model = createModel(form, {});
    expect(model.validate(false)).toBe(false);
    const list = model.getQuestionByName("q") as QuestionMatrixDynamicModel | QuestionPanelDynamicModel;
    for (const _ of [1, 2]) {
      if ("panelCount" in list) list.removePanel(0);
      else list.removeRow(0);
    }
    expect(model.validate(false)).toBe(true);
    const sent = answersToSubmit(form, model.data as Record<string, unknown>);
    expect(compileChecker(form)(sent).answers).toEqual([null, null]);
  });
});
