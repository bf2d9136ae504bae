import { describe, expect, it } from "vitest";
import { blockMean } from "./block-means.ts";
import { sampleForm, sampleItem } from "./sample-answers.ts";

const block = (id: string, exact: string) => ({ block: id, counts: [], mean: { printed: exact, exact } });

describe("blockMean", () => {
  it("weights the items of the form", () => {
    const items = [
      sampleItem("a", [1, 1, 1, 1, 0], { weight: "3", blocks: [block("A+B", "96")] }),
      sampleItem("b", [1, 1, 1, 1, 0], { weight: "1", blocks: [block("A+B", "80")] }),
      sampleItem("c", [1, 1, 1, 1, 0], { weight: null, blocks: [block("A+B", "0")] }),
    ];
    expect(blockMean(sampleForm({ items }), "A+B")).toBe("92.00");
  });
  it("weighs 正职 and the others by the rule of the members' form", () => {
    const leader = (position: number, exact: string) =>
      sampleItem(`m00-${position}`, [1, 1, 1, 1, 0], { leader: position, blocks: [block("C", exact)] });
    const leaders = [1, 2, 3].map((position) => ({
      position,
      name: "某",
      post: "某",
      isPrincipal: position === 1,
      score: null,
    }));
    const scoring = { rule: "leaders", principal: 40, others: 60 } as const;
    const form = sampleForm({
      scoring,
      leaders,
      items: [leader(1, "100"), leader(2, "80"), leader(3, "60")],
    });
    expect(blockMean(form, "C")).toBe("82.00");
  });
  it("is nothing when an item was pooled, because the rest would not be comparable", () => {
    const items = [
      sampleItem("a", [1, 1, 1, 1, 0], { blocks: [block("C", "96")] }),
      sampleItem("b", [1, 1, 1, 1, 0], { isPooled: true }),
    ];
    expect(blockMean(sampleForm({ items }), "C")).toBeNull();
  });
});
