import { describe, expect, it } from "vitest";
import type { Office } from "./office.ts";

/** Part of the office's conformance suite. */
export function describeWireless(of: () => Office): void {
  describe("wireless networks", () => {
    it("are kept per round, the later save standing, and can be taken away", async () => {
      await of().inTransaction(async ({ wireless }) => {
        expect(await wireless.of("r1")).toBeNull();
        await wireless.save("r1", { name: "xuncha-1", password: "a1b2c3d4" });
        await wireless.save("r2", { name: "xuncha-2", password: "e5f6g7h8" });
        await wireless.save("r1", { name: "巡察一组", password: "i9j0k1l2" });
        expect(await wireless.of("r1")).toEqual({ name: "巡察一组", password: "i9j0k1l2" });
        await wireless.save("r1", null);
        expect(await wireless.of("r1")).toBeNull();
        expect(await wireless.of("r2")).toEqual({ name: "xuncha-2", password: "e5f6g7h8" });
      });
    });
  });
}
