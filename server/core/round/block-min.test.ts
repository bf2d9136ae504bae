import { describe, expect, it } from "vitest";
import type { Instrument } from "../definition/instrument.ts";
import { finalBlocks } from "../release/final-block.ts";
import { blockMinOf } from "./block-min.ts";
import { planPoll } from "./plan-poll.ts";
import { DEFAULT_THRESHOLDS } from "./round.ts";

const items = (repeat?: "leaders") =>
  ({ items: { t01: { repeat } } }) as unknown as Pick<Instrument, "items">;
const chosen = { smallBlocks: true, thresholds: DEFAULT_THRESHOLDS };

describe("blockMinOf", () => {
  it("is five for forms about the unit, in a round that chose so", () => {
    expect(blockMinOf(chosen, items())).toBe(5);
    expect(blockMinOf({ ...chosen, smallBlocks: false }, items())).toBeUndefined();
    expect(blockMinOf({ thresholds: DEFAULT_THRESHOLDS }, items())).toBeUndefined();
  });

  it("is never less than that of the thresholds for cards about named people", () => {
    expect(blockMinOf(chosen, items("leaders"))).toBeUndefined();
  });

  it("never makes blocks larger", () => {
    expect(blockMinOf({ smallBlocks: true, thresholds: { floor: 1, table: 1, block: 1 } }, items())).toBe(1);
  });
});

describe("a form with a smallest block of its own", () => {
  const plan = planPoll({
    categories: (["A", "B", "C"] as const).map((id, i) => ({
      id,
      name: id,
      weight: ["20", "30", "50"][i]!,
      eligible: [6, 7, 12][i]!,
      isOutside: false,
    })),
    forms: [
      { instrument: "unit", digest: "", categories: ["A", "B", "C"], blockMin: 5 },
      { instrument: "people", digest: "", categories: ["B", "C"] },
    ],
    thresholds: DEFAULT_THRESHOLDS,
  });
  const idsOf = (blocks: readonly { readonly id: string }[]) => blocks.map(({ id }) => id);

  it("is cut by it before printing, beside one that is not", () => {
    expect(plan.forms.map(({ blocks }) => idsOf(blocks))).toEqual([["A", "B", "C"], ["B+C"]]);
  });

  it.each([
    [{ A: 5, B: 5, C: 5 }, ["A", "B", "C"]],
    [{ A: 4, B: 7, C: 12 }, ["A+B", "C"]],
    [{ A: 2, B: 3, C: 4 }, ["A+B+C"]],
    [{ A: 0, B: 7, C: 12 }, ["B", "C"]],
  ])("is cut by it on ballots: %j", (ballots, blocks) => {
    const final = finalBlocks(plan.forms[0]!, new Map(Object.entries(ballots)), DEFAULT_THRESHOLDS);
    expect(idsOf(final.blocks)).toEqual(blocks);
  });
});
