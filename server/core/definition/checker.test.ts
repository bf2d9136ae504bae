import { describe, expect, it } from "vitest";
import { isProblem, type AnswerFault } from "../problem.ts";
import { compileChecker, type CheckedAnswers } from "./checker.ts";
import { checkSurvey } from "./check-survey.ts";
import { freezeForm } from "./freeze-form.ts";
import type { FrozenForm } from "./frozen.ts";
import { wrapSurvey } from "./wrap-survey.ts";

const NO_CONTEXT = { leaders: [], variables: {}, include: [], kindsInRound: [] };

function formOf(elements: readonly unknown[], settings: object = {}): FrozenForm {
  const { survey } = checkSurvey({ ...settings, pages: [{ name: "p", elements }] });
  return freezeForm(wrapSurvey(survey, { id: "sample", title: "样表", version: "1" }), NO_CONTEXT);
}

function check(elements: readonly unknown[], answers: unknown): CheckedAnswers {
  return compileChecker(formOf(elements))(answers);
}

function faults(elements: readonly unknown[], answers: unknown): readonly AnswerFault[] {
  try {
    check(elements, answers);
    return [];
  } catch (error) {
    if (!isProblem(error, "ballot.invalid")) throw error;
    return error.facts.questions;
  }
}

const reasons = (elements: readonly unknown[], answers: unknown): string[] =>
  faults(elements, answers).map(({ question, reason }) => `${question} ${reason}`);

const RADIO = {
  type: "radiogroup",
  name: "r",
  title: "态度",
  isRequired: true,
  choices: [1, "2", { value: "c", text: "丙" }],
};
const TICKS = {
  type: "checkbox",
  name: "t",
  choices: ["a", "b", "c", { value: "none", isExclusive: true }],
  maxSelectedChoices: 2,
};
const MATRIX = { type: "matrix", name: "m", columns: [0, 1], rows: ["x", "y"] };
const GRID = {
  type: "matrixdropdown",
  name: "g",
  columns: [{ name: "k" }, { name: "w", cellType: "text" }],
  choices: [1, 2],
  rows: ["x", "y"],
};

