import { describe, expect, it } from "vitest";
import type { FrozenForm, FrozenItem, Leaf, LeaderRef } from "../definition/frozen.ts";
import { printRatio, type Ratio } from "../ratio.ts";
import { DEFAULT_THRESHOLDS } from "../round/round.ts";
import type { LeafTally } from "../tally/tally.ts";
import { release } from "./release.ts";
import type { FormResult } from "./released.ts";
import { choice, emptyForm } from "./scored-form.test-kit.ts";

const PRICES = ["100", "80", "60", "40", null];

/** One block of everybody. */
function releaseOne(form: FrozenForm, ballots: number, leaves: readonly LeafTally[]): FormResult {
  const tally = { block: "C", ballots, bySource: {}, valid: ballots, leaves };
  const final = { id: "C", name: "C", categories: ["C"], weight: "100", isOutside: false, ballots };
  const whole = { instrument: form.instrument, digest: "d", blocks: [tally] };
  return release(form, "d", whole, [final], DEFAULT_THRESHOLDS);
}

function tablesOf(form: FormResult): Extract<FormResult, { level: "tables" }> {
  if (form.level !== "tables") throw new Error(`level ${form.level}`);
  return form;
}

const printed = (value: Ratio | null): string | null => value && printRatio(value, 2);
const item = (leaf: string, rest: Partial<FrozenItem> = {}): FrozenItem => {
  return { leaf, part: null, weight: "100", dimension: null, focus: [], item: leaf, leader: null, ...rest };
};

/** All n ballots on one option. */
const all = (n: number, option: number): LeafTally => ({
  kind: "choice",
  counts: PRICES.map((_, i) => (i === option ? n : 0)),
  blank: 0,
});

describe("forms about the members of a team", () => {
  const leader = (position: number, isPrincipal: boolean): LeaderRef => {
    return { position, name: `成员${position}`, post: "", isPrincipal };
  };
  const membersForm = (principals: number, others: number): FrozenForm => {
    const leaders = Array.from({ length: principals + others }, (_, i) => leader(i + 1, i < principals));
    const leaf = ({ position }: LeaderRef): string => `m00/${position}`;
    return {
      ...emptyForm,
      leaders,
      leaves: leaders.map((one) => choice(leaf(one), PRICES)),
      items: leaders.map((one) => item(leaf(one), { item: "m00", leader: one.position })),
      scoring: { rule: "leaders", principal: 40, others: 60 },
    };
  };
  const scoreOf = (principals: readonly number[], others: readonly number[], n = 10): string | null =>
    printed(
      releaseOne(
        membersForm(principals.length, others.length),
        n,
        [...principals, ...others].map((option) => all(n, option)),
      ).score,
    );

  it("takes the principal 40 % and the mean of the others 60 %", () => {
    expect(scoreOf([0], [1, 2])).toBe("82.00");
  });

  it("takes the mean of several principals", () => expect(scoreOf([0, 2], [1])).toBe("80.00"));

  it("takes the others alone when there is no principal, and the principals alone when there are no others", () => {
    expect(scoreOf([], [1, 2])).toBe("70.00");
    expect(scoreOf([2], [])).toBe("60.00");
  });

  it("holds at level score too", () => expect(scoreOf([0], [1, 2], 6)).toBe("82.00"));

  it("leaves out a leader whom hardly anybody rated", () => {
    const form = releaseOne(membersForm(1, 2), 10, [
      { kind: "choice", counts: [4, 0, 0, 0, 6], blank: 0 },
      all(10, 1),
      all(10, 2),
    ]);
    expect(printed(form.score)).toBe("70.00");
    expect(tablesOf(form).leaders.map((one) => [one.position, printed(one.score)])).toEqual([
      [1, null],
      [2, "80.00"],
      [3, "60.00"],
    ]);
  });

  it("weighs a leader's own items (德能勤绩廉 50 %, overall 50 %)", () => {
    const short = membersForm(0, 1);
    const form: FrozenForm = {
      ...short,
      leaves: ["virtue", "overall"].map((id) => choice(id, PRICES)),
      items: [item("virtue", { weight: "50", leader: 1 }), item("overall", { weight: "50", leader: 1 })],
    };
    expect(printed(releaseOne(form, 10, [all(10, 0), all(10, 3)]).score)).toBe("70.00");
  });
});

