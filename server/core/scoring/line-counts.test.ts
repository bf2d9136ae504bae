import { describe, expect, it } from "vitest";
import { ratio, storeRatio, type Ratio } from "../ratio.ts";
import type { ReleasedMulti } from "../release/released.ts";
import { multiCounts } from "./line-counts.ts";
import type { Selection } from "./scheme.ts";
import { multiRate } from "./selection.ts";

const option = (value: string, more: Partial<ReleasedMulti["options"][number]> = {}) => ({
  value,
  text: value,
  points: null,
  dontKnow: false,
  ...more,
});

/** 20 ballots: 2 不了解, 2 not filled in, 7 with a problem. */
const multi: ReleasedMulti = {
  leaf: "q",
  item: "q",
  title: "见到过下列哪些现象？",
  dimension: "style",
  focus: [],
  options: [
    option("走过场", { tag: "形式主义" }),
    option("文件多", { tag: "形式主义", dimension: "life" }),
    option("推诿", { tag: "官僚主义" }),
    option("没有发现"),
    option("不了解", { dontKnow: true }),
  ],
  none: 3,
  unknown: 4,
  base: 16,
  counts: [5, 3, 4, 9, 2],
  reported: 7,
  dontKnow: 2,
  blank: 2,
};

describe("multiCounts", () => {
  it.each<[string, Selection | undefined, readonly string[]]>([
    ["no selection", undefined, ["走过场", "文件多", "推诿"]],
    ["a question by name", { items: ["q"] }, ["走过场", "文件多", "推诿"]],
    ["a tag", { tag: "形式主义" }, ["走过场", "文件多"]],
    [
      "the question's dimension, without options that have another",
      { dimension: "style" },
      ["走过场", "推诿"],
    ],
    ["the dimension of single options", { dimension: "life" }, ["文件多"]],
    ["both", { dimension: "style", tag: "形式主义" }, ["走过场"]],
  ])("makes the rate that the score is made of: %s", (_, select, named) => {
    const counts = multiCounts(multi, select);
    if (counts?.kind !== "multi") throw new Error("has counts");
    expect(counts.options.map(({ text }) => text)).toEqual(named);
    const { ticks, base, choices } = counts;
    expect(storeRatio(ratio(ticks, base * choices))).toBe(storeRatio(multiRate(multi, select) as Ratio));
  });

  it("knows nothing where no counts were released", () => {
    expect(multiCounts({ ...multi, counts: null, reported: null })).toBeNull();
  });
});
