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
import type { FrozenForm } from "../../../server/core/definition/frozen.ts";
import { gradeTableRow } from "../../../server/core/documents/grade-table-document.ts";
import { finalBlocks } from "../../../server/core/release/final-block.ts";
import { releasePoll } from "../../../server/core/release/release.ts";
import { rollUp } from "../../../server/core/release/roll-up.ts";
import { NOTHING_REVIEWED } from "../../../server/core/review/review.ts";
import { gradeTable } from "../../../server/core/results/grade-table.ts";
import type { Scheme } from "../../../server/core/scoring/scheme.ts";
import { EMPTY_ASSESSMENT } from "../../../server/core/scoring/scheme.ts";
import { scoreUnit } from "../../../server/core/scoring/score-unit.ts";
import { foldBallots } from "../../../server/core/tally/fold.ts";
import { addTallies } from "../../../server/core/tally/add-tallies.ts";
import type { Thresholds } from "../../../server/core/round/round.ts";
import { presentForm } from "../../../server/http/office/results/present-form.ts";
import { presentScore } from "../../../server/http/office/results/present-score.ts";
import { presentTotal } from "../../../server/http/office/totals/present-total.ts";
import { testUnit } from "../../journeys/start-server.ts";

const FLOOR = 5;
const CATEGORIES = ["A", "B", "C"] as const;
type Category = (typeof CATEGORIES)[number];
/** Answers per category: one index 0–3 (好, 较好, 差, 不了解) a person and question. */
type Answers = Readonly<Record<Category, readonly (readonly [number, number])[]>>;

const options = (["100", "80", "40", null] as const).map((points, i) => ({
  value: i,
  text: String(i),
  points,
  dontKnow: points === null,
}));

const form: FrozenForm = {
  formatVersion: 1,
  instrument: "team",
  version: "1",
  kind: "evaluation",
  title: "team",
  shortTitle: "team",
  introduction: "",
  minutes: 1,
  anonymous: true,
  parts: [],
  leaders: [],
  leaves: [
    { kind: "choice", id: "q1", question: "q1", title: "q1", options },
    {
      kind: "multi",
      id: "q2",
      question: "q2",
      title: "q2",
      options: options.map((o) => ({ ...o, points: null })),
      none: 2,
      unknown: 3,
    },
  ],
  items: [
    { leaf: "q1", part: null, weight: "100", dimension: "style", focus: [], item: "q1", leader: null },
    { leaf: "q2", part: null, weight: null, dimension: null, focus: [], item: "q2", leader: null },
  ],
  scoring: { rule: "questionnaire", positive: 60, problems: 40, problemItems: ["q2"] },
  survey: {},
};

const scheme: Scheme = {
  formatVersion: 1,
  id: "s",
  version: "1",
  title: "s",
  parts: [{ id: "team", title: "team", points: 100, source: { from: "form", instrument: "team" } }],
  deductionLimit: 0,
  bonusLimit: 0,
  caps: [],
  grades: [
    { grade: "良好", from: 90 },
    { grade: "较好", from: 75 },
    { grade: "较差", from: 0 },
  ],
  validity: { participationAtLeast: "0", participationWarn: "0" },
};

/** Everything that leaves the product about one unit, and about it beside a fixed neighbour. */
function outputsOf(answers: Answers, thresholds: Thresholds): string {
  const own = closedForm(answers, thresholds);
  const poll = releasePoll({ poll: "p", forms: [own], thresholds });
  const unit = testUnit("u", "u", [answers.A.length, answers.B.length, answers.C.length]);
  const eligible = answers.A.length + answers.B.length + answers.C.length;
  const score = scoreUnit(scheme, {
    forms: poll.forms,
    assessment: EMPTY_ASSESSMENT,
    eligible,
    participated: poll.returned,
  });
  const rows = gradeTable(scheme, [
    { unit, poll: "p", plan: null, result: poll, score, review: NOTHING_REVIEWED },
  ]);
  const total = rollUp(
    [
      { id: "u", name: "单位甲", home: null, ...own },
      { id: "n", name: "单位乙", home: null, ...NEIGHBOUR },
    ],
    thresholds,
    { parent: null, smallName: "small" },
  );
  return JSON.stringify([
    poll.forms.map((one) => presentForm(one, form.scoring)),
    presentScore(score, NOTHING_REVIEWED, scheme, null),
    poll.turnout,
    rows.map((row, at) =>
      gradeTableRow(row, at, { parts: [{ id: "team", title: "领导班子民主测评", points: 100 }], thresholds }),
    ),
    total && presentTotal(total),
  ]);
}

function closedForm(answers: Answers, thresholds: Thresholds) {
  const fold = foldBallots(form, "d");
  for (const category of CATEGORIES) {
    for (const [single, multi] of answers[category]) fold.add(category, [single, [multi]], "ticket");
  }
  const ballots = new Map(CATEGORIES.map((category) => [category as string, answers[category].length]));
  const blocks = CATEGORIES.map((id, i) => ({
    id,
    categories: [id],
    name: id,
    weight: ["20", "30", "50"][i]!,
    eligible: answers[id].length,
    isOutside: false,
  }));
  const final = finalBlocks({ instrument: "team", digest: "d", blocks }, ballots, thresholds);
  const tally = addTallies(form, [fold.finish()], final.of);
  return { form, digest: "d", tally, blocks: final.blocks };
}

const people = (n: number, answer: readonly [number, number]) => Array.from({ length: n }, () => answer);
const NEIGHBOUR = closedForm(
  { A: people(3, [0, 2]), B: people(9, [1, 2]), C: people(20, [0, 0]) },
  { floor: 5, table: 10, block: 10 },
);

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
