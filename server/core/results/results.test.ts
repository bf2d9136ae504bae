import { describe, expect, it } from "vitest";
import type { Dimension } from "../definition/instrument.ts";
import type { FrozenForm, FrozenItem, Leaf } from "../definition/frozen.ts";
import { printRatio, type Ratio, storeRatio } from "../ratio.ts";
import { type PollResult, releasePoll } from "../release/release.ts";
import type { Released, ReleasedForm } from "../release/released.ts";
import { choice, emptyForm } from "../release/scored-form.test-kit.ts";
import type { Unit } from "../roster/unit.ts";
import { DEFAULT_THRESHOLDS } from "../round/round.ts";
import { type ReviewStanding, standingOf } from "../review/review.ts";
import { EMPTY_ASSESSMENT, type Grade, type Scheme, type UnitAssessment } from "../scoring/scheme.ts";
import { scoreUnit } from "../scoring/score-unit.ts";
import type { LeafTally } from "../tally/tally.ts";
import { dimensionScores } from "./dimension-scores.ts";
import { focusScores } from "./focus-scores.ts";
import { gradeTable } from "./grade-table.ts";
import { rankUnits } from "./rank-units.ts";
import { type AssessedOutcome, roundFacts } from "./round-facts.ts";
import { roundMean } from "./round-mean.ts";
import { tickList } from "./tick-list.ts";

const item = (leaf: string, rest: Partial<FrozenItem> = {}): FrozenItem => {
  return { leaf, part: null, weight: "100", dimension: null, focus: [], item: leaf, leader: null, ...rest };
};

function pollOf(
  forms: readonly { form: FrozenForm; ballots: number; leaves: readonly LeafTally[] }[],
): Released<PollResult> {
  return releasePoll({
    poll: "p",
    forms: forms.map(({ form, ballots, leaves }) => ({
      form,
      digest: "d",
      tally: {
        instrument: form.instrument,
        digest: "d",
        blocks: [{ block: "C", ballots, bySource: { ticket: ballots }, valid: ballots - 1, leaves }],
      },
      blocks: [{ id: "C", name: "C", categories: ["C"], weight: "100", isOutside: false, ballots }],
    })),
    thresholds: DEFAULT_THRESHOLDS,
  });
}

const SCHEME: Scheme = {
  formatVersion: 1,
  id: "one",
  version: "1",
  title: "办法",
  parts: [
    { id: "team", title: "班子", points: 60, source: { from: "form", instrument: "team" } },
    { id: "members", title: "成员", points: 40, source: { from: "form", instrument: "members" } },
  ],
  deductionLimit: 20,
  bonusLimit: 0,
  caps: [],
  grades: [
    { grade: "良好", from: 90 },
    { grade: "较好", from: 75 },
    { grade: "较差", from: 0 },
  ],
  validity: { participationAtLeast: "1/2", participationWarn: "0.7" },
};

const teamForm = (price: string): FrozenForm => {
  return { ...emptyForm, instrument: "team", leaves: [choice("q", [price])], items: [item("q")] };
};

const unitOf = (id: string, group: string): Unit => ({
  id,
  name: `单位${id}`,
  parent: null,
  unitType: "县直",
  group,
  onRoll: null,
  categories: [
    { id: "C", name: "职工", weight: "100", eligible: 20, isOutside: false },
    { id: "D", name: "服务对象", weight: "0", eligible: 50, isOutside: true },
  ],
  leaders: [],
  eligibleBasis: "",
});

