import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compareBytes,
  concatBytes,
  fromBase64Url,
  fromInteger,
  toBase64Url,
  toInteger,
  utf8Bytes,
} from "./bytes.ts";
import { BUCKET_BYTES, paddedJson } from "./padding.ts";

describe("base64url", () => {
  it("is what the platform makes of it, and read back", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString("base64url"));
        expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
      }),
    );
  });

  it("has one text for each sequence of bytes", () => {
    for (const text of ["A", "AB", "AAB", "AA==", "A+AA", "A/AA", "AA A", "é000", "AAAAA"]) {
      expect(() => fromBase64Url(text)).toThrow(expect.objectContaining({ code: "request.malformed" }));
    }
  });
});

describe("integers", () => {
  it("go to bytes and back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
        expect(fromInteger(toInteger(bytes), bytes.length)).toEqual(bytes);
      }),
    );
    expect(() => fromInteger(256n, 1)).toThrow(RangeError);
    expect(toInteger(new Uint8Array())).toBe(0n);
  });
});

describe("compareBytes", () => {
  it("orders as Buffer.compare does", () => {
    const short = fc.uint8Array({ maxLength: 4, max: 2 });
    fc.assert(fc.property(short, short, (a, b) => Math.sign(compareBytes(a, b)) === Buffer.compare(a, b)));
    expect(concatBytes(Uint8Array.of(1), Uint8Array.of(), Uint8Array.of(2, 3))).toEqual(
      Uint8Array.of(1, 2, 3),
    );
  });
});

describe("paddedJson", () => {
  it("fills up to a whole number of 16 KiB and keeps what it was given", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 30_000 }), (text) => {
        const json = paddedJson({ text });
        expect(utf8Bytes(json).length % BUCKET_BYTES).toBe(0);
        expect((JSON.parse(json) as { text: string }).text).toBe(text);
      }),
      { numRuns: 50 },
    );
  });

  it("takes the next bucket only when it has to", () => {
    const room = BUCKET_BYTES - utf8Bytes(JSON.stringify({ text: "", pad: "" })).length;
    expect(paddedJson({ text: "x".repeat(room) }).length).toBe(BUCKET_BYTES);
    expect(paddedJson({ text: "x".repeat(room + 1) }).length).toBe(2 * BUCKET_BYTES);
  });
});
