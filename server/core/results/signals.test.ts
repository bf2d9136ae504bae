import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Answer, FrozenForm } from "../definition/frozen.ts";
import { printRatio, ratio } from "../ratio.ts";
import type { FinalBlock } from "../release/final-block.ts";
import { release } from "../release/release.ts";
import { choice, emptyForm } from "../release/scored-form.test-kit.ts";
import { DEFAULT_THRESHOLDS } from "../round/round.ts";
import { foldBallots } from "../tally/fold.ts";
import { checkScheme } from "../scoring/check-scheme.ts";
import { EMPTY_ASSESSMENT } from "../scoring/scheme.ts";
import { scoreUnit } from "../scoring/score-unit.ts";
import type { UnitScore } from "../scoring/unit-score.ts";
import { type Signal, signalsOf } from "./signals.ts";

const SCHEME = checkScheme(
  JSON.parse(
    readFileSync(new URL("../../../surveys/schemes/political-ecology/scheme.json", import.meta.url), "utf8"),
  ),
);

const ITEMS = ["q1", "q2", "q3", "q4", "q5"];
const form: FrozenForm = {
  ...emptyForm,
  shortTitle: "班子表",
  leaders: [{ position: 1, name: "甲", post: "书记", isPrincipal: true }],
  leaves: [
    ...[...ITEMS, "l1"].map((id) => choice(id, ["100", "80", "60", "40", null])),
    {
      kind: "multi",
      id: "p",
      question: "p",
      title: "p",
      options: ["a", "b", "none"].map((value) => ({ value, text: value, points: null, dontKnow: false })),
      none: 2,
      unknown: null,
    },
  ],
  items: [...ITEMS, "l1"].map((leaf) => ({
    leaf,
    part: null,
    weight: "20",
    dimension: null,
    focus: [],
    item: leaf,
    leader: leaf === "l1" ? 1 : null,
  })),
};

type Block = readonly [id: string, ballots: readonly (readonly Answer[])[]];

function unit(
  blocks: readonly Block[],
  { participation, notes }: Pick<UnitScore, "participation" | "notes"> = {
    participation: ratio(1),
    notes: [],
  },
): readonly Signal[] {
  const fold = foldBallots(form, "d");
  for (const [id, ballots] of blocks) for (const answers of ballots) fold.add(id, answers, "ticket");
  const final = blocks.map(([id, ballots]): FinalBlock => {
    return { id, name: `${id}组`, categories: [id], weight: "50", isOutside: false, ballots: ballots.length };
  });
  return signalsOf({
    forms: [release(form, "d", fold.finish(), final, DEFAULT_THRESHOLDS)],
    participation,
    notes,
  });
}

const ballots = (n: number, answers: (i: number) => readonly Answer[]): readonly (readonly Answer[])[] =>
  Array.from({ length: n }, (_, i) => answers(i));

/** Every item is good for half of the people and fairly good for the others. */
const plain = (i: number, ticks: readonly number[] = [2]): readonly Answer[] => {
  const [one, other] = [i % 2, 1 - (i % 2)];
  return [one, other, one, other, one, 0, ticks];
};

const kinds = (found: readonly Signal[]): readonly string[] => [...new Set(found.map(({ kind }) => kind))];

