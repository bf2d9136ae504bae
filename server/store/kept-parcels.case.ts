import { describe, expect, it } from "vitest";
import type { KeptParcelRow } from "./kept-parcels.ts";
import type { Office } from "./office.ts";

const row = (part: Partial<KeptParcelRow>): KeptParcelRow => ({
  id: "1".repeat(64),
  kind: "template",
  isIncoming: true,
  signer: "7K3M9QXD7K3M9QXD7K3M",
  manifest: '{"formatVersion":1}',
  signature: "c2ln",
  parts: { "forms.json": '[{"title":"领导班子民主测评表"}]', "labels.json": "{}" },
  atUtc: "2026-11-01T08:00:00.000Z",
  ...part,
});

/** Part of the office's conformance suite. */
export function describeKeptParcels(of: () => Office): void {
  describe("kept parcels", () => {
    it("are kept with their parts by kind, in the order of their coming, each once", async () => {
      const first = row({ id: "2".repeat(64), isIncoming: false });
      const later = row({ atUtc: "2026-11-02T08:00:00.000Z" });
      const result = row({ id: "3".repeat(64), kind: "result" });
      await of().inTransaction(async ({ keptParcels }) => {
        for (const one of [later, first, result]) await keptParcels.add(one);
        expect(await keptParcels.of("template")).toEqual([first, later]);
        expect(await keptParcels.of("result")).toEqual([result]);
        expect(await keptParcels.find(first.id)).toEqual(first);
        expect(await keptParcels.find("4".repeat(64))).toBeNull();
      });
      await expect(of().inTransaction(({ keptParcels }) => keptParcels.add(first))).rejects.toThrow();
    });
  });
}
