import { describe, expect, it } from "vitest";
import type { FrozenForm } from "../definition/frozen.ts";
import { printRatio } from "../ratio.ts";
import { DEFAULT_THRESHOLDS } from "../round/round.ts";
import { release } from "./release.ts";
import { rollUp, type RollUpNode, SMALL_NODES } from "./roll-up.ts";
import { choice, emptyForm } from "./scored-form.test-kit.ts";

const form: FrozenForm = {
  ...emptyForm,
  leaves: [choice("q", ["100", "80", "60", "40", null])],
  items: [{ leaf: "q", part: null, weight: "100", dimension: null, focus: [], item: "q", leader: null }],
};

/** A node whose blocks are given as categories → [好, 较好]. */
function node(id: string, blocks: Readonly<Record<string, readonly [number, number]>>): RollUpNode {
  const entries = Object.entries(blocks).map(([categories, [good, fair]]) => ({
    id: [...categories].join("+"),
    categories: [...categories],
    counts: [good, fair, 0, 0, 0],
    ballots: good + fair,
  }));
  return {
    id,
    name: `单位${id}`,
    home: null,
    form,
    digest: "d",
    tally: {
      instrument: form.instrument,
      digest: "d",
      blocks: entries.map(({ id: block, counts, ballots }) => ({
        block,
        ballots,
        valid: ballots,
        bySource: { ticket: ballots },
        leaves: [{ kind: "choice", counts, blank: 0 }],
      })),
    },
    blocks: entries.map(({ id: block, categories, ballots }) => ({
      id: block,
      name: block,
      categories,
      weight: "50",
      isOutside: false,
      ballots,
    })),
  };
}

const up = (nodes: readonly RollUpNode[]) =>
  rollUp(nodes, DEFAULT_THRESHOLDS, { parent: null, smallName: "小单位合并" });
const shape = (nodes: readonly RollUpNode[]) => up(nodes)?.blocks.map(({ id, ballots }) => [id, ballots]);

