import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../definition/canonical.ts";
import { firstDifference } from "./first-difference.ts";

describe("firstDifference", () => {
  it("names the place and both values", () => {
    const found = { units: [{ score: { printed: "87.82" } }] };
    const expected = { units: [{ score: { printed: "87.81" } }] };
    expect(firstDifference(found, expected)).toEqual({
      path: "units[0].score.printed",
      found: '"87.82"',
      expected: '"87.81"',
    });
  });

  it("tells what is missing from what is null, and a list from an object", () => {
    expect(firstDifference({ a: null }, {})).toEqual({ path: "a", found: "null", expected: "—" });
    expect(firstDifference([1], [1, 2])).toEqual({ path: "[1]", found: "—", expected: "2" });
    expect(firstDifference([], {})).toEqual({ path: "", found: "[]", expected: "{}" });
  });

  it("shows a key that every object inherits as missing where it is not written", () => {
    for (const key of ["toString", "constructor", "__proto__"]) {
      const found: unknown = JSON.parse(`{"${key}":1}`);
      expect(firstDifference(found, {})).toEqual({ path: key, found: "1", expected: "—" });
      expect(firstDifference({}, found)).toEqual({ path: key, found: "—", expected: "1" });
    }
  });

  it("finds nothing exactly when the canonical texts are equal", () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const equal = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(firstDifference(a, b) === null).toBe(equal(a, b));
        expect(firstDifference(a, JSON.parse(JSON.stringify(a)))).toBe(null);
      }),
    );
  });
});
