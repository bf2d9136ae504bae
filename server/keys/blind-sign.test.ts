import { generateKeyPairSync } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { powerOf } from "../core/ticket/blind-rsa.ts";
import { fromInteger, toInteger } from "../core/ticket/bytes.ts";
import { parseSpki } from "../core/ticket/spki.ts";
import type { SigningKeyRow } from "../store/roll.ts";
import { checkBlinded, signBlinded } from "./blind-sign.ts";
import { makePollKeys, makeSigningKeys } from "./make-keys.ts";
import { verifyCredential } from "./verify-credential.ts";

const wanted = (instrument: string) => ({ instrument, block: "A+B", source: "ticket" as const });
const outOfRange = expect.objectContaining({ code: "credential.blinded-out-of-range" });

let key: SigningKeyRow;
let other: SigningKeyRow;

beforeAll(async () => {
  const made = await makeSigningKeys("poll", [wanted("one"), wanted("two")]);
  [key, other] = [made[0]!, made[1]!];
});

describe("signBlinded", () => {
  it("raises to the private exponent", () => {
    const { n, e } = parseSpki(new Uint8Array(key.publicSpki));
    const signature = signBlinded(key, fromInteger(2n, 256));
    expect(powerOf(toInteger(signature), e, n)).toBe(2n);
  });

  it("refuses 0, 1, n − 1, n and above, and other lengths", () => {
    const { n } = parseSpki(new Uint8Array(key.publicSpki));
    const top = (1n << 2048n) - 1n;
    const bad = [0n, 1n, n - 1n, n, n + 1n, n + 2n, top].map((value) => fromInteger(value, 256));
    const lengths = [0, 1, 255, 257, 384].map((length) =>
      fromInteger(2n, Math.max(1, length)).subarray(0, length),
    );
    for (const blinded of [...bad, ...lengths]) {
      expect(() => checkBlinded(key, blinded)).toThrow(outOfRange);
      expect(() => signBlinded(key, blinded)).toThrow(outOfRange);
    }
    for (const value of [2n, n - 2n]) expect(() => checkBlinded(key, fromInteger(value, 256))).not.toThrow();
  });

  it("lets no faulty signature out, below the modulus or above it", () => {
    const modulus = ({ publicSpki }: SigningKeyRow) => parseSpki(new Uint8Array(publicSpki)).n;
    const [small, large] = modulus(key) < modulus(other) ? [key, other] : [other, key];
    const mixed = { ...small, privatePkcs8: large.privatePkcs8 };
    /** A blinded message that the larger key signs with the first number from `from` on that can be asked for. */
    const signedBy = (from: bigint): Uint8Array => {
      for (let signature = from; ; signature += 1n) {
        const blinded = powerOf(signature, 65_537n, modulus(large));
        if (blinded < modulus(small) - 1n) return fromInteger(blinded, 256);
      }
    };
    for (const from of [2n, modulus(small)]) {
      expect(() => signBlinded(mixed, signedBy(from))).toThrow(/^a blind signature did not verify$/);
    }
  });
});

describe("verifyCredential", () => {
  it("refuses wrong lengths without asking the library", () => {
    expect(verifyCredential(key, new Uint8Array(31), new Uint8Array(256))).toBe(false);
    expect(verifyCredential(key, new Uint8Array(32), new Uint8Array(255))).toBe(false);
    expect(verifyCredential(key, new Uint8Array(32), new Uint8Array(256))).toBe(false);
    expect(verifyCredential(key, new Uint8Array(32), new Uint8Array(256).fill(255))).toBe(false);
  });
});

describe("makePollKeys", () => {
  it("makes one admissible key for each wish, in order, all different", async () => {
    const wishes = ["one", "two", "three", "four", "five"].map(wanted);
    const { pollKeys, signing } = await makePollKeys("poll-1", wishes);
    expect(
      signing.map(({ poll, instrument, block, source }) => ({ poll, instrument, block, source })),
    ).toEqual(wishes.map((wish) => ({ poll: "poll-1", ...wish })));
    const ids = signing.map((row) => Buffer.from(row.keyId).toString("hex"));
    expect(new Set(ids).size).toBe(wishes.length);
    for (const row of signing) {
      expect(parseSpki(new Uint8Array(row.publicSpki)).keyId).toEqual(new Uint8Array(row.keyId));
    }
    const lengths = [
      pollKeys.transportKeyId,
      pollKeys.transportPublic,
      pollKeys.transportPrivate,
      pollKeys.receiptKey,
    ];
    expect(lengths.map((bytes) => bytes.length)).toEqual([32, 32, 32, 32]);
  });

  it("is made off the event loop, which goes on turning", async () => {
    const wishes = ["one", "two", "three"].map(wanted);
    const turns = await turnsDuring(() => makeSigningKeys("poll-2", wishes));
    // On the loop the three keys would let it turn once for each at most.
    const onTheLoop = await turnsDuring(async () => {
      for (const _ of wishes) {
        generateKeyPairSync("rsa", { modulusLength: 2048 });
        await Promise.resolve();
      }
    });
    expect(onTheLoop).toBeLessThanOrEqual(wishes.length);
    expect(turns).toBeGreaterThan(100);
  });
});

/** How many times the event loop turns until the act is done. */
async function turnsDuring(act: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let isDone = false;
  const turn = (): void => {
    turns += 1;
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  await act();
  isDone = true;
  return turns;
}