describe("questionnaires", () => {
  const multi = (id: string): Leaf => ({
    kind: "multi",
    id,
    question: id,
    title: id,
    options: ["a", "b", "none", "unknown"].map((value) => {
      return { value, text: value, points: null, dontKnow: value === "unknown" };
    }),
    none: 2,
    unknown: 3,
  });
  const form: FrozenForm = {
    ...emptyForm,
    leaves: [choice("q01", PRICES), multi("q18"), multi("q19"), multi("other")],
    items: [
      item("q01"),
      item("q18", { weight: null }),
      item("q19", { weight: null }),
      item("other", { weight: null }),
    ],
    scoring: { rule: "questionnaire", positive: 60, problems: 40, problemItems: ["q18", "q19", "q20"] },
  };
  const ticked = (reported: number, none: number, unknown: number, blank: number): LeafTally => {
    return { kind: "multi", counts: [reported, 0, none, unknown], reported, blank };
  };
  const quiet = (n: number): LeafTally => ticked(0, n, 0, 0);

  it("takes 60 % of the rated items and 40 % of 100 − 问题反映率", () => {
    const result = tablesOf(
      releaseOne(form, 25, [all(25, 1), ticked(4, 16, 3, 2), quiet(25), ticked(25, 0, 0, 0)]),
    );
    expect(result.multis.map((one) => [one.base, one.reported, one.dontKnow, one.blank])).toEqual([
      [20, 4, 3, 2],
      [25, 0, 0, 0],
      [25, 25, 0, 0],
    ]);
    expect(printRatio(result.problemRate!, 4)).toBe("0.1000");
    expect(printed(result.score)).toBe("84.00");
  });

  it("does so at level score, and shows no counts there", () => {
    const result = releaseOne(form, 8, [all(8, 1), ticked(4, 4, 0, 0), quiet(8), quiet(8)]);
    expect(result.level).toBe("score");
    expect(printed(result.score)).toBe("78.00");
    expect("multis" in result).toBe(false);
  });

  it("leaves a question out of the rate when its base is below the floor, and shows none of its counts", () => {
    const result = tablesOf(releaseOne(form, 25, [all(25, 1), ticked(4, 0, 20, 1), quiet(25), quiet(25)]));
    expect(result.multis[0]).toMatchObject({ base: 4, counts: null, reported: null, dontKnow: 20, blank: 1 });
    expect(printed(result.score)).toBe("88.00");
  });

  it("leaves its weight to the other term when one is missing", () => {
    const unknown = ticked(0, 0, 25, 0);
    expect(printed(releaseOne(form, 25, [all(25, 1), unknown, unknown, unknown]).score)).toBe("80.00");
    expect(printed(releaseOne(form, 25, [all(25, 4), ticked(5, 20, 0, 0), quiet(25), quiet(25)]).score)).toBe(
      "90.00",
    );
  });
});

describe("parts and counts", () => {
  it("scores each part over its items, and does not score what has no weight", () => {
    const form: FrozenForm = {
      ...emptyForm,
      parts: [
        { id: "one", title: "一", weight: "50" },
        { id: "two", title: "二", weight: "50" },
      ],
      leaves: ["a", "b", "c", "overall"].map((id) => choice(id, PRICES)),
      items: [
        item("a", { part: "one", weight: "25" }),
        item("b", { part: "one", weight: "25" }),
        item("c", { part: "two", weight: "50" }),
        item("overall", { weight: null }),
      ],
    };
    const result = tablesOf(releaseOne(form, 10, [all(10, 0), all(10, 1), all(10, 4), all(10, 3)]));
    expect(result.parts.map((part) => [part.id, printed(part.score)])).toEqual([
      ["one", "90.00"],
      ["two", null],
    ]);
    expect(printed(result.score)).toBe("90.00");
    expect(printed(result.items[3]!.score)).toBe("40.00");
  });

  it("gives a form that is only counted no score", () => {
    const form: FrozenForm = {
      ...emptyForm,
      leaves: [choice("a", PRICES)],
      items: [item("a")],
      scoring: { rule: "none" },
    };
    expect(releaseOne(form, 10, [all(10, 0)]).score).toBeNull();
  });

  it("counts numbers and truth values from 5 values on, and texts never", () => {
    const leaf = (kind: "number" | "boolean" | "text", id: string): Leaf => ({
      kind,
      id,
      question: id,
      title: id,
    });
    const form: FrozenForm = {
      ...emptyForm,
      leaves: [leaf("number", "n"), leaf("number", "few"), leaf("boolean", "b"), leaf("text", "t")],
    };
    const result = tablesOf(
      releaseOne(form, 12, [
        { kind: "number", values: { "3": 4, "7": 1 }, blank: 7 },
        { kind: "number", values: { "3": 4 }, blank: 8 },
        { kind: "boolean", yes: 7, no: 0, blank: 5 },
        { kind: "text", written: 12, blank: 0 },
      ]),
    );
    expect(result.counts).toEqual([
      { leaf: "n", title: "n", values: { "3": 4, "7": 1 }, blank: 7 },
      { leaf: "b", title: "b", values: { true: 7, false: 0 }, blank: 5 },
    ]);
  });
});
