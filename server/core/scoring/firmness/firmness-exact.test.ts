import { describe, expect, it } from "vitest";
import { seeded } from "../../../cli/demo/simulated-answers.ts";
import { forOffice } from "../office-only.ts";
import { EMPTY_ASSESSMENT, type Scheme, type UnitAssessment } from "../scheme.ts";
import { bruteForce } from "./brute-force.test-kit.ts";
import { firmnessOf, nearLimit } from "./firmness.ts";
import {
  type Counts,
  releaseSmall,
  scoreSmall,
  type SmallForm,
  type SmallQuestion,
  smallScheme,
  type SmallUnit,
} from "./small-unit.test-kit.ts";

type Random = () => number;
const below = (random: Random, n: number): number => Math.floor(random() * n);

function anyCounts(random: Random, ballots: number, answers: number): Counts {
  const outside = below(random, 3) === 0 ? below(random, ballots + 1) : below(random, 2);
  let left = ballots - Math.min(outside, ballots);
  const counts = Array.from({ length: answers - 2 }, () => {
    const n = below(random, left + 1);
    left -= n;
    return n;
  });
  return [...counts, left, ballots - total(counts) - left];
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0);

function anyForm(
  random: Random,
  id: string,
  blocks: readonly number[],
  kinds: readonly SmallQuestion["kind"][],
): SmallForm {
  const prices = blocks.length === 1 && kinds.length === 1 ? ["100", "80", "40"] : ["100", "40"];
  const isUnweighted = below(random, 5) === 0;
  return {
    id,
    blocks,
    weights: blocks.map(() => (isUnweighted ? "0" : String(10 + 10 * below(random, 6)))),
    questions: kinds.map((kind) => ({
      kind,
      prices,
      counts: blocks.map((ballots) => anyCounts(random, ballots, kind === "multi" ? 3 : prices.length + 1)),
    })),
  };
}

function anyAssessment(random: Random, { caps }: Scheme): UnitAssessment {
  const facts = caps.flatMap(({ id }) => (below(random, 3) === 0 ? [id] : []));
  return {
    ...EMPTY_ASSESSMENT,
    judgement: { style: { score: String(70 + below(random, 61) / 2), reason: "" } },
    facts,
    capDecisions: Object.fromEntries(
      facts.map((id) => [id, { confirmed: below(random, 3) > 0, reason: "r" }]),
    ),
    deductions: [{ points: String(below(random, 7) / 2), reason: "r" }],
    bonus: [{ points: String(below(random, 7) / 2), reason: "r" }],
  };
}

const scheme: Scheme = {
  ...smallScheme,
  caps: (["较好", "较差"] as const).map((atMost) => ({
    id: atMost,
    title: atMost,
    atMost,
    when: { fact: atMost },
  })),
};

/** The form is worth so little that no ballots may be enough. */
const withLightForm: Scheme = {
  ...scheme,
  parts: scheme.parts.map((part, i) => ({ ...part, points: i === 0 ? 15 : 85 })),
};

/** Beside the form there is one of few ballots (测评不计分), or a second one that counts. */
const withTwoForms: Scheme = {
  ...scheme,
  parts: [
    { id: "form", title: "f", points: 40, source: { from: "form", instrument: "one" } },
    { id: "other", title: "o", points: 20, source: { from: "form", instrument: "two" } },
    scheme.parts[1]!,
  ],
};

function found(unit: SmallUnit) {
  const forms = unit.forms.map((form) => releaseSmall(form, unit.floor));
  return firmnessOf(unit.scheme, scoreSmall(unit, forms), forms, { returned: 12, floor: unit.floor });
}

function anyUnit(
  random: Random,
  blocks: readonly number[],
  kinds: readonly SmallQuestion["kind"][],
  floor: number,
): SmallUnit {
  return {
    forms: [anyForm(random, "one", blocks, kinds)],
    floor,
    scheme: below(random, 4) === 0 ? withLightForm : scheme,
    assessment: anyAssessment(random, scheme),
  };
}

function expectExact(unit: SmallUnit): void {
  const brute = bruteForce(unit);
  const firmness = found(unit);
  const what = JSON.stringify({ unit, brute });
  if (firmness === null) {
    expect(brute, what).toBe(Infinity);
    return;
  }
  const ballots = forOffice(firmness.ballots!, "office");
  expect(ballots, what).toEqual(brute === Infinity ? { kind: "never" } : { kind: "exact", ballots: brute });
  expect(firmness.verdict, what).toBe(brute <= nearLimit(12) ? "near" : "firm");
}

const one = "choice" as const;
const rate = "multi" as const;

/** Blocks that have 12 ballots together at most; what is asked; the floor; how many units. */
const CASES: readonly {
  readonly blocks: readonly number[];
  readonly kinds: readonly SmallQuestion["kind"][];
  readonly floor: number;
  readonly units: number;
}[] = [
  { blocks: [12], kinds: [one], floor: 5, units: 20 },
  { blocks: [11], kinds: [one, one], floor: 5, units: 6 },
  { blocks: [10], kinds: [one, rate], floor: 5, units: 6 },
  { blocks: [5, 7], kinds: [one], floor: 5, units: 16 },
  { blocks: [6, 6], kinds: [one], floor: 5, units: 12 },
  { blocks: [5, 5], kinds: [one, one], floor: 5, units: 5 },
  { blocks: [5, 6], kinds: [one, rate], floor: 5, units: 4 },
  { blocks: [3, 4, 5], kinds: [one], floor: 3, units: 5 },
  { blocks: [3, 3, 4], kinds: [one], floor: 2, units: 6 },
  { blocks: [3, 3, 3, 3], kinds: [one], floor: 2, units: 1 },
  { blocks: [2, 2, 3, 3], kinds: [one], floor: 2, units: 3 },
];

describe("firmnessOf for small units", () => {
  it.each(CASES)(
    "is what brute force finds: blocks of $blocks ballots, $kinds, floor $floor",
    { timeout: 120_000 },
    ({ blocks, kinds, floor, units }) => {
      const random = seeded(20_261_129);
      for (let i = 0; i < units; i++) expectExact(anyUnit(random, blocks, kinds, floor));
    },
  );

  it("is looked at where the grade is held, near a line, firm, and out of reach of all ballots", () => {
    const random = seeded(20_261_129);
    const kinds = Array.from({ length: 40 }, () => {
      const firmness = found(anyUnit(random, [5, 7], [one], 5));
      return firmness && `${firmness.verdict} ${forOffice(firmness.ballots!, "office")!.kind}`;
    });
    expect(new Set(kinds)).toEqual(new Set([null, "near exact", "firm exact", "firm never"]));
  });

  it.each([
    { blocks: [5, 5], other: [4] },
    { blocks: [5, 5], other: [10] },
    { blocks: [10], other: [5, 5] },
  ])("is what brute force finds beside a second form: $blocks and $other", { timeout: 120_000 }, (sizes) => {
    const random = seeded(20_261_129);
    for (let i = 0; i < 4; i++) {
      const forms = [anyForm(random, "one", sizes.blocks, [one]), anyForm(random, "two", sizes.other, [one])];
      expectExact({ forms, floor: 5, scheme: withTwoForms, assessment: anyAssessment(random, scheme) });
    }
  });
});
