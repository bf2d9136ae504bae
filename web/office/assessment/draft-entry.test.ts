import { describe, expect, it } from "vitest";
import { bodyOf, isChanged, startEntry } from "./draft-entry.ts";

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
    ],
  },
};

describe("bodyOf", () => {
  it("sends back what was entered", () => expect(bodyOf(startEntry({ entered }))).toEqual(entered));

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
