import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { LooksInTurn } from "./looks-in-turn.ts";

const ALL = Array.from({ length: 20 }, (_, name) => ({ name }));

function turns(atOnce: number) {
  let now = 0;
  let under = 0;
  const seen: number[] = [];
  const most = { under: 0 };
  const looks = new LooksInTurn<{ readonly name: number }, number>(
    async ({ name }) => {
      most.under = Math.max(most.under, (under += 1));
      seen.push(name);
      await sleep(1);
      under -= 1;
      return seen.length;
    },
    { atOnce, spanMs: 100 },
    () => now,
  );
  return { looks, seen, most, pass: (ms: number) => void (now += ms) };
}

describe("looks in turn", () => {
  it("are few, however many ask at once", async () => {
    const { looks, seen, most } = turns(8);
    await Promise.all(Array.from({ length: 50 }, () => looks.refresh(ALL)));
    await Promise.all(Array.from({ length: 50 }, () => looks.refresh(ALL)));
    expect([seen.length, most.under]).toEqual([8, 8]);
    expect([looks.last(ALL[0]!), looks.last(ALL[19]!)]).toEqual([expect.any(Number), null]);
  });

  it("come to everybody in turn, the longest ago first", async () => {
    const { looks, seen, pass } = turns(8);
    for (let i = 0; i < 6; i += 1) {
      await looks.refresh(ALL);
      pass(100);
    }
    // Three passes reach everybody: the first three, and the next.
    for (const three of [seen.slice(0, 24), seen.slice(24)]) expect(new Set(three).size).toBe(20);
  });

  it("are not repeated within the span, and are after it", async () => {
    const { looks, seen, pass } = turns(8);
    const few = ALL.slice(0, 2);
    await looks.first(few[0]!);
    await looks.refresh(few);
    pass(99);
    await looks.refresh(few);
    expect(seen).toEqual([0, 1]);
    pass(1);
    await looks.refresh(few);
    expect(seen).toEqual([0, 1, 0, 1]);
  });
});