/** A closed unit whose team form scores `price`; ballots 0 = its poll is still open. */
function outcome(
  id: string,
  group: string,
  price: string,
  {
    ballots = 20,
    grades: [proposed, approved] = [],
    ...assessed
  }: Partial<UnitAssessment> & { readonly ballots?: number; readonly grades?: readonly Grade[] } = {},
): AssessedOutcome {
  const unit = unitOf(id, group);
  const assessment: UnitAssessment = { ...EMPTY_ASSESSMENT, ...assessed };
  const entered = { assessment, plan: null, typed: null };
  const review = reviewed(proposed, approved);
  if (ballots === 0) return { unit, poll: id, result: null, score: null, review, ...entered };
  const leaves: LeafTally[] = [{ kind: "choice", counts: [ballots], blank: 0 }];
  const result = pollOf([{ form: teamForm(price), ballots, leaves }]);
  const numbers = { forms: result.forms, eligible: 20, participated: result.returned };
  const score = scoreUnit(SCHEME, { ...numbers, assessment });
  return { unit, poll: id, result, score, review, ...entered };
}

function reviewed(proposed?: Grade, approved?: Grade): ReviewStanding {
  const signed = { atUtc: "2026-11-27T08:00:00.000Z", by: { account: "a", name: "甲" }, second: null };
  const propose = { kind: "proposed", computed: null, printed: null, reason: "r" } as const;
  const approve = { kind: "approved", meeting: "2026-12-01", reason: "r" } as const;
  return standingOf([
    ...(proposed ? [{ ...signed, sequence: 1, act: { ...propose, grade: proposed } }] : []),
    ...(approved ? [{ ...signed, sequence: 2, act: { ...approve, grade: approved } }] : []),
  ]);
}

const printed = (value: Ratio | null): string | null => value && printRatio(value, 2);

describe("gradeTable", () => {
  it("orders by group and roster, never by score", () => {
    const rows = gradeTable(SCHEME, [
      outcome("1", "二组", "80"),
      outcome("2", "一组", "60"),
      outcome("3", "二组", "99"),
      outcome("4", "一组", "95"),
    ]);
    expect(rows.map((row) => [row.unit.id, row.printed])).toEqual([
      ["1", "80.00"],
      ["3", "99.00"],
      ["2", "60.00"],
      ["4", "95.00"],
    ]);
  });

  it("holds exact values, codes for what is missing, and the unit's own people only", () => {
    const [row] = gradeTable(SCHEME, [
      outcome("1", "一组", "89.995", {
        deductions: [{ points: "0.5", reason: "r" }],
        grades: ["良好"],
      }),
    ]);
    expect(row).toMatchObject({
      unit: { id: "1", name: "单位1", unitType: "县直", group: "一组" },
      eligible: 20,
      returned: 20,
      valid: 19,
      level: "tables",
      printed: "89.50",
      computed: "较好",
      proposed: "良好",
      approved: null,
      notes: [],
    });
    expect(row!.values.map(({ value, leftOut }) => [value && storeRatio(value), leftOut])).toEqual([
      ["17999/200", null],
      [null, "unused"],
    ]);
    expect(storeRatio(row!.deducted!)).toBe("1/2");
  });

  it("says nothing of an open poll, and little of a small one", () => {
    const rows = gradeTable(SCHEME, [
      outcome("1", "一组", "90", { ballots: 0 }),
      outcome("2", "一组", "90", { ballots: 4 }),
      outcome("3", "一组", "90", { ballots: 9 }),
    ]);
    expect(rows[0]).toMatchObject({ level: "open", returned: null, valid: null, total: null, notes: [] });
    expect(rows[1]).toMatchObject({ level: "none", returned: 4, valid: null, total: null });
    expect(rows[1]!.notes).toEqual(["unscored", "low-participation"]);
    expect(rows[2]).toMatchObject({ level: "score", returned: 9, valid: null });
  });

  it("tells a poll that was withdrawn from one that is not closed yet", () => {
    const rows = gradeTable(SCHEME, [
      outcome("1", "一组", "90", { ballots: 0 }),
      { ...outcome("2", "一组", "90", { ballots: 0 }), withdrawn: "invalid" },
    ]);
    expect(rows.map(({ withdrawn, total }) => [withdrawn, total])).toEqual([
      [null, null],
      ["invalid", null],
    ]);
  });
});

