import { describe, expect, it } from "vitest";
import type { Office } from "./office.ts";

const LAPTOP = "7K3M9QXD7K3M9QXD7K3M";
const CITY = "0ABC0ABC0ABC0ABC0ABC";

/** Part of the office's conformance suite. */
export function describeTrustedInstallations(of: () => Office): void {
  describe("trusted installations", () => {
    it("are kept in the order in which they were added, and revoked for good", async () => {
      await of().inTransaction(async ({ installations }) => {
        expect(await installations.all()).toEqual([]);
        const laptop = {
          fingerprint: LAPTOP,
          name: "一组电脑",
          trustedAtUtc: "2026-11-01T08:00:00.000Z",
          isCity: false,
        };
        const city = {
          fingerprint: CITY,
          name: "市委巡察办",
          trustedAtUtc: "2026-11-02T08:00:00.000Z",
          isCity: true,
        };
        await installations.add(laptop);
        await installations.add(city);
        const revoked = { atUtc: "2026-11-03T08:00:00.000Z", reason: "电脑丢失" };
        await installations.revoke(LAPTOP, revoked);
        expect(await installations.all()).toEqual([
          { ...laptop, revoked },
          { ...city, revoked: null },
        ]);
        expect(await installations.find(CITY)).toEqual({ ...city, revoked: null });
        expect(await installations.find("00000000000000000000")).toBeNull();
        await installations.setCity(CITY, false);
        await installations.setCity(LAPTOP, true);
        expect((await installations.all()).map(({ isCity }) => isCity)).toEqual([true, false]);
      });
    });

    it("take each fingerprint once", async () => {
      const city = {
        fingerprint: CITY,
        name: "市委巡察办",
        trustedAtUtc: "2026-11-02T08:00:00.000Z",
        isCity: true,
      };
      const add = (name: string) =>
        of().inTransaction(({ installations }) => installations.add({ ...city, name }));
      await add("市委巡察办");
      await expect(add("又一台")).rejects.toThrow();
      const all = await of().inTransaction(({ installations }) => installations.all());
      expect(all.map(({ name }) => name)).toEqual(["市委巡察办"]);
    });
  });
}