describe("compileChecker", () => {
  it("puts answers in the order of the form, as indices, and texts apart", () => {
    const comment = { type: "comment", name: "more" };
    const { answers, texts } = check([RADIO, TICKS, MATRIX, GRID, comment], {
      more: "要多走访",
      g: { y: { w: "好", k: 2 } },
      t: ["b", "a"],
      r: "c",
      m: { x: 0 },
    });
    expect(answers).toEqual([2, [0, 1], 0, null, null, null, 1, true, true]);
    expect(texts).toEqual([
      { leaf: "g/y/w", text: "好" },
      { leaf: "more", text: "要多走访" },
    ]);
  });

  it("keeps the answer 0 of a matrix", () => {
    expect(check([MATRIX], { m: { x: 0, y: 1 } }).answers).toEqual([0, 1]);
  });

  it("names every faulty question at once, with its title", () => {
    expect(faults([RADIO, TICKS], { t: ["zzz"], u: 1 })).toEqual([
      { question: "r", title: "态度", reason: "required" },
      { question: "t", title: "t", reason: "unknown-option" },
      { question: "u", title: "", reason: "unknown-question" },
    ]);
  });

  it.each([
    ["another type than the option's", { r: "1" }, "r unknown-option"],
    ["an option that is not offered", { r: 9 }, "r unknown-option"],
    ["null", { r: null }, "r wrong-type"],
    ["a list", { r: [1] }, "r wrong-type"],
    ["an object", { r: {} }, "r wrong-type"],
  ])("refuses %s for a single choice", (_, answers, reason) => {
    expect(reasons([RADIO], answers)).toEqual([reason]);
  });

  it.each([
    ["a single value", "a", "t wrong-type"],
    ["the same option twice", ["a", "a"], "t duplicate"],
    ["an exclusive option with another", ["none", "a"], "t exclusive"],
    ["more than allowed", ["a", "b", "c"], "t too-many"],
    ["more ticks than options", ["a", "b", "c", "a", "b"], "t too-many"],
    ["null inside", [null], "t wrong-type"],
  ])("refuses %s for a multi-select", (_, value, reason) => {
    expect(reasons([TICKS], { t: value })).toEqual([reason]);
  });

  it.each([
    ["an unknown row", { x: 1, z: 1 }, ["m unknown-row"]],
    ["an unknown column", { x: 7 }, ["m unknown-option"]],
    ["text for the matrix", "x", ["m wrong-type"]],
    ["a list for the matrix", [1], ["m wrong-type"]],
  ])("refuses %s", (_, value, wanted) => {
    expect(reasons([MATRIX], { m: value })).toEqual(wanted);
  });

  it.each([
    ["an unknown column", { x: { q: 1 } }, "g unknown-column"],
    ["an unknown row", { z: { k: 1 } }, "g unknown-row"],
    ["text for a row", { x: "s" }, "g wrong-type"],
    ["null for a row", { x: null }, "g wrong-type"],
  ])("refuses %s of a table of cells", (_, value, wanted) => {
    expect(reasons([GRID], { g: value })).toEqual([wanted]);
  });

  it("asks for every row when the matrix says so, and for the row by name", () => {
    const matrix = { ...MATRIX, title: "表", isAllRowRequired: true };
    expect(faults([matrix], { m: { x: 1 } })).toEqual([
      { question: "m", title: "表：y", reason: "required" },
    ]);
    expect(reasons([matrix], {})).toEqual(["m required"]);
  });

  it("takes no number from text, no text from numbers", () => {
    const number = { type: "text", name: "n", inputType: "number", min: 0, max: 10, step: 0.5 };
    const text = { type: "text", name: "s" };
    expect(reasons([number, text], { n: "5", s: 5 })).toEqual(["n wrong-type", "s wrong-type"]);
    expect(reasons([number], { n: 10.5 })).toEqual(["n out-of-range"]);
    expect(reasons([number], { n: 0.3 })).toEqual(["n out-of-range"]);
    expect(check([number], { n: 2.5 }).answers).toEqual([2.5]);
  });

  it("counts text in code points", () => {
    const short = { type: "comment", name: "s", maxLength: 3 };
    expect(check([short], { s: "😀😀😀" }).answers).toEqual([true]);
    expect(reasons([short], { s: "一二三四" })).toEqual(["s too-long"]);
  });

  it("has a length limit where the form has none", () => {
    const form = formOf([{ type: "comment", name: "s" }]);
    expect(form.survey["maxTextLength"]).toBe(2000);
    expect(reasons([{ type: "comment", name: "s" }], { s: "长".repeat(2001) })).toEqual(["s too-long"]);
  });

  it("treats blanks as blanks: empty text, spaces, nothing ticked, an empty row", () => {
    const { answers, texts } = check([TICKS, GRID, { type: "comment", name: "s" }], {
      t: [],
      g: { x: {} },
      s: "  ",
    });
    expect([answers.every((answer) => answer === null), texts]).toEqual([true, []]);
    expect(reasons([{ type: "comment", name: "s", isRequired: true }], { s: "  " })).toEqual(["s required"]);
  });

  it("refuses an answer to a hidden question, and asks nothing of it", () => {
    const hidden = { type: "text", name: "h", isRequired: true, visibleIf: "{r} = 'c'" };
    expect(reasons([RADIO, hidden], { r: 1, h: "x" })).toEqual(["h hidden"]);
    expect(reasons([RADIO, hidden], { r: 1 })).toEqual([]);
    expect(reasons([RADIO, hidden], { r: "c" })).toEqual(["h required"]);
    expect(reasons([{ ...RADIO, visible: false }], { r: 1 })).toEqual(["r hidden"]);
  });

  it("lets a condition decide alone what is required, as survey-core does", () => {
    const both = { type: "text", name: "b", isRequired: true, requiredIf: "{r} = 'c'" };
    expect(reasons([RADIO, both], { r: 1 })).toEqual([]);
    expect(reasons([RADIO, both], { r: "c" })).toEqual(["b required"]);
  });

  it("recomputes the visibility of what stands inside a hidden panel", () => {
    const panel = {
      type: "panel",
      name: "p2",
      visibleIf: "{m.x} = 1",
      elements: [{ type: "text", name: "in" }],
    };
    expect(reasons([MATRIX, panel], { m: { x: 0 }, in: "x" })).toEqual(["in hidden"]);
    expect(reasons([MATRIX, panel], { m: { x: 1 }, in: "x" })).toEqual([]);
  });

  it("wants the comment of 其他, and no comment without it", () => {
    const other = { type: "radiogroup", name: "o", choices: [1], showOtherItem: true };
    expect(reasons([other], { o: "other" })).toEqual(["o required"]);
    expect(reasons([other], { o: 1, "o-Comment": "x" })).toEqual(["o hidden"]);
    const { answers, texts } = check([other], { o: "other", "o-Comment": "说明" });
    expect([answers, texts]).toEqual([[1, true], [{ leaf: "o#comment", text: "说明" }]]);
  });

  it("runs author's patterns in linear time", () => {
    const text = { type: "text", name: "s", validators: [{ type: "regex", regex: "^[A-Z]{2}\\d+$" }] };
    expect(reasons([text], { s: `AB${"1".repeat(1900)}x` })).toEqual(["s pattern"]);
    expect(check([text], { s: "AB12" }).answers).toEqual([true]);
  });

  it.each([null, undefined, 1, "x", [], [{}]])("refuses %j as a document", (document) => {
    expect(reasons([TICKS], document)).toEqual([" wrong-type"]);
  });

  it("survives what makes survey-core throw", () => {
    for (const value of [["s"], [null], [[]], [{}], { toString: 1 }, { length: 1 }])
      for (const element of [RADIO, TICKS, MATRIX, GRID, { type: "text", name: "x" }])
        expect(reasons([element], { [element.name]: value }).length).toBeGreaterThan(0);
  });

  it("never reads what an object has by birth", () => {
    const answers = JSON.parse('{"t":["a"],"toString":1,"hasOwnProperty":2}') as unknown;
    expect(reasons([TICKS], answers)).toEqual([
      "toString unknown-question",
      "hasOwnProperty unknown-question",
    ]);
  });

  it("lists no more than a hundred faults", () => {
    const answers = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`u${index}`, 1]));
    expect(reasons([TICKS], answers)).toHaveLength(100);
  });
});
