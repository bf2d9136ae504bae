import { describe, expect, it } from "vitest";
import { type ProblemBar, problemBars, problemBarsConfig, problemBarsHeight } from "./problem-bars.ts";
import { sampleForm, sampleLook, sampleMulti } from "./sample-answers.ts";

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

describe("problemBarsConfig", () => {
  const bar = (title: string, percent: number, line: ProblemBar["line"]): ProblemBar => ({
    title,
    question: "见到过哪些现象",
    tag: null,
    count: percent,
    base: 100,
    percent,
    printed: percent.toFixed(1),
    line,
  });
  const bars = [bar("文山会海", 42, "salient"), bar("推诿扯皮", 12, "attention"), bar("铺张浪费", 3, null)];
  it("begins at 0 and always reaches beyond the second line", () => {
    const axisOf = (shown: readonly ProblemBar[]) =>
      problemBarsConfig(shown, sampleLook).options?.scales?.["x"];
    expect(axisOf(bars)).toMatchObject({ min: 0, max: 50 });
    expect(axisOf(bars.slice(2))).toMatchObject({ min: 0, max: 40 });
    expect(axisOf([bar("都选了", 100, "salient")])).toMatchObject({ max: 100 });
  });
  it("gives those beyond 30 % the colour of the worst level", () => {
    const [set] = problemBarsConfig(bars, sampleLook).data.datasets;
    expect(set?.backgroundColor).toEqual([sampleLook.levels[3], sampleLook.levels[1], sampleLook.levels[1]]);
    expect(set?.data).toEqual([42, 12, 3]);
  });
  it("needs more room for more bars", () => {
    expect(problemBarsHeight(bars)).toBeGreaterThan(problemBarsHeight(bars.slice(1)));
  });
});
