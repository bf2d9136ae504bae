import { describe, expect, it } from "vitest";
import type { Answer, FrozenForm } from "../definition/frozen.ts";
import { printRatio, ratio } from "../ratio.ts";
import type { FinalBlock } from "../release/final-block.ts";
import { release } from "../release/release.ts";
import { releasePatterns } from "../release/release-patterns.ts";
import { choice, emptyForm } from "../release/scored-form.test-kit.ts";
import { DEFAULT_THRESHOLDS } from "../round/round.ts";
import { foldBallots } from "../tally/fold.ts";
import { type Signal, signalsOf } from "./signals.ts";

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

function unit(blocks: readonly Block[], participation = ratio(1)): readonly Signal[] {
  const fold = foldBallots(form, "d");
  for (const [id, ballots] of blocks) for (const answers of ballots) fold.add(id, answers, "ticket");
  const final = blocks.map(([id, ballots]): FinalBlock => {
    return { id, name: `${id}组`, categories: [id], weight: "50", isOutside: false, ballots: ballots.length };
  });
  const tally = fold.finish();
  const patterns = releasePatterns(tally, final, DEFAULT_THRESHOLDS);
  return signalsOf({
    forms: [release(form, "d", tally, final, DEFAULT_THRESHOLDS)],
    patterns: patterns ? [patterns] : [],
    participation,
    warnBelow: ratio(7, 10),
  });
}

const ballots = (n: number, answers: (i: number) => readonly Answer[]): readonly (readonly Answer[])[] =>
  Array.from({ length: n }, (_, i) => answers(i));

/** All different from each other, none straight down. */
const varied = (i: number): readonly Answer[] => [
  i % 4,
  (i >> 2) % 4,
  ((i >> 4) + 1) % 4,
  (i + 1) % 4,
  (i + 2) % 4,
  0,
  [2],
];
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

  it("says that turnout was low", () => {
    expect(kinds(unit([["C", ballots(12, (i) => plain(i))]], ratio(69, 100)))).toEqual(["low-turnout"]);
  });

  it("speaks of ballots alike from thirty on, as three, five or eight tenths and more", () => {
    const alike = (n: number) => unit([["C", ballots(n, (i) => (i < 14 ? plain(0) : varied(i)))]]);
    expect(kinds(alike(29))).not.toContain("patterns");
    expect(alike(30).find(({ kind }) => kind === "patterns")).toMatchObject({
      identicalTenths: 3,
      straightLinedTenths: 0,
    });
    const straight = unit([["C", ballots(40, (i) => (i < 13 ? [1, 1, 1, 1, 1, i % 4, [2]] : varied(i)))]]);
    expect(straight.find(({ kind }) => kind === "patterns")).toMatchObject({ straightLinedTenths: 0 });
    const rated = unit([["C", ballots(40, (i) => (i < 13 ? [1, 1, 1, 1, 1, 1, [2]] : varied(i)))]]);
    expect(rated.find(({ kind }) => kind === "patterns")).toMatchObject({ straightLinedTenths: 3 });
    for (const [n, band] of [
      [19, 3],
      [20, 5],
      [32, 8],
      [40, 8],
    ] as const) {
      const found = unit([["C", ballots(40, (i) => (i < n ? [1, 1, 1, 1, 1, 1, [2]] : varied(i)))]]);
      expect(found.find(({ kind }) => kind === "patterns")).toMatchObject({ straightLinedTenths: band });
    }
  });

  it("has nothing to say where tables are not released", () => {
    expect(unit([["C", ballots(9, () => [3, 0, 0, 0, 0, 0, [0]])]])).toEqual([]);
  });
});
