import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, digestOf } from "./canonical.ts";

describe("canonicalJson", () => {
  it("sorts keys at every depth and writes no spaces", () => {
    expect(canonicalJson({ b: [{ d: 1, c: "乙" }], a: null, 10: -0, 9: true })).toBe(
      '{"10":0,"9":true,"a":null,"b":[{"c":"乙","d":1}]}',
    );
  });

  it("keeps the value and does not depend on the order of keys", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), (record) => {
        const reversed = Object.fromEntries(Object.entries(record).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(record));
      }),
    );
  });

  it.each([
    [undefined],
    [Number.NaN],
    [Infinity],
    [1n],
    [{ a: undefined }],
    [[undefined]],
    [new Date(0)],
    [() => 1],
  ])("refuses what JSON cannot say: %s", (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});

describe("digestOf", () => {
  it("is the SHA-256 of the canonical text", () => {
    // printf '{"a":1}' | sha256sum
    expect(digestOf({ a: 1 })).toBe("015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862");
  });
});
