import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Box, CastRows } from "./box.ts";

const bytes = (length = 32): Uint8Array => new Uint8Array(randomBytes(length));

/** Rows of one cast as the service makes them. */
export function castRows(
  keyId: Uint8Array,
  answers = "[1,null,[0,2]]",
  texts: readonly string[] = [],
): CastRows {
  const spent = { keyId, nullifier: bytes(), message: bytes(), signature: bytes(256), retryDigest: bytes() };
  return {
    spent,
    ballot: { keyId, tag: bytes(16), answers },
    texts: texts.map((text, i) => ({ keyId, question: `q${i}`, tag: bytes(16), text })),
  };
}

/** The same nullifier sent again: with its own retry, or with another one. */
function again(rows: CastRows, isSameRetry: boolean): CastRows {
  const { spent } = rows;
  const retryDigest = isSameRetry ? spent.retryDigest : bytes();
  return { ...castRows(spent.keyId, "[9]"), spent: { ...spent, retryDigest } };
}

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

/** What every engine's box has to do. `make` gives an empty box, `dispose` removes it. */
export function describeBox(
  engine: string,
  make: () => Promise<{ box: Box; dispose: () => Promise<void> }>,
): void {
  describe(`box on ${engine}`, () => {
    let box: Box;
    let dispose: () => Promise<void>;

    beforeEach(async () => {
      ({ box, dispose } = await make());
    });

    afterEach(() => dispose());

    describeCast(() => box);
    describeReading(() => box);
    describeErase(() => box);
  });
}

function describeCast(of: () => Box): void {
  describe("cast", () => {
    it("stores credential, ballot and texts apart", async () => {
      const key = bytes();
      const rows = castRows(key, "[0,true]", ["意见一", "意见二 😀"]);
      expect(await of().cast(rows)).toBe("new");
      expect(await all(of().spent(key))).toEqual([rows.spent]);
      expect(await all(of().ballots(key))).toEqual([rows.ballot]);
      expect(await all(of().texts(key))).toEqual(rows.texts);
    });

    it("keeps whatever characters somebody typed, and the ballots cast beside them", async () => {
      const key = bytes();
      const rows = castRows(key, "[1]", ['a\u0000b\u202e\n"{\\x', "NULL", ""]);
      const beside = castRows(key);
      expect(await Promise.all([of().cast(rows), of().cast(beside)])).toEqual(["new", "new"]);
      expect(await all(of().texts(key))).toEqual(rows.texts);
    });

    it("keeps the first of a repeated cast and tells a retry from another try", async () => {
      const key = bytes();
      const rows = castRows(key);
      await of().cast(rows);
      expect(await of().cast(again(rows, true))).toBe("same");
      expect(await of().cast(again(rows, false))).toBe("other");
      expect(await all(of().ballots(key))).toEqual([rows.ballot]);
    });

    it("keeps one of many casts of one nullifier in the same tick", async () => {
      const key = bytes();
      const rows = castRows(key);
      const tries = [rows, again(rows, true), again(rows, false), again(rows, true)];
      expect(await Promise.all(tries.map((one) => of().cast(one)))).toEqual(["new", "same", "other", "same"]);
      expect(await all(of().ballots(key))).toEqual([rows.ballot]);
      expect(await of().countSpent([key])).toEqual([1]);
    });

    it("takes the same nullifier under another key as another credential", async () => {
      const [one, two] = [bytes(), bytes()];
      const rows = castRows(one);
      const other = { ...castRows(two), spent: { ...rows.spent, keyId: two } };
      expect(await Promise.all([of().cast(rows), of().cast(other)])).toEqual(["new", "new"]);
    });

    it("acknowledges nothing of a transaction that fails, and goes on afterwards", async () => {
      const key = bytes();
      const [good, bad] = [castRows(key), castRows(key)];
      const clash = { ...bad, ballot: good.ballot };
      const outcomes = await Promise.allSettled([of().cast(good), of().cast(clash)]);
      expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
      expect(await of().countSpent([key])).toEqual([0]);
      expect(await all(of().ballots(key))).toEqual([]);
      expect(await of().cast(good)).toBe("new");
    });
  });
}

function describeReading(of: () => Box): void {
  describe("reading", () => {
    it("gives every row of a key once, in key order, while casts go on", async () => {
      const [key, other] = [bytes(), bytes()];
      const casts = Array.from({ length: 1301 }, (_, i) => castRows(key, `[${i}]`, [`t${i}`]));
      await Promise.all(casts.map((rows) => of().cast(rows)));
      const seen: string[] = [];
      for await (const { answers } of of().ballots(key)) {
        if (seen.length === 700) await of().cast(castRows(other));
        seen.push(answers);
      }
      const byTag = casts.toSorted((a, b) => Buffer.compare(a.ballot.tag, b.ballot.tag));
      expect(seen).toEqual(byTag.map((rows) => rows.ballot.answers));
      const byNullifier = casts.toSorted((a, b) => Buffer.compare(a.spent.nullifier, b.spent.nullifier));
      expect(await all(of().spent(key))).toEqual(byNullifier.map((rows) => rows.spent));
      expect((await all(of().texts(key))).map(({ text }) => text).toSorted()).toEqual(
        casts.map((_, i) => `t${i}`).toSorted(),
      );
    });

    it("gives texts by question, then by tag", async () => {
      const key = bytes();
      for (let i = 0; i < 3; i += 1) await of().cast(castRows(key, "[]", ["a", "b"]));
      const texts = await all(of().texts(key));
      expect(texts.map(({ question }) => question)).toEqual(["q0", "q0", "q0", "q1", "q1", "q1"]);
      for (const part of [texts.slice(0, 3), texts.slice(3)]) {
        expect(part).toEqual(part.toSorted((a, b) => Buffer.compare(a.tag, b.tag)));
      }
    });

    it("knows what is spent and counts per key", async () => {
      const [one, two, none] = [bytes(), bytes(), bytes()];
      const rows = castRows(one);
      await Promise.all([of().cast(rows), of().cast(castRows(two)), of().cast(castRows(two))]);
      await of().drain();
      expect(await of().isSpent(one, rows.spent.nullifier)).toBe(true);
      expect(await of().isSpent(two, rows.spent.nullifier)).toBe(false);
      expect(await of().countSpent([two, none, one])).toEqual([2, 0, 1]);
    });

    it("drains: what was queued before is on disk after", async () => {
      const key = bytes();
      const casts = Array.from({ length: 1200 }, () => of().cast(castRows(key)));
      await of().drain();
      expect(await of().countSpent([key])).toEqual([1200]);
      await Promise.all(casts);
    });
  });
}

function describeErase(of: () => Box): void {
  it("erases the rows of some keys, the others stay, and can be repeated", async () => {
    const [one, two, kept] = [bytes(), bytes(), bytes()];
    const casts = [one, two, kept].flatMap((key) =>
      Array.from({ length: 601 }, () => castRows(key, "[1]", ["a", "b"])),
    );
    await Promise.all(casts.map((rows) => of().cast(rows)));
    await of().erase([one, two]);
    await of().erase([one, two]);
    expect(await of().countSpent([one, two, kept])).toEqual([0, 0, 601]);
    expect(await all(of().ballots(one))).toEqual([]);
    expect(await all(of().texts(two))).toEqual([]);
    expect(await all(of().ballots(kept))).toHaveLength(601);
    expect(await all(of().texts(kept))).toHaveLength(1202);
  });
}
