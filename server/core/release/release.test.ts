import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FrozenForm, FrozenItem } from "../definition/frozen.ts";
import { compare, HUNDRED, parseRatio, printRatio, type Ratio, storeRatio } from "../ratio.ts";
import { DEFAULT_THRESHOLDS } from "../round/round.ts";
import type { BlockTally, LeafTally } from "../tally/tally.ts";
import type { FinalBlock } from "./final-block.ts";
import { release, releasePoll } from "./release.ts";
import type { FormResult, ReleasedForm } from "./released.ts";
import { choice, emptyForm } from "./scored-form.test-kit.ts";

const PRICES = ["100", "80", "60", "40", null];

const scored = (leaf: string, rest: Partial<FrozenItem> = {}): FrozenItem => ({
  leaf,
  part: null,
  weight: "100",
  dimension: null,
  focus: [],
  item: leaf,
  leader: null,
  ...rest,
});

const oneItem: FrozenForm = { ...emptyForm, leaves: [choice("q", PRICES)], items: [scored("q")] };

const rated = (counts: readonly number[], blank = 0): LeafTally => ({ kind: "choice", counts, blank });

interface Block {
  readonly id: string;
  readonly weight?: string;
  readonly isOutside?: boolean;
  readonly ballots: number;
  readonly valid?: number;
  readonly leaves: readonly LeafTally[];
}

function releaseBlocks(form: FrozenForm, blocks: readonly Block[]): ReleasedForm {
  const finals = blocks.map(({ id, weight = "50", isOutside = false, ballots }): FinalBlock => {
    return { id, name: `${id}类`, categories: [id], weight, isOutside, ballots };
  });
  const tallies = blocks.map(({ id, ballots, valid = ballots, leaves }): BlockTally => {
    return { block: id, ballots, bySource: { ticket: ballots }, valid, leaves };
  });
  const tally = { instrument: form.instrument, digest: "d", blocks: tallies };
  return release(form, "d", tally, finals, DEFAULT_THRESHOLDS);
}

const block = (id: string, counts: readonly number[], rest: Partial<Block> = {}): Block => ({
  id,
  ballots: counts.reduce((sum, n) => sum + n, 0),
  leaves: [rated(counts)],
  ...rest,
});

type Tables = Extract<FormResult, { level: "tables" }>;
function tablesOf(form: ReleasedForm): Tables {
  if (form.level !== "tables") throw new Error(`level ${form.level}`);
  return form;
}

const printed = (value: Ratio | null): string | null => value && printRatio(value, 2);

