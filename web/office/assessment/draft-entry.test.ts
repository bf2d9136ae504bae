import { describe, expect, it } from "vitest";
import { bodyOf, type DraftSheet, isChanged, startEntry } from "./draft-entry.ts";

const entered = {
  judgement: { style: { score: "86", reason: "平稳" } },
  supervision: { petitions: 0 },
  deductions: [{ points: "1.5", reason: "通报" }],
  bonus: [],
  facts: ["member-case"],
  workload: { talks: 31 },
  inspection: { enteredOn: "2026-09-01" },
  panels: {
    review: [
      { judge: "一号", score: "90", isRecused: false },
      { judge: "二号", score: null, isRecused: true },
      { judge: "三号", score: "82.344", isRecused: false, points: { e01: "13", e02: "62" } },
    ],
  },
  panelSheets: { review: { instrument: "rectification-panel", version: "1", converted: "73.44" } },
};

describe("bodyOf", () => {
  it("sends back what was entered; sums of points are worked out where they are stored", () => {
    const [first, second, third] = entered.panels.review;
    const panels = { review: [first, second, { ...third, score: null }] };
    expect(bodyOf(startEntry({ entered }))).toEqual({ ...entered, panels });
  });

  it("sends no 0 for a field that was left empty", () => {
    const draft = {
      ...startEntry({ entered }),
      supervision: { petitions: "", cases: "2" },
      workload: { talks: "" },
      inspection: { enteredOn: "", type: "  " },
    };
    expect(bodyOf(draft)).toMatchObject({ supervision: { cases: 2 }, workload: {} });
    expect(bodyOf(draft).inspection).toEqual({});
  });

  it("sends no points of a judge who is recused, and none that was left empty", () => {
    const [first, second, third] = startEntry({ entered }).panels["review"]!;
    const sheets: readonly DraftSheet[] = [
      { ...first!, points: { e01: "", e02: "" } },
      { ...second!, points: { e01: "3" } },
      { ...third!, points: { e02: "62", e01: "" } },
    ];
    const sent = bodyOf({ ...startEntry({ entered }), panels: { review: sheets } }).panels["review"]!;
    expect(sent.map(({ points }) => points)).toEqual([undefined, undefined, { e02: "62" }]);
  });

  it("drops rows without a word in them", () => {
    const draft = {
      ...startEntry({ entered }),
      judgement: { style: { score: "", reason: "" }, life: { score: "", reason: "写了理由" } },
      bonus: [{ points: "", reason: "" }],
    };
    expect(bodyOf(draft)).toMatchObject({
      judgement: { life: { score: "", reason: "写了理由" } },
      bonus: [],
    });
  });
});

describe("isChanged", () => {
  it("sees what would be stored differently, not the order of fields", () => {
    const draft = startEntry({ entered });
    expect(isChanged(draft, { entered })).toBe(false);
    expect(isChanged({ ...draft, supervision: { cases: "", petitions: "0" } }, { entered })).toBe(false);
    expect(isChanged({ ...draft, facts: [] }, { entered })).toBe(true);
  });
});
