import { describe, expect, it } from "vitest";
import type { DraftEntry } from "./draft-entry.ts";
import { mergeEntries, takeTheirs } from "./merge-entries.ts";

const base: DraftEntry = {
  judgement: { style: { score: "86", reason: "平稳" }, life: { score: "90", reason: "好" } },
  supervision: { petitions: "1" },
  deductions: [],
  bonus: [],
  facts: ["member-case"],
  workload: { talks: "31" },
  inspection: { enteredOn: "2026-09-01" },
  panels: { review: [{ judge: "一号", score: "", isRecused: false, points: { e01: "15" } }] },
  panelSheets: { review: { instrument: "rectification-panel", version: "1", converted: "73.44" } },
};

describe("mergeEntries", () => {
  it("takes from each what only that one has changed, additions and removals alike", () => {
    const mine = {
      ...base,
      supervision: { petitions: "2" },
      facts: [],
      bonus: [{ points: "1", reason: "表彰" }],
    };
    const theirs = {
      ...base,
      judgement: { ...base.judgement, style: { score: "86", reason: "总体平稳" } },
      workload: {},
      inspection: { enteredOn: "2026-09-01", type: "常规巡察" },
      panels: {
        review: [...base.panels["review"]!, { judge: "二号", score: "", isRecused: true, points: {} }],
      },
      panelSheets: { review: { instrument: "rectification-panel", version: "1", converted: "80" } },
    };
    expect(mergeEntries(base, mine, theirs)).toEqual({
      draft: { ...theirs, supervision: mine.supervision, facts: [], bonus: mine.bonus },
      clashes: [],
    });
  });

  it("keeps mine where both have changed one field, names it with both texts, and can take the other", () => {
    const style = (score: string) => ({ ...base.judgement, style: { score, reason: "平稳" } });
    const merged = mergeEntries(
      base,
      { ...base, judgement: style("80") },
      { ...base, judgement: style("95") },
    );
    expect(merged).toEqual({
      draft: { ...base, judgement: style("80") },
      clashes: [{ place: "judgement/style/score", mine: "80", theirs: "95" }],
    });
    expect(takeTheirs(merged.draft, merged.clashes[0]!).judgement).toEqual(style("95"));
  });

  it("names what one emptied and the other changed", () => {
    const { draft, clashes } = mergeEntries(
      base,
      { ...base, workload: { talks: "" } },
      { ...base, workload: { talks: "40" } },
    );
    expect(clashes).toEqual([{ place: "workload/talks", mine: undefined, theirs: "40" }]);
    expect(draft.workload).toEqual({});
    expect(takeTheirs(draft, clashes[0]!).workload).toEqual({ talks: "40" });
  });

  it("is no clash when both have made the same change", () => {
    const same = { ...base, facts: [] };
    expect(mergeEntries(base, same, { ...same })).toEqual({ draft: same, clashes: [] });
  });
});