describe("release", () => {
  it("lets nothing but the number of ballots out below the floor", () => {
    expect(releaseBlocks(oneItem, [block("C", [4, 0, 0, 0, 0])])).toEqual({
      instrument: "one",
      version: "1",
      digest: "d",
      title: "one",
      shortTitle: "one",
      scoring: { rule: "items" },
      ballots: 4,
      excluded: [],
      raters: "own",
      level: "none",
      score: null,
    });
  });

  it("lets one score out below the table, and no tally travels along", () => {
    const form = releaseBlocks(oneItem, [block("C", [8, 1, 0, 0, 0])]);
    expect(Object.keys(form).toSorted()).toEqual([
      "ballots",
      "blocks",
      "digest",
      "excluded",
      "instrument",
      "level",
      "raters",
      "score",
      "scoring",
      "shortTitle",
      "title",
      "version",
    ]);
    expect(
      JSON.stringify(form, (_, value) => (typeof value === "bigint" ? String(value) : value)),
    ).not.toContain("counts");
  });

  it("weighs blocks, not heads, and shows outside raters of weight 0 apart", () => {
    const form = tablesOf(
      releaseBlocks(oneItem, [
        block("A", [10, 0, 0, 0, 0]),
        block("C", [0, 0, 0, 90, 0]),
        block("D", [0, 12, 0, 0, 0], { weight: "0", isOutside: true }),
      ]),
    );
    expect(printed(form.score)).toBe("70.00");
    expect(form).toMatchObject({ ballots: 100, valid: 100, bySource: { ticket: 100 } });
    expect(form.items[0]!.counts).toEqual([10, 0, 0, 90, 0]);
    expect(form.items[0]!.blocks.map((one) => [one.block, printed(one.mean)])).toEqual([
      ["A", "100.00"],
      ["C", "40.00"],
      ["D", "80.00"],
    ]);
  });

  it("scores outside raters that have a weight, and still decides the level by the unit's own people", () => {
    const outside = block("D", [0, 0, 0, 12, 0], { weight: "50", isOutside: true });
    expect(printed(releaseBlocks(oneItem, [block("C", [10, 0, 0, 0, 0]), outside]).score)).toBe("70.00");
    expect(releaseBlocks(oneItem, [block("C", [9, 0, 0, 0, 0]), outside]).level).toBe("score");
    expect(releaseBlocks(oneItem, [block("C", [4, 0, 0, 0, 0]), outside]).level).toBe("none");
  });

  it("names excluded outside raters and counts them nowhere", () => {
    const few = block("D", [0, 0, 0, 9, 0], { weight: "50", isOutside: true });
    const form = tablesOf(releaseBlocks(oneItem, [block("C", [10, 0, 0, 0, 0]), few]));
    expect(form).toMatchObject({ excluded: ["D类"], ballots: 10 });
    expect(form.blocks.map((one) => one.id)).toEqual(["C"]);
    expect(printed(form.score)).toBe("100.00");
    expect(form.items[0]!.counts).toEqual([10, 0, 0, 0, 0]);
  });

  it("gives one ballot one weight when all categories weigh 0", () => {
    const form = tablesOf(
      releaseBlocks(oneItem, [
        block("A", [10, 0, 0, 0, 0], { weight: "0" }),
        block("C", [0, 0, 0, 30, 0], { weight: "0" }),
      ]),
    );
    expect(printed(form.score)).toBe("55.00");
    expect(form.blocks.map((one) => storeRatio(one.weight))).toEqual(["10", "30"]);
  });

  it("counts 不了解 and 弃权 apart, and drops an item that hardly anybody rated", () => {
    const form: FrozenForm = {
      ...emptyForm,
      leaves: [choice("q", PRICES), choice("r", PRICES)],
      items: [scored("q", { weight: "75" }), scored("r", { weight: "25" })],
    };
    const tables = tablesOf(
      releaseBlocks(form, [
        { id: "C", ballots: 12, leaves: [rated([4, 0, 0, 0, 5], 3), rated([0, 12, 0, 0, 0])] },
      ]),
    );
    expect(tables.items[0]).toMatchObject({
      score: null,
      counts: null,
      valid: 4,
      abstained: 8,
      dontKnow: 5,
      blank: 3,
      isPooled: false,
    });
    expect(printed(tables.score)).toBe("80.00");
  });

  it("counts what has no price without scoring it", () => {
    const form: FrozenForm = { ...emptyForm, leaves: [choice("q", PRICES), { ...choice("x", ["1", "2"]) }] };
    const unpriced = form.leaves.map((leaf) =>
      leaf.kind === "choice" ? { ...leaf, options: leaf.options.map((o) => ({ ...o, points: null })) } : leaf,
    );
    const tables = tablesOf(
      releaseBlocks({ ...form, leaves: unpriced }, [
        { id: "C", ballots: 12, leaves: [rated([4, 4, 0, 0, 4]), rated([6, 5], 1)] },
      ]),
    );
    expect(tables.score).toBeNull();
    expect(tables.items[1]).toMatchObject({
      item: "x",
      weight: null,
      score: null,
      counts: [6, 5],
      valid: 11,
      blank: 1,
    });
  });

  it("refuses a tally of other ballots", () => {
    const tally = { instrument: "one", digest: "d", blocks: [] };
    const final = { id: "C", name: "C", categories: ["C"], weight: "1", isOutside: false, ballots: 9 };
    expect(() => release(oneItem, "d", tally, [final], DEFAULT_THRESHOLDS)).toThrow(
      expect.objectContaining({ code: "scoring.input" }),
    );
  });
});

