import { describe, expect, it } from "vitest";
import { alternate, type Comparison } from "./alternate.ts";
import { postBytes, sendAll } from "./load.ts";
import { readArguments } from "./read-arguments.ts";
import { linesOf } from "./report-lines.ts";
import { isMissed, resultOf } from "./result-of.ts";
import { type CountRow, ratioOf, type Row, verdictOf, verdictOfCount } from "./row.ts";
import { growthOf, quantileOf, spreadOf } from "./statistics.ts";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const compared = (change: Partial<Comparison>): Comparison => ({
  ratios: Array.from({ length: 15 }, () => 1),
  ratio: { median: 1, lower: 0.95, upper: 1.05 },
  base: { median: 1, lower: 1, upper: 1 },
  this: { median: 1, lower: 1, upper: 1 },
  othersShare: 0.02,
  voided: 0,
  slices: [],
  ...change,
});

describe("spreadOf", () => {
  it("gives median and quartiles between the nearest values", () => {
    expect(spreadOf([4, 1, 3, 2, 5])).toEqual({ median: 3, lower: 2, upper: 4 });
    expect(spreadOf([1, 2])).toEqual({ median: 1.5, lower: 1.25, upper: 1.75 });
    expect(() => spreadOf([])).toThrow(RangeError);
  });
});

describe("quantileOf", () => {
  it("gives the value below which a share of the values lies", () => {
    expect(quantileOf([3, 1, 2], 0.5)).toBe(2);
    expect(
      quantileOf(
        Array.from({ length: 101 }, (_, i) => i),
        0.99,
      ),
    ).toBe(99);
    expect(() => quantileOf([], 0.99)).toThrow(RangeError);
  });
});

describe("growthOf", () => {
  it("gives the power, its error, and what lies beyond", () => {
    const exact = growthOf([10, 100, 1000].map((size) => [size, 3 * size ** 0.5]));
    expect(exact.exponent).toBeCloseTo(0.5, 12);
    expect(exact.error).toBeCloseTo(0, 12);
    expect(exact.at(10_000).value).toBeCloseTo(300, 9);
    expect(exact.at(10_000).factor).toBeCloseTo(1, 9);
    const rough = growthOf([
      [Math.E, Math.E],
      [Math.E ** 2, Math.E ** 3],
      [Math.E ** 3, Math.E ** 2],
    ]);
    expect(rough.exponent).toBeCloseTo(0.5, 12);
    expect(rough.error).toBeCloseTo(Math.sqrt(1.5 / 2), 12);
    expect(rough.at(Math.E ** 4).value).toBeCloseTo(Math.E ** 3, 9);
    expect(rough.at(Math.E ** 4).factor).toBeGreaterThan(Math.exp(Math.sqrt(1.5)));
  });

  it("refuses what has no line", () => {
    const same = [10, 10, 10].map((size) => [size, 1] as const);
    for (const points of [same, same.slice(1)]) expect(() => growthOf(points)).toThrow(RangeError);
  });
});

describe("alternate", () => {
  it("runs base, this, base, … and compares each with its neighbours", async () => {
    const order: string[] = [];
    const slice = (name: string) => async () => {
      order.push(name);
      return { work: 1, measuredSeconds: name === "this" ? 3 : order.length };
    };
    const result = await alternate(2, "cpuMicroseconds", slice("base"), slice("this"));
    expect(order).toEqual(["base", "this", "base", "this", "base"]);
    expect(result.ratios).toEqual([3 / 2, 3 / 4]);
  });

  it("drops every pair that a voided slice touches", async () => {
    let slices = 0;
    const base = async () => ({ work: 1, failed: (slices += 1) === 2 ? 1 : 0 });
    const result = await alternate(4, "perSecond", base, async () => ({ work: 1 }));
    expect(result.voided).toBe(1);
    expect(result.ratios).toHaveLength(2);
  });
});

