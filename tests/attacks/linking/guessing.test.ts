import { describe, expect, it } from "vitest";
import { ascentChances, band, hitChances } from "./guessing.ts";

/** Every order of 0 … n − 1. */
function orders(n: number): number[][] {
  if (n === 0) return [[]];
  return orders(n - 1).flatMap((order) =>
    Array.from({ length: n }, (_, at) => [...order.slice(0, at), n - 1, ...order.slice(at)]),
  );
}

const share = (all: readonly number[][], count: (order: number[]) => number, k: number): number =>
  all.filter((order) => count(order) === k).length / all.length;

describe("guessing", () => {
  it("agrees with counting all orders of six", () => {
    const all = orders(6);
    const hits = (order: number[]) => order.filter((one, i) => one === i).length;
    const ascents = (order: number[]) => order.filter((one, i) => i > 0 && one > order[i - 1]!).length;
    hitChances(6).forEach((chance, k) => expect(chance).toBeCloseTo(share(all, hits, k), 12));
    ascentChances(6).forEach((chance, k) => expect(chance).toBeCloseTo(share(all, ascents, k), 12));
  });

  it("sums to one, with a mean of one hit among sixty", () => {
    const chances = hitChances(60);
    expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 12);
    expect(chances.reduce((sum, chance, k) => sum + k * chance, 0)).toBeCloseTo(1, 12);
  });

  it("puts the 99 % band of sixty pairs at 0 to 4 hits, and of their neighbours around 29.5", () => {
    expect(band(hitChances(60))).toEqual({ least: 0, most: 4 });
    const ascents = band(ascentChances(60));
    expect(ascents.least + ascents.most).toBe(59);
    expect(ascents.least).toBeGreaterThan(22);
    expect(ascents.least).toBeLessThan(25);
  });
});
