import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer, FrozenForm, Leaf } from "../definition/frozen.ts";
import { choice, emptyForm } from "../release/scored-form.test-kit.ts";
import { addTallies } from "./add-tallies.ts";
import { foldBallots } from "./fold.ts";
import type { FormTally, Source } from "./tally.ts";

const base = (id: string): { id: string; question: string; title: string } => ({
  id,
  question: id,
  title: id,
});
const tick = (text: string) => ({ value: text, text, points: null, dontKnow: text === "unknown" });

const LEAVES: readonly Leaf[] = [
  choice("q", ["100", "80", null]),
  { ...base("m"), kind: "multi", options: ["a", "b", "none", "unknown"].map(tick), none: 2, unknown: 3 },
  { ...base("n"), kind: "number" },
  { ...base("b"), kind: "boolean" },
  { ...base("t"), kind: "text" },
];

const form: FrozenForm = {
  ...emptyForm,
  leaves: LEAVES,
  items: [{ leaf: "q", part: null, weight: "100", dimension: null, focus: [], item: "q", leader: null }],
};

type Ballot = readonly [block: string, answers: readonly Answer[], source?: Source];

function fold(ballots: readonly Ballot[]): FormTally {
  const counting = foldBallots(form, "d");
  for (const [block, answers, source] of ballots) counting.add(block, answers, source ?? "ticket");
  return counting.finish();
}

const orBlank = (some: fc.Arbitrary<Answer>): fc.Arbitrary<Answer> =>
  fc.oneof(some, fc.constant<Answer>(null));

const anyBallot: fc.Arbitrary<Ballot> = fc.tuple(
  fc.constantFrom("A", "B", "C"),
  fc.tuple(
    fc.constantFrom<Answer>(null, 0, 1, 2),
    orBlank(fc.subarray([0, 1, 2, 3])),
    orBlank(fc.integer({ min: -3, max: 12 })),
    fc.constantFrom<Answer>(null, true, false),
    fc.constantFrom<Answer>(null, true),
  ),
  fc.constantFrom<Source>("ticket", "open", "paper", "import"),
);