describe("verdictOf", () => {
  it("says whether the goal is met", () => {
    expect(verdictOf({ atLeast: 1 }, compared({}))).toBe("met");
    expect(verdictOf({ atLeast: 1.01 }, compared({}))).toBe("missed");
    expect(verdictOf({ atMost: 0.99 }, compared({}))).toBe("missed");
    expect(verdictOf({}, compared({}))).toBe("shown");
  });

  it("judges the figure itself where the goal is one", () => {
    const goal = { atMost: 2500, of: "this" } as const;
    expect(verdictOf(goal, compared({ this: { median: 2400, lower: 2300, upper: 2500 } }))).toBe("met");
    expect(verdictOf(goal, compared({ this: { median: 2600, lower: 2500, upper: 2700 } }))).toBe("missed");
    expect(verdictOf(goal, compared({ this: { median: 2400, lower: 1900, upper: 2600 } }))).toBe("NOISY");
  });

  it("is missed by one failed request where all have to succeed, unless others held the machine", () => {
    const goal = { atMost: 2, of: "this", isWhole: true } as const;
    expect(verdictOf(goal, compared({}))).toBe("met");
    expect(verdictOf(goal, compared({ voided: 1 }))).toBe("missed");
    expect(verdictOf(goal, compared({ voided: 1, othersShare: 0.2 }))).toBe("NOISY");
  });

  it("gives none on a busy or unsteady machine, or from few pairs", () => {
    expect(verdictOf({ atLeast: 0 }, compared({ othersShare: 0.2 }))).toBe("NOISY");
    expect(verdictOf({ atLeast: 0 }, compared({ ratio: { median: 1, lower: 0.8, upper: 1.2 } }))).toBe(
      "NOISY",
    );
    expect(verdictOf({ atLeast: 0 }, compared({ ratios: [1, 1, 1] }))).toBe("too few pairs");
  });
});

describe("verdictOfCount", () => {
  const base = { what: "of nothing much", value: 2 };
  it("compares with the goal, if there is one", () => {
    expect(verdictOfCount({ what: "", base, value: 4, atMost: 4 })).toBe("met");
    expect(verdictOfCount({ what: "", base, value: 5, atMost: 4 })).toBe("missed");
    expect(verdictOfCount({ what: "", base, value: 5 })).toBe("shown");
    expect(verdictOfCount({ what: "", base, value: 5, atMost: 4, othersShare: 0.2 })).toBe("NOISY");
    expect(verdictOfCount({ what: "", base, value: 4, atMost: 4, othersShare: 0.2 })).toBe("met");
  });

  it("judges the ratio where that is the goal, and never one that there is not", () => {
    expect(verdictOfCount({ what: "", base, value: 4, atMost: 2, of: "ratio" })).toBe("met");
    expect(verdictOfCount({ what: "", base, value: 4.1, atMost: 2, of: "ratio" })).toBe("missed");
    const without = { what: "", base: { none: "it is the least" }, value: 4, atMost: 2 } as const;
    expect(() => verdictOfCount({ ...without, of: "ratio" })).toThrow(RangeError);
    expect(ratioOf(without)).toBeNull();
    expect(ratioOf({ base: { what: "", value: 3 }, value: 1 })).toBe(0.333);
    expect(ratioOf({ base: { what: "", value: 0 }, value: 1 })).toBeNull();
  });
});

const alternating: Row = {
  id: "B1",
  what: "one",
  goal: { atLeast: 0.9 },
  unit: "per second",
  run: async () => compared({}),
};
const counting: CountRow = {
  id: "B2 memory",
  what: "two",
  notQuick: "it takes a fresh process",
  count: async ({ scale }) => [
    { what: "bytes", value: 30 * scale, base: { what: "of less", value: 20 }, atMost: 25 },
    { what: "requests", value: 4, base: { none: "one is the least" } },
  ],
};
const rows = [alternating, counting, { ...alternating, id: "B1 twice", notQuick: "B1 again" }];

