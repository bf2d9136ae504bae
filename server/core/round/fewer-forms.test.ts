import { expect, it } from "vitest";
import { fewerForms } from "./fewer-forms.ts";
import type { PlannedBatch, PollPlan } from "./plan.ts";

const bag = (id: string, ...forms: string[]): PlannedBatch => ({
  id,
  categories: [id],
  name: id,
  eligible: 10,
  blocks: Object.fromEntries(forms.map((form) => [form, id])),
});
const A = bag("A", "questions", "team");
const B = bag("B", "team", "members", "questions");
const D = bag("D", "public");
const plan: PollPlan = {
  forms: ["team", "members", "questions", "public"].map((instrument) => ({
    instrument,
    digest: instrument,
    blocks: [],
  })),
  batches: [A, B, D],
};

it("names what a bag fills when another fills all of it and more, in the order of the plan", () => {
  expect(fewerForms(plan, A)).toEqual(["team", "questions"]);
});

it("says nothing of the widest bag, of one with other forms, and when all fill the same", () => {
  expect([fewerForms(plan, B), fewerForms(plan, D)]).toEqual([[], []]);
  expect(fewerForms({ ...plan, batches: [A, { ...A, id: "C" }, D] }, A)).toEqual([]);
});
