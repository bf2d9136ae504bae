import { describe, expect, it } from "vitest";
import { printRatio, ratio } from "../ratio.ts";
import type { Released, ReleasedForm } from "../release/released.ts";
import type { PollPlan } from "../round/plan.ts";
import { formWeights, type Weighed } from "./form-weights.ts";

const category = (id: string, weight: string, isOutside = false) => ({
  id,
  name: `${id} 类`,
  weight,
  eligible: 20,
  isOutside,
});
const unit = {
  categories: [category("A", "20"), category("B", "30"), category("C", "50"), category("D", "0", true)],
};

/** Each block as its categories: "AB", or "D?" with an open link. */
const plan = (...blocks: readonly string[]): PollPlan => ({
  batches: [],
  forms: [
    {
      instrument: "form",
      digest: "",
      blocks: blocks.map((name) => ({
        id: name,
        name,
        categories: [...name.replace("?", "")],
        weight: "0",
        eligible: 20,
        isOutside: name.startsWith("D"),
        ...(name.endsWith("?") && { isOpen: true as const }),
      })),
    },
  ],
});

function form(level: "none" | "score", ...blocks: readonly string[]): ReleasedForm {
  const released = blocks.map((name) => ({
    id: name,
    name,
    categories: [...name],
    weight: ratio(1),
    ballots: 10,
    isOutside: name.startsWith("D"),
  }));
  const base = {
    instrument: "form",
    shortTitle: "班子表",
    level,
    ...(level === "score" && { blocks: released }),
  };
  return base as unknown as Released<never>;
}

const said = (blocks: readonly Weighed[] | null) =>
  blocks?.map(({ categories, weight }) => [categories.join("+"), printRatio(weight, 2)]) ?? null;

describe("formWeights", () => {
  it("says what was asked, and nothing else when every category was counted apart", () => {
    const found = formWeights(unit, plan("A", "B", "C", "D"), form("score", "A", "B", "C", "D"));
    expect(said(found.asked)).toEqual([
      ["A 类", "20.00"],
      ["B 类", "30.00"],
      ["C 类", "50.00"],
    ]);
    expect(found.counted).toBeNull();
  });

  it("gives the shares of those that are there when one had no ballots, or was never asked", () => {
    const absent = formWeights(unit, plan("A", "B", "C"), form("score", "B", "C"));
    expect(said(absent.counted)).toEqual([
      ["B 类", "37.50"],
      ["C 类", "62.50"],
    ]);
    const members = formWeights(unit, plan("B", "C"), form("score", "B", "C"));
    expect(said(members.asked)).toEqual([
      ["B 类", "30.00"],
      ["C 类", "50.00"],
    ]);
    expect(members.counted).toEqual(absent.counted);
  });

  it("names categories that were counted together, before printing or at the close", () => {
    const joined = [
      ["A 类+B 类", "50.00"],
      ["C 类", "50.00"],
    ];
    expect(said(formWeights(unit, plan("AB", "C"), form("score", "AB", "C")).counted)).toEqual(joined);
    expect(said(formWeights(unit, plan("A", "B", "C"), form("score", "AB", "C")).counted)).toEqual(joined);
  });

  it("is 不分票种 with one block, and where nothing has a weight", () => {
    for (const found of [
      formWeights(unit, plan("A", "B", "C"), form("score", "ABC")),
      formWeights(unit, plan("D?"), form("score", "D")),
      formWeights(unit, plan("ABC"), form("none")),
    ])
      expect([found.asked, found.counted]).toEqual([[], null]);
  });

  it("says nothing of the ballots of a form without a result", () => {
    const found = formWeights(unit, plan("A", "B", "C"), form("none"));
    expect([found.asked.length, found.counted]).toEqual([3, null]);
  });
});
