import { createPrivateKey, createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signBlinded } from "../../keys/blind-sign.ts";
import type { SigningKeyRow } from "../../store/roll.ts";
import { blind, finalize, inverseOf, powerOf } from "./blind-rsa.ts";
import { fromInteger, toInteger } from "./bytes.ts";

interface Vectors {
  readonly p: string;
  readonly q: string;
  readonly message: string;
  readonly inverse: string;
  readonly variants: readonly {
    readonly name: string;
    readonly prefix: string;
    readonly salt: string;
    readonly blinded: string;
    readonly blindSignature: string;
    readonly signature: string;
  }[];
}

const file = new URL("../../../tests/vectors/rfc9474.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf8")) as Vectors;
const number = (hex: string) => BigInt(`0x${hex}`);
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));
const hex = (value: Uint8Array | null) => value && Buffer.from(value).toString("hex");

const n = number(vectors.p) * number(vectors.q);
const key = { n, e: 65537n };
const r = inverseOf(number(vectors.inverse), n)!;

/** The key of the RFC, 4096 bits long, as a row of the roll. */
const signingKey = rowOf(number(vectors.p), number(vectors.q));

function rowOf(p: bigint, q: bigint): SigningKeyRow {
  const d = inverseOf(key.e, (p - 1n) * (q - 1n))!;
  const text = (value: bigint): string => {
    const digits = value.toString(16);
    return Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, "hex").toString("base64url");
  };
  const crt = { dp: text(d % (p - 1n)), dq: text(d % (q - 1n)), qi: text(inverseOf(q, p)!) };
  const jwk = { kty: "RSA", n: text(p * q), e: text(key.e), d: text(d), p: text(p), q: text(q), ...crt };
  const privateKey = createPrivateKey({ key: jwk, format: "jwk" });
  const publicSpki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  const privatePkcs8 = privateKey.export({ format: "der", type: "pkcs8" });
  const named = { poll: "poll", block: "A", instrument: "one", source: "ticket" as const };
  return { ...named, keyId: new Uint8Array(32), publicSpki, privatePkcs8 };
}

it("knows the four variants of RFC 9474", () => {
  expect(vectors.variants.map(({ name }) => name)).toEqual([
    "RSABSSA-SHA384-PSS-Randomized",
    "RSABSSA-SHA384-PSSZERO-Randomized",
    "RSABSSA-SHA384-PSS-Deterministic",
    "RSABSSA-SHA384-PSSZERO-Deterministic",
  ]);
});

describe.each(vectors.variants)("the vector of RFC 9474 for $name", (vector) => {
  const prepared = bytes(vector.prefix + vectors.message);
  const blinding = blind(key, prepared, bytes(vector.salt), r)!;

  it("is blinded to the same bytes", () => {
    expect(hex(blinding.blinded)).toBe(vector.blinded);
    expect(blinding.inverse).toBe(number(vectors.inverse));
  });

  it("is signed by the server's own code to the same bytes", () => {
    expect(hex(signBlinded(signingKey, blinding.blinded))).toBe(vector.blindSignature);
    const altered = blinding.blinded.map((byte, i) => (i === 300 ? byte ^ 4 : byte));
    expect(hex(signBlinded(signingKey, altered))).not.toBe(vector.blindSignature);
  });

  it("is finalized to the same signature", () => {
    expect(hex(finalize(key, blinding, bytes(vector.blindSignature)))).toBe(vector.signature);
  });

  it("refuses an answer that is not the signature, not below n or of another length", () => {
    const good = bytes(vector.blindSignature);
    const altered = good.map((byte, i) => (i === 300 ? byte ^ 4 : byte));
    const above = fromInteger(toInteger(good) + n, 513).subarray(1);
    for (const answer of [altered, above, good.subarray(1), new Uint8Array([0, ...good])]) {
      expect(finalize(key, blinding, answer)).toBeNull();
    }
  });
});

describe("the arithmetic", () => {
  const modulus = 0xffff_ffff_ffff_ffc5n;
  const residue = fc.bigInt({ min: 1n, max: modulus - 1n });

  it("raises to powers as repeated multiplication does", () => {
    fc.assert(
      fc.property(residue, fc.integer({ min: 0, max: 40 }), (base, exponent) => {
        let expected = 1n;
        for (let i = 0; i < exponent; i += 1) expected = (expected * base) % modulus;
        expect(powerOf(base, BigInt(exponent), modulus)).toBe(expected);
      }),
    );
  });

  it("inverts what has an inverse and nothing else", () => {
    fc.assert(fc.property(residue, (x) => (inverseOf(x, modulus)! * x) % modulus === 1n));
    expect(inverseOf(number(vectors.p) * 3n, n)).toBeNull();
    expect(blind(key, bytes(vectors.message), new Uint8Array(48), number(vectors.q))).toBeNull();
  });
});
