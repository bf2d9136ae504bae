import { expect, it } from "vitest";
import type { FrozenForm } from "../definition/frozen.ts";
import { choice, emptyForm } from "../release/scored-form.test-kit.ts";
import { formStatistics } from "./form-statistics.ts";

const LEAVES = ["q1", "q2", "q3", "m/a/good", "m/b/good"];
const form: FrozenForm = {
  ...emptyForm,
  shortTitle: "班子表",
  leaves: LEAVES.map((id) => choice(id, ["100", "80", "60"])),
  items: ["q1", "q2", "q3"].map((leaf) => {
    return { leaf, part: null, weight: "50", dimension: null, focus: [], item: leaf, leader: null };
  }),
};

/** People, twelve unless said otherwise; only so many of them answer q3 and the second row of the table. */
const asked = (answering: number, completeFrom: number, incompleteFrom = 0, people = 12) =>
  formStatistics(
    form,
    Array.from({ length: people }, (_, i) => {
      const last = i < answering ? (i * 2) % 3 : null;
      return { unit: "", answers: [i % 3, (i >> 1) % 3, last, i % 2, last] };
    }),
    { scales: null, countsFrom: 5, completeFrom, incompleteFrom },
  );

it("gives no number of a scale or of raters with too few complete rows, not even how many there are", () => {
  const { items, scales, raters } = asked(4, 10);
  expect(items.find(({ leaf }) => leaf === "q3")?.counts).toBeNull();
  expect(scales).toEqual([
    {
      scale: "班子表",
      items: ["q1", "q2", "q3"],
      complete: null,
      alpha: null,
      mean: null,
      sd: null,
      byUnit: null,
    },
  ]);
  expect(raters).toEqual([]);
  expect(asked(9, 10).scales[0]?.complete).toBeNull();
});

it("gives them from the threshold on", () => {
  const { scales, raters } = asked(10, 10);
  expect(scales[0]).toMatchObject({ complete: 10, mean: expect.any(Number), alpha: expect.any(Number) });
  expect(raters).toMatchObject([{ column: "good", raters: 10 }]);
  expect(asked(4, 0).scales[0]?.complete).toBe(4);
});

it("gives none beside the means of items when few left an item out: subtracting would give what they answered", () => {
  for (const left of [1, 2, 4]) {
    const { items, scales, raters } = asked(12, 10, 5, 12 + left);
    expect(items.find(({ leaf }) => leaf === "q1")).toMatchObject({
      valid: 12 + left,
      mean: expect.any(Number),
    });
    expect([scales[0]?.complete, scales[0]?.mean, raters]).toEqual([null, null, []]);
    // A naive product gives it: the sum over all items less the sum over complete rows is what they answered.
    const naive = asked(12, 10, 0, 12 + left);
    const all = naive.items.slice(0, 3).reduce((sum, { mean, valid }) => sum + mean! * valid, 0);
    const theirs = Array.from({ length: left }, (_, at) => [(12 + at) % 3, ((12 + at) >> 1) % 3]).flat();
    const points = theirs.reduce((sum, option) => sum + [100, 80, 60][option]!, 0);
    expect(all - naive.scales[0]!.mean! * naive.scales[0]!.complete! * 3).toBeCloseTo(points, 6);
  }
  for (const left of [0, 5, 8]) expect(asked(12, 10, 5, 12 + left).scales[0]?.complete).toBe(12);
});
