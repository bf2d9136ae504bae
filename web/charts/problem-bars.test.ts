import { describe, expect, it } from "vitest";
import { problemBars } from "./problem-bars.ts";
import { sampleForm, sampleMulti } from "./sample-answers.ts";

const withProblems = (counts: readonly number[] | null, base: number) =>
  sampleForm({ multis: [sampleMulti(counts, base)], problemRate: { printed: "20.0", exact: "20" } });

describe("problemBars", () => {
  it("puts the most frequent first and leaves 没有发现 and 不了解 out", () => {
    const bars = problemBars([withProblems([4, 12, 20, 5], 40)]);
    expect(bars.map(({ title, printed }) => [title, printed])).toEqual([
      ["推诿扯皮", "30.0"],
      ["文山会海", "10.0"],
    ]);
  });
  it("draws the lines at exactly 10 and 30 percent", () => {
    expect(problemBars([withProblems([4, 12, 0, 0], 40)]).map(({ line }) => line)).toEqual([
      "salient",
      "attention",
    ]);
    expect(problemBars([withProblems([399, 1199, 0, 0], 4000)]).map(({ line }) => line)).toEqual([
      "attention",
      null,
    ]);
  });
  it("says nothing about a withheld question or a form below the level of tables", () => {
    expect(problemBars([withProblems(null, 3)])).toEqual([]);
    const { instrument, version, digest, title, shortTitle, excluded } = sampleForm();
    const base = { instrument, version, digest, title, shortTitle, excluded, ballots: 3 };
    expect(problemBars([{ ...base, level: "none", score: null }])).toEqual([]);
  });
});
