import { describe, expect, it } from "vitest";
import { DEFAULT_THRESHOLDS as thresholds } from "../../server/core/round/round.ts";
import type { LookBackAnswer } from "../../server/http/office/answers-comparison.ts";
import { changeAxisStart, changeSeries, drawable, roundChangesConfig, spread } from "./round-changes.ts";
import type { Look } from "./look.ts";

type Line = LookBackAnswer["lines"][number];

const compared = (title: string, before: string | null, now: string | null) => ({
  title,
  before,
  now,
  difference: null,
  withheld: { before: null, now: null },
});

const line = (title: string, change: Partial<Line> = {}): Line => ({
  round: { id: title, title, thresholds },
  name: "县水利局党组",
  grade: null,
  notComparable: null,
  total: compared("", "80.00", "88.00"),
  roundMean: null,
  forms: [compared("班子", "70.00", "91.50"), compared("问卷", null, "85.00")],
  ...change,
});

const look: Look = {
  font: "sans",
  ink: "#111",
  ink2: "#222",
  ink3: "#333",
  line: "#ddd",
  surface: "#fff",
  brand: "#1d5670",
  levels: [],
  onLevels: [],
  outside: "#999",
};

describe("changeSeries", () => {
  it("goes from the oldest round to the one looked at, with what was printed in each", () => {
    const oldest = line("第一轮", {
      total: compared("", "75.00", "88.00"),
      forms: [compared("班子", "65.00", "91.50")],
    });
    const withheld = [null, null, null];
    expect(
      changeSeries({ title: "第三轮", thresholds }, "总分", { lines: [line("第二轮"), oldest] }),
    ).toEqual({
      rounds: ["第一轮", "第二轮", "第三轮"],
      limits: [thresholds, thresholds, thresholds],
      lines: [
        { title: "总分", values: ["75.00", "80.00", "88.00"], withheld },
        { title: "班子", values: ["65.00", "70.00", "91.50"], withheld },
        { title: "问卷", values: [null, null, "85.00"], withheld },
      ],
    });
  });

  it("leaves out rounds of another scheme or unit type, and has nothing when no other is left", () => {
    const other = line("第一轮", { notComparable: "scheme", total: null, forms: [] });
    expect(
      changeSeries({ title: "第三轮", thresholds }, "总分", { lines: [line("第二轮"), other] })?.rounds,
    ).toEqual(["第二轮", "第三轮"]);
    expect(
      changeSeries({ title: "第三轮", thresholds }, "总分", {
        lines: [other, { ...other, notComparable: "unit-type" }],
      }),
    ).toBeNull();
    expect(changeSeries({ title: "第三轮", thresholds }, "总分", { lines: [] })).toBeNull();
  });
});

describe("the chart of it", () => {
  const series = changeSeries({ title: "第三轮", thresholds }, "总分", { lines: [line("第二轮")] })!;

  it("draws no line through one score, and no 0 for a score that is withheld", () => {
    const drawn = drawable(series);
    expect(drawn.lines.map(({ title }) => title)).toEqual(["总分", "班子"]);
    const withheld = [null, "unit", null] as const;
    const gap = { ...series, lines: [{ title: "总分", values: ["80.00", null, "90.00"], withheld }] };
    const [dataset] = roundChangesConfig(gap, look).data.datasets;
    expect(dataset).toMatchObject({ data: [80, null, 90], spanGaps: false });
  });

  it("starts its axis at 60, or lower where a score is", () => {
    expect(changeAxisStart(series)).toBe(60);
    expect(
      changeAxisStart({
        ...series,
        lines: [{ title: "总分", values: ["59.99", "80.00"], withheld: [null, null] }],
      }),
    ).toBe(40);
  });

  it("tells lines apart without colour", () => {
    const { datasets } = roundChangesConfig(series, look).data;
    const looks = datasets.map(({ borderDash, pointStyle }) => JSON.stringify([borderDash, pointStyle]));
    expect(new Set(looks).size).toBe(datasets.length);
  });
});

describe("spread", () => {
  it("leaves labels where they are when there is room", () => {
    expect(spread([100, 20, 60], 16, 0, 200)).toEqual([100, 20, 60]);
  });

  it("moves labels apart that would lie on each other, in their order and inside", () => {
    const places = spread([198, 200, 199], 16, 0, 200);
    expect(places).toEqual([168, 200, 184]);
  });
});
