/**
 * P11 against people who collude on whole sheets: 26 of a block of 30 choose theirs so that a count of equal sheets
 * tells whether one exact sheet is among those of the four others, which no table tells.
 *
 * A count told in tenths falls to them (the control, a function of rows as it once was); what the product says about
 * ballots alike is a function of its tables, so the two worlds look the same. @source docs/disclosure.md §6
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FrozenForm } from "../../../server/core/definition/frozen.ts";
import { ratio } from "../../../server/core/ratio.ts";
import { release } from "../../../server/core/release/release.ts";
import { choice, emptyForm } from "../../../server/core/release/scored-form.test-kit.ts";
import { signalsOf } from "../../../server/core/results/signals.ts";
import { formStatistics, itemStatistics } from "../../../server/core/statistics/form-statistics.ts";
import { DEFAULT_THRESHOLDS } from "../../../server/core/round/round.ts";
import { foldBallots } from "../../../server/core/tally/fold.ts";
import type { BlockTally } from "../../../server/core/tally/tally.ts";
import { presentForm } from "../../../server/http/office/results/present-form.ts";

const QUESTIONS = ["q1", "q2", "q3", "q4", "q5"];
const form: FrozenForm = {
  ...emptyForm,
  leaves: QUESTIONS.map((id) => choice(id, ["100", "80", "60", "40"])),
  items: QUESTIONS.map((leaf) => ({
    leaf,
    part: null,
    weight: "20",
    dimension: null,
    focus: [],
    item: leaf,
    leader: null,
  })),
};

type Sheet = readonly number[];

function counted(sheets: readonly Sheet[]) {
  const fold = foldBallots(form, "d");
  for (const sheet of sheets) fold.add("C", sheet, "ticket");
  return fold.finish();
}

/** Everything a reader is told about the block, as text. */
function told(sheets: readonly Sheet[]): string {
  const block = { id: "C", name: "C", categories: ["C"], weight: "100", isOutside: false };
  const final = [{ ...block, ballots: sheets.length }];
  const released = release(form, "d", counted(sheets), final, DEFAULT_THRESHOLDS);
  const signals = signalsOf({ forms: [released], participation: ratio(1), notes: [] });
  return JSON.stringify([presentForm(released, form.scoring), signals], (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
}

/** What would be told by counting rows: tenths of all, rounded down to 8, 5, 3 or 0. */
function toldOfRows(sheets: readonly Sheet[], countOf: (tally: BlockTally) => number): number {
  const [block] = counted(sheets).blocks;
  return [8, 5, 3].find((band) => 10 * countOf(block!) >= band * sheets.length) ?? 0;
}
const identical = ({ identical: groups = {} }: BlockTally): number =>
  Object.entries(groups).reduce((sum, [size, n]) => sum + Number(size) * n, 0);
const straight = ({ straightLined = 0 }: BlockTally): number => straightLined;

/** The sheet that is looked for. */
const WANTED: Sheet = [0, 0, 0, 0, 0];
/** Four people, of whom one has cast it; and four whose tables are the same and of whom nobody has. */
const WITH: readonly Sheet[] = [WANTED, [1, 1, 1, 1, 1], [2, 2, 2, 2, 2], [3, 3, 3, 3, 3]];
const WITHOUT: readonly Sheet[] = [0, 1, 2, 3].map((by) =>
  [0, 1, 2, 3, 0].map((option) => (option + by) % 4),
);

/** Sheets that nobody else casts and that are not straight: two of each for `pairs`, one of each for the others. */
function chosen(n: number, pairs: number): readonly Sheet[] {
  const own = (i: number): Sheet => [i % 4, (i + 1) % 4, (i + 1) % 4, (i >> 2) % 4, (i >> 4) % 4];
  return Array.from({ length: n }, (_, i) => own(i < 2 * pairs ? i >> 1 : i - pairs));
}

describe("P11: 26 who collude on their sheets against four others", () => {
  const four = [...chosen(25, 4), WANTED];

  it("control: a count of equal sheets, told in tenths, says whether one exact sheet is among the four", () => {
    expect(four).toHaveLength(26);
    expect(toldOfRows([...four, ...WITH], identical)).toBe(3);
    expect(toldOfRows([...four, ...WITHOUT], identical)).toBe(0);
  });

  it("control: so does a count of sheets that run straight down", () => {
    const straightFive = [
      ...chosen(21, 0),
      ...[0, 1, 2, 3, 0].map((option) => QUESTIONS.map(() => option)),
    ] as const;
    expect(toldOfRows([...straightFive, ...WITH], straight)).toBe(3);
    expect(toldOfRows([...straightFive, ...WITHOUT], straight)).toBe(0);
    expect(told([...straightFive, ...WITH])).toBe(told([...straightFive, ...WITHOUT]));
  });

  it("control: so does the reliability of the items, which is of whole sheets; what the keeper's command says does not", () => {
    const ballots = (sheets: readonly Sheet[]) => sheets.map((answers) => ({ unit: "", answers }));
    const alpha = (sheets: readonly Sheet[]) => formStatistics(form, ballots(sheets), null).scales[0]!.alpha!;
    expect(Math.abs(alpha([...four, ...WITH]) - alpha([...four, ...WITHOUT]))).toBeGreaterThan(0.05);
    const { floor } = DEFAULT_THRESHOLDS;
    expect(itemStatistics(form, ballots([...four, ...WITH]), floor)).toEqual(
      itemStatistics(form, ballots([...four, ...WITHOUT]), floor),
    );
  });

  it("are told the same in both worlds", () => {
    expect(told([...four, ...WITH])).toBe(told([...four, ...WITHOUT]));
  });

  it("whatever anybody casts: who of a block said what changes nothing, also where something is said", () => {
    const option = fc.oneof({ arbitrary: fc.constant(1), weight: 30 }, fc.nat(3));
    const sheets = fc.array(fc.tuple(option, option, option, option, option), {
      minLength: 30,
      maxLength: 60,
    });
    let spoke = 0;
    fc.assert(
      fc.property(sheets, fc.array(fc.nat(59), { minLength: 5, maxLength: 5 }), (all, steps) => {
        const exchanged = all.map((_, i) =>
          QUESTIONS.map((_question, at) => all[(i + steps[at]!) % all.length]![at]!),
        );
        const before = told(all);
        if (before.includes('"patterns"')) spoke += 1;
        expect(told(exchanged)).toBe(before);
      }),
      { numRuns: 300, seed: 5 },
    );
    expect(spoke).toBeGreaterThan(30);
  });
});

describe("what is said of ballots alike", () => {
  it("is true of every set of sheets with these tables", () => {
    const option = fc.oneof({ arbitrary: fc.constant(1), weight: 12 }, fc.nat(3));
    const sheets = fc.array(fc.tuple(option, option, option, option, option), {
      minLength: 30,
      maxLength: 40,
    });
    fc.assert(
      fc.property(sheets, (all) => {
        const said = /"straightLinedTenths":(\d),"alikeTenths":(\d)/.exec(told(all));
        if (!said) return;
        const [block] = counted(all).blocks;
        expect(10 * straight(block!)).toBeGreaterThanOrEqual(Number(said[1]) * all.length);
        expect(10 * identical(block!)).toBeGreaterThanOrEqual(Number(said[2]) * all.length);
      }),
      { numRuns: 300, seed: 6 },
    );
  });
});