describe("roundMean", () => {
  const rows = gradeTable(SCHEME, [
    outcome("1", "一组", "89.994"),
    outcome("2", "二组", "80"),
    outcome("3", "二组", "70"),
    outcome("4", "三组", "60"),
    outcome("5", "三组", "60", { ballots: 4 }),
  ]);

  it("is the mean of printed scores of released units", () => {
    const mean = roundMean(rows, null);
    expect(mean?.units).toBe(4);
    expect(storeRatio(mean!.mean)).toBe("29999/400");
  });

  it("is shown to a group only with at least 3 units of other groups in it", () => {
    expect(roundMean(rows, "一组")?.units).toBe(4);
    expect(roundMean(rows, "二组")).toBeNull();
    expect(roundMean([], null)).toBeNull();
  });
});

describe("rankUnits", () => {
  const town = (row: AssessedOutcome): AssessedOutcome => ({
    ...row,
    unit: { ...row.unit, unitType: "乡镇" },
  });
  const rows = gradeTable(SCHEME, [
    outcome("1", "一组", "95"),
    outcome("2", "二组", "90.004"),
    outcome("3", "二组", "90"),
    outcome("4", "三组", "80"),
    outcome("5", "三组", "60", { ballots: 4 }),
    town(outcome("6", "一组", "70")),
  ]);

  it("ranks within the unit type by printed totals, ties sharing a place: 1, 2, 2, 4", () => {
    expect(rankUnits(rows, null).map(({ unit, rank, of }) => [unit, rank, of])).toEqual([
      ["1", 1, 4],
      ["6", 1, 1],
      ["2", 2, 4],
      ["3", 2, 4],
      ["4", 4, 4],
    ]);
  });

  it("shows a group its own units only, and only among at least 3 units of other groups", () => {
    expect(rankUnits(rows, "一组").map(({ unit }) => unit)).toEqual(["1"]);
    expect(rankUnits(rows, "二组")).toEqual([]);
  });
});

describe("roundFacts", () => {
  const describeRound = (units: readonly AssessedOutcome[]): ReturnType<typeof roundFacts> =>
    roundFacts({
      round: { authority: "县委", title: "第三轮巡察" },
      scheme: SCHEME,
      instruments: [
        { id: "team", kind: "evaluation" },
        { id: "members", kind: "evaluation" },
        { id: "rating", kind: "scoresheet" },
      ],
      units,
      from: null,
      to: null,
    });
  const entered = { workload: { talks: 5, issuedEvaluations: 21 } };

  it("adds up what was entered and what came back", () => {
    const facts = describeRound([outcome("1", "一组", "95", entered), outcome("2", "二组", "80", entered)]);
    expect(facts).toMatchObject({
      groups: 2,
      units: 2,
      talks: 10,
      sheets: [{ name: "民主测评", issued: 42, returned: 40 }],
      grades: [
        { grade: "良好", units: 1 },
        { grade: "较好", units: 1 },
        { grade: "较差", units: 0 },
      ],
      unscored: 0,
      ungraded: 0,
      isApproved: false,
    });
  });

  it("counts a unit whose poll was withdrawn apart from those with too few, and waits for nothing from it", () => {
    const facts = describeRound([
      outcome("1", "一组", "95", entered),
      { ...outcome("2", "二组", "80", { ...entered, ballots: 0 }), withdrawn: "invalid" },
    ]);
    expect(facts).toMatchObject({
      units: 2,
      sheets: [{ returned: 20 }],
      unscored: 0,
      withdrawn: 1,
      ungraded: 0,
    });
  });

  it("takes what was handed out from the 登记表 before the counter, tickets and paper", () => {
    const batch = {
      batch: "C",
      issued: 18,
      exchanged: 0,
      returned: 0,
      left: 2,
      paperIssued: 5,
      paperReturned: 3,
    };
    const typed = { meeting: "", time: "", place: "", due: 20, present: 20, batches: [batch], note: "" };
    const block = { id: "C", categories: ["C"], name: "C", weight: "100", eligible: 20, isOutside: false };
    const plan = {
      forms: [{ instrument: "team", digest: "d", blocks: [block] }],
      batches: [{ id: "C", categories: ["C"], name: "C", eligible: 20, blocks: { team: "C" } }],
    };
    const unit = { ...outcome("1", "一组", "95", entered), plan };
    expect(describeRound([{ ...unit, typed }]).sheets).toEqual([
      { name: "民主测评", issued: 23, returned: 20 },
    ]);
    expect(describeRound([unit]).sheets[0]).toMatchObject({ issued: 21 });
  });

  it("has a gap as soon as one unit has one", () => {
    const facts = describeRound([
      outcome("1", "一组", "95", entered),
      outcome("2", "二组", "80", { ballots: 0 }),
    ]);
    expect(facts).toMatchObject({ talks: null, sheets: [{ issued: null, returned: null }], ungraded: 1 });
  });

  it("counts approved grades once all are approved, else suggested ones before computed ones", () => {
    const units = [outcome("1", "一组", "95", { grades: ["较好", "较差"] }), outcome("2", "二组", "95")];
    expect(describeRound(units).grades.map((line) => line.units)).toEqual([1, 1, 0]);
    const all = describeRound([units[0]!, outcome("2", "二组", "95", { grades: ["良好", "良好"] })]);
    expect(all).toMatchObject({ isApproved: true, grades: [{ units: 1 }, { units: 0 }, { units: 1 }] });
  });

  it("counts units whose evaluation does not count apart", () => {
    const facts = describeRound([outcome("1", "一组", "95"), outcome("2", "一组", "95", { ballots: 4 })]);
    expect(facts).toMatchObject({
      unscored: 1,
      ungraded: 0,
      grades: [{ units: 1 }, { units: 0 }, { units: 0 }],
    });
  });
});

