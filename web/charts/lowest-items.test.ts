import { describe, expect, it } from "vitest";
import type { FormAnswer, ItemAnswer } from "../../server/http/office/answers-results.ts";
import { lowestItems } from "./lowest-items.ts";

const item = (leaf: string, printed: string | null, part: Partial<ItemAnswer> = {}): ItemAnswer =>
  ({
    leaf,
    title: `题${leaf}`,
    weight: "1",
    leader: null,
    score: printed === null ? null : { printed, exact: printed },
    ...part,
  }) as ItemAnswer;
const form = (...items: readonly ItemAnswer[]): FormAnswer =>
  ({ level: "tables", shortTitle: "班子表", items }) as unknown as FormAnswer;

describe("lowestItems", () => {
  it("takes the lowest scores over all forms, ties in the order of the forms", () => {
    const forms = [
      form(item("a", "90.00"), item("b", "70.50")),
      form(item("c", "70.50"), item("d", "100.00")),
    ];
    expect(lowestItems(forms, 3).map(({ leaf, printed }) => [leaf, printed])).toEqual([
      ["b", "70.50"],
      ["c", "70.50"],
      ["a", "90.00"],
    ]);
  });

  it("leaves out leaders, unweighted questions, withheld ones, and forms without tables", () => {
    const hidden = { level: "score", score: { printed: "10.00", exact: "10" } } as unknown as FormAnswer;
    const own = form(item("l", "1.00", { leader: 1 }), item("u", "2.00", { weight: null }), item("w", null));
    expect(lowestItems([hidden, own], 5)).toEqual([]);
  });
});