describe("rollUp", () => {
  it("counts departments of 9, 8 and 7 as one block of 24 (case 17)", () => {
    const nodes = [node("a", { ABC: [9, 0] }), node("b", { ABC: [8, 0] }), node("cd", { ABC: [7, 0] })];
    expect(shape(nodes)).toEqual([[SMALL_NODES, 24]]);
    expect(up(nodes)?.items[0]?.counts).toEqual([24, 0, 0, 0, 0]);
  });

  it("leaves 7 ballots out beside 20 and 15, and says how many (case 17)", () => {
    const result = up([node("a", { ABC: [20, 0] }), node("b", { ABC: [15, 0] }), node("c", { ABC: [7, 0] })]);
    expect(result?.ballots).toBe(35);
    expect(result?.leftOut).toEqual({ nodes: 1, ballots: 7 });
  });

  it("joins 8 and 7 beside 20 into one more block (case 17)", () => {
    const nodes = [node("a", { ABC: [20, 0] }), node("b", { ABC: [8, 0] }), node("c", { ABC: [7, 0] })];
    expect(shape(nodes)).toEqual([
      ["A+B+C", 20],
      [SMALL_NODES, 15],
    ]);
  });

  it("joins categories at least as coarsely as every child (case 18)", () => {
    const fine = node("fine", { A: [12, 0], B: [20, 0], C: [90, 0] });
    expect(shape([node("x", { AB: [15, 0], C: [30, 0] }), fine])).toEqual([
      ["A+B", 47],
      ["C", 120],
    ]);
    expect(shape([node("x", { AB: [15, 0], C: [30, 0] }), node("y", { A: [12, 0], BC: [40, 0] })])).toEqual([
      ["A+B+C", 97],
    ]);
  });

  it("keeps the small nodes of one parent together in every total, so that none is the difference of two", () => {
    const of = (home: string | null, ...sizes: readonly number[]) =>
      sizes.map((n, i) => ({ ...node(`${home}${i}`, { ABC: [n, 0] }), home }));
    const total = (nodes: readonly RollUpNode[], parent: string | null) => {
      const found = rollUp(nodes, DEFAULT_THRESHOLDS, { parent, smallName: "小单位合并" });
      return [found?.blocks.map(({ ballots }) => ballots), found?.leftOut.ballots];
    };
    const children = of("P", 20, 6, 5);
    expect(total(children, "P")).toEqual([[20, 11], 0]);
    expect(total([...children, ...of(null, 7, 8)], null)).toEqual([[20, 26], 0]);
    expect(total([...children, ...of(null, 7)], null)).toEqual([[20, 11], 7]);
    expect(total(of("P", 20, 6), "P")).toEqual([[20], 6]);
    expect(total([...of("P", 20, 6), ...of(null, 7)], null)).toEqual([[20, 13], 0]);
  });

  it("leaves out with a withdrawn node all those it was together with, and what is held anew unless it has tables", () => {
    const of = (id: string, home: string | null, ballots: number, standing?: RollUpNode["standing"]) => ({
      ...node(id, { ABC: [ballots, 0] }),
      home,
      ...(standing && { standing }),
    });
    const total = (...nodes: readonly RollUpNode[]) => {
      const found = up(nodes);
      return found && [found.blocks.map(({ ballots }) => ballots), found.leftOut];
    };
    const large = of("large", "P", 20);
    const [six, seven, eight] = [of("six", "P", 6), of("seven", null, 7), of("eight", null, 8)];
    const withdrawn = of("five", "P", 5, "withdrawn");
    expect(total(large, six, of("five", "P", 5), seven, eight)).toEqual([[20, 26], { nodes: 0, ballots: 0 }]);
    expect(total(large, six, withdrawn, seven, eight)).toEqual([[20, 15], { nodes: 1, ballots: 6 }]);
    expect(total(large, six, withdrawn, of("again", "P", 9, "anew"), seven, eight)).toEqual([
      [20, 15],
      { nodes: 2, ballots: 15 },
    ]);
    expect(total(large, six, withdrawn, of("again", "P", 12, "anew"), seven, eight)).toEqual([
      [32, 15],
      { nodes: 1, ballots: 6 },
    ]);
    // Without the one that was withdrawn the others would not be a group of their own.
    expect(total(six, withdrawn, seven)).toBeNull();
    expect(total(of("large", "P", 20, "withdrawn"), six, of("five", "P", 5))).toEqual([
      [11],
      { nodes: 0, ballots: 0 },
    ]);
  });

  it("counts two sub-units that are small together, and leaves them out below the level of tables", () => {
    const below = (...sizes: readonly number[]) =>
      rollUp(
        sizes.map((n, i) => ({ ...node(`${i}`, { ABC: [n, 0] }), home: "P" })),
        DEFAULT_THRESHOLDS,
        { parent: "P", smallName: "小单位合并" },
      );
    expect(below(6, 4)?.blocks ?? null).toBeNull();
    expect(below(5, 5)?.blocks.map(({ name, ballots }) => [name, ballots])).toEqual([["小单位合并", 10]]);
    expect(below(9)).toBeNull();
    const [alone, own] = [below(12), node("0", { ABC: [12, 0] })];
    const released = release(own.form, own.digest, own.tally, own.blocks, DEFAULT_THRESHOLDS);
    if (released.level !== "tables") throw new Error("a unit of twelve has tables");
    expect(alone).toMatchObject({ nodes: 1, ballots: 12, leftOut: { nodes: 0, ballots: 0 } });
    expect(alone?.items[0]?.counts).toEqual(released.items[0]?.counts);
    expect(alone?.score).toEqual(released.score);
  });

  it("weighs the nodes' printed scores by ballots", () => {
    // 100.00 · 10 and 93.33 (20 好, 10 较好) · 30: (1000 + 2799.9) / 40
    const result = up([node("a", { ABC: [10, 0] }), node("b", { ABC: [20, 10] })]);
    expect(printRatio(result!.score!, 4)).toBe("94.9975");
  });

  it("gives nothing when no node may be counted, and refuses nodes with different questions", () => {
    expect(up([node("a", { ABC: [6, 0] })])).toBeNull();
    const other = {
      ...node("b", { ABC: [20, 0] }),
      form: { ...form, leaves: [choice("p", ["100", "80", "60", "40", null])], items: [] },
    };
    expect(() => up([node("a", { ABC: [20, 0] }), other])).toThrow("scoring.input");
  });
});
