import { describe, expect, it } from "vitest";
import type { Category } from "../roster/unit.ts";
import { planPoll } from "./plan-poll.ts";
import { isSmallForm, pollSize } from "./poll-size.ts";
import { DEFAULT_THRESHOLDS } from "./round.ts";

const category = (id: string, eligible: number, isOutside = false): Category => {
  return { id, name: id, weight: "20", eligible, isOutside };
};

/** Forms by the letters of the categories that fill them. */
function plan(categories: readonly Category[], forms: readonly string[], open = "") {
  return planPoll({
    categories,
    forms: forms.map((letters) => ({ instrument: letters, digest: letters, categories: [...letters] })),
    thresholds: DEFAULT_THRESHOLDS,
    openCategories: [...open],
  });
}

const smallOf = (planned: ReturnType<typeof plan>): readonly string[] =>
  planned.forms.filter((form) => isSmallForm(form, DEFAULT_THRESHOLDS)).map(({ instrument }) => instrument);

describe("the size of a poll", () => {
  const seven = [category("A", 3), category("C", 4), category("D", 30, true)];

  it("counts no outside raters beside the unit's own people", () => {
    const one = plan(seven, ["ACD"]);
    expect(smallOf(one)).toEqual(["ACD"]);
    expect(pollSize(one, DEFAULT_THRESHOLDS)).toBe("small");
  });

  it("is that of the unit's own people where outside raters have a form of their own", () => {
    const two = plan(seven, ["AC", "D"]);
    expect(smallOf(two)).toEqual(["AC"]);
    expect(pollSize(two, DEFAULT_THRESHOLDS)).toBe("small");
  });

  it("is normal where one form has enough, and the other is still small", () => {
    const two = plan([category("A", 5), category("B", 2), category("C", 6)], ["ABC", "BC"]);
    expect(smallOf(two)).toEqual(["BC"]);
    expect(pollSize(two, DEFAULT_THRESHOLDS)).toBe("normal");
  });

  it("says of open links only nothing, and of outside raters only what they are", () => {
    const outside = [category("D", 9, true), category("E", 0, true)];
    const two = plan(outside, ["D", "E"], "E");
    expect(smallOf(two)).toEqual(["D"]);
    const open = plan([category("E", 0, true)], ["E"], "E");
    expect(pollSize(open, DEFAULT_THRESHOLDS)).toBe("normal");
  });
});
