import { describe, expect, it } from "vitest";
import { words } from "../text/words.ts";
import {
  axisStart,
  dimensionPoints,
  dimensionRadarConfig,
  extremesOf,
  roundMeansOf,
} from "./dimension-radar.ts";
import { sampleLook } from "./sample-answers.ts";

const points = dimensionPoints([
  { dimension: "discipline", score: { printed: "91.00", exact: "91" }, items: 2, askedBy: [] },
  { dimension: "leading", score: { printed: "87.41", exact: "2360/27" }, items: 5, askedBy: [] },
  { dimension: "duties", score: null, items: 0, askedBy: [] },
  { dimension: "style", score: { printed: "88.00", exact: "88" }, items: 3, askedBy: [] },
]);

describe("dimensionPoints", () => {
  it("leaves out a dimension without a score, never draws it as 0", () => {
    expect(points.map(({ dimension }) => dimension)).toEqual(["discipline", "leading", "style"]);
    expect(points[1]).toMatchObject({ printed: "87.41", items: 5 });
  });
});

describe("axisStart", () => {
  it("is 60, and lower only when a value needs it", () => {
    expect(axisStart(points)).toBe(60);
    expect(axisStart([{ dimension: "style", printed: "58.00", value: 58, items: 1 }])).toBe(40);
  });
});

describe("extremesOf", () => {
  it("names the lowest and the highest, and nothing when there is nothing", () => {
    expect(extremesOf(points)).toMatchObject({
      lowest: { dimension: "leading" },
      highest: { dimension: "discipline" },
    });
    expect(extremesOf([])).toBeNull();
  });
});

describe("dimensionRadarConfig", () => {
  it("draws the points in their fixed order on an axis up to 100", () => {
    const config = dimensionRadarConfig(points, sampleLook, words.dimension);
    expect(config.data.datasets[0]?.data).toEqual(points.map(({ value }) => value));
    expect(config.data.labels?.[0]).toEqual(["执行", "政治纪律"]);
    expect(config.options?.scales?.["r"]).toMatchObject({ min: 60, max: 100 });
  });
});

describe("the round's mean", () => {
  const answer = {
    dimensions: ["discipline", "leading", "style"] as const,
    means: {
      total: null,
      dimensions: [
        { printed: "88.4", units: 9 },
        { printed: "55.0", units: 9 },
        { printed: "82.8", units: 9 },
      ],
      unsettled: null,
    },
  };

  it("is a second, dashed shape over the same axes, which reach down to it", () => {
    const means = roundMeansOf(points, answer);
    const config = dimensionRadarConfig(points, sampleLook, words.dimension, means);
    expect(config.data.datasets.map(({ data }) => data)).toEqual([
      points.map(({ value }) => value),
      [88.4, 55, 82.8],
    ]);
    expect(config.data.datasets[1]).toMatchObject({ borderDash: [5, 4], fill: false });
    expect(config.options?.scales?.["r"]).toMatchObject({ min: 40 });
  });

  it("is not drawn with a gap, which would look like a zero", () => {
    const [first, second] = answer.means.dimensions;
    const gap = { ...answer, means: { ...answer.means, dimensions: [first!, second!, null] } };
    expect(roundMeansOf(points, gap)).toEqual([]);
  });
});
