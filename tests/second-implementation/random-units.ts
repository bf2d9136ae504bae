/** Units with random counts, judgement and facts, for every shipped scheme. */
import type { FrozenForm } from "../../server/core/definition/frozen.ts";
import type { Instrument } from "../../server/core/definition/instrument.ts";
import { indicatorsOf, type Scheme, type UnitAssessment } from "../../server/core/scoring/scheme.ts";
import { closeGiven } from "../../server/core/scoring/score-given.ts";
import type { GivenUnit } from "../../server/core/scoring/given-unit.ts";
import type { GivenCategory } from "../../server/core/tally/given-counts.ts";

type Random = () => number;

const LEADERS = [
  { name: "甲", post: "书记", isPrincipal: true },
  { name: "乙", post: "镇长", isPrincipal: true },
  { name: "丙", post: "副职", isPrincipal: false },
];

const CATEGORIES = [
  { id: "A", name: "领导班子成员", weight: 20, isOutside: false },
  { id: "B", name: "中层干部", weight: 30, isOutside: false },
  { id: "C", name: "其他干部职工", weight: 50, isOutside: false },
  { id: "D", name: "服务对象", weight: 0, isOutside: true },
];

export function randomUnit(
  random: Random,
  scheme: Scheme,
  instruments: ReadonlyMap<string, Instrument>,
): GivenUnit {
  const pick = (n: number): number => Math.floor(random() * n);
  const named = scheme.parts.flatMap((part) =>
    indicatorsOf(part).flatMap(({ source }) => ("instrument" in source ? [source.instrument] : [])),
  );
  const used = [...new Set(named)].filter(() => pick(6) > 0);
  const isUnweighted = pick(6) === 0;
  const isGood = pick(3) === 0;
  const size = [1, 3, 6, 15, 30][pick(5)]!;
  const sizes = CATEGORIES.map(() => (pick(4) === 0 ? 0 : pick(size + 1)));
  const leaders = LEADERS.filter(({ isPrincipal }) => !isPrincipal || pick(4) > 0);
  const categories = CATEGORIES.map((one, i): GivenCategory => {
    return { ...one, weight: isUnweighted ? 0 : one.weight, ballots: sizes[i]! };
  });
  const blank: GivenUnit = {
    formatVersion: 1,
    unit: "某单位党组",
    eligible: Math.max(1, sizes.slice(0, 3).reduce((sum, n) => sum + n, 0) + pick(4)),
    thresholds: pick(3) === 0 ? { block: 5 } : {},
    forms: used.map((form) => ({ form, leaders, categories })),
    assessment: randomAssessment(scheme, pick, isGood),
  };
  const frozen = closeGiven(scheme, blank, instruments).forms;
  return {
    ...blank,
    forms: blank.forms.map((form, i) => ({
      ...form,
      categories: categories.map((category) => withCounts(category, frozen[i]!.form, pick, isGood)),
    })),
  };
}

function withCounts(
  category: GivenCategory,
  { leaves }: FrozenForm,
  pick: (n: number) => number,
  isGood: boolean,
): GivenCategory {
  const counts: { [leaf: string]: { [option: string]: number } } = {};
  const multi: { [leaf: string]: { counts: { [option: string]: number }; reported: number; blank: number } } =
    {};
  const lean = pick(4);
  for (const leaf of leaves) {
    if (leaf.kind === "choice") {
      let left = category.ballots;
      const own: { [option: string]: number } = {};
      const order = leaf.options.toSorted(
        (a, b) => (lean === 0 ? 1 : -1) * (Number(a.dontKnow) - Number(b.dontKnow)),
      );
      for (const { value } of order) {
        const n = pick(isGood ? 9 : 2) > 0 === isGood ? left : pick(left + 1);
        own[String(value)] = n;
        left -= n;
      }
      counts[leaf.id] = own;
    }
    if (leaf.kind === "multi") {
      const blank = pick(Math.floor(category.ballots / 3) + 1);
      const problems = leaf.options.filter((_, i) => i !== leaf.none && i !== leaf.unknown);
      const reported = isGood ? 0 : pick(category.ballots - blank + 1);
      const ticked = problems.map(({ value }) => [String(value), pick(reported + 1)] as const);
      const unknown = leaf.unknown === null ? 0 : pick(category.ballots - blank - reported + 1);
      const aside =
        leaf.unknown === null ? [] : [[String(leaf.options[leaf.unknown]!.value), unknown] as const];
      multi[leaf.id] = { counts: Object.fromEntries([...ticked, ...aside]), reported, blank };
    }
  }
  return { ...category, counts, multi };
}

function randomAssessment(
  scheme: Scheme,
  pick: (n: number) => number,
  isGood: boolean,
): Partial<UnitAssessment> {
  const sources = scheme.parts.flatMap((part) => indicatorsOf(part));
  const decimal = (most: number): string => String(pick(most * 4 + 1) / 4);
  const mark = (): string => (isGood ? String(85 + pick(61) / 4) : decimal(100));
  const cases = (most: number): number => (isGood ? 0 : pick(most));
  const forget = pick(8) === 0;
  const judgement: { [dimension: string]: { score: string; reason: string } } = {};
  const supervision: { [kind: string]: number } = {};
  const panels: { [indicator: string]: { judge: string; score: string | null; isRecused: boolean }[] } = {};
  for (const { id, source } of sources) {
    if (source.from === "judgement")
      for (const one of source.dimensions) judgement[one.id] = { score: mark(), reason: "" };
    if (source.from === "supervision") for (const one of source.kinds) supervision[one.id] = cases(9);
    if (source.from === "counted") for (const one of source.counts) supervision[one.id] = cases(7);
    if (source.from === "panel") {
      panels[id] = Array.from({ length: pick(11) }, (_, n) => ({
        judge: `评委${n}`,
        score: pick(5) === 0 ? null : mark(),
        isRecused: pick(6) === 0,
      }));
    }
  }
  if (forget) delete supervision[Object.keys(supervision)[0] ?? ""];
  const facts = scheme.caps.flatMap(({ when }) => ("fact" in when && pick(4) === 0 ? [when.fact] : []));
  const entry = (): { points: string; reason: string } => ({ points: decimal(3), reason: "" });
  return {
    judgement: forget && pick(2) === 0 ? null : judgement,
    supervision,
    panels,
    facts,
    capDecisions: Object.fromEntries(
      scheme.caps.flatMap(({ id, when }) =>
        "fact" in when && pick(2) === 0 ? [[id, { confirmed: pick(2) === 0, reason: "" }]] : [],
      ),
    ),
    deductions: Array.from({ length: pick(3) }, entry),
    bonus: Array.from({ length: pick(3) }, entry),
  };
}
