import { describe, expect, it } from "vitest";
import type { Office } from "./office.ts";
import type { ParcelRow } from "./parcels.ts";

const row = (part: Partial<ParcelRow>): ParcelRow => ({
  id: "1".repeat(64),
  kind: "task",
  isIncoming: false,
  round: "r1",
  group: "县委第一巡察组",
  edition: 1,
  other: "7K3M9QXD7K3M9QXD7K3M",
  manifest: '{"formatVersion":1}',
  signature: "c2ln",
  units: ["water", "水利"],
  audit: null,
  atUtc: "2026-11-01T08:00:00.000Z",
  ...part,
});

/** Part of the office's conformance suite. */
export function describeParcels(of: () => Office): void {
  describe("parcels", () => {
    it("are kept whole per round, in the order of their coming, each once", async () => {
      const task = row({});
      const back = row({
        id: "2".repeat(64),
        kind: "sealed",
        isIncoming: true,
        audit: '[{"sequence":1}]',
        atUtc: "2026-11-02T08:00:00.000Z",
      });
      const other = row({ id: "3".repeat(64), round: "r2", isIncoming: true });
      await of().inTransaction(async ({ parcels }) => {
        for (const one of [back, task, other]) await parcels.add(one);
        expect(await parcels.of("r1")).toEqual([task, back]);
        expect(await parcels.find(back.id)).toEqual(back);
        expect(await parcels.find("4".repeat(64))).toBeNull();
        expect(await parcels.taskOf("r1")).toBeNull();
        expect(await parcels.taskOf("r2")).toEqual(other);
      });
      await expect(of().inTransaction(({ parcels }) => parcels.add(task))).rejects.toThrow();
    });
  });
}
