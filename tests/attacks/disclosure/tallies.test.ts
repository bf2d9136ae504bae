/**
 * Promise P11: everything that leaves is a function of block tallies, so nothing follows about an identified set of
 * fewer than five people beyond what its block's tally says by itself.
 *
 * The attacker knows the rules, the numbers of ballots per category, and every output: the console's results, the
 * grade table as JSON and as workbook cells, the totals. His own partition is written here a second time. He looks for
 * two sets of answers with the same tallies in these blocks whose outputs differ: each such pair tells something about
 * people inside a block. With blocks of one person he must find plenty.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { releasePoll } from "../../../server/core/release/release.ts";
import type { Thresholds } from "../../../server/core/round/round.ts";
import { type Answers, CATEGORIES, type Category, closedForm, outputsOf } from "./told-of-units.ts";

const FLOOR = 5;

/** The attacker's own partition: blocks of at least `least` ballots and ten in all, the smallest joins its smaller neighbour. */
function attackerBlocks(counts: readonly number[], least: number): Category[][] {
  let runs = CATEGORIES.flatMap((category, i) =>
    counts[i]! > 0 ? [{ members: [category], n: counts[i]! }] : [],
  );
  const smallest = () => Math.min(...runs.map(({ n }) => n));
  while (runs.length > 1 && (smallest() < least || counts.reduce((a, b) => a + b) < 10)) {
    const at = runs.findIndex(({ n }) => n === smallest());
    const left = runs[at - 1];
    const right = runs[at + 1];
    const to = left && (!right || left.n <= right.n) ? at - 1 : at + 1;
    const [low, high] = [Math.min(at, to), Math.max(at, to)];
    const joined = {
      members: [...runs[low]!.members, ...runs[high]!.members],
      n: runs[low]!.n + runs[high]!.n,
    };
    runs = [...runs.slice(0, low), joined, ...runs.slice(high + 1)];
  }
  return runs.map(({ members }) => members as Category[]);
}

/** Two people of one block change answers to one question: no output may notice. */
function swapped(
  answers: Answers,
  block: readonly Category[],
  pick: readonly [number, number, number],
): Answers {
  const copy = { A: [...answers.A], B: [...answers.B], C: [...answers.C] };
  const inside = block.flatMap((category) => copy[category].map((_, i) => [category, i] as const));
  const [c1, i1] = inside[pick[0] % inside.length]!;
  const [c2, i2] = inside[pick[1] % inside.length]!;
  const question = (pick[2] % 2) as 0 | 1;
  const change = (
    from: readonly [number, number],
    other: readonly [number, number],
  ): readonly [number, number] => (question === 0 ? [other[0], from[1]] : [from[0], other[1]]);
  const [one, two] = [copy[c1][i1]!, copy[c2][i2]!];
  copy[c1][i1] = change(one, two);
  copy[c2][i2] = change(two, one);
  return copy;
}

const answer = fc.tuple(fc.nat(3), fc.nat(3));
const organisation = fc.record({
  A: fc.array(answer, { maxLength: 12 }),
  B: fc.array(answer, { maxLength: 18 }),
  C: fc.array(answer, { maxLength: 30 }),
});
const pick = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(1));

const RUNS = Number(process.env["PLUMBLINE_DISCLOSURE_RUNS"] ?? 10_000);

function leaks(
  answers: Answers,
  picks: readonly (readonly [number, number, number])[],
  thresholds: Thresholds,
): number {
  const counts = CATEGORIES.map((category) => answers[category].length);
  const truth = outputsOf(answers, thresholds);
  let found = 0;
  for (const block of attackerBlocks(counts, Math.max(5, thresholds.block))) {
    for (const one of picks) if (outputsOf(swapped(answers, block, one), thresholds) !== truth) found += 1;
  }
  return found;
}

describe("P11: an attacker with every output", () => {
  it("finds no output that depends on more than block tallies", () => {
    fc.assert(
      fc.property(organisation, fc.array(pick, { minLength: 3, maxLength: 3 }), (answers, picks) => {
        expect(leaks(answers, picks, { floor: 5, table: 10, block: 10 })).toBe(0);
      }),
      { numRuns: RUNS },
    );
  });

  it("finds none either where blocks of five were chosen for forms about the unit", () => {
    fc.assert(
      fc.property(organisation, fc.array(pick, { minLength: 3, maxLength: 3 }), (answers, picks) => {
        expect(leaks(answers, picks, { floor: 5, table: 10, block: 5 })).toBe(0);
      }),
      { numRuns: RUNS / 5 },
    );
  });

  it("finds no published block of fewer than ten ballots beside another, and nothing at all below five", () => {
    fc.assert(
      fc.property(organisation, (answers) => {
        const own = closedForm(answers, { floor: 5, table: 10, block: 10 });
        const { forms } = releasePoll({
          poll: "p",
          forms: [own],
          thresholds: { floor: 5, table: 10, block: 10 },
        });
        const [released] = forms;
        const n = answers.A.length + answers.B.length + answers.C.length;
        if (n < FLOOR) expect(released).toMatchObject({ level: "none", score: null });
        if (released && released.level !== "none") {
          const sizes = released.blocks.map(({ ballots }) => ballots);
          if (sizes.length > 1) expect(Math.min(...sizes)).toBeGreaterThanOrEqual(10);
          expect(sizes.reduce((a, b) => a + b, 0)).toBe(n);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("tells nothing but one number below ten ballots: all answers with that score look the same", () => {
    fc.assert(
      fc.property(organisation, organisation, (one, other) => {
        const small = (answers: Answers): Answers => ({
          A: answers.A.slice(0, 2),
          B: answers.B.slice(0, 2),
          C: answers.C.slice(0, 3),
        });
        const thresholds = { floor: 5, table: 10, block: 10 };
        const [a, b] = [small(one), small(other)];
        const sizes = (answers: Answers) => CATEGORIES.map((category) => answers[category].length).join();
        fc.pre(sizes(a) === sizes(b));
        const scoreOf = (answers: Answers) =>
          releasePoll({ poll: "p", forms: [closedForm(answers, thresholds)], thresholds }).forms[0]!.score;
        const withoutTotal = (answers: Answers) =>
          JSON.stringify(JSON.parse(outputsOf(answers, thresholds)).slice(0, 4));
        fc.pre(JSON.stringify(scoreOf(a), text) === JSON.stringify(scoreOf(b), text));
        expect(withoutTotal(a)).toBe(withoutTotal(b));
      }),
      { numRuns: 200 },
    );
  });

  it("positive control: with blocks of one the same attacker finds leaks", () => {
    const found = fc
      .sample(fc.tuple(organisation, fc.array(pick, { minLength: 3, maxLength: 3 })), {
        numRuns: 200,
        seed: 7,
      })
      .reduce((sum, [answers, picks]) => sum + leaks(answers, picks, { floor: 1, table: 1, block: 1 }), 0);
    expect(found).toBeGreaterThan(20);
  });
});

const text = (_: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);
