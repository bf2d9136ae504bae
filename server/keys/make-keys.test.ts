import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { sha256 } from "./digest.ts";
import { makePollKeys, type WantedKey } from "./make-keys.ts";

const WANTED: readonly WantedKey[] = ["A", "B"].map((block) => ({
  instrument: "leadership-team",
  block,
  source: "ticket",
}));

/** How often the event loop came round while this was done: never, when it was done on the loop itself. */
async function turnsDuring(act: () => Promise<unknown>): Promise<number> {
  let [turns, isDone] = [0, false];
  const done = act().finally(() => {
    isDone = true;
  });
  const counting = (async () => {
    while (!isDone) {
      await nextTurn();
      if (!isDone) turns += 1;
    }
  })();
  await done;
  await counting;
  return turns;
}

describe("keys of a poll", () => {
  it("are made off the event loop, which goes on coming round for others all the while", async () => {
    expect(await turnsDuring(() => makePollKeys("p", WANTED))).toBeGreaterThan(WANTED.length);
  });

  it("positive control: made on the event loop they let nobody else come in between", async () => {
    const onTheLoop = async () => {
      for (const _ of WANTED) {
        generateKeyPairSync("rsa", { modulusLength: 2048 });
        await Promise.resolve();
      }
    };
    expect(await turnsDuring(onTheLoop)).toBe(0);
  });

  it("are one for each that is wanted, in that order, and none like another", async () => {
    const { signing, pollKeys } = await makePollKeys("p", WANTED);
    expect(signing.map(({ poll, block }) => [poll, block])).toEqual(WANTED.map(({ block }) => ["p", block]));
    for (const { publicSpki, privatePkcs8, keyId } of signing) {
      const open = { key: Buffer.from(publicSpki), format: "der", type: "spki" } as const;
      const closed = { key: Buffer.from(privatePkcs8), format: "der", type: "pkcs8" } as const;
      expect(createPublicKey(open).asymmetricKeyDetails).toEqual({
        modulusLength: 2048,
        publicExponent: 65537n,
      });
      const spki = createPublicKey(createPrivateKey(closed)).export({ format: "der", type: "spki" });
      expect(spki).toEqual(Buffer.from(publicSpki));
      expect(keyId).toEqual(sha256(publicSpki));
    }
    expect(new Set(signing.map(({ keyId }) => Buffer.from(keyId).toString("hex"))).size).toBe(WANTED.length);
    expect([pollKeys.transportPublic.length, pollKeys.transportPrivate.length]).toEqual([32, 32]);
  });
});