describe("tickList", () => {
  const multi: Leaf = {
    kind: "multi",
    id: "q18",
    question: "q18",
    title: "问题",
    options: ["a", "b", "c", "none", "unknown"].map((value) => {
      const tag = value === "a" ? { tag: "形式主义" } : {};
      return { value, text: `${value}项`, points: null, dontKnow: value === "unknown", ...tag };
    }),
    none: 3,
    unknown: 4,
  };
  const formsOf = (ballots: number, counts: readonly number[]): readonly ReleasedForm[] =>
    pollOf([
      {
        form: { ...emptyForm, leaves: [multi] },
        ballots,
        leaves: [{ kind: "multi", counts, blank: 0, reported: 0 }],
      },
    ]).forms;

  it("lists problems from 10 % on, the commonest first, and marks those from 30 % on", () => {
    expect(
      tickList(formsOf(25, [2, 6, 1, 15, 5])).map((tick) => [
        tick.option,
        tick.count,
        tick.base,
        tick.mark,
        tick.tag,
      ]),
    ).toEqual([
      ["b项", 6, 20, "prominent", null],
      ["a项", 2, 20, "attention", "形式主义"],
    ]);
  });

  it("counts a share that is exactly on a line, and none that is one ballot below it", () => {
    const marks = (counts: readonly number[]) => tickList(formsOf(100, counts)).map(({ mark }) => mark);
    expect(marks([30, 10, 0, 0, 0])).toEqual(["prominent", "attention"]);
    expect(marks([29, 9, 0, 0, 0])).toEqual(["attention"]);
  });

  it("is empty where no tables are released", () =>
    expect(tickList(formsOf(9, [9, 0, 0, 0, 0]))).toEqual([]));
});