describe("readArguments", () => {
  const idsOf = (...words: string[]) => readArguments(words, rows)?.rows.map(({ id }) => id);
  it("takes every row, or those whose names begin so, in the order of the rows", () => {
    expect(idsOf()).toEqual(["B1", "B2 memory", "B1 twice"]);
    expect(idsOf("B2", "B1 t")).toEqual(["B2 memory", "B1 twice"]);
    expect(readArguments([], rows)).toMatchObject({
      effort: { pairs: 15, scale: 1, isQuick: false },
      isJson: false,
      leftOut: [],
    });
  });

  it("leaves out in the quick form what cannot be quick, with its reason, unless it is named", () => {
    expect(readArguments(["--quick", "--json"], rows)).toMatchObject({
      effort: { pairs: 1, scale: 0.05, isQuick: true },
      isJson: true,
      rows: [{ id: "B1" }],
      leftOut: [
        { id: "B2 memory", because: "it takes a fresh process" },
        { id: "B1 twice", because: "B1 again" },
      ],
    });
    expect(idsOf("B2 memory", "--quick")).toEqual(["B2 memory"]);
  });

  it("refuses an option or a name that there is not", () => {
    for (const words of [["--fast"], ["B9"], ["B1", "B9"], ["--quick=yes"]])
      expect([words, readArguments(words, rows)]).toEqual([words, null]);
  });
});

describe("resultOf", () => {
  const effort = { pairs: 15, scale: 1, isQuick: false };
  it("has name, figure, base, ratio, goal and verdict, as JSON keeps them", async () => {
    const [one, two] = JSON.parse(
      JSON.stringify([await resultOf(alternating, effort), await resultOf(counting, effort)]),
    ) as unknown[];
    expect(one).toMatchObject({
      id: "B1",
      what: "one",
      goal: { atLeast: 0.9 },
      unit: "per second",
      verdict: "met",
      this: { median: 1, lower: 1, upper: 1 },
      base: { median: 1, lower: 1, upper: 1 },
      ratio: { median: 1, lower: 0.95, upper: 1.05 },
      slices: [],
    });
    expect(two).toEqual({
      id: "B2 memory",
      what: "two",
      counts: [
        {
          what: "bytes",
          value: 30,
          base: { what: "of less", value: 20 },
          ratio: 1.5,
          atMost: 25,
          verdict: "missed",
        },
        { what: "requests", value: 4, base: { none: "one is the least" }, ratio: null, verdict: "shown" },
      ],
    });
  });

  it("is printed with its base, or with the reason why there is none, and a missed goal is told apart", async () => {
    const results = [await resultOf(alternating, effort), await resultOf(counting, effort)];
    expect(results.map(isMissed)).toEqual([false, true]);
    expect(results.map(linesOf).join("\n").split("\n").filter(Boolean)).toEqual([
      "B1: one",
      "  met; goal ≥ 0.9; ratio 1.00 (0.950–1.05) of 15 pairs",
      "  base 1, this 1 per second (medians)",
      "  others used 2 % of the CPU; 0 slices void",
      "B2 memory: two",
      "  missed; goal ≤ 25; 30 bytes; base 20 of less; ratio 1.5",
      "  shown; goal none; 4 requests; no base: one is the least",
    ]);
  });
});

describe("sendAll", () => {
  it("sends every request once and tells 2xx from the rest", async () => {
    let seen = 0;
    const server = createServer((request, response) => {
      request.resume().on("end", () => {
        seen += 1;
        response.writeHead(seen % 4 === 0 ? 503 : 201, { "content-length": "2" }).end("{}");
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const requests = Array.from({ length: 40 }, () =>
      postBytes("/x", JSON.stringify({ pad: "0".repeat(20_000) })),
    );
    const outcome = await sendAll((server.address() as AddressInfo).port, 5, requests);
    server.close();
    expect(outcome).toEqual({ accepted: 30, failed: 10 });
    expect(seen).toBe(40);
  });
});
