import { describe, expect, it } from "vitest";
import { bandsOf, placeOf } from "./score-axis.ts";

describe("placeOf", () => {
  it("runs from 60 to 100 and never leaves the line", () => {
    expect([60, 75, 90, 100, 20].map(placeOf)).toEqual([0, 37.5, 75, 100, 0]);
  });
});

describe("bandsOf", () => {
  it("covers the whole line, worst to best", () => {
    const bands = bandsOf([
      { grade: "良好", from: "90" },
      { grade: "较好", from: "75" },
      { grade: "较差", from: "0" },
    ]);
    expect(bands.map(({ grade, left, width }) => [grade, left, width])).toEqual([
      ["较差", 0, 37.5],
      ["较好", 37.5, 37.5],
      ["良好", 75, 25],
    ]);
  });
});
