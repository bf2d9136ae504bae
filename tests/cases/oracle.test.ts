import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isProblem } from "../../server/core/problem.ts";
import { parseRatio, printRatio, type Ratio, toNumber } from "../../server/core/ratio.ts";
import { democratic, type ItemCounts } from "../../server/core/scoring/democratic.ts";
import { gradeOf, limitGrade } from "../../server/core/scoring/grade-of.ts";
import { judges } from "../../server/core/scoring/judges.ts";
import { type Indicator, type IndicatorScore, scoreTree } from "../../server/core/scoring/tree.ts";
import { absent, readCase, SHARED_CASES } from "./shared-cases.ts";

type Decimal = string | number;
interface Expected {
  readonly [key: string]: unknown;
}

interface DemocraticInput {
  readonly points: { readonly [option: string]: Decimal };
  readonly weights: { readonly [category: string]: Decimal };
  readonly abstain: readonly string[];
  readonly ballots: { readonly [category: string]: readonly (string | null)[] };
  readonly excellent_option: string;
}

interface JudgesInput {
  readonly scores: readonly (Decimal | null)[];
  readonly drop_highest: number;
  readonly drop_lowest: number;
  readonly min_remaining: number;
}

interface TreeNode {
  readonly id: string;
  readonly weight?: Decimal;
  readonly score?: Decimal | null;
  readonly max?: Decimal;
  readonly children?: readonly TreeNode[];
  readonly deductions?: readonly { readonly points: Decimal }[];
  readonly deduction_cap?: Decimal;
  readonly bonuses?: readonly { readonly points: Decimal }[];
  readonly bonus_cap?: Decimal;
  readonly cap?: Decimal;
}

interface TreeInput {
  readonly tree: TreeNode;
  readonly grades: readonly { readonly grade: string; readonly min: Decimal }[];
  readonly veto: readonly { readonly flag: string; readonly max_grade: string }[];
  readonly flags: readonly string[];
}

type Vector = { readonly id: string; readonly tag: string; readonly expected: Expected } & (
  | { readonly fn: "democratic"; readonly input: DemocraticInput }
  | { readonly fn: "judges"; readonly input: JudgesInput }
  | { readonly fn: "tree"; readonly input: TreeInput }
);

const PATH = "oracle/vectors.json";
const vectors = readCase<{ readonly vectors: readonly Vector[] }>(PATH)?.vectors ?? null;

const both = (value: Ratio | null): object => ({
  exact: value && toNumber(value),
  rounded2: value && Number(printRatio(value, 2)),
});

const mapped = <V, W>(object: { readonly [key: string]: V }, make: (value: V) => W): { [key: string]: W } =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, make(value)]));

function countBallots(ballots: readonly (string | null)[]): ItemCounts {
  const counts: { [option: string]: number } = {};
  for (const option of ballots) if (option !== null) counts[option] = (counts[option] ?? 0) + 1;
  return { counts, blank: ballots.filter((option) => option === null).length };
}

function runDemocratic({ points, weights, abstain, ballots, excellent_option }: DemocraticInput): object {
  try {
    const result = democratic(mapped(ballots, countBallots), {
      points: mapped(points, parseRatio),
      weights: mapped(weights, parseRatio),
      abstain,
    });
    return {
      score: both(result.score),
      pooled_score: both(result.pooledScore),
      effective_weights: mapped(result.effectiveWeights, toNumber),
      categories: mapped(result.blocks, (block) => ({ ...block, mean: both(block.mean) })),
      valid: result.valid,
      abstained: result.abstained,
      counts: result.counts,
      rates_percent: mapped(result.rates, both),
      excellent_rate_percent: both(result.rates[excellent_option] ?? null),
    };
  } catch (error) {
    if (isProblem(error, "scoring.unknown-option")) return { error: "unknown_option", ...error.facts };
    if (isProblem(error, "scoring.unknown-category")) return { error: "unknown_category", ...error.facts };
    throw error;
  }
}

