import { describe, expect, it } from "vitest";
import { blockAxisStart, blockDots, blockDotsConfig, blockDotsHeight, widestGap } from "./block-dots.ts";
import { sampleForm, sampleItem, sampleLook } from "./sample-answers.ts";

const words = {
  whole: (form: string) => `${form}，全体`,
  positive: (form: string) => `${form}，正向题`,
  outside: (block: string) => `${block}（外部）`,
};
const block = (id: string, isOutside = false) => ({
  id,
  name: `${id}组`,
  categories: [],
  weight: "50",
  ballots: 12,
  isOutside,
});
const meanOf = (id: string, exact: string) => ({ block: id, counts: [], mean: { printed: exact, exact } });
const item = (leaf: string, means: { readonly [block: string]: string }) =>
  sampleItem(leaf, [1, 1, 1, 1, 0], { blocks: Object.entries(means).map((one) => meanOf(...one)) });

const TEAM = {
  ...sampleForm({ items: [item("a", { A: "92", B: "55" })], score: { printed: "88.40", exact: "88.4" } }),
  shortTitle: "班子表",
  blocks: [block("A"), block("B"), block("D", true)],
};

describe("blockDots", () => {
  it("puts the whole form above its blocks, one without a released score as a gap", () => {
    expect(blockDots([TEAM], words)).toEqual([
      { label: "班子表，全体", printed: "88.40", isWhole: true },
      { label: "A组", printed: "92.00", isWhole: false },
      { label: "B组", printed: "55.00", isWhole: false },
      { label: "D组（外部）", printed: null, isWhole: false },
    ]);
  });
  it("compares a questionnaire's blocks with each other only: their score is of the positive items", () => {
    const form = { ...TEAM, scoring: { rule: "questionnaire", positive: 90, problems: 10 } } as typeof TEAM;
    expect(blockDots([form], words)[0]).toEqual({ label: "班子表，正向题", printed: null, isWhole: true });
  });
  it("says nothing of a form with one block, of one without tables, or of one whose blocks have no score", () => {
    const none = { ...TEAM, items: [item("a", {})] };
    expect(blockDots([{ ...TEAM, blocks: [block("A")] }, none], words)).toEqual([]);
  });
});

describe("the chart of the blocks", () => {
  const dots = blockDots([TEAM], words);
  it("begins at 60, or lower in steps of twenty when a score needs it", () => {
    expect(blockAxisStart(dots)).toBe(40);
    expect(blockAxisStart(dots.filter(({ printed }) => printed !== "55.00"))).toBe(60);
    expect(
      blockDotsConfig(dots, sampleLook, { withheld: "人数少，不予显示" }).options?.scales?.["x"],
    ).toMatchObject({
      min: 40,
      max: 100,
    });
  });
  it("has a dot for each score and none, never a 0, for one that is withheld", () => {
    const [set] = blockDotsConfig(dots, sampleLook, { withheld: "" }).data.datasets;
    expect(set?.data).toEqual([88.4, 92, 55, null]);
    expect(set).toMatchObject({ pointStyle: ["rectRot", "circle", "circle", "circle"] });
  });
  it("names the form whose blocks lie furthest apart, without the whole form", () => {
    const gap = widestGap(dots)!;
    expect([gap.form, gap.low.label, gap.high.label]).toEqual(["班子表，全体", "B组", "A组"]);
    expect(widestGap(dots.slice(0, 2))).toBeNull();
  });
  it("is as high as its rows need", () => {
    expect(blockDotsHeight(dots)).toBeGreaterThan(blockDotsHeight(dots.slice(1)));
  });
});
