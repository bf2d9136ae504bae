import { expect, it } from "vitest";
import type { FrozenForm } from "../definition/frozen.ts";
import { choice, emptyForm } from "../release/scored-form.test-kit.ts";
import { formStatistics, itemStatistics } from "./form-statistics.ts";

const LEAVES = ["q1", "q2", "q3", "m/a/good", "m/b/good"];
const form: FrozenForm = {
  ...emptyForm,
  shortTitle: "班子表",
  leaves: LEAVES.map((id) => choice(id, ["100", "80", "60"])),
  items: ["q1", "q2", "q3"].map((leaf) => {
    return { leaf, part: null, weight: "50", dimension: null, focus: [], item: leaf, leader: null };
  }),
};

/** Twelve people; only so many of them answer q3 and the second row of the table. */
const ballots = (answering: number) =>
  Array.from({ length: 12 }, (_, i) => {
    const last = i < answering ? (i * 2) % 3 : null;
    return { unit: "", answers: [i % 3, (i >> 1) % 3, last, i % 2, last] };
  });

it("takes the weighted items as one scale where none is named, and tells of how many people it is", () => {
  const { scales, raters } = formStatistics(form, ballots(10), null);
  expect(scales).toMatchObject([
    { items: ["q1", "q2", "q3"], complete: 10, mean: expect.any(Number), alpha: expect.any(Number) },
  ]);
  expect(raters).toMatchObject([{ column: "good", raters: 10 }]);
  expect(formStatistics(form, ballots(10), {}).scales).toEqual([]);
});

it("says question by question what follows from the counts of each, and nothing of whole sheets", () => {
  const { items, scales, raters } = itemStatistics(form, ballots(4), 5);
  expect(items.find(({ leaf }) => leaf === "q1")).toMatchObject({ valid: 12, mean: expect.any(Number) });
  expect(items.find(({ leaf }) => leaf === "q3")).toMatchObject({ valid: 4, mean: null, counts: null });
  expect([scales, raters]).toEqual([[], []]);
  // The same answers, otherwise laid together to sheets.
  const turned = ballots(4).map(({ unit, answers }, i, all) => ({
    unit,
    answers: [all.at(i - 1)!.answers[0]!, ...answers.slice(1)],
  }));
  expect(turned).not.toEqual(ballots(4));
  expect(itemStatistics(form, turned, 5)).toEqual(itemStatistics(form, ballots(4), 5));
});