function runJudges(input: JudgesInput): object {
  const scores = input.scores.map((score) => (score === null ? null : parseRatio(score)));
  const panel = judges(scores, {
    dropHighest: input.drop_highest,
    dropLowest: input.drop_lowest,
    minRemaining: input.min_remaining,
  });
  return {
    dropped: panel.dropped,
    used: panel.used,
    mean: both(panel.mean),
    rule: panel.isTrimmed ? "dropped" : "too_few_scores_no_drop",
  };
}

const exactOrNull = (value: Decimal | null | undefined): Ratio | null =>
  value === null || value === undefined ? null : parseRatio(value);

function indicatorOf(node: TreeNode): Indicator {
  const adjusted = {
    id: node.id,
    deductions: (node.deductions ?? []).map(({ points }) => parseRatio(points)),
    deductionCap: exactOrNull(node.deduction_cap),
    bonuses: (node.bonuses ?? []).map(({ points }) => parseRatio(points)),
    bonusCap: exactOrNull(node.bonus_cap),
    cap: exactOrNull(node.cap),
  };
  if (!node.children) return { ...adjusted, score: exactOrNull(node.score), max: parseRatio(node.max!) };
  const children = node.children.map((child) => {
    return { weight: parseRatio(child.weight!), node: indicatorOf(child) };
  });
  return { ...adjusted, children };
}

function nodeScores(score: IndicatorScore, above = ""): [string, number | null][] {
  const path = `${above}/${score.id}`;
  const below = score.children.flatMap((child) => nodeScores(child, path));
  return [...below, [path, score.score && toNumber(score.score)]];
}

function runTree({ tree, grades, veto, flags }: TreeInput): object {
  const result = scoreTree(indicatorOf(tree));
  const bands = grades.map(({ grade, min }) => ({ grade, from: min }));
  const before = result.score && gradeOf(result.score, bands);
  const applied = veto.filter(({ flag }) => flags.includes(flag));
  return {
    score: both(result.score),
    grade_before_veto: before,
    grade: before && applied.reduce((grade, { max_grade }) => limitGrade(grade, max_grade, bands), before),
    veto_applied: applied.map(({ flag }) => flag).toSorted(),
    nodes: Object.fromEntries(nodeScores(result)),
  };
}

function run(vector: Vector): object {
  if (vector.fn === "democratic") return runDemocratic(vector.input);
  return vector.fn === "judges" ? runJudges(vector.input) : runTree(vector.input);
}

/** Numbers within 1e-9 · max(1, |b|), `rounded2` exactly, everything else equal and nothing more or less. */
function expectSame(actual: unknown, expected: unknown, path: string): void {
  if (typeof expected === "number" && !path.endsWith("rounded2")) {
    expect(typeof actual, path).toBe("number");
    expect(Math.abs((actual as number) - expected), path).toBeLessThanOrEqual(
      1e-9 * Math.max(1, Math.abs(expected)),
    );
  } else if (typeof expected === "object" && expected !== null && !Array.isArray(expected)) {
    expect(Object.keys(actual as object).toSorted(), path).toEqual(Object.keys(expected).toSorted());
    for (const [key, value] of Object.entries(expected)) {
      expectSame((actual as Expected)[key], value, `${path}.${key}`);
    }
  } else {
    expect(actual, path).toEqual(expected);
  }
}

describe.skipIf(vectors === null)(vectors ? "oracle of the scoring functions" : absent(PATH), () => {
  it("has all vectors, and there is no other file of them", () => {
    expect(vectors).toHaveLength(48);
    expect(new Set(vectors!.map(({ id }) => id)).size).toBe(48);
    const files = readdirSync(join(SHARED_CASES, "oracle"));
    expect(files.filter((name) => name.endsWith(".json"))).toEqual(["vectors.json"]);
  });

  it.each(vectors ?? [])("$id $tag", (vector) => {
    expectSame(run(vector), vector.expected, vector.id);
  });
});
