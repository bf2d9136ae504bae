/** Random units of a round, some of them below others, with the answers of each to one question. */
import fc from "fast-check";
import type { FrozenForm } from "../../../server/core/definition/frozen.ts";
import type { RollUpNode } from "../../../server/core/release/roll-up.ts";
import { choice, emptyForm } from "../../../server/core/release/scored-form.test-kit.ts";

export const form: FrozenForm = {
  ...emptyForm,
  leaves: [choice("q", ["100", "80", "40", null])],
  items: [{ leaf: "q", part: null, weight: "100", dimension: null, focus: [], item: "q", leader: null }],
};

/** Ballots of one block: per option, 不了解 the last of them, then left blank. */
type Answers = readonly [number, number, number, number, number];
export interface Node extends RollUpNode {
  readonly parent: string | null;
}

const CUTS = [["A", "B", "C"], ["AB", "C"], ["A", "BC"], ["ABC"]] as const;
/** Many who say 不了解 or nothing, so that now and then few valid answers are left. */
const answers = (least: number): fc.Arbitrary<Answers> =>
  fc
    .tuple(fc.nat(4), fc.nat(3), fc.nat(2), fc.nat(least + 6), fc.nat(6), fc.constantFrom(1, 1, 5))
    .map(([good, fair, poor, unknown, blank, times]) => {
      const valid = (good + fair + poor) * times;
      const missing = Math.max(unknown, least - valid - blank);
      return [good * times, fair * times, poor * times, missing, blank] as const;
    });

interface Shape {
  readonly blocks: readonly {
    readonly categories: string;
    readonly counts: Answers;
    readonly isOutside: boolean;
  }[];
}

const large: fc.Arbitrary<Shape> = fc
  .tuple(
    fc.constantFrom(...CUTS),
    fc.array(answers(10), { minLength: 3, maxLength: 3 }),
    fc.option(answers(10)),
  )
  .map(([cut, counts, outside]) => ({
    blocks: [
      ...cut.map((categories, i) => ({ categories, counts: counts[i]!, isOutside: false })),
      ...(outside ? [{ categories: "D", counts: outside, isOutside: true }] : []),
    ],
  }));
const small: fc.Arbitrary<Shape> = fc
  .tuple(fc.integer({ min: 3, max: 9 }), fc.array(fc.nat(4), { minLength: 9, maxLength: 9 }))
  .map(([ballots, picks]) => {
    const counts = [0, 0, 0, 0, 0];
    for (const pick of picks.slice(0, ballots)) counts[pick] = counts[pick]! + 1;
    return { blocks: [{ categories: "ABC", counts: counts as unknown as Answers, isOutside: false }] };
  });

/** Units of two parents, which may have a poll of their own, and units below nobody. */
export const organisation: fc.Arbitrary<readonly Node[]> = fc
  .array(fc.tuple(fc.constantFrom<"P" | "Q" | null>("P", "Q", null), fc.oneof(small, small, large)), {
    minLength: 2,
    maxLength: 9,
  })
  .chain((children) =>
    fc.tuple(fc.option(fc.oneof(small, large)), fc.option(fc.oneof(small, large))).map(([p, q]) => [
      ...(p ? [nodeOf("P", null, "P", p)] : []),
      // The second parent is itself below the first.
      ...(q ? [nodeOf("Q", "P", "P", q)] : []),
      ...children.map(([parent, shape], i) => nodeOf(`u${i}`, parent, parent, shape)),
    ]),
  );

function nodeOf(id: string, parent: string | null, home: string | null, { blocks }: Shape): Node {
  const counted = blocks.map(({ categories, counts, isOutside }) => ({
    block: {
      id: [...categories].join("+"),
      name: categories,
      categories: [...categories],
      weight: "50",
      isOutside,
      ballots: counts.reduce((sum, n) => sum + n, 0),
    },
    counts,
  }));
  return {
    id,
    parent,
    name: `单位${id}`,
    home,
    form,
    digest: "d",
    tally: {
      instrument: form.instrument,
      digest: "d",
      blocks: counted.map(({ block: { id, ballots }, counts }) => ({
        block: id,
        ballots,
        valid: ballots,
        bySource: { ticket: ballots },
        leaves: [{ kind: "choice", counts: counts.slice(0, 4), blank: counts[4]! }],
      })),
    },
    blocks: counted.map(({ block }) => block),
  };
}