describe("dimensionScores", () => {
  const about = (leaf: string, dimension: Dimension, weight: string | null, leader: number | null = null) =>
    item(leaf, { dimension, weight, leader });
  const form = (instrument: string, items: readonly FrozenItem[]): FrozenForm => {
    return { ...emptyForm, instrument, leaves: items.map((one) => choice(one.leaf, ["100", "40"])), items };
  };
  const leaf = (good: number, poor: number): LeafTally => ({
    kind: "choice",
    counts: [good, poor],
    blank: 0,
  });

  it("takes weighted items of all forms about the unit, and leaves out leaders and unweighted items", () => {
    const { forms } = pollOf([
      {
        form: form("team", [
          about("a", "style", "30"),
          about("b", "style", null),
          about("c", "life", "10", 1),
        ]),
        ballots: 10,
        leaves: [leaf(10, 0), leaf(0, 10), leaf(0, 10)],
      },
      { form: form("questions", [about("d", "style", "10")]), ballots: 10, leaves: [leaf(0, 10)] },
      { form: form("small", [about("e", "style", "90")]), ballots: 9, leaves: [leaf(0, 9)] },
    ]);
    const scores = dimensionScores(forms);
    expect(scores).toHaveLength(6);
    expect(scores.find((one) => one.dimension === "style")).toMatchObject({ items: 2 });
    expect(printed(scores.find((one) => one.dimension === "style")!.score)).toBe("85.00");
    expect(scores.find((one) => one.dimension === "life")).toEqual({
      dimension: "life",
      score: null,
      items: 0,
    });
  });
});

describe("focusScores", () => {
  it("reckons every label of the three sets from the items that carry it", () => {
    const labelled = (leaf: string, weight: string | null, focus: readonly string[]) =>
      item(leaf, { weight, focus });
    const items = [
      labelled("a", "30", ["f1", "g1"]),
      labelled("b", "10", ["f1", "g2"]),
      labelled("c", null, ["f2"]),
    ];
    const form = { ...emptyForm, leaves: items.map((one) => choice(one.leaf, ["100", "40"])), items };
    const leaf = (good: number, poor: number): LeafTally => ({
      kind: "choice",
      counts: [good, poor],
      blank: 0,
    });
    const { forms } = pollOf([{ form, ballots: 10, leaves: [leaf(10, 0), leaf(0, 10), leaf(10, 0)] }]);
    const scores = focusScores(forms, []);
    expect(scores.map(({ code }) => code).join()).toBe("f1,f2,f3,g1,g2,g3,g4,b1,b2,b3");
    const of = (wanted: string) => scores.find(({ code }) => code === wanted)!;
    expect(of("f1")).toMatchObject({ set: "三个聚焦", items: 2 });
    expect([of("f1"), of("g1"), of("g2")].map(({ score }) => printed(score))).toEqual([
      "85.00",
      "100.00",
      "40.00",
    ]);
    expect(of("f2")).toMatchObject({ score: null, items: 0 });
  });

  it("reckons own sets from the forms that have them, as one where they say the same", () => {
    const form = (instrument: string, good: number) => ({
      form: {
        ...emptyForm,
        instrument,
        leaves: [choice("a", ["100", "40"])],
        items: [item("a", { focus: ["c1"] })],
      },
      ballots: 10,
      leaves: [{ kind: "choice", counts: [good, 10 - good], blank: 0 } as const],
    });
    const { forms } = pollOf([form("one", 10), form("two", 0), form("three", 5), form("none", 10)]);
    const set = (title: string) => ({ id: "c", title, labels: [{ code: "c1", title: "为民" }] });
    const scores = focusScores(forms, [
      { id: "one", labelSets: [set("两个方面")] },
      { id: "two", labelSets: [set("两个方面")] },
      { id: "three", labelSets: [set("别的方面")] },
      { id: "none" },
    ]);
    const own = scores.slice(10).map(({ score, ...rest }) => ({ ...rest, score: printed(score) }));
    expect(own).toEqual([
      { set: "两个方面", code: "c1", title: "为民", score: "70.00", items: 2 },
      { set: "别的方面", code: "c1", title: "为民", score: "70.00", items: 1 },
    ]);
  });
});
