import { describe, expect, it } from "vitest";
import type { JsonObject } from "../definition/instrument.ts";
import { readQuestions } from "../definition/read-questions.ts";
import { conditionInWords } from "./condition-words.ts";

const LEVELS = [
  { value: "a", text: "好" },
  { value: "b", text: "差" },
];
const SURVEY: JsonObject = {
  elements: [
    { type: "radiogroup", name: "one", choices: LEVELS },
    { type: "checkbox", name: "many", choices: LEVELS },
    { type: "boolean", name: "yes" },
    { type: "text", name: "n", inputType: "number" },
    { type: "rating", name: "rate", rateMax: 5 },
    { type: "matrix", name: "m", columns: LEVELS, rows: [{ value: "r", text: "服务" }] },
    { type: "comment", name: "text" },
    { type: "expression", name: "sum", expression: "{n} + 1" },
  ],
};
const questions = readQuestions(SURVEY);
const said = (text: string): string | null =>
  conditionInWords(text, questions, ({ name }) => `第 ${questions.findIndex((q) => q.name === name) + 1} 题`);

describe("conditionInWords", () => {
  it.each([
    ["{one} = 'b'", "第 1 题选了“差”"],
    ["'b' = {ONE}", "第 1 题选了“差”"],
    ["{one} <> 'b'", "第 1 题没有选“差”"],
    ["{one} anyof ['a', 'b']", "第 1 题选了“好”或“差”"],
    ["{one} notempty", "第 1 题填了"],
    ["{many} empty", "第 2 题没有填"],
    ["{many} contains 'a'", "第 2 题选了“好”"],
    ["{many} allof ['a', 'b']", "第 2 题选了“好”和“差”"],
    ["{many} notcontains 'a'", "第 2 题没有选“好”"],
    ["{many} noneof ['a', 'b']", "第 2 题没有选“好”或“差”"],
    ["{yes} = true", "第 3 题选了“是”"],
    ["{yes} = false", "第 3 题选了“否”"],
    ["3 < {n}", "第 4 题大于 3"],
    ["{n} <= 10", "第 4 题不大于 10"],
    ["{rate} >= 4", "第 5 题不小于 4"],
    ["{rate} = 4", "第 5 题选了“4”"],
    ["{m.r} = 'b'", "第 6 题“服务”选了“差”"],
    ["{one} = 'a' and {yes} = true", "第 1 题选了“好”，并且第 3 题选了“是”"],
    [
      "{one} = 'a' and ({yes} = true or {n} > 3)",
      "第 1 题选了“好”，并且（第 3 题选了“是”，或者第 4 题大于 3）",
    ],
    [
      "{one} = 'a' and {yes} = true or {n} > 3",
      "（第 1 题选了“好”，并且第 3 题选了“是”），或者第 4 题大于 3",
    ],
    ["!({one} = 'a' or {yes} = true)", "不是（第 1 题选了“好”，或者第 3 题选了“是”）"],
  ])("says %s", (text, words) => {
    expect(said(text)).toBe(words);
  });

  it.each([
    ["a text", "{text} notempty"],
    ["an expression", "{sum} > 3"],
    ["a whole table", "{m} notempty"],
    ["a function", "sum({n}, 1) > 3"],
    ["a sum", "{n} + 1 > 3"],
    ["a part of an option's name", "{one} contains 'a'"],
    ["exactly these ticks", "{many} = ['a']"],
    ["an option that is not there", "{one} = 'z'"],
    ["a question that is not there", "{nobody} = 'a'"],
    ["nothing but a value", "true"],
    ["two questions side by side", "{one} = {many}"],
  ])("does not say what asks for %s", (_what, text) => {
    expect(said(text)).toBeNull();
  });
});
