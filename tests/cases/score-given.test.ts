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
import { isProblem } from "../../server/core/problem.ts";
import type { Instrument } from "../../server/core/definition/instrument.ts";
import { deriveUnit, type DerivationNode } from "../../server/core/scoring/derivation.ts";
import type { LineCounts } from "../../server/core/scoring/line-counts.ts";
import { checkGivenUnit } from "../../server/core/scoring/given-unit.ts";
import { scoreGiven } from "../../server/core/scoring/score-given.ts";
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
    const { score } = scoreGiven(scheme, checkGivenUnit(given, scheme), instruments);
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
});

describe("checkGivenUnit", () => {
  const refused = (value: unknown): readonly string[] => {
    try {
      scoreGiven(worked.scheme, checkGivenUnit(value, worked.scheme), instruments);
      return [];
    } catch (error) {
      if (!isProblem(error, "inputs.invalid")) throw error;
      return error.facts.faults.map(({ path, sentence }) => `${path}　${sentence}`);
    }
  };
  const [team, ...others] = worked.given.forms;
  const [first, ...rest] = team!.categories;
  const withForms = (...forms: readonly object[]): object => ({ ...worked.given, forms });
  const withCategory = (change: object): object =>
    withForms({ ...team, categories: [{ ...first, ...change }, ...rest] }, ...others);
  const withAssessment = (change: object): object => ({
    ...worked.given,
    assessment: { ...worked.given.assessment, ...change },
  });
  const withTicks = (change: object): object => {
    const ticks = { q18: { counts: { a: 3, none: 4 }, reported: 3, blank: 1, ...change } };
    const category = { id: "C", name: "职工", weight: 100, ballots: 10, multi: ticks };
    return withForms({ form: "staff-questionnaire", categories: [category] });
  };

  it("takes what fits", () => {
    expect(refused(worked.given)).toEqual([]);
    expect(refused(withTicks({}))).toEqual([]);
  });

  const AT = "$.forms[0].categories[0]";
  it.each<readonly [value: object, fault: string]>([
    [
      withCategory({ counts: { t99: { good: 1 } } }),
      `${AT}.counts.t99　表单里没有“t99”这道题，或者它不是这种题`,
    ],
    [withCategory({ counts: { t01: { superb: 1 } } }), `${AT}.counts.t01.superb　没有选项“superb”`],
    [withCategory({ counts: { t01: { good: 999 } } }), `${AT}.counts.t01　合计 999 份，多于收回的 5 份`],
    [withCategory({ counts: { t01: { good: 1.5 } } }), `${AT}.counts.t01.good　应是整数`],
    [withCategory({ ballots: -1 }), `${AT}.ballots　不能小于 0`],
    [withCategory({ valid: 6 }), `${AT}.valid　有效 6 份，多于收回的 5 份`],
    [withCategory({ weight: -20 }), `${AT}.weight　权重不能小于 0`],
    [withCategory({ weight: "二成" }), `${AT}.weight　应是一个数，例如 20、"31.25"、"25/4"`],
    [withForms({ ...team, categories: [first, first] }), "$.forms[0].categories[1].id　这个票种前面已经有了"],
    [withForms(team!, team!), "$.forms[1].form　这份表单前面已经有了"],
    [withForms({ ...team, form: "nothing" }), "$.forms[0].form　没有“nothing”这份表单"],
    [
      withTicks({ counts: { a: 4 } }),
      `${AT}.multi.q18.counts.a　有 4 份勾选，多于反映问题（reported）的 3 份`,
    ],
    [withTicks({ blank: 4 }), `${AT}.multi.q18　合计 11 份，多于收回的 10 份`],
    [{ ...worked.given, thresholds: { floor: 1 } }, "$.thresholds.floor　不能小于 5"],
    [{ ...worked.given, released: true }, "$　有不认识的项：released"],
    [
      withAssessment({
        judgement: { ...worked.given.assessment?.judgement, style: { score: 101, reason: "" } },
      }),
      "$.assessment.judgement.style.score　要填 0 到 100，最多两位小数",
    ],
    [
      withAssessment({ supervision: { petition: 1 } }),
      "$.assessment.supervision.petition　评估办法里没有这一项",
    ],
    [withAssessment({ supervision: { petitions: 0.5 } }), "$.assessment.supervision.petitions　应是整数"],
    [
      withAssessment({ panels: { panel: [{ judge: "一号", score: 90, isRecused: false }] } }),
      "$.assessment.panels.panel　评估办法里没有这一项",
    ],
    [
      withAssessment({ deductions: [{ points: 1, reason: "" }] }),
      "$.assessment.deductions[0].reason　扣分、加分都要写理由",
    ],
    [withAssessment({ facts: ["case"] }), "$.assessment.facts[0]　评估办法里没有这一项"],
    [
      withAssessment({ capDecisions: { case: { confirmed: true, reason: "" } } }),
      "$.assessment.capDecisions.case　评估办法里没有这种限制情形",
    ],
  ])("refuses %#", (value, fault) => expect(refused(value)).toEqual([fault]));
});