describe("foldBallots", () => {
  it("counts every kind of answer, blanks apart", () => {
    const tally = fold([
      ["C", [0, [0, 1], 3, true, true]],
      ["C", [2, [2], 3, false, null], "paper"],
      ["C", [null, [3], 2.5, null, null]],
      ["C", [0, [], null, true, null]],
    ]);
    expect(tally).toEqual({
      instrument: "one",
      digest: "d",
      blocks: [
        {
          block: "C",
          ballots: 4,
          bySource: { ticket: 3, paper: 1 },
          valid: 2,
          leaves: [
            { kind: "choice", counts: [2, 0, 1], blank: 1 },
            { kind: "multi", counts: [1, 1, 1, 1], blank: 1, reported: 1 },
            { kind: "number", values: { "2.5": 1, "3": 2 }, blank: 1 },
            { kind: "boolean", yes: 2, no: 1, blank: 1 },
            { kind: "text", written: 1, blank: 3 },
          ],
          straightLined: 0,
          identical: {},
        },
      ],
    });
  });

  it("has no blocks before the first ballot", () => expect(fold([]).blocks).toEqual([]));

  it.each<readonly [string, readonly Answer[]]>([
    ["an option that does not exist", [3, null, null, null, null]],
    ["a fraction as an option", [0.5, null, null, null, null]],
    ["indices that do not ascend", [0, [1, 0], null, null, null]],
    ["an option ticked twice", [0, [1, 1], null, null, null]],
    ["a number where options are due", [0, 1, null, null, null]],
    ["a truth value where a number is due", [0, null, true, null, null]],
    ["a number where a truth value is due", [0, null, null, 1, null]],
    ["a text that is not a mark", [0, null, null, null, false]],
    ["an answer too few", [0, null, null, null]],
  ])("refuses %s", (_, answers) => {
    expect(() => fold([["C", answers]])).toThrow(expect.objectContaining({ code: "scoring.input" }));
  });

  it("counts ballots that are alike, texts apart, and those that run straight down", () => {
    const leaves = ["q1", "q2", "q3", "q4", "q5"].map((id) => choice(id, ["100", "80", null]));
    const wide: FrozenForm = {
      ...emptyForm,
      leaves: [...leaves, { ...base("t"), kind: "text" }],
      items: leaves.map(({ id }) => ({ ...form.items[0]!, leaf: id, item: id })),
    };
    const counting = foldBallots(wide, "d");
    const answers: readonly (readonly Answer[])[] = [
      [0, 0, 0, 0, 0, true],
      [0, 0, 0, 0, 0, null],
      [2, 2, 2, 2, 2, null],
      [0, 1, 0, 1, 0, null],
      [0, 1, 0, 1, 0, null],
      [0, 1, 0, 1, 0, true],
      [0, 0, 0, 0, null, null],
      [null, null, null, null, null, null],
    ];
    for (const one of answers) counting.add("C", one, "ticket");
    expect(counting.finish().blocks[0]).toMatchObject({ straightLined: 3, identical: { 2: 1, 3: 1 } });
  });

  it("does not depend on the order of ballots", () => {
    fc.assert(
      fc.property(fc.array(anyBallot, { maxLength: 40 }), (ballots) => {
        expect(JSON.stringify(fold(ballots.toReversed()))).toBe(JSON.stringify(fold(ballots)));
      }),
    );
  });

  it("accounts for every ballot in every leaf", () => {
    fc.assert(
      fc.property(fc.array(anyBallot, { maxLength: 40 }), (ballots) => {
        const tally = fold(ballots);
        expect(tally.blocks.reduce((sum, block) => sum + block.ballots, 0)).toBe(ballots.length);
        for (const { ballots: n, leaves } of tally.blocks) {
          const [q] = leaves;
          if (q?.kind !== "choice") throw new Error("wrong leaf");
          expect(q.counts.reduce((sum, count) => sum + count, q.blank)).toBe(n);
        }
      }),
    );
  });
});

/** Whether ballots of two tallies are alike is no longer known. */
const withoutGroups = (tally: FormTally) => ({
  ...tally,
  blocks: tally.blocks.map((block) => ({ ...block, identical: null })),
});

describe("addTallies", () => {
  it("equals the fold of all ballots together", () => {
    const some = fc.array(anyBallot, { maxLength: 30 });
    fc.assert(
      fc.property(some, some, (one, other) => {
        const sum = addTallies(form, [fold(one), fold(other)]);
        expect(withoutGroups(sum)).toEqual(withoutGroups(fold([...one, ...other])));
      }),
    );
  });

  it("joins blocks as it is told", () => {
    const into = new Map([
      ["A", "A+B"],
      ["B", "A+B"],
    ]);
    const ballots = fc.array(anyBallot, { maxLength: 30 });
    fc.assert(
      fc.property(ballots, (all) => {
        const relabelled = all.map(([block, ...rest]): Ballot => [into.get(block) ?? block, ...rest]);
        expect(withoutGroups(addTallies(form, [fold(all)], into))).toEqual(withoutGroups(fold(relabelled)));
        const counting = foldBallots(form, "d");
        for (const [block, answers, source] of all) counting.add(block, answers, source ?? "ticket");
        expect(counting.finish(into)).toEqual(fold(relabelled));
      }),
    );
  });

  it("refuses tallies of different forms", () => {
    const other = { ...fold([["C", [0, null, null, null, null]]]) };
    expect(() => addTallies({ ...form, leaves: LEAVES.slice(1) }, [other])).toThrow(
      expect.objectContaining({ code: "scoring.input" }),
    );
  });

  it("is empty without tallies", () => {
    expect(addTallies(form, [])).toEqual({ instrument: "one", digest: "", blocks: [] });
  });
});
