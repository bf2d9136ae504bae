/** `plumbline score`: counts that were written down are released and scored like those of a closed poll. */
import { describe, expect, it } from "vitest";
import {
  add,
  compare,
  div,
  HUNDRED,
  mul,
  parseRatio,
  printRatio,
  ratio,
  type Ratio,
  sub,
  sum,
  ZERO,
} from "../../server/core/ratio.ts";
import type { Instrument } from "../../server/core/definition/instrument.ts";
import { deriveUnit, type DerivationNode } from "../../server/core/scoring/derivation.ts";
import type { LineCounts } from "../../server/core/scoring/line-counts.ts";
import { checkGivenUnit, type GivenUnit, scoreGiven } from "../../server/core/scoring/score-given.ts";
import { givenExamples } from "./given-units.ts";
import { instrumentFiles, readJson } from "./worked-example.ts";

const instruments = new Map(
  instrumentFiles().map((path) => [readJson<Instrument>(path).id, readJson<Instrument>(path)]),
);
const EXAMPLES = givenExamples();
const worked = EXAMPLES.find(({ name }) => name === "political-ecology/01.json")!;

/** Each node that has children and a value is the sum of what they contribute. */
function expectAddsUp(nodes: readonly DerivationNode[], value: Ratio): void {
  expect(sum(nodes.flatMap(({ contribution }) => contribution ?? []))).toEqual(value);
  for (const node of nodes)
    if (node.children.length > 0 && node.value) expectAddsUp(node.children, node.value);
}

const linesOf = (nodes: readonly DerivationNode[]): readonly DerivationNode[] =>
  nodes.flatMap((node) => [node, ...linesOf(node.children)]);

/** The value that follows from the counts beside it, whatever source took them. */
function valueOfCounts(counts: LineCounts): Ratio {
  if (counts.kind === "multi")
    return sub(HUNDRED, mul(HUNDRED, ratio(counts.ticks, counts.choices * counts.base)));
  const { options, blocks, valid } = counts;
  expect(options.reduce((total, { n }) => total + n, 0)).toBe(valid);
  const columns = blocks.flatMap((block) =>
    block.counts === null ? [] : [{ ...block, votes: block.counts }],
  );
  const parts =
    columns.length > 0 ? columns : [{ weight: ratio(1), votes: options.map(({ n }) => n), mean: null }];
  const means = parts.map(({ votes, mean, weight }) => {
    const gained = sum(votes.map((n, at) => mul(ratio(n), parseRatio(options[at]!.points))));
    const own = div(gained, ratio(votes.reduce((total, n) => total + n, 0)));
    if (mean) expect(mean).toEqual(own);
    return { weight, own };
  });
  return div(sum(means.map(({ weight, own }) => mul(weight, own))), sum(means.map(({ weight }) => weight)));
}

describe("scoreGiven", () => {
  it("has examples of every shipped scheme with grades", () => {
    expect([...new Set(EXAMPLES.map(({ scheme }) => scheme.id))].toSorted()).toEqual(
      ["eight-classes", "political-ecology", "six-plus-x", "thousand-points"]
        .concat(EXAMPLES.some(({ scheme }) => scheme.id === "opinion-only") ? ["opinion-only"] : [])
        .toSorted(),
    );
  });

  it.each(EXAMPLES)("agrees with the worked example $name", ({ scheme, given, expected }) => {
    const { score } = scoreGiven(scheme, checkGivenUnit(given), instruments);
    expect({
      total: score.printed,
      computed: score.computed,
      opinion: score.opinion && printRatio(score.opinion, 2),
    }).toEqual({ total: expected.total, computed: expected.computed, opinion: expected.opinion });
  });

  it.each(EXAMPLES)("derives every number of $name from the ones below it", ({ scheme, given }) => {
    const { score, result } = scoreGiven(scheme, given, instruments);
    const nodes = deriveUnit(score, result.forms, scheme);
    if (score.total) {
      const raw = sum(
        nodes.flatMap(({ kind, contribution }) => (kind === "part" ? (contribution ?? []) : [])),
      );
      const adjusted = add(sub(raw, score.deducted), score.added);
      expect(compare(adjusted, ZERO) < 0 ? ZERO : adjusted).toEqual(score.total);
    }
    for (const part of nodes) {
      if (part.children.length > 0 && part.value) expectAddsUp(part.children, part.value);
    }
    const opened = linesOf(nodes).filter(({ counts }) => counts !== null);
    const hasTables = result.forms.some(
      ({ level, scoring }) => level === "tables" && scoring.rule !== "none",
    );
    expect(opened.length > 0).toBe(hasTables);
    for (const { counts, value } of opened) if (counts && value) expect(valueOfCounts(counts)).toEqual(value);
  });

  it("keeps to the release: five to nine ballots give one score and open to no counts", () => {
    const [team] = worked.given.forms;
    const [category] = team!.categories;
    const small = { ...category!, ballots: 6, counts: { t01: { good: 6 } } };
    const given = { ...worked.given, eligible: 6, forms: [{ ...team!, categories: [small] }] };
    const { score, result } = scoreGiven(worked.scheme, given, instruments);
    expect(result.forms.map(({ level }) => level)).toEqual(["score"]);
    expect(
      linesOf(deriveUnit(score, result.forms, worked.scheme)).some(({ counts }) => counts !== null),
    ).toBe(false);
    const fewer = { ...given, forms: [{ ...team!, categories: [{ ...small, ballots: 4, counts: {} }] }] };
    expect(scoreGiven(worked.scheme, fewer, instruments).score.notes).toContain("unscored");
  });

  const refused = (value: unknown): readonly string[] => {
    try {
      scoreGiven(worked.scheme, checkGivenUnit(value), instruments);
      return [];
    } catch (error) {
      return (error as { facts: { faults: readonly { path: string }[] } }).facts.faults.map(
        ({ path }) => path,
      );
    }
  };
  const withCategory = (change: object): unknown => {
    const [team, ...rest] = worked.given.forms;
    const [first, ...others] = team!.categories;
    return {
      ...worked.given,
      forms: [{ ...team!, categories: [{ ...first!, ...change }, ...others] }, ...rest],
    } satisfies GivenUnit;
  };

  it("lists what is wrong with the inputs, each with its place", () => {
    const at = "$.forms[0].categories[0]";
    expect(refused(worked.given)).toEqual([]);
    expect(refused(withCategory({ counts: { t99: { good: 1 } } }))).toEqual([`${at}.counts.t99`]);
    expect(refused(withCategory({ counts: { t01: { superb: 1 } } }))).toEqual([`${at}.counts.t01.superb`]);
    expect(refused(withCategory({ counts: { t01: { good: 999 } } }))).toEqual([`${at}.counts.t01`]);
    expect(refused(withCategory({ ballots: -1 }))).toEqual([`${at}.ballots`]);
    expect(refused({ ...worked.given, thresholds: { floor: 1 } })).toEqual(["$.thresholds.floor"]);
    expect(
      refused({
        ...worked.given,
        forms: [{ form: "nothing", categories: [{ id: "A", name: "A", weight: 1, ballots: 9 }] }],
      }),
    ).toEqual(["$.forms[0].form"]);
    expect(refused({ ...worked.given, released: true })).toEqual(["$"]);
  });
});
