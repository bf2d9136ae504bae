import { describe, expect, it } from "vitest";
import type { FrozenForm, Leaf } from "../definition/frozen.ts";
import { parseRatio, printRatio, storeRatio, sum } from "../ratio.ts";
import { release } from "../release/release.ts";
import type { ReleasedForm } from "../release/released.ts";
import { choice, emptyForm } from "../release/scored-form.test-kit.ts";
import { DEFAULT_THRESHOLDS } from "../round/round.ts";
import { foldBallots } from "../tally/fold.ts";
import { EMPTY_ASSESSMENT, type IndicatorSource, type Selection, type UnitAssessment } from "./scheme.ts";
import { type IndicatorValue, scoreIndicator } from "./score-indicator.ts";

const PRICES = ["100", "80", "60", "40", null];

const problems: Leaf = {
  kind: "multi",
  id: "p",
  question: "p",
  title: "p",
  options: ["a", "b", "none", "unknown"].map((value) => ({
    value,
    text: value,
    points: null,
    dontKnow: value === "unknown",
    ...(value === "a" || value === "b" ? { tag: "形式主义" } : {}),
    ...(value === "b" ? { dimension: "life" as const } : {}),
  })),
  none: 2,
  unknown: 3,
};

const item = (
  leaf: string,
  weight: string | null,
  dimension: "style" | "life",
  leader: number | null = null,
) => {
  return {
    leaf,
    part: null,
    weight,
    dimension,
    focus: dimension === "style" ? ["f2"] : [],
    item: leaf,
    leader,
  };
};

const form: FrozenForm = {
  ...emptyForm,
  leaders: [
    { position: 1, name: "甲", post: "书记", isPrincipal: true },
    { position: 2, name: "乙", post: "副职", isPrincipal: false },
  ],
  leaves: [
    choice("q1", PRICES),
    choice("q2", PRICES),
    choice("q3", PRICES),
    problems,
    choice("l1", PRICES),
    choice("l2", PRICES),
  ],
  items: [
    item("q1", "30", "style"),
    item("q2", "10", "style"),
    item("q3", null, "life"),
    { ...item("p", null, "style"), item: "p" },
    item("l1", "100", "life", 1),
    item("l2", "100", "life", 2),
  ],
  scoring: { rule: "leaders", principal: 40, others: 60 },
};

/** `n` ballots, half of them by the first answers, half by the second. */
function released(
  n: number,
  first: readonly number[],
  second: readonly number[],
  ticks: readonly number[],
): ReleasedForm {
  const fold = foldBallots(form, "d");
  for (let i = 0; i < n; i++) {
    const [a, b, c, d, e] = i % 2 === 0 ? first : second;
    fold.add("C", [a!, b!, c!, ticks, d!, e!], "ticket");
  }
  const block = { id: "C", name: "C", categories: ["C"], weight: "100", isOutside: false, ballots: n };
  return release(form, "d", fold.finish(), [block], DEFAULT_THRESHOLDS);
}

const TABLES = released(10, [0, 1, 2, 0, 1], [0, 3, 4, 2, 1], [0]);

const value = (
  source: IndicatorSource,
  assessment: Partial<UnitAssessment> = {},
  forms: readonly ReleasedForm[] = [TABLES],
): IndicatorValue =>
  scoreIndicator({ id: "i", title: "i", weight: 100, source }, parseRatio(20), {
    forms,
    assessment: { ...EMPTY_ASSESSMENT, ...assessment },
  });

const printed = (source: IndicatorSource, assessment: Partial<UnitAssessment> = {}): string | null => {
  const found = value(source, assessment).value;
  return found && printRatio(found, 2);
};

const one = { instrument: "one" } as const;

