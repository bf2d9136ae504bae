import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PollKeyRow, Roll, SigningKeyRow } from "./roll.ts";

const bytes = (length = 32): Uint8Array => new Uint8Array(randomBytes(length));

const pollKeys = (poll: string): PollKeyRow => ({
  poll,
  transportKeyId: bytes(),
  transportPublic: bytes(),
  transportPrivate: bytes(),
  receiptKey: bytes(),
});

const signingKey = (poll: string, instrument = "team"): SigningKeyRow => ({
  keyId: bytes(),
  poll,
  block: "A+B",
  instrument,
  source: "ticket",
  publicSpki: bytes(294),
  privatePkcs8: bytes(1216),
});

/** What every engine's roll has to do. `make` gives an empty roll, `dispose` removes it. */
export function describeRoll(
  engine: string,
  make: () => Promise<{ roll: Roll; dispose: () => Promise<void> }>,
): void {
  describe(`roll on ${engine}`, () => {
    let roll: Roll;
    let dispose: () => Promise<void>;

    beforeEach(async () => {
      ({ roll, dispose } = await make());
    });

    afterEach(() => dispose());

    describeKeys(() => roll);
    describeUse(() => roll);
    describeExchange(() => roll);
    describeCounts(() => roll);
    describeErase(() => roll);
  });
}

function describeKeys(of: () => Roll): void {
  describe("keys", () => {
    it("keeps a poll's keys as they were given", async () => {
      const own = pollKeys("p1");
      const signing = [signingKey("p1"), signingKey("p1", "staff")];
      await of().addKeys(own, signing);
      expect(await of().pollKeys("p1")).toEqual(own);
      expect(await of().pollByTransportKey(own.transportKeyId)).toEqual(own);
      expect(await of().pollOfKey(signing[1]!.keyId)).toBe("p1");
      expect(await of().signingKeys("p1")).toEqual(
        signing.toSorted((a, b) => Buffer.compare(a.keyId, b.keyId)),
      );
    });

    it("knows nothing of other polls and keys", async () => {
      await of().addKeys(pollKeys("p1"), [signingKey("p1")]);
      expect(await of().pollKeys("p2")).toBeNull();
      expect(await of().pollByTransportKey(bytes())).toBeNull();
      expect(await of().pollOfKey(bytes())).toBeNull();
      expect(await of().signingKeys("p2")).toEqual([]);
    });

    it("takes more signing keys later", async () => {
      await of().addKeys(pollKeys("p1"), [signingKey("p1")]);
      const imported: SigningKeyRow = { ...signingKey("p1"), source: "import" };
      await of().addSigningKeys([imported]);
      expect(await of().signingKeys("p1")).toHaveLength(2);
      expect(await of().signingKeys("p1")).toContainEqual(imported);
    });

    it("knows the polls that have keys of one source and of no other", async () => {
      const imported = (poll: string): SigningKeyRow => ({ ...signingKey(poll), source: "import" });
      await of().addKeys(pollKeys("p3"), [imported("p3"), { ...imported("p3"), block: "C" }]);
      await of().addKeys(pollKeys("p2"), [imported("p2")]);
      await of().addKeys(pollKeys("p1"), [signingKey("p1"), imported("p1")]);
      expect(await of().pollsOnlyOf("import")).toEqual(["p2", "p3"]);
      expect(await of().pollsOnlyOf("ticket")).toEqual([]);
    });

    it("keeps one key of paper for a form and block, whoever comes second", async () => {
      const first: SigningKeyRow = { ...signingKey("p1"), source: "paper" };
      await of().addKeys(pollKeys("p1"), [signingKey("p1")]);
      await of().addSigningKeys([first]);
      const elsewhere: SigningKeyRow = { ...signingKey("p1", "leader"), source: "paper" };
      await of().addSigningKeys([{ ...signingKey("p1"), source: "paper" }, elsewhere]);
      const paper = (await of().signingKeys("p1")).filter(({ source }) => source === "paper");
      expect(paper).toHaveLength(2);
      expect(paper).toEqual(expect.arrayContaining([first, elsewhere]));
    });

    it("never replaces the keys of a poll, and adds none of a refused set", async () => {
      const own = pollKeys("p1");
      await of().addKeys(own, [signingKey("p1")]);
      await expect(of().addKeys(pollKeys("p1"), [signingKey("p1")])).rejects.toThrow();
      expect(await of().pollKeys("p1")).toEqual(own);
      expect(await of().signingKeys("p1")).toHaveLength(1);
    });
  });
}

