import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, parseRatio, storeRatio } from "../ratio.ts";
import { DEFAULT_THRESHOLDS } from "../round/round.ts";
import { partition } from "./partition.ts";

const NAMES = ["A", "B", "C", "D", "E", "F"];
const WEIGHTS = ["20", "30", "50", "0", "10", "25/4"];

interface Cut {
  readonly blocks: readonly { readonly id: string; readonly ballots: number; readonly weight: string }[];
  readonly excluded: readonly string[];
}

/** Categories A, B, C … with these ballots; `outside` names those that are not the unit's own people. */
function cut(ballots: readonly number[], { block = 10, table = 10, outside = "" } = {}): Cut {
  const categories = ballots.map((_, i) => ({
    id: NAMES[i]!,
    weight: parseRatio(WEIGHTS[i]!),
    isOutside: outside.includes(NAMES[i]!),
  }));
  const { blocks, excluded } = partition(categories, ({ id }) => ballots[NAMES.indexOf(id)]!, {
    block,
    table,
  });
  return {
    blocks: blocks.map((run) => ({
      id: run.members.map((one) => one.id).join(""),
      ballots: run.size,
      weight: storeRatio(run.weight),
    })),
    excluded: excluded.map((run) => run.members.map((one) => one.id).join("")),
  };
}

const named = (ballots: readonly number[]): string =>
  cut(ballots)
    .blocks.map((one) => `${one.id} ${one.ballots}`)
    .join(" | ");

describe("partition", () => {
  it.each([
    [[5, 10, 30], "AB 15 | C 30"],
    [[5, 5, 8], "ABC 18"],
    [[7, 10, 26], "AB 17 | C 26"],
    [[0, 6, 20], "BC 26"],
    [[10, 9, 10], "AB 19 | C 10"],
    [[4, 20, 4], "ABC 28"],
    [[9, 9, 9], "ABC 27"],
    [[12, 20, 90], "A 12 | B 20 | C 90"],
    [[3, 9, 28], "AB 12 | C 28"],
    [[1, 0, 0], "A 1"],
    [[0, 0, 0], ""],
  ])("cuts %j into %s", (ballots, expected) => expect(named(ballots)).toBe(expected));

  it("adds the weights of categories with ballots only", () => {
    expect(cut([5, 10, 30]).blocks.map((one) => one.weight)).toEqual(["50", "50"]);
    expect(cut([0, 6, 20]).blocks.map((one) => one.weight)).toEqual(["80"]);
    expect(cut([12, 0, 0, 0, 0, 12]).blocks.map((one) => one.weight)).toEqual(["20", "25/4"]);
  });

  it("never joins outside raters: enough are a block, too few are excluded, none are not mentioned", () => {
    expect(cut([5, 5, 20, 12], { outside: "D" })).toMatchObject({
      blocks: [{ id: "AB" }, { id: "C" }, { id: "D", ballots: 12 }],
      excluded: [],
    });
    expect(cut([5, 5, 20, 9], { outside: "D" }).excluded).toEqual(["D"]);
    expect(cut([5, 5, 20, 0], { outside: "D" }).excluded).toEqual([]);
    expect(cut([10, 9, 10], { outside: "B" }).blocks.map((one) => one.id)).toEqual(["A", "C"]);
  });

  it("joins everything while all together are below the table", () => {
    expect(cut([4, 4], { block: 3, table: 10 }).blocks).toMatchObject([{ id: "AB" }]);
    expect(cut([5, 5], { block: 3, table: 10 }).blocks).toMatchObject([{ id: "A" }, { id: "B" }]);
  });

  const counts = fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: NAMES.length });
  const inside = (ballots: readonly number[]): number => ballots.reduce((sum, n) => sum + n, 0);

  it("gives blocks of at least `block` ballots, or a single one", () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 15 }), (ballots, block) => {
        const { blocks } = cut(ballots, { block, table: DEFAULT_THRESHOLDS.table });
        const isSafe =
          blocks.every((one) => one.ballots >= block) && inside(ballots) >= DEFAULT_THRESHOLDS.table;
        expect(blocks.length <= 1 || isSafe).toBe(true);
      }),
    );
  });

  it("loses no ballot, keeps the order and joins neighbours only", () => {
    fc.assert(
      fc.property(counts, (ballots) => {
        const { blocks } = cut(ballots);
        expect(inside(blocks.map((one) => one.ballots))).toBe(inside(ballots));
        expect(blocks.map((one) => one.id).join("")).toBe(NAMES.filter((_, i) => ballots[i]).join(""));
      }),
    );
  });

  it("adds to the weight of those who have ballots", () => {
    fc.assert(
      fc.property(counts, (ballots) => {
        const wanted = ballots.reduce(
          (sum, n, i) => (n > 0 ? add(sum, parseRatio(WEIGHTS[i]!)) : sum),
          parseRatio(0),
        );
        const found = cut(ballots).blocks.reduce(
          (sum, one) => add(sum, parseRatio(one.weight)),
          parseRatio(0),
        );
        expect(found).toEqual(wanted);
      }),
    );
  });
});
