import { describe, expect, it } from "vitest";
import type { TablesAnswer } from "../../server/http/office/answers-results.ts";
import { answerTables } from "./answer-tables.ts";
import { sampleForm, sampleItem, sampleMulti } from "./sample-answers.ts";

const words = { yes: "是", no: "否" };

describe("answerTables", () => {
  it("lists choices without points, and leaves rated items to their chart", () => {
    const options = ["甲", "乙"].map((text) => ({ value: text, text, points: null, dontKnow: false }));
    const choice = sampleItem("g1", [3, 1], { options, valid: 4, dontKnow: 0, blank: 2 });
    const tables = answerTables(sampleForm({ items: [choice, sampleItem("t01", [1, 1, 1, 1, 1])] }), words);
    expect(tables).toEqual([
      {
        leaf: "g1",
        title: "g1",
        rows: [
          { answer: "甲", count: 3, percent: "75.0" },
          { answer: "乙", count: 1, percent: "25.0" },
        ],
        base: 4,
        blank: 2,
      },
    ]);
  });
  it("lists numbers in their order and says yes and no in words", () => {
    const counts: TablesAnswer["counts"] = [
      { leaf: "n", title: "人数", values: { "10": 1, "9": 3 }, blank: 0 },
      { leaf: "b", title: "是否", values: { true: 2, false: 0 }, blank: 1 },
    ];
    const [numbers, truths] = answerTables(sampleForm({ counts }), words);
    expect(numbers?.rows?.map(({ answer }) => answer)).toEqual(["9", "10"]);
    expect(truths?.rows?.map(({ answer, count }) => [answer, count])).toEqual([
      ["是", 2],
      ["否", 0],
    ]);
  });
  it("keeps the place of a withheld question, without numbers", () => {
    const form = sampleForm({ multis: [{ ...sampleMulti(null, 3), none: null }] });
    expect(answerTables(form, words)[0]?.rows).toBeNull();
  });
});