function describeUse(of: () => Roll): void {
  describe("use", () => {
    it("is first once, then the same for the same digest and other for another", async () => {
      const [hash, digest] = [bytes(), bytes()];
      await of().addTickets("p1", "A", [hash]);
      expect(await of().use(hash, digest)).toBe("first");
      expect(await of().use(hash, digest)).toBe("same");
      expect(await of().use(hash, bytes())).toBe("other");
      expect(await of().ticket(hash)).toEqual({
        hash,
        poll: "p1",
        batch: "A",
        state: "used",
        blindedDigest: digest,
      });
    });

    it("answers unknown and voided without changing anything", async () => {
      const hash = bytes();
      await of().addTickets("p1", "A", [hash]);
      await of().voidUnused("p1", "A");
      expect(await of().use(hash, bytes())).toBe("voided");
      expect(await of().use(bytes(), bytes())).toBe("unknown");
      expect(await of().ticket(hash)).toMatchObject({ state: "voided", blindedDigest: null });
    });

    it("puts new tickets in the place of the unused ones of a batch, and of no other", async () => {
      const [used, unused, fresh] = [bytes(), bytes(), bytes()];
      await of().addTickets("p1", "A", [used, unused]);
      await of().addTickets("p1", "B", [bytes()]);
      await of().use(used, bytes());
      await of().replaceTickets("p1", "A", [fresh]);
      expect(await of().ticket(unused)).toMatchObject({ state: "voided" });
      expect(await of().ticket(fresh)).toMatchObject({ state: "unused", batch: "A" });
      expect(await of().counts("p1")).toMatchObject([
        { batch: "A", minted: 3, unused: 1, used: 1, voided: 1 },
        { batch: "B", unused: 1 },
      ]);
    });

    it("lets one of 200 parallel redeems of one ticket win", async () => {
      const hash = bytes();
      await of().addTickets("p1", "A", [hash]);
      const digests = Array.from({ length: 200 }, () => bytes());
      const outcomes = await Promise.all(digests.map((digest) => of().use(hash, digest)));
      const winner = outcomes.indexOf("first");
      expect(outcomes.filter((outcome) => outcome === "other")).toHaveLength(199);
      expect((await of().ticket(hash))?.blindedDigest).toEqual(digests[winner]);
    });

    it("answers a repeated request in the same tick as the first", async () => {
      const [hash, digest] = [bytes(), bytes()];
      await of().addTickets("p1", "A", [hash]);
      const outcomes = await Promise.all([1, 2, 3].map(() => of().use(hash, digest)));
      expect(outcomes.toSorted()).toEqual(["first", "same", "same"]);
    });
  });
}

