import { describe, expect, it } from "vitest";
import { unitReturned } from "./turnout-forms.ts";

/** @param ballots by block, the categories of a joined one with + between them */
const form = (ballots: Readonly<Record<string, number>>) => ({
  blocks: Object.entries(ballots).map(([id, n]) => ({ categories: id.split("+"), ballots: n })),
});

describe("unitReturned", () => {
  it("is the form with the most ballots where one has everybody, whatever parts of others would add up to", () => {
    const [team, members] = [form({ "A+B": 15, C: 25 }), form({ B: 12, C: 29 })];
    expect(unitReturned([team, members])).toEqual({ returned: 41, forms: [members] });
    expect(unitReturned([team, form({ C: 4 })])).toEqual({ returned: 40, forms: [team] });
  });

  it("adds forms up that are of different people", () => {
    const forms = [form({ B: 12 }), form({ C: 30 }), form({ C: 28 })];
    expect(unitReturned(forms)).toEqual({ returned: 42, forms: [forms[0], forms[1]] });
  });

  it("counts nobody twice where forms overlap, and names no form then", () => {
    expect(unitReturned([form({ A: 11, B: 12 }), form({ B: 10, C: 30 })])).toEqual({
      returned: 53,
      forms: null,
    });
    // Of A+B nobody knows how many are not among those of B+C.
    const joined = [form({ "A+B": 14 }), form({ "B+C": 30 })];
    expect(unitReturned(joined)).toEqual({ returned: 30, forms: [joined[1]] });
  });

  it("is 0 of no form and of forms without ballots", () => {
    expect(unitReturned([])).toEqual({ returned: 0, forms: [] });
    expect(unitReturned([form({}), form({})]).returned).toBe(0);
  });
});
