import { describe, expect, it } from "vitest";
import type { Office } from "./office.ts";
import type { VolumeRow } from "./volumes.ts";

const row = (part: Partial<VolumeRow>): VolumeRow => ({
  id: "1".repeat(64),
  round: "r1",
  place: "/srv/plumbline/archives/县委第三轮_2026-12-01",
  sheet: "a".repeat(64),
  files: 120,
  bytes: 6_000_000_000,
  madeAtUtc: "2026-12-01T08:00:00.000Z",
  madeBy: "承办人",
  ...part,
});

/** Part of the office's conformance suite. */
export function describeVolumes(of: () => Office): void {
  describe("volumes", () => {
    it("are kept whole per round, in the order of their making, each once", async () => {
      const first = row({});
      const again = row({ id: "2".repeat(64), madeAtUtc: "2026-12-02T08:00:00.000Z" });
      const other = row({ id: "3".repeat(64), round: "r2" });
      await of().inTransaction(async ({ volumes }) => {
        for (const one of [again, first, other]) await volumes.add(one);
        expect(await volumes.of("r1")).toEqual([first, again]);
        expect(await volumes.find(again.id)).toEqual(again);
        expect(await volumes.find("4".repeat(64))).toBeNull();
      });
      await expect(of().inTransaction(({ volumes }) => volumes.add(first))).rejects.toThrow();
    });
  });
}