describe("what stays true of every release", () => {
  const counts = fc.array(fc.nat({ max: 30 }), { minLength: 5, maxLength: 5 });
  const blocks = fc.uniqueArray(
    fc.record({
      id: fc.constantFrom("A", "B", "C", "E"),
      counts,
      weight: fc.constantFrom("0", "20", "30", "25/4"),
    }),
    { minLength: 1, maxLength: 4, selector: (one) => one.id },
  );
  const made = (all: readonly { id: string; counts: readonly number[]; weight: string }[]): ReleasedForm =>
    releaseBlocks(
      oneItem,
      all.map((one) => block(one.id, one.counts, { weight: one.weight })),
    );

  it("scores lie within the prices", () => {
    fc.assert(
      fc.property(blocks, (all) => {
        const { score } = made(all);
        expect(score === null || (compare(score, parseRatio(40)) >= 0 && compare(score, HUNDRED) <= 0)).toBe(
          true,
        );
      }),
    );
  });

  it("a better ballot never lowers a score", () => {
    fc.assert(
      fc.property(blocks, fc.nat({ max: 3 }), fc.integer({ min: 1, max: 3 }), (all, at, option) => {
        const chosen = all[at % all.length]!;
        fc.pre(chosen.counts[option]! > 0);
        const improved = chosen.counts.map((n, i) => (i === option ? n - 1 : i === option - 1 ? n + 1 : n));
        const before = made(all).score;
        const after = made(all.map((one) => (one === chosen ? { ...one, counts: improved } : one))).score;
        if (before === null) expect(after).toBeNull();
        else expect(compare(after!, before)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("the order of blocks does not matter to scores and totals", () => {
    fc.assert(
      fc.property(blocks, (all) => {
        const [one, other] = [made(all), made(all.toReversed())];
        expect(other.score).toEqual(one.score);
        if (one.level === "tables") expect(tablesOf(other).items[0]!.counts).toEqual(one.items[0]!.counts);
      }),
    );
  });

  it("tables add up: options, abstentions and block columns", () => {
    fc.assert(
      fc.property(blocks, (all) => {
        const form = made(all);
        if (form.level !== "tables") return;
        const item = form.items[0]!;
        expect(item.valid + item.abstained).toBe(form.ballots);
        if (item.counts) expect(item.counts.reduce((sum, n) => sum + n, item.blank)).toBe(form.ballots);
        for (const [i, total] of (item.counts ?? []).entries()) {
          if (item.blocks.length === 0) continue;
          expect(item.blocks.reduce((sum, one) => sum + one.counts[i]!, 0)).toBe(total);
        }
      }),
    );
  });
});

describe("releasePoll", () => {
  it("puts forms together with exact turnout", () => {
    const final = (instrument: string, ballots: number): FinalBlock => {
      return { id: instrument, name: "全体", categories: ["C"], weight: "100", isOutside: false, ballots };
    };
    const forms = (
      [
        ["a", 12],
        ["b", 3],
      ] as const
    ).map(([instrument, ballots]) => ({
      form: { ...oneItem, instrument },
      digest: instrument,
      tally: {
        instrument,
        digest: instrument,
        blocks: [
          { block: instrument, ballots, bySource: {}, valid: 0, leaves: [rated([0, 0, 0, 0, ballots])] },
        ],
      },
      blocks: [final(instrument, ballots)],
    }));
    const result = releasePoll({ poll: "p", forms, thresholds: DEFAULT_THRESHOLDS });
    expect(result).toMatchObject({ poll: "p", returned: 12, valid: 0 });
    expect(result.forms.map((form) => form.level)).toEqual(["tables", "none"]);
    expect(result.turnout[1]).toEqual({
      instrument: "b",
      blocks: [{ id: "b", name: "全体", categories: ["C"], ballots: 3, isOutside: false, isCounted: true }],
    });
  });
});
