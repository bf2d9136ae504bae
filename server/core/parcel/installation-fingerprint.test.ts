import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inFours } from "../ticket/crockford.ts";
import { installationFingerprint, readInstallationFingerprint } from "./installation-fingerprint.ts";

const key = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe("installationFingerprint", () => {
  it("is 20 letters that follow from the key alone, and another key has others", () => {
    fc.assert(
      fc.property(key, fc.nat(255), (bytes, bit) => {
        const fingerprint = installationFingerprint(bytes);
        expect(fingerprint).toMatch(/^[0-9A-HJKMNP-TV-Z]{20}$/);
        expect(installationFingerprint(bytes.slice())).toBe(fingerprint);
        const other = bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        expect(installationFingerprint(other)).not.toBe(fingerprint);
      }),
    );
  });

  it("is the first 100 bits of SHA-256 over its label and the key", () => {
    // Worked out apart, with Python's hashlib.
    expect(installationFingerprint(new Uint8Array(32))).toBe("CFJG9GX54N21CRK44DGG");
    expect(() => installationFingerprint(new Uint8Array(31))).toThrow(RangeError);
  });

  it("is read as people write it down and read it out", () => {
    const fingerprint = installationFingerprint(new Uint8Array(32).fill(9));
    for (const typed of [
      fingerprint,
      inFours(fingerprint),
      ` ${inFours(fingerprint).toLowerCase().replaceAll("-", " ")} `,
      fingerprint.replaceAll("0", "O").replaceAll("1", "l"),
    ])
      expect(readInstallationFingerprint(typed)).toBe(fingerprint);
    for (const typed of ["", fingerprint.slice(1), `${fingerprint}0`, `${fingerprint.slice(1)}U`])
      expect(() => readInstallationFingerprint(typed)).toThrow(
        expect.objectContaining({ code: "installation.fingerprint" }),
      );
  });
});
