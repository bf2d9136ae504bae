import { describe, expect, it } from "vitest";
import type { AccountRow, Office } from "./office.ts";
import type { SecondFactor } from "./second-factors.ts";

const account = (id: string): AccountRow => {
  return { id, name: id, role: "office", group: null, passwordHash: "$argon2id$…", mustChange: false };
};
const begun = (account: string, part: Partial<SecondFactor> = {}): SecondFactor => {
  return { account, secret: "GEZDGNBV", isConfirmed: false, lastStep: null, ...part };
};

/** Part of the office's conformance suite. */
export function describeSecondFactors(of: () => Office): void {
  describe("second factors", () => {
    const make = () =>
      of().inTransaction(async (office) => {
        for (const id of ["a", "b"]) {
          await office.saveAccount(account(id));
          await office.secondFactors.begin(id, "GEZDGNBV");
        }
      });

    it("begin unconfirmed, are confirmed, begin anew and go one by one or all at once", async () => {
      await make();
      await of().inTransaction(async ({ secondFactors }) => {
        expect(await secondFactors.all()).toEqual([begun("a"), begun("b")]);
        await secondFactors.confirm("a");
        expect(await secondFactors.use("a", 59_000_000)).toBe(true);
        expect(await secondFactors.of("a")).toEqual(begun("a", { isConfirmed: true, lastStep: 59_000_000 }));
        expect(await secondFactors.of("b")).toEqual(begun("b"));
        await secondFactors.begin("a", "MFRGGZDF");
        expect(await secondFactors.of("a")).toEqual(begun("a", { secret: "MFRGGZDF" }));
        await secondFactors.delete("a");
        expect([await secondFactors.of("a"), await secondFactors.all()]).toEqual([null, [begun("b")]]);
        await secondFactors.deleteAll();
        expect(await secondFactors.all()).toEqual([]);
      });
    });

    it("are used once a step, and never for a step before", async () => {
      await make();
      const use = (id: string, step: number) =>
        of().inTransaction(({ secondFactors }) => secondFactors.use(id, step));
      expect(await use("a", 100)).toBe(true);
      expect(await use("a", 100)).toBe(false);
      expect(await use("a", 99)).toBe(false);
      expect(await use("b", 99)).toBe(true);
      expect(await use("a", 101)).toBe(true);
      expect(await use("nobody", 1)).toBe(false);
    });

    it("tell one of many who bring the same step at once that it was theirs", async () => {
      await make();
      const uses = Array.from({ length: 12 }, () =>
        of().inTransaction(({ secondFactors }) => secondFactors.use("a", 7)),
      );
      const taken = await Promise.all(uses);
      expect(taken.filter(Boolean)).toEqual([true]);
    });
  });
}

/** Stores opened apart on the same data bring the same code at once, each twice. @returns how many were told that it was theirs */
export async function usesOfOneCode(offices: readonly Office[]): Promise<number> {
  await offices[0]!.inTransaction(async (office) => {
    await office.saveAccount(account("a"));
    await office.secondFactors.begin("a", "GEZDGNBV");
  });
  const uses = [...offices, ...offices].map((office) =>
    office.inTransaction(async ({ secondFactors }) => {
      // All have read that it is free before any of them takes it.
      if ((await secondFactors.of("a"))?.lastStep !== null) return false;
      return secondFactors.use("a", 7);
    }),
  );
  const outcomes = await Promise.allSettled(uses);
  return outcomes.filter((outcome) => outcome.status === "fulfilled" && outcome.value).length;
}
