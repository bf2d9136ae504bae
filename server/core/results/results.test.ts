import { describe, expect, it } from "vitest";
import type { FrozenForm } from "../definition/frozen.ts";
import { storeRatio } from "../ratio.ts";
import { choice, emptyForm } from "../release/scored-form.test-kit.ts";
import type { Unit } from "../roster/unit.ts";
import { type ReviewStanding, standingOf } from "../review/review.ts";
import { EMPTY_ASSESSMENT, type Grade, type Scheme, type UnitAssessment } from "../scoring/scheme.ts";
import { scoreUnit } from "../scoring/score-unit.ts";
import type { LeafTally } from "../tally/tally.ts";
import { item, pollOf } from "./released-poll.test-kit.ts";
import { gradeTable } from "./grade-table.ts";
import { rankUnits } from "./rank-units.ts";
import { type AssessedOutcome, roundFacts } from "./round-facts.ts";
import { roundMean } from "./round-mean.ts";

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
