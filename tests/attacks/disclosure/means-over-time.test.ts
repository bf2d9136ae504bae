/**
 * R10 over time: a group looks at means and places again and again while the units of other groups are closed, judged, declared
 * invalid and held anew, and subtracts. @source decisions/0138
 */
import { describe, expect, it } from "vitest";
import type { FrozenForm } from "../../../server/core/definition/frozen.ts";
import { parseRatio, printRatio, toNumber } from "../../../server/core/ratio.ts";
import { choice, emptyForm } from "../../../server/core/release/scored-form.test-kit.ts";
import { compareDimensions } from "../../../server/core/results/compare-units.ts";
import { gradeTable, type UnitOutcome } from "../../../server/core/results/grade-table.ts";
import { rankUnits } from "../../../server/core/results/rank-units.ts";
import { item, pollOf } from "../../../server/core/results/released-poll.test-kit.ts";
import { roundMean } from "../../../server/core/results/round-mean.ts";
import { NOTHING_REVIEWED } from "../../../server/core/review/review.ts";
import { DEFAULT_THRESHOLDS, type PollState, type Round } from "../../../server/core/round/round.ts";
import type { Unit } from "../../../server/core/roster/unit.ts";
import { EMPTY_ASSESSMENT } from "../../../server/core/scoring/scheme.ts";
import { smallScheme } from "../../../server/core/scoring/firmness/small-unit.test-kit.ts";
import { scoreUnit } from "../../../server/core/scoring/score-unit.ts";
import { unsettledOf } from "../../../server/services/review/unsettled.ts";
import type { UnitStanding } from "../../../server/services/score-round.ts";

const OWN = "一组";
const ROUND = {
  thresholds: DEFAULT_THRESHOLDS,
  forms: [{ instrument: "one", categories: ["C"], include: [] }],
} as unknown as Round;

/** A unit at one moment. */
interface Moment {
  readonly id: string;
  readonly group: string;
  readonly price: string;
  readonly state: PollState;
  readonly isJudged: boolean;
  readonly isRepeated: boolean;
}

const formOf = (price: string): FrozenForm => ({
  ...emptyForm,
  instrument: "one",
  leaves: [choice("q", [price])],
  items: [item("q", { dimension: "style" })],
});

function outcomeOf({ id, group, price, state, isJudged, isRepeated }: Moment): UnitOutcome {
  const categories = [{ id: "C", name: "职工", weight: "100", eligible: 20, isOutside: false }];
  const none = { parent: null, unitType: "县直", onRoll: null, leaders: [], eligibleBasis: "" };
  const unit: Unit = { id, name: id, group, categories, ...none };
  const leaves = [{ kind: "choice" as const, counts: [20], blank: 0 }];
  const result = state === "closed" ? pollOf([{ form: formOf(price), ballots: 20, leaves }]) : null;
  const judgement = isJudged ? { style: { score: "90", reason: "" } } : null;
  const assessment = { ...EMPTY_ASSESSMENT, judgement };
  const score =
    result && scoreUnit(smallScheme, { forms: result.forms, assessment, eligible: 20, participated: 20 });
  const release = result && ({ result } as UnitStanding["release"]);
  const poll = { state } as UnitStanding["poll"];
  const unsettled = unsettledOf({ unit, poll, history: [], release, score, isRepeated }, ROUND, smallScheme);
  return { unit, poll: id, plan: null, result, score, review: NOTHING_REVIEWED, unsettled };
}

const unit = (id: string, group: string, price: string): Moment => {
  return { id, group, price, state: "open", isJudged: false, isRepeated: false };
};
const UNITS: readonly Moment[] = [
  { ...unit("own", OWN, "88"), state: "closed", isJudged: true },
  ...["91", "74", "83", "66", "97"].map((price, i) => unit(`u${i}`, i % 2 ? "二组" : "三组", price)),
];

/** Everything that happens in a round, one thing after the other. */
function* course(): Iterable<readonly Moment[]> {
  let now = UNITS;
  const change = (id: string, what: Partial<Moment>): readonly Moment[] =>
    (now = now.map((one) => (one.id === id ? { ...one, ...what } : one)));
  yield now;
  for (const { id } of UNITS.slice(1)) {
    yield change(id, { state: "closed" });
    yield change(id, { isJudged: true });
  }
  yield change("u1", { state: "invalid" });
  yield change("u1", { state: "open", isRepeated: true });
  yield change("u1", { state: "closed", price: "79" });
}

interface Seen {
  readonly total: { readonly mean: string; readonly units: number } | null;
  readonly style: { readonly mean: string; readonly units: number } | null;
  readonly place: string | null;
}

type Look = (outcomes: readonly UnitOutcome[]) => Seen;
const product: Look = (outcomes) => {
  const rows = gradeTable(smallScheme, outcomes);
  const total = roundMean(rows, OWN);
  const style = compareDimensions(outcomes, OWN).means[0] ?? null;
  const place = rankUnits(rows, OWN).find((one) => one.unit === "own");
  return {
    total: total && { mean: printRatio(total.mean, 1), units: total.units },
    style: style && { mean: style.printed, units: style.units },
    place: place ? `${place.rank}/${place.of}` : null,
  };
};
/** As if it did not matter when somebody looks. */
const naive: Look = (outcomes) => product(outcomes.map((one) => ({ ...one, unsettled: null })));

/** How many units of others the group has the score of, from two means that differ by one unit. */
function foundBy(look: Look): { readonly scores: number; readonly places: number } {
  const states = [...course()].map((moments) => moments.map(outcomeOf));
  const seen = states.map(look);
  let scores = 0;
  for (const [at, after] of seen.entries()) {
    const before = seen[at - 1];
    for (const number of ["total", "style"] as const) {
      const [one, two] = [before?.[number], after[number]];
      if (!one || !two || Math.abs(one.units - two.units) !== 1) continue;
      const sum = (mean: { mean: string; units: number }) => Number(mean.mean) * mean.units;
      const guess = Math.abs(sum(two) - sum(one));
      const printed = (outcomes: readonly UnitOutcome[]): number[] =>
        outcomes.flatMap(({ unit: { group }, score, result }) => {
          if (group === OWN || !score || !result) return [];
          const value = number === "total" ? score.printed : printRatio(result.forms[0]!.score!, 1);
          return value === null ? [] : [toNumber(parseRatio(value))];
        });
      const moved = [printed(states[at - 1]!), printed(states[at]!)] as const;
      const unit = [
        ...moved[0].filter((n) => !moved[1].includes(n)),
        ...moved[1].filter((n) => !moved[0].includes(n)),
      ];
      if (unit.some((score) => Math.abs(score - guess) <= 0.05 * (one.units + two.units) + 0.001))
        scores += 1;
    }
  }
  const places = new Set(seen.flatMap(({ place }) => (place === null ? [] : [place])));
  return { scores, places: places.size };
}

describe("a group that looks at means and places again and again", () => {
  it("is shown them once all others are settled, and never two that differ", () => {
    expect(foundBy(product)).toEqual({ scores: 0, places: 1 });
    const shown = [...course()].map((moments) => product(moments.map(outcomeOf)));
    const means = shown.filter(({ total, style }) => total !== null || style !== null);
    expect(means).toEqual([
      {
        total: { mean: expect.any(String), units: 6 },
        style: { mean: expect.any(String), units: 6 },
        place: "3/6",
      },
    ]);
  });

  it("positive control: has the scores of others where means are shown from three units on", () => {
    const found = foundBy(naive);
    expect(found.scores).toBeGreaterThan(4);
    expect(found.places).toBeGreaterThan(2);
  });
});
