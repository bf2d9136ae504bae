import { describe, expect, it } from "vitest";
import { seeded } from "../../../cli/demo/simulated-answers.ts";
import type { FrozenForm } from "../../definition/frozen.ts";
import { parseRatio, printRatio } from "../../ratio.ts";
import { release } from "../../release/release.ts";
import type { ReleasedForm } from "../../release/released.ts";
import { choice, emptyForm, scoredForm } from "../../release/scored-form.test-kit.ts";
import type { Thresholds } from "../../round/round.ts";
import type { LeafTally } from "../../tally/tally.ts";
import { forOffice, sealForOffice } from "../office-only.ts";
import { EMPTY_ASSESSMENT, type Scheme, type UnitAssessment } from "../scheme.ts";
import { scoreUnit } from "../score-unit.ts";
import { type BallotsToMove, type Firmness, firmnessOf, nearLimit } from "./firmness.ts";

const scheme: Scheme = {
  formatVersion: 1,
  id: "s",
  version: "1",
  title: "s",
  parts: [
    { id: "form", title: "f", points: 60, source: { from: "form", instrument: "one" } },
    {
      id: "judged",
      title: "j",
      points: 40,
      source: { from: "judgement", dimensions: [{ id: "style", title: "作风" }] },
    },
  ],
  deductionLimit: 20,
  bonusLimit: 5,
  caps: [],
  grades: [
    { grade: "良好", from: 90 },
    { grade: "较好", from: 75 },
    { grade: "较差", from: 0 },
  ],
  validity: { participationAtLeast: "1/2", participationWarn: "0.7" },
};

/** Good, poor, and what is outside the base. */
const OPTIONS = ["100", "40", null];
/** Ballots per option, of one item in one block. */
type Counts = readonly number[];

function formOf(items: number): FrozenForm {
  const names = Array.from({ length: items }, (_, i) => `q${i}`);
  return {
    ...emptyForm,
    leaves: names.map((name) => choice(name, OPTIONS)),
    items: names.map((leaf, i) => ({
      leaf,
      part: null,
      weight: String(60 - 20 * i),
      dimension: null,
      focus: [],
      item: leaf,
      leader: null,
    })),
  };
}

/** @param blocks per block, per item, the counts */
function releaseCounts(blocks: readonly (readonly Counts[])[], thresholds: Thresholds): ReleasedForm {
  const form = formOf(blocks[0]!.length);
  const sum = (counts: Counts): number => counts.reduce((total, n) => total + n, 0);
  const named = blocks.map((items, i) => ({ id: `B${i}`, items, ballots: sum(items[0]!) }));
  return release(
    form,
    "d",
    {
      instrument: "one",
      digest: "d",
      blocks: named.map(({ id, items, ballots }) => ({
        block: id,
        ballots,
        bySource: {},
        valid: ballots,
        leaves: items.map((counts): LeafTally => ({ kind: "choice", counts, blank: 0 })),
      })),
    },
    named.map(({ id, ballots }, i) => ({
      id,
      name: id,
      categories: [id],
      weight: String(30 + 40 * i),
      isOutside: false,
      ballots,
    })),
    thresholds,
  );
}

const judged = (score: string): UnitAssessment => ({
  ...EMPTY_ASSESSMENT,
  judgement: { style: { score, reason: "" } },
});

const scored = (forms: readonly ReleasedForm[], assessment: UnitAssessment, by: Scheme = scheme) =>
  scoreUnit(by, { forms, assessment, eligible: 12, participated: 12 });

function firmness(
  forms: readonly ReleasedForm[],
  assessment: UnitAssessment,
  by: Scheme = scheme,
): Firmness | null {
  return firmnessOf(by, scored(forms, assessment, by), forms, { returned: 12, floor: 5 });
}

const numbers = (found: Firmness | null): BallotsToMove => forOffice(found!.ballots!, "office")!;

/** All ways to spread n ballots over the three options. */
function* countsOf(n: number): Generator<Counts> {
  for (let good = 0; good <= n; good++) {
    for (let poor = 0; poor <= n - good; poor++) yield [good, poor, n - good - poor];
  }
}

const distance = (a: Counts, b: Counts): number => a.reduce((sum, n, i) => sum + Math.max(0, b[i]! - n), 0);

