import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pickMany } from "./pick-many.ts";

const isExclusive = (value: unknown) => value === "none" || value === "unknown";

describe("pickMany", () => {
  it("clears the others for an exclusive option, and says so", () => {
    expect(pickMany(["a", "b"], "none", isExclusive)).toEqual({ values: ["none"], cleared: true });
    expect(pickMany([], "none", isExclusive)).toEqual({ values: ["none"], cleared: false });
  });

  it("drops the exclusive option when an ordinary one is pressed", () => {
    expect(pickMany(["unknown"], "a", isExclusive)).toEqual({ values: ["a"], cleared: true });
    expect(pickMany(["none"], "unknown", isExclusive)).toEqual({ values: ["unknown"], cleared: true });
  });

  it("never holds an exclusive option beside another, nor one twice", () => {
    const options = ["a", "b", "c", "none", "unknown"];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...options)), (presses) => {
        let chosen: readonly unknown[] = [];
        for (const press of presses) chosen = pickMany(chosen, press, isExclusive).values;
        expect(new Set(chosen).size).toBe(chosen.length);
        expect(chosen.length > 1 && chosen.some(isExclusive)).toBe(false);
      }),
    );
  });
});