function describeExchange(of: () => Roll): void {
  describe("exchange", () => {
    it("voids an unused ticket and adds the new one, in another batch too", async () => {
      const [spoiled, fresh] = [bytes(), bytes()];
      await of().addTickets("p1", "A", [spoiled]);
      expect(await of().exchange({ poll: "p1", spoiled, batch: "B", fresh })).toBe("done");
      expect(await of().use(spoiled, bytes())).toBe("voided");
      expect(await of().ticket(fresh)).toMatchObject({ poll: "p1", batch: "B", state: "unused" });
      expect(await of().exchange({ poll: "p1", spoiled, batch: "A", fresh: bytes() })).toBe("voided");
    });

    it("is counted for the bag of the old slip, as often as it was made, and erased with the poll", async () => {
      const slips = [bytes(), bytes(), bytes()];
      await of().addTickets("p1", "A", slips);
      await of().addTickets("p1", "B", [bytes()]);
      for (const [at, spoiled] of slips.entries())
        await of().exchange({ poll: "p1", spoiled, batch: at === 0 ? "A" : "B", fresh: bytes() });
      await of().exchange({ poll: "p1", spoiled: slips[0]!, batch: "A", fresh: bytes() });
      const counted = async () => (await of().counts("p1")).map(({ batch, exchanged }) => [batch, exchanged]);
      expect(await counted()).toEqual([
        ["A", 3],
        ["B", 0],
      ]);
      await of().erase("p1");
      await of().addTickets("p1", "A", [bytes()]);
      expect(await counted()).toEqual([["A", 0]]);
    });

    it("is never more than were asked for at most, however many come at once", async () => {
      const slips = Array.from({ length: 7 }, bytes);
      await of().addTickets("p1", "A", slips);
      const outcomes = await Promise.all(
        slips.map((spoiled) => of().exchange({ poll: "p1", spoiled, batch: "A", fresh: bytes(), atMost: 5 })),
      );
      expect(outcomes.toSorted()).toEqual(["beyond", "beyond", "done", "done", "done", "done", "done"]);
      const left = slips[outcomes.indexOf("beyond")]!;
      expect(await of().ticket(left)).toMatchObject({ state: "unused" });
      expect(await of().counts("p1")).toMatchObject([{ minted: 12, unused: 7, voided: 5, exchanged: 5 }]);
      expect(await of().exchange({ poll: "p1", spoiled: left, batch: "A", fresh: bytes() })).toBe("done");
    });

    it("changes nothing for a ticket that is used, unknown or another poll's", async () => {
      const [used, other] = [bytes(), bytes()];
      await of().addTickets("p1", "A", [used]);
      await of().addTickets("p2", "A", [other]);
      await of().use(used, bytes());
      const exchange = (spoiled: Uint8Array) =>
        of().exchange({ poll: "p1", spoiled, batch: "A", fresh: bytes() });
      expect(await exchange(used)).toBe("used");
      expect(await exchange(other)).toBe("unknown");
      expect(await exchange(bytes())).toBe("unknown");
      expect(await of().counts("p1")).toEqual([
        { batch: "A", minted: 1, unused: 0, used: 1, voided: 0, exchanged: 0 },
      ]);
      expect(await of().ticket(other)).toMatchObject({ state: "unused" });
    });

    it("and a redeem at the same time: one of them wins, never both", async () => {
      for (let round = 0; round < 20; round += 1) {
        const spoiled = bytes();
        await of().addTickets("p1", "A", [spoiled]);
        const [outcome, use] = await Promise.all([
          of().exchange({ poll: "p1", spoiled, batch: "A", fresh: bytes() }),
          of().use(spoiled, bytes()),
        ]);
        expect(["done voided", "used first"]).toContain(`${outcome} ${use}`);
      }
    });
  });
}

function describeCounts(of: () => Roll): void {
  describe("counts", () => {
    it("counts per batch and poll, and voids only the unused", async () => {
      const hashes = Array.from({ length: 10 }, () => bytes());
      await of().addTickets("p1", "A", hashes);
      await of().addTickets("p1", "B", [bytes(), bytes()]);
      await of().addTickets("p2", "A", [bytes()]);
      await Promise.all(hashes.slice(0, 4).map((hash) => of().use(hash, bytes())));
      expect(await of().voidUnused("p1", "A")).toBe(6);
      expect(await of().counts("p1")).toEqual([
        { batch: "A", minted: 10, unused: 0, used: 4, voided: 6, exchanged: 0 },
        { batch: "B", minted: 2, unused: 2, used: 0, voided: 0, exchanged: 0 },
      ]);
      expect(await of().used("p1")).toBe(4);
      expect(await of().voidUnused("p1", null)).toBe(2);
      expect(await of().counts("p2")).toEqual([
        { batch: "A", minted: 1, unused: 1, used: 0, voided: 0, exchanged: 0 },
      ]);
    });

    it("takes a sheet of tickets whole or not at all", async () => {
      const hash = bytes();
      await of().addTickets("p1", "A", [hash]);
      await expect(of().addTickets("p1", "A", [bytes(), hash, bytes()])).rejects.toThrow();
      expect(await of().counts("p1")).toEqual([
        { batch: "A", minted: 1, unused: 1, used: 0, voided: 0, exchanged: 0 },
      ]);
    });
  });
}

function describeErase(of: () => Roll): void {
  describe("erase", () => {
    it("takes one poll's tickets and keys away, the others stay, and can be repeated", async () => {
      for (const poll of ["p1", "p2"]) {
        await of().addKeys(pollKeys(poll), [signingKey(poll), signingKey(poll, "staff")]);
        await of().addTickets(
          poll,
          "A",
          Array.from({ length: 1203 }, () => bytes()),
        );
      }
      expect(await of().holds("p1")).toBe(true);
      await of().erase("p1");
      await of().erase("p1");
      expect(await of().holds("p1")).toBe(false);
      expect(await of().pollKeys("p1")).toBeNull();
      expect(await of().signingKeys("p1")).toEqual([]);
      expect(await of().counts("p1")).toEqual([]);
      expect(await of().signingKeys("p2")).toHaveLength(2);
      expect(await of().counts("p2")).toEqual([
        { batch: "A", minted: 1203, unused: 1203, used: 0, voided: 0, exchanged: 0 },
      ]);
    });
  });
}