/** Every tally there is, through release and score: the nearest with another grade. */
function bruteForce(
  blocks: readonly (readonly Counts[])[],
  assessment: UnitAssessment,
  thresholds: Thresholds,
  by: Scheme = scheme,
): number {
  const grade = (of: readonly (readonly Counts[])[]) =>
    scored([releaseCounts(of, thresholds)], assessment, by).computed;
  const before = grade(blocks);
  const cells = blocks.flatMap((items, b) => items.map((counts) => ({ b, counts })));
  let fewest = Infinity;
  const visit = (at: number, chosen: readonly Counts[]): void => {
    // A ballot answers all items of its block at once; blocks change on their own.
    const perBlock = blocks.map((_, b) =>
      Math.max(0, ...chosen.map((to, i) => (cells[i]!.b === b ? distance(cells[i]!.counts, to) : 0))),
    );
    const changed = perBlock.reduce((sum, n) => sum + n, 0);
    if (changed >= fewest) return;
    if (at < cells.length) {
      const { counts } = cells[at]!;
      for (const to of countsOf(counts.reduce((sum, n) => sum + n, 0))) visit(at + 1, [...chosen, to]);
      return;
    }
    const items = blocks[0]!.length;
    const all = blocks.map((_, b) => chosen.slice(b * items, (b + 1) * items));
    if (grade(all) !== before) fewest = changed;
  };
  visit(0, []);
  return fewest;
}

const random = seeded(20_261_128);
const pick = (n: number): number => Math.floor(random() * n);
function anyCounts(n: number): Counts {
  const outside = pick(4) === 0 ? pick(n + 1) : pick(3);
  const good = pick(n - outside + 1);
  return [good, n - outside - good, outside];
}
const anyJudged = (): UnitAssessment => judged(String(70 + pick(61) / 2));

function expectWithin(
  blocks: readonly (readonly Counts[])[],
  assessment: UnitAssessment,
  thresholds: Thresholds,
): boolean {
  const forms = [releaseCounts(blocks, thresholds)];
  const brute = bruteForce(blocks, assessment, thresholds);
  const found = firmness(forms, assessment);
  const { atLeast, atMost } = numbers(found);
  const what = JSON.stringify({ blocks, judged: assessment.judgement, brute, atLeast, atMost });
  expect(atLeast, what).toBeLessThanOrEqual(brute);
  expect(atMost ?? Infinity, what).toBeGreaterThanOrEqual(brute);
  expect(found!.verdict, what).toBe(atLeast <= nearLimit(12) ? "near" : "firm");
  return atLeast === brute;
}

const WIDE: Thresholds = { floor: 5, table: 10, block: 10 };

