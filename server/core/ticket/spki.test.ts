import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parseSpki } from "./spki.ts";

const spkiOf = (modulusLength: number, publicExponent = 0x10001) =>
  new Uint8Array(
    generateKeyPairSync("rsa", { modulusLength, publicExponent }).publicKey.export({
      format: "der",
      type: "spki",
    }),
  );
const refused = expect.objectContaining({ code: "credential.key-mismatch", facts: { reason: "key" } });

/** A copy with one byte changed; `at` counts from the end when negative. */
function altered(spki: Uint8Array, at: number, change: (byte: number) => number): Uint8Array {
  const copy = spki.slice();
  const index = at < 0 ? copy.length + at : at;
  copy[index] = change(copy[index]!);
  return copy;
}

describe("parseSpki", () => {
  const good = spkiOf(2048);

  it("reads what node writes, 2048 and 3072 bits", () => {
    for (const bits of [2048, 3072]) {
      const pair = generateKeyPairSync("rsa", { modulusLength: bits });
      const key = parseSpki(new Uint8Array(pair.publicKey.export({ format: "der", type: "spki" })));
      const n = Buffer.from(pair.publicKey.export({ format: "jwk" }).n!, "base64url").toString("hex");
      expect(key.n).toBe(BigInt(`0x${n}`));
      expect([key.e, key.size]).toEqual([65537n, bits / 8]);
    }
  });

  it("refuses other lengths and exponents", () => {
    for (const spki of [spkiOf(1024), spkiOf(2056), spkiOf(4096), spkiOf(2048, 3), spkiOf(2048, 0x10003)]) {
      expect(() => parseSpki(spki)).toThrow(refused);
    }
  });

  it("refuses an even modulus and one with leading zeros", () => {
    const lastOfModulus = -6;
    expect(() => parseSpki(altered(good, lastOfModulus, (byte) => byte & 0xfe))).toThrow(refused);
    expect(() => parseSpki(altered(good, 33, (byte) => byte & 0x7f))).toThrow(refused);
  });

  it("refuses any change around the modulus, more bytes and fewer", () => {
    const around = [...Array.from({ length: 33 }, (_, i) => i), -1, -2, -3, -4, -5];
    for (const at of around) expect(() => parseSpki(altered(good, at, (byte) => byte ^ 1))).toThrow(refused);
    expect(() => parseSpki(good.subarray(1))).toThrow(refused);
    expect(() => parseSpki(new Uint8Array([...good, 0]))).toThrow(refused);
    expect(() => parseSpki(new Uint8Array())).toThrow(refused);
  });

  it("refuses keys that are not RSA", () => {
    const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({
      format: "der",
      type: "spki",
    });
    expect(() => parseSpki(ec)).toThrow(refused);
  });
});
