import { beforeAll, describe, expect, it } from "vitest";
import { checkBlinded, signBlinded } from "../../keys/blind-sign.ts";
import { makePollKeys } from "../../keys/make-keys.ts";
import { verifyCredential } from "../../keys/verify-credential.ts";
import type { SigningKeyRow } from "../../store/roll.ts";
import { prepareCredential } from "./credential.ts";
import { blindingSeedOf } from "./derive.ts";

const seed = blindingSeedOf("0123456789ABCDEFGHJK");

describe.each([2048, 3072] as const)("prepareCredential with %i bits", (bits) => {
  let key: SigningKeyRow;
  let other: SigningKeyRow;

  beforeAll(async () => {
    const wanted = ["one", "two"].map((instrument) => ({
      instrument,
      block: "A",
      source: "ticket" as const,
    }));
    const { signing } = await makePollKeys("poll", wanted, bits);
    [key, other] = [signing[0]!, signing[1]!];
  });

  it("makes a credential that the server signs unseen and accepts later", () => {
    const prepared = prepareCredential(seed, key.publicSpki);
    const signature = prepared.finish(signBlinded(key, prepared.blinded));
    expect(prepared.keyId).toEqual(new Uint8Array(key.keyId));
    expect(verifyCredential(key, prepared.message, signature)).toBe(true);
    expect(verifyCredential(other, prepared.message, signature)).toBe(false);
  });

  it("makes the same request again from the same ticket, and another for another key", () => {
    expect(prepareCredential(seed, key.publicSpki).blinded).toEqual(
      prepareCredential(seed, key.publicSpki).blinded,
    );
    expect(prepareCredential(seed, other.publicSpki).message).not.toEqual(
      prepareCredential(seed, key.publicSpki).message,
    );
  });

  it("stores nothing that is no signature by this key", () => {
    const prepared = prepareCredential(seed, key.publicSpki);
    const wrong = signBlinded(key, prepared.blinded);
    wrong[17]! ^= 1;
    const byOther = other.publicSpki && signBlindedAnyway(other, prepared.blinded);
    const long = new Uint8Array(bits / 8 + 1);
    for (const answer of [wrong, byOther, new Uint8Array(bits / 8).fill(255), long, new Uint8Array()]) {
      expect(() => prepared.finish(answer)).toThrow(
        expect.objectContaining({ code: "credential.key-mismatch", facts: { reason: "signature" } }),
      );
    }
  });
});

/** The other key's answer, or zeros when the message happens to lie above its modulus. */
function signBlindedAnyway(key: SigningKeyRow, blinded: Uint8Array): Uint8Array {
  try {
    checkBlinded(key, blinded);
  } catch {
    return new Uint8Array(blinded.length);
  }
  return signBlinded(key, blinded);
}
