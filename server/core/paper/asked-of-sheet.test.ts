/** Conditions on paper: what is printed, what counts, what stays off the sheet. Forms as they are frozen, not by hand. */
import { describe, expect, it } from "vitest";
import { compileChecker } from "../definition/checker.ts";
import { checkSurvey } from "../definition/check-survey.ts";
import { freezeForm } from "../definition/freeze-form.ts";
import type { FrozenForm } from "../definition/frozen.ts";
import type { JsonObject } from "../definition/instrument.ts";
import { readQuestions } from "../definition/read-questions.ts";
import { wrapSurvey } from "../definition/wrap-survey.ts";
import { paperForm } from "../documents/paper-form.ts";
import { documentOfAnswers } from "../definition/document-of-answers.ts";
import { type KeyedMark, settleSheet } from "./keyed-sheet.ts";

const LEVELS = [
  { value: "a", text: "好" },
  { value: "b", text: "差" },
];

function formOf(...elements: JsonObject[]): FrozenForm {
  const raw = JSON.stringify({ title: "表", elements });
  const instrument = wrapSurvey(checkSurvey(raw).survey, { id: "form", title: "表", version: "1" });
  return freezeForm(instrument, { leaders: [], variables: {}, include: [], kindsInRound: [] });
}

const question = (name: string, more: JsonObject = {}): JsonObject => {
  return { type: "radiogroup", name, title: name, choices: LEVELS, ...more };
};
const settled = (form: FrozenForm, ...marks: KeyedMark[]) =>
  settleSheet(form, paperForm(form).marks, { isVoid: false, marks });

describe("a question with a condition", () => {
  const form = formOf(question("一"), question("二", { visibleIf: "{一} = 'b'" }), question("三"));

  it("says when it is to be answered", () => {
    expect(paperForm(form).marks.map(({ condition }) => condition)).toEqual([
      "",
      "如果第 1 题选了“差”，请填写；不是的，请空着。",
      "",
    ]);
  });

  it("counts where the condition holds, and is void where it does not", () => {
    expect(settled(form, 1, 0, 0)).toEqual({ answers: [1, 0, 0], voided: 0, isEmpty: false });
    expect(settled(form, 0, 0, 0)).toEqual({ answers: [0, null, 0], voided: 1, isEmpty: false });
    expect(settled(form, null, 0, 0)).toMatchObject({ answers: [null, null, 0], voided: 1 });
    expect(settled(form, 0, null, 0)).toMatchObject({ answers: [0, null, 0], voided: 0 });
  });

  it("falls with the two marks of the question that decides about it", () => {
    expect(settled(form, "void", 0, 0)).toMatchObject({ answers: [null, null, 0], voided: 2 });
  });
});

it("a chain of conditions is decided from its beginning, in whatever order it stands", () => {
  const form = formOf(
    question("末", { visibleIf: "{中} notempty" }),
    question("中", { visibleIf: "{始} = 'b'" }),
    question("始"),
    question("无", { visibleIf: "{中} empty" }),
  );
  expect(settled(form, 0, 0, 1, null)).toMatchObject({ answers: [0, 0, 1, null], voided: 0 });
  expect(settled(form, 0, 0, 0, 1)).toMatchObject({ answers: [null, null, 0, 1], voided: 2 });
});

it("a condition around a group is said beside each of its questions", () => {
  const form = formOf(question("一"), question("二"), {
    type: "panel",
    name: "p",
    visibleIf: "{一} = 'b'",
    elements: [question("三"), question("四", { visibleIf: "{二} = 'a'" })],
  });
  expect(
    paperForm(form)
      .marks.slice(2)
      .map(({ condition }) => condition),
  ).toEqual([
    "如果第 1 题选了“差”，请填写；不是的，请空着。",
    "如果第 1 题选了“差”，并且第 2 题选了“好”，请填写；不是的，请空着。",
  ]);
});

it("an option with a condition says so, and takes its item with it where it does not hold", () => {
  const choices = [{ value: "a", text: "好", visibleIf: "{一} = 'a'" }, LEVELS[1]!];
  const form = formOf(question("一"), question("二", { type: "checkbox", choices }));
  expect(paperForm(form).marks[1]!.condition).toBe("“好”一项，第 1 题选了“好”的才可以选。");
  expect(settled(form, 0, [0, 1])).toMatchObject({ answers: [0, [0, 1]], voided: 0 });
  expect(settled(form, 1, [0, 1])).toMatchObject({ answers: [1, null], voided: 1 });
  expect(settled(form, 1, [1])).toMatchObject({ answers: [1, [1]], voided: 0 });
});

it("what no mark decides stays off the paper, and so does what hangs on it; the paper names both", () => {
  const form = formOf(
    { type: "comment", name: "话" },
    question("二", { visibleIf: "{话} notempty" }),
    question("三", { visibleIf: "{二} = 'a'" }),
    question("四"),
  );
  const paper = paperForm(form);
  expect(paper.marks.map(({ title }) => title)).toEqual(["四"]);
  expect(paper.onPhoneOnly).toEqual(["二", "三"]);
});

it("whatever a sheet bears, the ballot is one the checker takes for a phone's", () => {
  const form = formOf(
    question("一"),
    { type: "boolean", name: "二", visibleIf: "{一} = 'b'", valueTrue: "y", valueFalse: "n" },
    { type: "text", inputType: "number", name: "三", min: 0, max: 9, visibleIf: "{二} = 'y'" },
    { type: "matrix", name: "四", columns: LEVELS, rows: ["r", "s"], visibleIf: "{三} > 4" },
    { type: "checkbox", name: "五", choices: LEVELS, visibleIf: "{四.s} = 'b' or {一} = 'a'" },
  );
  const check = compileChecker(form);
  const questions = readQuestions(form.survey);
  let voided = 0;
  for (const one of [null, 0, 1])
    for (const two of [null, true, false])
      for (const three of [null, 3, 8])
        for (const rows of [
          [null, 1],
          [1, 0],
          ["void", 1],
        ] as KeyedMark[][])
          for (const five of [null, [0], [0, 1]] as KeyedMark[]) {
            const sheet = settled(form, one, two, three, ...rows, five);
            voided += sheet.voided;
            expect(check(documentOfAnswers(form, questions, sheet.answers)).answers).toEqual(sheet.answers);
          }
  expect(voided).toBeGreaterThan(100);
});