describe("signalsOf", () => {
  it("is silent about a unit without anything to ask", () => {
    expect(unit([["C", ballots(12, (i) => plain(i))]])).toEqual([]);
  });

  it("names items well below the mean of their form, and never one about a leader", () => {
    const found = unit([["C", ballots(12, () => [0, 0, 0, 0, 3, 3, [2]])]]);
    expect(found).toMatchObject([{ kind: "low-item", form: "班子表", title: "q5" }]);
    expect(found[0]?.kind === "low-item" && printRatio(found[0].score, 2)).toBe("40.00");
  });

  it.each([
    [9, []],
    [10, ["q5"]],
    [11, ["q5"]],
  ])("calls an item low from exactly ten points below the mean on: %i of 16 chose 80", (fairly, wanted) => {
    // Four items at 100 and one at 87.50, which ten of sixteen make: the mean is 97.50.
    const found = unit([["C", ballots(16, (i) => [0, 0, 0, 0, i < fairly ? 1 : 0, 0, [2]])]]);
    expect(found.map((one) => one.kind === "low-item" && one.title)).toEqual(wanted);
  });

  it("names the three lowest items of a form at most", () => {
    const answers = (i: number): readonly Answer[] => [3, i < 1 ? 2 : 3, i < 2 ? 2 : 3, 3, 0, 0, [2]];
    const found = unit([["C", ballots(16, answers)]]);
    expect(found.map((one) => one.kind === "low-item" && one.title)).toEqual(["q1", "q4", "q2"]);
  });

  it("marks problems from one in ten and from three in ten exactly", () => {
    const mark = (ticked: number) => {
      const [found] = unit([["C", ballots(20, (i) => plain(i, i < ticked ? [0] : [2]))]]);
      return found?.kind === "problem" ? found.mark : undefined;
    };
    expect([1, 2, 5, 6].map(mark)).toEqual([undefined, "attention", "attention", "prominent"]);
  });

  it("names three items at most about which blocks disagree, from exactly twenty points on", () => {
    const found = unit([
      ["A", ballots(10, () => [0, 0, 0, 0, 0, 0, [2]])],
      ["C", ballots(10, (i) => [1, 1, 1, 2, i < 1 ? 0 : 1, 0, [2]])],
    ]);
    const disagreements = found.flatMap((one) => (one.kind === "disagreement" ? [one.title] : []));
    expect(disagreements).toEqual(["q4", "q1", "q2"]);
    const almost = unit([
      ["A", ballots(10, () => [0, 0, 0, 0, 0, 0, [2]])],
      ["C", ballots(10, (i) => [i < 1 ? 0 : 1, 0, 0, 0, 0, 0, [2]])],
    ]);
    expect(kinds(almost)).toEqual([]);
  });

  it("marks problems from one in ten on", () => {
    const ticks = (i: number): readonly number[] => (i < 3 ? [0, 1] : i < 7 ? [1] : [2]);
    const found = unit([["C", ballots(20, (i) => plain(i, ticks(i)))]]);
    expect(
      found.map((one) => one.kind === "problem" && [one.title, one.mark, printRatio(one.share, 1)]),
    ).toEqual([
      ["b", "prominent", "35.0"],
      ["a", "attention", "15.0"],
    ]);
  });

  it("says where blocks disagree", () => {
    const found = unit([
      ["A", ballots(10, () => [0, 0, 0, 0, 0, 0, [2]])],
      ["C", ballots(10, () => [1, 2, 0, 0, 0, 0, [2]])],
    ]);
    expect(found.filter(({ kind }) => kind === "disagreement")).toMatchObject([
      { title: "q2", low: { block: "C组" }, high: { block: "A组" } },
      { title: "q1" },
    ]);
  });

  it.each([
    [20, 25, 25, ["low-turnout"]],
    [25, 25, 25, []],
    [20, 26, 25, []],
    [69, 100, 25, ["low-turnout"]],
    [70, 100, 25, []],
    [49, 100, 25, ["low-turnout"]],
  ])(
    "judges turnout as the score does: %i of %i, everybody up to %i",
    (participated, eligible, everybodyUpTo, wanted) => {
      const validity = { participationAtLeast: "1/2", participationWarn: "0.7", everybodyUpTo };
      const score = scoreUnit(
        { ...SCHEME, validity },
        { forms: [], eligible, participated, assessment: EMPTY_ASSESSMENT },
      );
      expect(kinds(unit([["C", ballots(12, (i) => plain(i))]], score))).toEqual(wanted);
    },
  );

  describe("of ballots alike", () => {
    const patterns = (n: number, answers: (i: number) => readonly Answer[]) =>
      unit([["C", ballots(n, answers)]]).find((one) => one.kind === "patterns");
    /** The first `n` fill every question at the same place, each of the others all but one. */
    const straightBut = (n: number) => (i: number) =>
      [0, 1, 2, 3, 4, 5].map((at) => (i >= n && i % 6 === at ? 0 : 1));

    it("is silent below thirty, and speaks from there on", () => {
      expect(patterns(29, (i) => [...straightBut(29)(i), [2]])).toBeUndefined();
      expect(patterns(30, (i) => [...straightBut(30)(i), [2]])).toMatchObject({
        straightLinedTenths: 8,
        alikeTenths: 8,
      });
    });

    it.each([
      [11, undefined],
      [12, 3],
      [19, 3],
      [20, 5],
      [31, 5],
      [32, 8],
      [40, 8],
    ])("says what the tables compel when %i of 40 run straight down", (n, band) => {
      expect(patterns(40, (i) => [...straightBut(n)(i), [2]])?.straightLinedTenths).toBe(band);
    });

    it("says that ballots rate alike, one place or another", () => {
      expect(patterns(40, () => [0, 1, 0, 1, 0, 1, [2]])).toMatchObject({
        straightLinedTenths: 0,
        alikeTenths: 8,
      });
      expect(patterns(40, (i) => plain(i))).toBeUndefined();
    });

    it("takes nothing from a question whose counts are withheld", () => {
      expect(patterns(40, (i) => [1, 1, 1, 1, 1, i < 4 ? 1 : 4, [2]])).toBeUndefined();
    });
  });

  it("has nothing to say where tables are not released", () => {
    expect(unit([["C", ballots(9, () => [3, 0, 0, 0, 0, 0, [0]])]])).toEqual([]);
  });
});