describe("scoreIndicator", () => {
  it("takes items by dimension, focus and name, never those about one leader", () => {
    // q1 100, q2 (80 + 40) / 2 = 60, q3 60 of five valid: weights 30 and 10
    expect(printed({ from: "items", ...one, select: { dimension: "style" } })).toBe("90.00");
    expect(printed({ from: "items", ...one, select: { focus: "f2" } })).toBe("90.00");
    expect(printed({ from: "items", ...one, select: { items: ["q3"] } })).toBe("60.00");
    expect(printed({ from: "items", ...one, select: { items: ["q1", "q3"] } })).toBe("100.00");
    expect(value({ from: "items", ...one, select: { dimension: "life" } })).toMatchObject({
      value: null,
      leftOut: "unused",
    });
  });

  it("counts a positive share over the valid answers", () => {
    expect(printed({ from: "positive", ...one, positive: ["0", "1"] })).toBe("87.50");
    expect(printed({ from: "positive", ...one, positive: ["0"], select: { items: ["q1"] } })).toBe("100.00");
  });

  it("takes the problem rate of questions, or the mean rate of the options of a tag", () => {
    expect(printed({ from: "problems", ...one })).toBe("0.00");
    expect(printed({ from: "problems", ...one, select: { tag: "形式主义" } })).toBe("50.00");
    expect(printed({ from: "problems", ...one, select: { tag: "官僚主义" } })).toBeNull();
  });

  it("takes of a question whose options have dimensions of their own those of the dimension", () => {
    const by = (select: Selection) => printed({ from: "problems", ...one, select });
    expect(by({ dimension: "style" })).toBe("0.00");
    expect(by({ dimension: "life" })).toBe("100.00");
    expect(by({ dimension: "life", tag: "形式主义" })).toBe("100.00");
    expect(by({ dimension: "staffing" })).toBeNull();
    expect(by({ dimension: "life", items: ["q1"] })).toBeNull();
  });

  it("weighs principals and others by the scheme's own weights", () => {
    // principal (100 + 60) / 2 = 80, other 80 … 80
    expect(printed({ from: "members", ...one, principal: 40, others: 60 })).toBe("80.00");
    const uneven = released(10, [0, 0, 0, 0, 3], [0, 0, 0, 0, 3], [2]);
    const by = (principal: number, others: number): string =>
      storeRatio(value({ from: "members", ...one, principal, others }, {}, [uneven]).value!);
    expect([by(40, 60), by(50, 50)]).toEqual(["64", "70"]);
  });

  it("knows one score and no more where no tables are released", () => {
    const small = released(6, [0, 0, 0, 0, 3], [0, 0, 0, 0, 3], [2]);
    const by = (source: IndicatorSource) => value(source, {}, [small]);
    expect(printRatio(by({ from: "members", ...one, principal: "40", others: "60.0" }).value!, 2)).toBe(
      "64.00",
    );
    expect(by({ from: "members", ...one, principal: 50, others: 50 })).toMatchObject({
      value: null,
      leftOut: "score-only",
    });
    expect(by({ from: "problems", ...one })).toMatchObject({ value: null, leftOut: "score-only" });
    expect(by({ from: "form", ...one }).value).not.toBeNull();
  });

  it("adds and takes off counted facts within their limits and 0–100", () => {
    const source: IndicatorSource = {
      from: "counted",
      base: 90,
      counts: [
        { id: "bad", title: "bad", each: "-2.5", limit: 20 },
        { id: "good", title: "good", each: 3, limit: 6 },
      ],
    };
    expect(printed(source, { supervision: { bad: 3, good: 1 } })).toBe("85.50");
    expect(printed(source, { supervision: { bad: 99, good: 99 } })).toBe("76.00");
    const full = value({ ...source, base: 98 }, { supervision: { bad: 0, good: 5 } });
    expect(printRatio(full.value!, 2)).toBe("100.00");
    expect(sum(full.lines.map(({ contribution }) => contribution!))).toEqual(full.value);
    expect(value(source, { supervision: { bad: 1 } })).toMatchObject({ value: null, leftOut: "not-entered" });
    expect(() => value(source, { supervision: { bad: -1, good: 0 } })).toThrow(
      expect.objectContaining({ code: "scoring.input" }),
    );
  });

  it("leaves out one highest and one lowest of a panel from seven scores on; 回避 never counts", () => {
    const sheet = (...scores: readonly (number | null)[]): Partial<UnitAssessment> => ({
      panels: { i: scores.map((score, n) => ({ judge: `评委${n}`, score, isRecused: n === 0 })) },
    });
    const panel: IndicatorSource = { from: "panel", dropFrom: 7 };
    expect(printed(panel, sheet(0, 60, 90, 90, 90, 90, 90, 100))).toBe("90.00");
    expect(printed(panel, sheet(0, 60, 90, 90, 90, 90, 90))).toBe("85.00");
    const lines = value(panel, sheet(0, 60, 90, 90, null, 90, 90, 90, 100)).lines;
    expect(lines.map(({ leftOut }) => leftOut)).toEqual([
      "recused",
      "extreme",
      null,
      null,
      "not-entered",
      null,
      null,
      null,
      "extreme",
    ]);
    expect(sum(lines.flatMap(({ contribution }) => contribution ?? []))).toEqual(parseRatio(90));
    expect(value(panel, sheet(50))).toMatchObject({ value: null, leftOut: "not-entered" });
    expect(() => value(panel, sheet(0, 101))).toThrow(expect.objectContaining({ code: "scoring.input" }));
  });
});
