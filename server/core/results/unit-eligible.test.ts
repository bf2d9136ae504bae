import { expect, it } from "vitest";
import type { PollPlan } from "../round/plan.ts";
import type { Category } from "../roster/unit.ts";
import { unitEligible } from "./unit-eligible.ts";

const category = (id: string, eligible: number): Category => {
  return { id, name: id, weight: "25", eligible, isOutside: id === "D" };
};
const unit = { categories: [category("A", 5), category("B", 10), category("C", 30), category("D", 40)] };

/** @param forms categories that fill each form, joined blocks with + between them */
const planOf = (...forms: readonly (readonly string[])[]): PollPlan => ({
  forms: forms.map((blocks, at) => ({
    instrument: `form-${at}`,
    digest: "d",
    blocks: blocks.map((id) => {
      const isOutside = id === "D";
      return { id, categories: id.split("+"), name: id, weight: "50", eligible: 0, isOutside };
    }),
  })),
  batches: [],
});

it("counts who is asked a form at least, once, whatever they are joined with", () => {
  expect(unitEligible(unit, planOf(["A+B", "C"], ["B", "C"]))).toBe(45);
  expect(unitEligible(unit, planOf(["B", "C"], ["C"]))).toBe(40);
  expect(unitEligible(unit, planOf(["A"], ["C"]))).toBe(35);
});

it("has no outside raters in it, and is the roster's where nobody of the unit is asked or nothing is planned", () => {
  expect(unitEligible(unit, planOf(["C", "D"]))).toBe(30);
  expect(unitEligible(unit, planOf(["D"]))).toBe(45);
  expect(unitEligible(unit, null)).toBe(45);
});
