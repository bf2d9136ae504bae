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

/** Twelve people; only so many of them answer q3 and the second row of the table. */
const asked = (answering: number, completeFrom: number) =>
  formStatistics(
    form,
    Array.from({ length: 12 }, (_, i) => {
      const last = i < answering ? (i * 2) % 3 : null;
      return { unit: "", answers: [i % 3, (i >> 1) % 3, last, i % 2, last] };
    }),
    { scales: null, countsFrom: 5, completeFrom },
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
