import { describe, expect, it } from "vitest";
import type { RegisterLine } from "../core/register/register.ts";
import type { Office } from "./office.ts";

const line = (unit: string, part: Partial<RegisterLine> = {}): RegisterLine => {
  return { unit, unitType: "县直", predecessors: [], inspection: null, ...part };
};

/** Part of the office's conformance suite. */
export function describeRegisterLines(of: () => Office): void {
  describe("lines of the register", () => {
    it("are kept in the order of the table, and replaced as a whole", async () => {
      const inspection = { term: 15, year: 2024, round: "第一轮", state: "inspected" } as const;
      const lines = [line("乙局", { inspection }), line("甲局", { predecessors: ["甲办"] })];
      const many = Array.from({ length: 2_500 }, (_, index) => line(`单位${index}`));
      await of().inTransaction(async ({ registerLines }) => {
        expect(await registerLines.all()).toEqual([]);
        await registerLines.replace(many);
        expect(await registerLines.all()).toEqual(many);
        await registerLines.replace(lines);
        expect(await registerLines.all()).toEqual(lines);
        await registerLines.replace([]);
        expect(await registerLines.all()).toEqual([]);
      });
    });
  });
}
