import { expect, it } from "vitest";
import { overlappingForms } from "./overlapping-forms.ts";
import type { PlannedForm } from "./plan.ts";

/** @param blocks categories joined with +; D are outside raters */
const form = (instrument: string, ...blocks: readonly string[]): PlannedForm => ({
  instrument,
  digest: "d",
  blocks: blocks.map((id) => {
    return { id, categories: id.split("+"), name: id, weight: "50", eligible: 12, isOutside: id === "D" };
  }),
});

it("names the forms that some of the same people fill where none asks everybody", () => {
  expect(overlappingForms([form("x", "A+B"), form("y", "B", "C"), form("z", "D")])).toEqual(["x", "y"]);
  expect(overlappingForms([form("x", "A"), form("y", "C"), form("z", "C")])).toEqual(["y", "z"]);
});

it("names none where one asks everybody, or none is filled by the same people", () => {
  expect(overlappingForms([form("x", "A+B", "C"), form("y", "B", "C"), form("z", "D")])).toEqual([]);
  expect(overlappingForms([form("x", "B"), form("y", "C")])).toEqual([]);
  expect(overlappingForms([])).toEqual([]);
});
