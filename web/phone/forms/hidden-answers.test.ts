import { describe, expect, it } from "vitest";
import { checkSurvey } from "../../../server/core/definition/check-survey.ts";
import { compileChecker } from "../../../server/core/definition/checker.ts";
import { freezeForm } from "../../../server/core/definition/freeze-form.ts";
import { wrapSurvey } from "../../../server/core/definition/wrap-survey.ts";
import { answersToSubmit, createModel } from "./create-model.ts";
import { hiddenAnswersOf } from "./hidden-answers.ts";

const choices = ["yes", "no"];
const choice = (name: string, visibleIf?: string) => ({ type: "radiogroup", name, choices, visibleIf });

function formOf(elements: readonly object[]) {
  const { survey } = checkSurvey(JSON.parse(JSON.stringify({ elements })) as object);
  const instrument = wrapSurvey(survey, { id: "chain", title: "连环", version: "1" });
  return freezeForm(instrument, { leaders: [], variables: {}, include: [], kindsInRound: [] });
}

const CHAIN = [
  { ...choice("met"), isRequired: true },
  { ...choice("helped", "{met} = 'yes'"), isRequired: true },
  {
    type: "comment",
    name: "how",
    maxLength: 50,
    visibleIf: "{helped} = 'no'",
    isRequired: true,
  },
];

describe("what was answered to a hidden question", () => {
  it("has no value for the next condition, so nothing stands there that the server would not take", () => {
    const form = formOf(CHAIN);
    const model = createModel(form, {});
    for (const [name, value] of Object.entries({ met: "yes", helped: "no", how: "没有回音" }))
      model.setValue(name, value);
    model.setValue("met", "no");
    expect(model.data).toEqual({ met: "no" });
    expect(model.getQuestionByName("how").isVisible).toBe(false);
    expect(model.validate(false)).toBe(true);
    expect(() =>
      compileChecker(form)(answersToSubmit(form, model.data as Record<string, unknown>)),
    ).not.toThrow();
  });

  it("comes back, link by link, when it is shown again; not when it was taken back in view", () => {
    const model = createModel(formOf(CHAIN), {});
    const whole = { met: "yes", helped: "no", how: "没有回音" };
    for (const [name, value] of Object.entries(whole)) model.setValue(name, value);
    model.setValue("met", "no");
    expect(hiddenAnswersOf(model)).toEqual({ helped: "no", how: "没有回音" });
    model.setValue("met", "yes");
    expect(model.data).toEqual(whole);
    model.clearValue("how");
    model.setValue("met", "no");
    model.setValue("met", "yes");
    expect(model.data).toEqual({ met: "yes", helped: "no" });
  });

  it("comes back after a reload too, from the draft", () => {
    const form = formOf(CHAIN);
    const model = createModel(form, { met: "no" }, { helped: "no", how: "没有回音" });
    expect(model.data).toEqual({ met: "no" });
    model.setValue("met", "yes");
    expect(model.data).toEqual({ met: "yes", helped: "no", how: "没有回音" });
  });

  it("goes from a draft in which it still stands, whatever the definition says of clearing", () => {
    const elements = CHAIN.map((one) => ({ ...one, clearIfInvisible: "onComplete" }));
    const model = createModel(formOf(elements), { met: "no", helped: "no", how: "没有回音" });
    expect(model.data).toEqual({ met: "no" });
  });

  it("goes and comes back with its panel, and the words beside it", () => {
    const inside = [
      { ...choice("which"), showOtherItem: true },
      { ...choice("why"), showCommentArea: true },
    ];
    const form = formOf([
      choice("met"),
      { type: "panel", name: "p", visibleIf: "{met} = 'yes'", elements: inside },
      choice("last", "{which} = 'other'"),
    ]);
    const model = createModel(form, {
      met: "yes",
      which: "other",
      "which-Comment": "窗口",
      why: "no",
      "why-Comment": "太慢",
      last: "yes",
    });
    const before = structuredClone(model.data as object);
    expect(Object.keys(before)).toHaveLength(6);
    model.setValue("met", "no");
    expect(model.data).toEqual({ met: "no" });
    model.setValue("met", "yes");
    expect(model.data).toEqual(before);
  });

  it.each([
    {
      type: "matrixdynamic",
      rowCount: 2,
      maxRowCount: 3,
      columns: [{ name: "k", cellType: "text", isRequired: true }],
    },
    { type: "paneldynamic", maxPanelCount: 3, templateElements: [{ type: "text", name: "k", maxLength: 9 }] },
  ])("comes back when it is a list, and an emptied list is no answer: $type", (list) => {
    const form = formOf([choice("met"), { ...list, name: "list", visibleIf: "{met} = 'yes'" }]);
    const whole = { met: "yes", list: [{ k: "甲" }, { k: "乙" }] };
    const model = createModel(form, whole);
    model.setValue("met", "no");
    expect(model.data).toEqual({ met: "no" });
    model.setValue("met", "yes");
    expect(model.data).toEqual(whole);
    const check = compileChecker(form);
    expect(() => check(answersToSubmit(form, { met: "no", list: [] }))).not.toThrow();
  });

  it("goes through a chain of any length", () => {
    const long = Array.from({ length: 40 }, (_, at) =>
      choice(`q${at}`, at === 0 ? undefined : `{q${at - 1}} = 'yes'`),
    );
    const all = Object.fromEntries(long.map(({ name }) => [name, "yes"]));
    const model = createModel(formOf(long), all);
    expect(model.data).toEqual(all);
    model.setValue("q0", "no");
    expect(model.data).toEqual({ q0: "no" });
    model.setValue("q0", "yes");
    expect(model.data).toEqual(all);
  });

  it("has no value for what an expression reckons either", () => {
    const form = formOf([
      choice("met"),
      { type: "text", inputType: "number", name: "times", visibleIf: "{met} = 'yes'" },
      { type: "expression", name: "twice", expression: "{times} * 2" },
      { ...choice("often", "{twice} > 4"), isRequired: true },
    ]);
    const model = createModel(form, {});
    model.setValue("met", "yes");
    model.setValue("times", 3);
    expect(model.getQuestionByName("often").isVisible).toBe(true);
    expect(() => compileChecker(form)({ met: "yes", times: 3 })).toThrow();
    model.setValue("met", "no");
    expect(model.getQuestionByName("often").isVisible).toBe(false);
    expect(answersToSubmit(form, model.data as Record<string, unknown>)).toEqual({ met: "no" });
    expect(compileChecker(form)({ met: "no" }).answers[0]).toBe(1);
    model.setValue("met", "yes");
    expect(model.getQuestionByName("often").isVisible).toBe(true);
  });
});