describe("firmnessOf", () => {
  it("agrees with brute force on one block of one item", () => {
    let exact = 0;
    for (let i = 0; i < 120; i++)
      if (expectWithin([[anyCounts(10 + pick(3))]], anyJudged(), WIDE)) exact += 1;
    expect(exact).toBeGreaterThan(110);
  });

  it("agrees with brute force on one block of two items", { timeout: 120_000 }, () => {
    let exact = 0;
    for (let i = 0; i < 25; i++) {
      const n = 10 + pick(2);
      if (expectWithin([[anyCounts(n), anyCounts(n)]], anyJudged(), WIDE)) exact += 1;
    }
    expect(exact).toBeGreaterThan(20);
  });

  it("agrees with brute force on two blocks, pooled or not", { timeout: 120_000 }, () => {
    let exact = 0;
    for (let i = 0; i < 40; i++) {
      const n = 5 + pick(3);
      if (expectWithin([[anyCounts(n)], [anyCounts(12 - n)]], anyJudged(), { ...WIDE, block: 5 })) exact += 1;
    }
    expect(exact).toBeGreaterThan(15);
  });

  it("counts the ballots of a worked case", () => {
    // 60 · 94 + 40 · 84 = 90.00: one poor answer more and the mean of ten is 88, the total 86.40.
    const forms = [releaseCounts([[[9, 1, 0]]], WIDE)];
    expect(printRatio(scored(forms, judged("84")).total!, 2)).toBe("90.00");
    expect(numbers(firmness(forms, judged("84")))).toEqual({ atLeast: 1, atMost: 1 });
    expect(firmness(forms, judged("84"))?.verdict).toBe("near");
    // 96.4: three poor answers leave 85.6 + … = 60·76 + 40·100 = 85.60, two leave 89.20; one leaves 92.80.
    expect(numbers(firmness(forms, judged("100")))).toEqual({ atLeast: 2, atMost: 2 });
  });

  it("agrees with brute force under confirmed limits, vetoes, deductions and a bonus", () => {
    const reached = { held: 0, moved: 0 };
    for (let i = 0; i < 150; i++) {
      const caps = (["较好", "较差"] as const).map((atMost) => {
        return { id: atMost, title: atMost, atMost, when: { fact: atMost } };
      });
      const by: Scheme = { ...scheme, caps };
      const facts = caps.flatMap(({ id }) => (pick(2) === 0 ? [id] : []));
      const assessment: UnitAssessment = {
        ...anyJudged(),
        facts,
        capDecisions: Object.fromEntries(facts.map((id) => [id, { confirmed: pick(3) > 0, reason: "r" }])),
        deductions: [{ points: String(pick(9) / 2), reason: "r" }],
        bonus: [{ points: String(pick(9) / 2), reason: "r" }],
      };
      const blocks = [[anyCounts(10 + pick(3))]];
      const brute = bruteForce(blocks, assessment, WIDE, by);
      const found = firmness([releaseCounts(blocks, WIDE)], assessment, by);
      const what = JSON.stringify({ blocks, assessment, brute });
      if (found === null) {
        expect(brute, what).toBe(Infinity);
        reached.held += 1;
        continue;
      }
      const { atLeast, atMost } = numbers(found);
      expect(atLeast, what).toBeLessThanOrEqual(brute);
      expect(atMost ?? Infinity, what).toBeGreaterThanOrEqual(brute);
      if (brute < Infinity && assessment.facts.length > 0) reached.moved += 1;
    }
    expect(reached.held).toBeGreaterThan(10);
    expect(reached.moved).toBeGreaterThan(20);
  });

  it("says nothing of a unit too small to be counted, which no ballot can move", () => {
    const none = releaseCounts([[[4, 0, 0]]], WIDE);
    expect(none.level).toBe("none");
    expect(scored([none], judged("84"))).toMatchObject({ computed: "较好", notes: ["unscored"] });
    expect(firmness([none], judged("84"))).toBeNull();
  });

  it("does not look up where a confirmed limit holds the grade", () => {
    const cap = { id: "c", title: "c", atMost: "较差" as const, when: { fact: "f" } };
    const assessment = {
      ...judged("100"),
      facts: ["f"],
      capDecisions: { c: { confirmed: true, reason: "r" } },
    };
    const forms = [releaseCounts([[[9, 1, 0]]], WIDE)];
    expect(firmness(forms, assessment, { ...scheme, caps: [cap] })).toBeNull();
  });

  it("says nothing where a form has one score and no tables, and nothing without a grade", () => {
    const small = [scoredForm("one", "90", 6)];
    expect(firmness(small, judged("100"))).toEqual({ verdict: "unknown", ballots: null });
    expect(firmness(small, EMPTY_ASSESSMENT)).toBeNull();
    expect(firmness([], judged("100"))).toBeNull();
  });

  it("is firm when not even all ballots together could move the grade", () => {
    const tiny: Scheme = {
      ...scheme,
      parts: scheme.parts.map((part, i) => ({ ...part, points: i === 0 ? 1 : 99 })),
    };
    const found = firmness([releaseCounts([[[9, 1, 0]]], WIDE)], judged("80"), tiny);
    expect(found?.verdict).toBe("firm");
    expect(numbers(found).atMost).toBeNull();
  });
});

describe("OfficeOnly", () => {
  const secret = sealForOffice({ atLeast: 3, atMost: parseRatio(3) });

  it("opens for the office and for nobody else", () => {
    expect(forOffice(secret, "office")?.atLeast).toBe(3);
    expect(forOffice(secret, "group")).toBeNull();
    expect(forOffice(secret, "viewer")).toBeNull();
  });

  it("cannot be printed", () => {
    expect(JSON.stringify({ secret })).toBe("{}");
    expect(`${String(secret)}|${JSON.stringify([secret])}`).toBe("|[null]");
    expect({ ...secret }).toEqual({});
  });
});
