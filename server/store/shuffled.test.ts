import { describe, expect, it } from "vitest";
import { shuffled } from "./shuffled.ts";

describe("shuffled", () => {
  it("keeps every row once and leaves the given list alone", () => {
    const rows = Array.from({ length: 100 }, (_, i) => i);
    const copy = shuffled(rows);
    expect(rows[0]).toBe(0);
    expect(copy).not.toEqual(rows);
    expect(copy.toSorted((a, b) => a - b)).toEqual(rows);
  });

  it("gives each of the six orders of three rows about equally often", () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i += 1) {
      const order = shuffled(["a", "b", "c"]).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // 1000 ± 29; seven standard deviations.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(200);
  });

  it("takes empty and single lists", () => {
    expect(shuffled([])).toEqual([]);
    expect(shuffled([1])).toEqual([1]);
  });
});
