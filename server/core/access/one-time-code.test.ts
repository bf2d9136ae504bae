import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { enrolmentAddress, newSecret, SECRET_BYTES, stepOfCode } from "./one-time-code.ts";

/** RFC 6238 appendix B, SHA-1: seconds since 1970 and the code of eight digits; ours are its last six. */
const VECTORS = [
  [59, "94287082"],
  [1_111_111_109, "07081804"],
  [1_111_111_111, "14050471"],
  [1_234_567_890, "89005924"],
  [2_000_000_000, "69279037"],
  [20_000_000_000, "65353130"],
] as const;
const SECRET = newSecret(new TextEncoder().encode("12345678901234567890"));

describe("stepOfCode", () => {
  it.each(VECTORS)(
    "takes the code of RFC 6238 at %i seconds, one step around it and no further",
    (at, long) => {
      const code = long.slice(-6);
      const step = Math.floor(at / 30);
      const atStep = (n: number) => stepOfCode(SECRET, code, n * 30_000);
      expect([step - 2, step - 1, step, step + 1, step + 2].map(atStep)).toEqual([
        null,
        step,
        step,
        step,
        null,
      ]);
      expect(stepOfCode(SECRET, code, step * 30_000 + 29_999)).toBe(step);
    },
  );

  it.each(["", "28708", "2870822", "28708２", " 287082", "287082 ", "+28708", "0x1234"])(
    "takes nothing but six digits: %j",
    (code) => expect(stepOfCode(SECRET, code, 59_000)).toBeNull(),
  );

  it("takes no code of another secret", () => {
    const other = newSecret(new Uint8Array(SECRET_BYTES).fill(7));
    expect(stepOfCode(other, "287082", 59_000)).toBeNull();
  });
});

describe("newSecret", () => {
  it("is base32 of every byte, 32 characters for 20 bytes", () => {
    expect(SECRET).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    fc.assert(
      fc.property(fc.uint8Array({ minLength: SECRET_BYTES, maxLength: SECRET_BYTES }), (bytes) => {
        expect(newSecret(bytes)).toMatch(/^[A-Z2-7]{32}$/);
      }),
    );
  });

  it("reads no byte beside those it is given", () => {
    const wide = new Uint8Array(64).fill(1);
    expect(newSecret(wide.subarray(20, 40))).toBe(newSecret(new Uint8Array(SECRET_BYTES).fill(1)));
  });
});

it("writes the address that phones read", () => {
  const address = new URL(enrolmentAddress(SECRET, "承办人 & 甲", "准绳"));
  expect([address.protocol, address.host]).toEqual(["otpauth:", "totp"]);
  expect(decodeURIComponent(address.pathname)).toContain("准绳:承办人 & 甲");
  expect(Object.fromEntries(address.searchParams)).toEqual({
    issuer: "准绳",
    secret: SECRET,
    algorithm: "SHA1",
    digits: "6",
    period: "30",
  });
});
