import { expect, it } from "vitest";
import { byReason } from "./withheld-dimensions.ts";

it("says a reason once for all dimensions that have it, and keeps different ones apart", () => {
  expect(
    byReason([
      { dimension: "discipline", sentences: ["甲。"] },
      { dimension: "style", sentences: ["甲。", "乙。"] },
      { dimension: "staffing", sentences: ["甲。"] },
    ]),
  ).toEqual([
    { dimensions: ["discipline", "staffing"], why: "甲。" },
    { dimensions: ["style"], why: "甲。乙。" },
  ]);
  expect(byReason([])).toEqual([]);
});
